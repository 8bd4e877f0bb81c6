"""Fetches the claims behind the hops that are shown, and behind the capacities that limit the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from queries.network.model import Capacity
from queries.routes.answer import Bound, Evidence, Hop, RouteFound, RoutesAnswer

if TYPE_CHECKING:
    from graph.store.view import Reader

STATEMENT = """
MATCH (c:Claim)-[:STATED_IN]->(a:Article) WHERE c.id IN $claims
RETURN c.id AS claim, c.trust AS trust, c.known_on AS known_on, c.quote AS quote, c.when AS valid,
       c.extractor AS extractor, a.id AS document, a.title AS title, a.url AS url, a.outlet AS outlet
ORDER BY claim, document
"""
FORMER = """
MATCH (f:Former) WHERE f.claim IN $claims
RETURN f.claim AS claim, f.trust AS trust, f.known_on AS known_on, f.quote AS quote, f.when AS valid,
       f.extractor AS extractor, f.document AS document, f.document_title AS title, f.document_url AS url,
       f.document_outlet AS outlet
ORDER BY claim, f.sequence
"""
CAPACITIES = """
MATCH (c:Claim {type: 'capacity'})-[:STATED_IN]->(a:Article)
WHERE c.id IN $claims AND c.modality = 'fact' AND c.role_scope IS NULL AND c.role_cargo IS NULL
RETURN c.id AS claim, c.trust AS trust, c.known_on AS known_on, c.quote AS quote, c.when AS valid,
       c.extractor AS extractor, c.amount AS amount, c.amount_to AS amount_to, c.unit AS unit,
       coalesce(c.crude_mt, c.amount_canonical) AS canonical,
       a.id AS document, a.title AS title, a.url AS url, a.outlet AS outlet
ORDER BY claim, document
"""
SCOPED = """
MATCH (c:Claim {type: 'capacity'})
WHERE c.id IN $claims AND c.modality = 'fact' AND c.role_scope IS NOT NULL AND c.amount IS NOT NULL
RETURN c.id AS claim, c.about AS about, c.role_scope AS scope, c.amount AS amount, c.amount_to AS amount_to,
       c.unit AS unit, c.when AS valid
ORDER BY amount, claim
"""
TOLD = """
MATCH (c:Claim)-[:ABOUT]->(n:Entity) WHERE n.id IN $things AND c.known_on IS NOT NULL AND c.known_on <= $day
MATCH (c)-[:STATED_IN]->(a:Article {kind: 'article'})
RETURN c.id AS claim, c.trust AS trust, c.known_on AS known_on, c.quote AS quote, n.id AS thing,
       c.when AS valid, c.extractor AS extractor, a.id AS document, a.title AS title, a.url AS url, a.outlet AS outlet
