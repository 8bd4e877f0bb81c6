"""Fuses claims of one event type about one asset into events: forty outlets, one event, forty claims.

Two claims tell of one event when their times agree (equal, or one inside the other, years known), their modality
agrees, and no distinguishing role (``events.toml``) keeps them apart. The most precise claims are placed first; a
vaguer claim joins the one event that fits it, and stands as an event of its own where several fit. Times that
nobody can place on the calendar agree only inside one document: July of an unknown year may be another July.

An event has the time of its most precise claim. Where that is a single day and another claim tells from this day until
when, or that it goes on, the event has that time. A reading by machine does not outdo a table in this, nor a weaker
source a stronger one.

A reprint is another witness, never another event: its claim joins the event that the reprinted document tells of in the
same words, whatever day "yesterday" was when it was printed again. It confirms nothing: it is no independent witness.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from graph.fuse.claims import ROLE_PREFIX, known_on, when_properties
from graph.fuse.objects import Fragment, Node, Properties, Relation, properties_of
from graph.fuse.policy import amounts_of
from graph.model.claim import FROM_TABLE, Claim, Modality
from graph.model.identity import digest_of, is_leg
from graph.model.time import Period, parse_period

_FAR = 10**9
REPRINT_DAYS = 14  # between a first printing and its reprint
SAME_WORDS = 0.7  # of the words of both quotes: a reprint may swap "on Saturday" for a date


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(files("graph.fuse").joinpath("events.toml").read_text("utf-8"))


@cache
def distinguishing_roles() -> dict[str, tuple[str, ...]]:
    """Read which roles tell events of a type apart."""
    return {name: tuple(roles) for name, roles in _rules()["distinguish"].items()}


def _told_by_roles(claim: Claim) -> bool:
    """Tell whether the roles alone make one event of claims without a time, whoever states them."""
    return claim.when is None and claim.type in _rules()["undated"]["one_event"]


def event_fragment(claims: Sequence[Claim]) -> Fragment:
    """Give the events that claims of one type about one thing tell of."""
    groups: list[list[Claim]] = []
    for claim in sorted(claims, key=_precision):
        fitting = _reprinted(claim, groups) or [group for group in groups if _fits(claim, group)]
        if len(fitting) == 1:
            fitting[0].append(claim)
        else:
            groups.append([claim])
    alike: dict[str, list[Claim]] = {}
    for group in groups:
        alike.setdefault(_key(group), []).extend(group)
    parts = [_event(key, group) for key, group in alike.items()]
    return Fragment(
        tuple(node for part in parts for node in part.nodes),
        tuple(relation for part in parts for relation in part.relations),
    )


def _precision(claim: Claim) -> tuple[bool, int, int, str, str]:
    """Order claims: what is printed first before its reprints, and the most precise ones first."""
    again = claim.reprint_of is not None
    if claim.when is None:
        return (again, _FAR, 0, "", claim.id)
    period = parse_period(claim.when)
    length = (period.end - period.start).days if period.start and period.end else _FAR - 1
    filled = sum(1 for role in distinguishing_roles().get(claim.type, ()) if claim.role(role))
    return (again, length, -filled, claim.when, claim.id)


def _reprinted(claim: Claim, groups: list[list[Claim]]) -> list[list[Claim]]:
    """Give the one event that the reprinted document tells of in the words of this claim, if there is one."""
    if claim.reprint_of is None:
        return []
    found = [
        group
        for group in groups
        if _same_mode(claim, group[0]) and _near(claim, group[0]) and any(_same_words(claim, one) for one in group)
    ]
    return found if len(found) == 1 else []


def _near(claim: Claim, first: Claim) -> bool:
    """Tell whether two times may be one day, told from two days of printing; a text's own date keeps events apart."""
    if not (_placed(claim) and _placed(first)):
        return True
    one, other = parse_period(claim.when or ""), parse_period(first.when or "")
    return not (one.start and other.start) or abs((one.start - other.start).days) <= REPRINT_DAYS


def _same_words(claim: Claim, original: Claim) -> bool:
    if original.document != claim.reprint_of:
        return False
    left, right = set(claim.quote.lower().split()), set(original.quote.lower().split())
    return len(left & right) >= SAME_WORDS * len(left | right)


def _fits(claim: Claim, group: list[Claim]) -> bool:
    first = group[0]
    fitting = _same_mode(claim, first) and _same_time(claim, first)
    return fitting and all(_compatible(claim, one) for one in group)


def _same_mode(claim: Claim, first: Claim) -> bool:
    return (claim.modality is Modality.DENIED) == (first.modality is Modality.DENIED) and (
        claim.modality is Modality.FACT
    ) == (first.modality is Modality.FACT)


