"""Fuses what is said about one entity into its node.

::

    (:Entity:Port:Site {capacity, status…})-[:LOCATED_IN]->(:Country)
    (:Entity:Pipeline:Asset)-[:CROSSES {order}]->(:Country)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.fuse.history import value_history, volume_history
from graph.fuse.objects import Fragment, Node, Properties, Relation, properties_of
from graph.fuse.policy import Span, pick, span, standing
from graph.model.claim import Claim, Modality, Trust
from graph.model.time import parse_period

SITES = frozenset({"Terminal", "Port", "Mooring", "Station", "Refinery", "Border", "Strait"})
ASSETS = frozenset({"Pipeline", "Field"}) | (SITES - {"Border", "Strait"})

# What an identity claim says once and for all; conflicting ones are settled by the policy.
_SINGLE_TEXT = ("name_en", "name_ru", "country", "iso3", "unlocode")
_NUMBERS = ("latitude", "longitude")
_LISTS = {"alias": "aliases", "category": "category", "commodity": "commodity", "gem_id": "gem_id"}


def entity_fragment(entity: str, claims: Sequence[Claim]) -> Fragment:
    """Give the node of ``entity``; without claims about it, it is only a name that somebody mentions."""
    kinds = _of_type(claims, "identity")
    own = [claim for claim in claims if claim.type in {"identity", "capacity", "length", "status"}]
    labels = _labels(kinds)
    facts = {
        **_identity(kinds), **_capacity(_of_type(claims, "capacity")), **_length(_of_type(claims, "length")),
        **status_properties(_of_type(claims, "status")), **_measures(claims),
    }  # fmt: skip
    properties = properties_of(
        id=entity,
        **(facts or {"name_en": entity.removeprefix("new:")}),
        trust=max((int(claim.trust) for claim in own), default=int(Trust.UNVERIFIED)),
        claims=sorted(claim.id for claim in own),
    )
    node = Node("Entity", entity, properties, labels)
    return Fragment((node,), (*_location(entity, kinds), *_crossings(entity, _of_type(claims, "course"), labels)))


def _of_type(claims: Sequence[Claim], name: str) -> list[Claim]:
    return [claim for claim in claims if claim.type == name]


def _labels(kinds: Sequence[Claim]) -> frozenset[str]:
    found = frozenset(label for claim in kinds for label in claim.role("label"))
    groups = {"Site"} if found & SITES else set()
    if found & ASSETS:
        groups.add("Asset")
    return found | groups


def _identity(kinds: Sequence[Claim]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in (*_SINGLE_TEXT, *_NUMBERS):
        text = _preferred(kinds, name)
        if text is not None:
            found[name] = float(text) if name in _NUMBERS else text
    for role, name in _LISTS.items():
        found[name] = sorted({one for claim in kinds for one in claim.role(role)})
    return found


def _preferred(kinds: Sequence[Claim], role: str) -> str | None:
    """Let the policy choose among the claims that state this role; one that only has coordinates hides no name."""
    chosen = pick([claim for claim in kinds if claim.role(role)])
    return chosen.first(role) if chosen else None


def capacity_properties(found: Span | None) -> dict[str, object]:
    """Name the fused capacity and its range, for sites and legs alike."""
    if found is None:
        return {}
    return {
        "capacity": found.value, "capacity_low": found.low, "capacity_high": found.high,
        "capacity_unit": found.unit, "capacity_disputed": found.disputed,
        "capacity_claims": list(found.claims),
    }  # fmt: skip


def nameplate(claims: Sequence[Claim]) -> list[Claim]:
    """Keep the capacities of exactly this thing: a figure for all cargo, a section or a contract is none."""
    return [claim for claim in claims if not claim.role("cargo") and not claim.role("scope")]


def _capacity(claims: Sequence[Claim]) -> dict[str, object]:
    known = nameplate(claims)
    return {**capacity_properties(span(known)), **stated_over_time(capacity_history=value_history(known))}


def _measures(claims: Sequence[Claim]) -> dict[str, object]:
    """Give what passed and what was produced, period by period."""
    return stated_over_time(
        volume_history=volume_history(_of_type(claims, "volume")),
        production_history=volume_history(_of_type(claims, "production")),
    )


def stated_over_time(**histories: list[str]) -> dict[str, object]:
    """Keep the histories that hold anything: a thing that is only mentioned stays without properties."""
    return {name: lines for name, lines in histories.items() if lines}


def _length(claims: Sequence[Claim]) -> dict[str, object]:
    found = span(claims)
    return {"length_km": found.value} if found else {}


def status_history(claims: Sequence[Claim]) -> list[str]:
    """List the stated statuses as ``when=status=trust``; ``..`` stands for a time nobody stated."""
    facts = [claim for claim in claims if claim.modality is Modality.FACT]
    return sorted({f"{claim.when or '..'}={claim.first('status')}={int(claim.trust)}" for claim in facts})


def status_properties(claims: Sequence[Claim]) -> dict[str, object]:
    """Name the latest status and the history, for sites and legs alike."""
    """Give the status that began last and has not ended: idle since 2022 outdoes operating since 1997."""
    best = standing(claims)
    lasting = [claim for claim in best if claim.when is None or claim.when.endswith("/..")]
    chosen = max(lasting, key=lambda claim: (_begun(claim), -best.index(claim)), default=next(iter(best), None))
    return {"status": chosen.first("status"), "status_history": status_history(claims)} if chosen else {}


def _begun(claim: Claim) -> date:
    return (parse_period(claim.when).start if claim.when else None) or date.min


def _location(entity: str, kinds: Sequence[Claim]) -> list[Relation]:
    chosen = pick([claim for claim in kinds if claim.role("country")])
    country = chosen.first("country") if chosen else None
    if chosen is None or country is None or country == entity:
        return []
    return [_link("LOCATED_IN", entity, country, claims=[chosen.id])]


def _crossings(entity: str, courses: Sequence[Claim], labels: frozenset[str]) -> list[Relation]:
    chosen = pick([claim for claim in courses if claim.role("through")])
    if chosen is None or "Pipeline" not in labels:
        return []
    return [
        _link("CROSSES", entity, country, order=order, claims=[chosen.id])
        for order, country in enumerate(_ordered(chosen), start=1)
    ]


def _ordered(course: Claim) -> tuple[str, ...]:
    return tuple(dict.fromkeys(course.role("through")))


def _link(name: str, start: str, end: str, **more: object) -> Relation:
    key = f"{start}|{end}"
    properties: Properties = properties_of(id=key, **more)
    return Relation(name, key, start, end, properties)
