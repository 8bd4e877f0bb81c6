"""Fuses what is said about one leg into its relation: ``(:Site)-[:FLOWS_TO {id, …}]->(:Site)``."""

from __future__ import annotations

from collections.abc import Sequence

from graph.fuse.claims import known_on
from graph.fuse.entity import capacity_properties, nameplate, stated_over_time, status_properties
from graph.fuse.history import value_history, volume_history
from graph.fuse.objects import Fragment, Relation, properties_of
from graph.fuse.policy import pick, span
from graph.model.claim import Claim
from graph.model.identity import LEG_PREFIX


def leg_fragment(leg: str, claims: Sequence[Claim]) -> Fragment:
    """Give the relation of ``leg``; nothing where no claim says from where to where it runs."""
    course = pick([claim for claim in claims if claim.type == "leg"])
    start, end = (course.first("from"), course.first("to")) if course else (None, None)
    if course is None or start is None or end is None:
        return Fragment()
    key = leg.removeprefix(LEG_PREFIX)
    properties = properties_of(
        id=key,
        asset=course.first("asset"),
        **{name: course.role(name) for name in ("commodity", "countries", "straits")},
        mode=course.first("mode"),
        **_measured(claims),
        **status_properties([claim for claim in claims if claim.type == "status"]),
        trust=min(int(claim.trust) for claim in claims),
        oldest=min((day for claim in claims if (day := known_on(claim.known_from))), default=None),
        claims=sorted(claim.id for claim in claims),
    )
    return Fragment((), (Relation("FLOWS_TO", key, start, end, properties),))


def _measured(claims: Sequence[Claim]) -> dict[str, object]:
    stated = nameplate([claim for claim in claims if claim.type == "capacity"])
    capacity = span(stated)
    distance = span([claim for claim in claims if claim.type == "length"])
    found = capacity_properties(capacity) | stated_over_time(
        capacity_history=value_history(stated),
        volume_history=volume_history([claim for claim in claims if claim.type == "volume"]),
    )
    if distance:
        found |= {"distance_km": distance.value, "distance_low": distance.low, "distance_high": distance.high}
    return found
