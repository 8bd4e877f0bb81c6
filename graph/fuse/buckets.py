"""Which parts of the graph a claim bears on. A bucket is fused alone, so a changed article touches only its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.fuse.claims import named_entities
from graph.fuse.control import owns_fragment, plain_fragment
from graph.fuse.entity import entity_fragment
from graph.fuse.event import event_fragment
from graph.fuse.leg import leg_fragment
from graph.fuse.objects import Fragment
from graph.model.claim import Claim, is_doubtful_reading
from graph.model.identity import is_leg
from graph.model.vocabulary import claim_type

Bucket = tuple[str, ...]

_SHAPES_ENTITY = frozenset({"identity", "capacity", "length", "status", "course", "volume", "production"})
_PLAIN = {"operation": ("OPERATES", "operator"), "part_of": ("PART_OF", "whole"), "feeds": ("FEEDS", "to")}


def mentioned_entities(claim: Claim) -> set[str]:
    """Give every entity that must exist because this claim speaks of it."""
    return {one for one in claim.about if not is_leg(one)} | {one for _, one in named_entities(claim)}


def buckets_of(claim: Claim) -> Iterator[Bucket]:
    """Give the buckets a claim shapes, besides the nodes of what it mentions; a doubtful reading shapes none."""
    if is_doubtful_reading(claim):
        return
    for one in claim.about:
        if is_leg(one):
            yield ("leg", one)
        elif claim.type in _SHAPES_ENTITY:
            yield ("entity", one)
    if claim_type(claim.type).is_event:
        yield ("event", claim.type, *sorted(claim.about))
    if claim.type == "ownership":
        yield from (("owns", owner, owned) for owner in claim.role("owner") for owned in claim.about)
    if claim.type in _PLAIN:
        yield from _plain_buckets(claim)


def _plain_buckets(claim: Claim) -> Iterator[Bucket]:
    name, role = _PLAIN[claim.type]
    for about in claim.about:
        for other in claim.role(role):
            yield (name, other, about) if name == "OPERATES" else (name, about, other)


def fuse_bucket(bucket: Bucket, claims: Sequence[Claim]) -> Fragment:
    """Fuse the claims of one bucket, given in the order of their ids."""
    kind, *rest = bucket
    if kind == "entity":
        return entity_fragment(rest[0], claims)
    if kind == "leg":
        return leg_fragment(rest[0], claims)
    if kind == "event":
        return event_fragment(claims)
    if kind == "owns":
        return owns_fragment(rest[0], rest[1], claims)
    return plain_fragment(kind, rest[0], rest[1], claims)
