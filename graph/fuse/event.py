"""Makes events of the claims of one type about one thing: forty outlets, one event, forty claims.

Which claims tell of one event: ``graph.fuse.grouping``. An event has the time of its most precise claim. Where that is
a single day and another claim tells from this day until when, or that it goes on, the event has that time. A reading by
machine does not outdo a table in this, nor a weaker source a stronger one.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.fuse.claims import ROLE_PREFIX, known_on, when_properties
from graph.fuse.grouping import distinguishing_roles, is_placed, precision_of, same_event_groups, told_by_roles
from graph.fuse.objects import Fragment, Node, Properties, Relation, properties_of
from graph.fuse.policy import amounts_of
from graph.model.claim import FROM_TABLE, Claim
from graph.model.identity import digest_of, is_leg
from graph.model.time import parse_period


def event_fragment(claims: Sequence[Claim]) -> Fragment:
    """Give the events that claims of one type about one thing tell of."""
    groups = same_event_groups(claims)
    alike: dict[str, list[Claim]] = {}
    for group in groups:
        alike.setdefault(_key(group), []).extend(group)
    parts = [_event(key, group) for key, group in alike.items()]
    return Fragment(
        tuple(node for part in parts for node in part.nodes),
        tuple(relation for part in parts for relation in part.relations),
    )


def _key(group: list[Claim]) -> str:
    """Identify the event that a group of claims tells of."""
    first, when = group[0], _when(group)
    roles = _merged_roles(group)
    told_apart = {role: roles.get(role, []) for role in distinguishing_roles().get(first.type, ())}
    identity = [first.type, sorted(first.about), when, first.modality.value, told_apart]
    if not (is_placed(first) or told_by_roles(first)):
        identity.append(first.document)
    return "ev_" + digest_of(identity)[:20]


def _when(group: list[Claim]) -> str | None:
    """Give the time of an event: that of its most precise claim, or the interval that begins on its day."""
    first = group[0]
    if not is_placed(first) or not _is_day(first):
        return first.when
    weight = max(_weight(claim) for claim in group if claim.when == first.when)
    longer = [claim for claim in group if _begins_with(claim, first) and _weight(claim) >= weight]
    return min(longer, key=_from_the_best, default=first).when


def _is_day(claim: Claim) -> bool:
    period = parse_period(claim.when or "")
    return not period.is_interval and period.start == period.end


def _begins_with(claim: Claim, first: Claim) -> bool:
    if claim.when is None:  # a reprint that leaves the day out
        return False
    period = parse_period(claim.when)
    return period.is_interval and period.start == parse_period(first.when or "").start


def _weight(claim: Claim) -> tuple[bool, int]:
    return (claim.extractor == FROM_TABLE, int(claim.trust))


def _from_the_best(claim: Claim) -> tuple[bool, int, bool, int, int, str, str]:
    """Order claims: tables before articles, then the more trusted, then the more precise."""
    return (claim.extractor != FROM_TABLE, -int(claim.trust), *precision_of(claim))


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
