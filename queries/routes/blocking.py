"""Proves that there is no route: the fewest blocked legs that part what the question joins, each with its rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.errors import NoRoute
from queries.network.model import Between, Network
from queries.routes.answer import RoutesAnswer
from queries.routes.avoid import Verdict
from queries.routes.best import all_routes
from queries.routes.flow import blocking_cut
from queries.routes.remarks import held
from queries.routes.via import Waypoint

if TYPE_CHECKING:
    from queries.routes.engine import Case

_TWICE = "every way from one to the next visits a place twice"


def blockers(case: Case) -> tuple[Verdict, ...]:
    """Give the fewest blocked legs that part the ends, or the first two places to pass that cannot be joined."""
    for between in _parts(case):
        if found := _cut(case, between):
            return found
    return ()


def _cut(case: Case, between: Between) -> tuple[Verdict, ...]:
    if between.origins & between.goals or next(all_routes(case.usable, between), None) is not None:
        return ()
    shut = {found.leg.id: found for found in case.blocked}
    legs = [found.leg for found in case.blocked]
    keys = blocking_cut(case.usable, legs, case.network.sites, between)
    return tuple(shut[key] for key in keys)


def _parts(case: Case) -> list[Between]:
    """Give what a route has to join, one after the other: the ends with the places to pass between them."""
    entries = [_entry(case.network, point) for point in case.via]
    exits = [_exit(case.network, point) for point in case.via]
    after = [_part(case, point) for point in case.via]
    hops = zip([case.start.sites, *exits], [*entries, case.goal.sites], strict=True)
    return [*(Between(one, other) for one, other in hops), *after]


def _entry(network: Network, point: Waypoint) -> frozenset[str]:
    sites = {site.id for site in network.sites.values() if point.at_site(site)}
    return frozenset(sites or {leg.start for leg in network.legs if point.on_leg(leg)})


def _exit(network: Network, point: Waypoint) -> frozenset[str]:
    sites = {site.id for site in network.sites.values() if point.at_site(site)}
    return frozenset(sites or {leg.end for leg in network.legs if point.on_leg(leg)})


def _part(case: Case, point: Waypoint) -> Between:
    """Give the two sides of a place to pass: of an asset, its legs."""
    return Between(_entry(case.network, point), _exit(case.network, point))


def no_route(answer: RoutesAnswer) -> NoRoute:
    """Say that there is no route, and what blocks it."""
    ends = f"from {answer.start.name} to {answer.goal.name}"
    if via := answer.question.via:
        ends += f" by way of {', then '.join(via)}"
    if answer.blocked:
        blocked = _reasons(answer.network, answer.blocked)
        known = held(answer.network, answer.goal)
        return NoRoute(f"No route {ends} is allowed. It is blocked by: {blocked}. {known}.")
    why = f"its legs do not join them in this order, or {_TWICE}" if via else "no legs of the graph join them"
    return NoRoute(f"No route {ends}: {why}, whatever is allowed. {held(answer.network, answer.goal)}.")


def _reasons(network: Network, blocked: Sequence[Verdict]) -> str:
    return "; ".join(f"{network.leg_name(one.leg.id)} {_reason(one)}" for one in blocked)


def _reason(one: Verdict) -> str:
    return one.reason.removeprefix(f"{one.leg.id} ")