def _same_time(left: Claim, right: Claim) -> bool:
    if left.when is None or right.when is None or not (_placed(left) and _placed(right)):
        return left.when == right.when and (left.document == right.document or _told_by_roles(left))
    one, other = parse_period(left.when), parse_period(right.when)
    if one.is_interval or other.is_interval:
        return one == other or (one.start is not None and one.start == other.start)
    return _inside(one, other) or _inside(other, one)


def _placed(claim: Claim) -> bool:
    return claim.when is not None and parse_period(claim.when).year_known


def _inside(inner: Period, outer: Period) -> bool:
    if not (inner.start and inner.end and outer.start and outer.end):
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def _compatible(left: Claim, right: Claim) -> bool:
    wholly = left.type in _rules()["equal"]["roles"]
    for role in distinguishing_roles().get(left.type, ()):
        one, other = set(left.role(role)), set(right.role(role))
        if one and other and (one != other if wholly else not one & other):
            return False
    return True


def _key(group: list[Claim]) -> str:
    """Identify the event that a group of claims tells of."""
    first, when = group[0], _when(group)
    roles = _merged_roles(group)
    told_apart = {role: roles.get(role, []) for role in distinguishing_roles().get(first.type, ())}
    identity = [first.type, sorted(first.about), when, first.modality.value, told_apart]
    if not (_placed(first) or _told_by_roles(first)):
        identity.append(first.document)
    return "ev_" + digest_of(identity)[:20]


def _when(group: list[Claim]) -> str | None:
    """Give the time of an event: that of its most precise claim, or the interval that begins on its day."""
    first = group[0]
    if not _placed(first) or not _is_day(first):
        return first.when
    weight = max(_weight(claim) for claim in group if claim.when == first.when)
    longer = [claim for claim in group if _begins_with(claim, first) and _weight(claim) >= weight]
    return min(longer, key=_from_the_best, default=first).when


def _is_day(claim: Claim) -> bool:
    period = parse_period(claim.when or "")
    return not period.is_interval and period.start == period.end


def _begins_with(claim: Claim, first: Claim) -> bool:
    period = parse_period(claim.when or "")
    return period.is_interval and period.start == parse_period(first.when or "").start


def _weight(claim: Claim) -> tuple[bool, int]:
    return (claim.extractor == FROM_TABLE, int(claim.trust))


def _from_the_best(claim: Claim) -> tuple[bool, int, bool, int, int, str, str]:
    """Order claims: tables before articles, then the more trusted, then the more precise."""
    return (claim.extractor != FROM_TABLE, -int(claim.trust), *_precision(claim))


def _event(key: str, group: list[Claim]) -> Fragment:
    first, when = group[0], _when(group)
    roles = _merged_roles(group)
    properties = properties_of(
        id=key, type=first.type, about=sorted(first.about), modality=first.modality.value, when=when,
        **{name: value for name, value in when_properties(when).items() if name != "year"},
        known_on=min((day for claim in group if (day := known_on(claim.known_from))), default=None),
        summary=_summary(group), trust=max(int(claim.trust) for claim in group), **_amounts(group),
        claims=sorted(claim.id for claim in group), documents=len({claim.document for claim in group}),
        confirmed=_confirmed(group),
        **{ROLE_PREFIX + name: fillers for name, fillers in roles.items()},
    )  # fmt: skip
    return Fragment((Node("Event", key, properties),), tuple(_relations(key, first, roles, group)))


def _confirmed(group: list[Claim]) -> bool:
    """Tell whether more than one reading by machine stands behind it: a table row, or independent articles."""
    return any(claim.extractor == FROM_TABLE for claim in group) or len({_origin(claim) for claim in group}) > 1


def _origin(claim: Claim) -> str:
    return claim.reprint_of or claim.document


def _merged_roles(group: list[Claim]) -> dict[str, list[str]]:
    names = sorted({name for claim in group for name, _ in claim.roles})
    return {name: sorted({one for claim in group for one in claim.role(name)}) for name in names}


def _summary(group: list[Claim]) -> str:
    return min(group, key=lambda claim: (-claim.trust, claim.id)).quote


def _amounts(group: list[Claim]) -> Properties:
    known = [amounts_of(claim) for claim in group if claim.value]
    if not known:
        return {}
    same = [one for one in known if one[2] == known[0][2]]
    low, high = min(one[0] for one in same), max(one[1] for one in same)
    return {"amount_low": low, "amount_high": high, "unit": known[0][2], "disputed": low != high}


def _relations(key: str, first: Claim, roles: dict[str, list[str]], group: list[Claim]) -> list[Relation]:
    affected = [_link("AFFECTS", key, one) for one in sorted(first.about) if not is_leg(one)]
    told = [Relation("SUPPORTS", f"{claim.id}|{key}", claim.id, key, {"id": f"{claim.id}|{key}"}) for claim in group]
    return [*affected, *(_link("BY", key, one) for one in roles.get("by", [])), *told]


def _link(name: str, start: str, end: str) -> Relation:
    return Relation(name, f"{start}|{end}", start, end, {"id": f"{start}|{end}"})