ORDER BY known_on DESC, trust DESC, claim, thing
"""
ROWS = "table"  # the extractor whose quotes are rows
_UNDATED = "~"  # sorts after every day: an undated claim is not known to be old


def with_evidence(store: Reader, answer: RoutesAnswer) -> RoutesAnswer:
    """Add to every hop the weakest and the oldest claim it rests on."""
    wanted = sorted({claim for route in answer.routes for hop in route.hops for claim in hop.leg.claims})
    if not wanted:
        return answer
    held, beside = cited(store, wanted), _beside(store, wanted)
    told = _told(store, answer)
    routes = tuple(replace(_route(one, held, beside), latest=_latest(one, told)) for one in answer.routes)
    return replace(answer, routes=routes, bounds=tuple(_bounds(store, answer)))


def cited(store: Reader, claims: Iterable[str]) -> dict[str, Evidence]:
    """Read claims by id, former ones too: what each says, and where."""
    wanted = sorted(set(claims))
    rows = store.read(STATEMENT, {"claims": wanted}) if wanted else []
    found = {row["claim"]: _evidence(row) for row in rows}
    if former := [one for one in wanted if one not in found]:
        found |= {row["claim"]: _evidence(row) for row in store.read(FORMER, {"claims": former})}
    return found


def _told(store: Reader, answer: RoutesAnswer) -> list[tuple[str, Evidence]]:
    """Give what articles tell of the things on the routes, newest first, as far as known by the day asked for."""
    things = sorted({thing for route in answer.routes for thing in _things(route)})
    day = answer.question.known_at or answer.question.as_of
    rows = store.read(TOLD, {"things": things, "day": day.isoformat()})
    return [(row["thing"], _evidence(row)) for row in rows]


def _things(route: RouteFound) -> set[str]:
    return {*route.sites, *(hop.leg.asset for hop in route.hops if hop.leg.asset)}


def _latest(route: RouteFound, told: list[tuple[str, Evidence]]) -> Evidence | None:
    things = _things(route)
    return next((evidence for thing, evidence in told if thing in things), None)


def _bounds(store: Reader, answer: RoutesAnswer) -> Iterator[Bound]:
    """Give every stated capacity of the parts of the cut, the trusted ones first."""
    if answer.flow is None:
        return
    network = answer.network
    parts = dict.fromkeys((part.kind, part.id) for part in (*answer.flow.low.cut, *answer.flow.high.cut))
    behind = {part: network.claims_of(*part) for part in parts}
    wanted = sorted({claim for claims in behind.values() for claim in claims})
    rows = store.read(CAPACITIES, {"claims": wanted})
    for (kind, key), claims in behind.items():
        found = network.limit_of(kind, key)
        said = sorted((row for row in rows if row["claim"] in claims), key=_latest_first, reverse=True)
        for row in sorted(said, key=lambda row: _place(row, found)):
            yield Bound(kind, key, _stated(row), _counts(row, found), _evidence(row))


def _latest_first(row: dict[str, Any]) -> str:
    return str(row["known_on"] or "")


def _place(row: dict[str, Any], found: Capacity | None) -> tuple[bool, float, int]:
    """Put first what states the range, then the smaller value, then the more trusted."""
    return (not _counts(row, found), float(row["canonical"] or 0), -int(row["trust"]))


def _counts(row: dict[str, Any], found: Capacity | None) -> bool:
    """Tell whether a claim states a value of the range; another one may have stood for the same value."""
    if found is None:
        return False
    return row["claim"] in found.claims or (
        row["canonical"] is not None and row["canonical"] in (found.low, found.high)
    )


def _stated(row: dict[str, Any]) -> str:
    upper = f" to {row['amount_to']:g}" if row.get("amount_to") is not None else ""
    return f"{row['amount']:g}{upper} {row['unit']}"


def _evidence(row: dict[str, Any]) -> Evidence:
    source = next((row[name] for name in ("url", "title", "outlet", "document") if row.get(name)), "")
    known = row.get("known_on")
    return Evidence(
        str(row["claim"]),
        int(str(row["trust"])),
        str(known) if known else None,
        str(source),
        str(row["quote"]),
        str(row["valid"]) if row["valid"] else None,
        row["extractor"] == ROWS,
    )


def _beside(store: Reader, claims: list[str]) -> dict[str, tuple[str, ...]]:
    """Give by leg the figures that hold for a contract, an end or a part of it alone."""
    found: dict[str, dict[str, None]] = {}
    for row in store.read(SCOPED, {"claims": claims}):
        valid = f" ({row['valid']})" if row["valid"] else ""
        for about in row["about"]:
            found.setdefault(about, {})[f"{', '.join(row['scope'])} {_stated(row)}{valid}"] = None
    return {about: tuple(said) for about, said in found.items()}


def _route(route: RouteFound, held: dict[str, Evidence], beside: dict[str, tuple[str, ...]]) -> RouteFound:
    return replace(route, hops=tuple(_hop(hop, held, beside) for hop in route.hops))


def _hop(hop: Hop, held: dict[str, Evidence], beside: dict[str, tuple[str, ...]]) -> Hop:
    found = [held[claim] for claim in hop.leg.claims if claim in held]
    if not found:
        return hop
    own = beside.get(f"leg:{hop.leg.id}", ())
    return replace(hop, weakest=weakest(found), oldest=oldest(found), beside=own)


def weakest(found: Iterable[Evidence]) -> Evidence:
    """Give the least trusted claim, the older of equals."""
    return min(found, key=lambda one: (one.trust, one.known_on or _UNDATED, one.claim))


def oldest(found: Iterable[Evidence]) -> Evidence:
    """Give the claim that was known first; undated ones only where there is nothing else."""
    return min(found, key=lambda one: (one.known_on or _UNDATED, one.claim))
