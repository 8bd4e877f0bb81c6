"""Fetches, in one query, the claims behind the hops that are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from queries.routes.answer import Evidence, Hop, RouteFound, RoutesAnswer

if TYPE_CHECKING:
    from graph.store.view import Reader

STATEMENT = """
MATCH (c:Claim)-[:STATED_IN]->(a:Article) WHERE c.id IN $claims
RETURN c.id AS claim, c.trust AS trust, c.known_on AS known_on, c.quote AS quote,
       a.id AS document, a.title AS title, a.url AS url, a.outlet AS outlet
ORDER BY claim, document
"""
_UNDATED = "~"  # sorts after every day: an undated claim is not known to be old


def with_evidence(store: Reader, answer: RoutesAnswer) -> RoutesAnswer:
    """Add to every hop the weakest and the oldest claim it rests on."""
    wanted = sorted({claim for route in answer.routes for hop in route.hops for claim in hop.leg.claims})
    if not wanted:
        return answer
    held = {row["claim"]: _evidence(row) for row in store.read(STATEMENT, {"claims": wanted})}
    return replace(answer, routes=tuple(_route(route, held) for route in answer.routes))


def _evidence(row: dict[str, object]) -> Evidence:
    source = next((row[name] for name in ("url", "title", "outlet", "document") if row.get(name)), "")
    known = row.get("known_on")
    return Evidence(
        str(row["claim"]),
        int(str(row["trust"])),
        str(known) if known else None,
        str(source),
        str(row["quote"]),
    )


def _route(route: RouteFound, held: dict[str, Evidence]) -> RouteFound:
    return replace(route, hops=tuple(_hop(hop, held) for hop in route.hops))


def _hop(hop: Hop, held: dict[str, Evidence]) -> Hop:
    found = [held[claim] for claim in hop.leg.claims if claim in held]
    if not found:
        return hop
    return replace(hop, weakest=weakest(found), oldest=oldest(found))


def weakest(found: Iterable[Evidence]) -> Evidence:
    """Give the least trusted claim, the older of equals."""
    return min(found, key=lambda one: (one.trust, one.known_on or _UNDATED, one.claim))


def oldest(found: Iterable[Evidence]) -> Evidence:
    """Give the claim that was known first; undated ones only where there is nothing else."""
    return min(found, key=lambda one: (one.known_on or _UNDATED, one.claim))
