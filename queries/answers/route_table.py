"""A route answer as plain text, the same on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from queries.answers.citing import cited_words, without_files
from queries.network.model import Leg, Network, as_range
from queries.routes.answer import Evidence, Hop, Limit, RouteFound, RoutesAnswer
from queries.routes.flow import CutPart, Flow, FlowRange

QUOTE = 110  # characters of a quote that are shown; JSON and CSV carry all of it


def routes_text(answer: RoutesAnswer) -> str:
    """Give the routes with their evidence, then what all of them carry together."""
    lines = [headline(answer), *assumed(answer), ""]
    for rank, route in enumerate(answer.routes, start=1):
        lines += [*_route(rank, route, answer.network), ""]
    return "\n".join([*lines, *_together(answer)])


def flow_text(answer: RoutesAnswer) -> str:
    """Give the greatest flow with its cut and the flow on every leg."""
    assert answer.flow is not None
    lines = [headline(answer), *assumed(answer), "", *_together(answer), *_worth(answer), "", "Flow on the legs:"]
    low, high = answer.flow.low.on, answer.flow.high.on
    width = max((len(key) for key in (*low, *high)), default=0)
    for leg in answer.network.legs:
        if leg.id in low or leg.id in high:
            least, most = sorted((low.get(leg.id, 0.0), high.get(leg.id, 0.0)))
            amount = as_range(least, most)
            ends = f"{answer.network.name(leg.start)} -> {answer.network.name(leg.end)}"
            state = "" if leg.state.status == "operating" else f" ({leg.state.words})"
            lines.append(f"  {leg.id:<{width}}  {amount:>12} {answer.network.unit}  {ends}{state}")
    return "\n".join(lines)


def _worth(answer: RoutesAnswer) -> Iterator[str]:
    """Say what one more unit on each part of the cut would let through."""
    assert answer.flow is not None
    unit, network = answer.network.unit, answer.network
    for one in answer.flow.worth:
        name = network.part_name(one.kind, one.id)
        most = "without end" if one.most is None else f"up to {one.most:g}"
        yield f"  one more {unit} on {name} lets {one.gain:g} more through, {most}"
    if answer.flow.low.cut and not answer.flow.worth:
        yield "  no single part of the cut is worth anything alone: several limits hold the flow at once"


def _together(answer: RoutesAnswer) -> Iterator[str]:
    """Say what all routes carry together, which cut proves it, and who states the capacities of that cut."""
    if answer.flow is None:
        return
    yield from _flow_lines(answer.flow, answer.network)
    for bound in answer.bounds:
        name = answer.network.part_name(bound.kind, bound.id)
        beside = "" if bound.counts else ", stands beside the range"
        yield f"  {name} {bound.stated}{beside}: {_evidence(bound.evidence)}"


def headline(answer: RoutesAnswer) -> str:
    """Name the question in one line."""
    asked = answer.question
    parts = [f"{answer.start.name} -> {answer.goal.name}", answer.network.commodity, f"as of {asked.as_of}"]
    if asked.known_at:
        parts.append(f"as known at {asked.known_at}")
    return ", ".join([*parts, *answer.rules_in_words])


def assumed(answer: RoutesAnswer) -> list[str]:
    """Give a line for everything that the question assumes, and one for all that the answer falls short of."""
    return [f"assumed: {note}" for note in answer.notes] + [f"note: {remark}" for remark in answer.remarks]


def _route(rank: int, route: RouteFound, network: Network) -> Iterator[str]:
    yield f"{rank}. {' -> '.join(network.name(site) for site in route.sites)}{' (idle)' if route.idle else ''}"
    yield f"   {_distance(route)}; {_limit(route.limit, network)}; through {', '.join(route.countries)}"
    yield f"   {_consents(route, network)}"
    for note in route.notes:
        yield f"   note: {without_files(note)}"
    for hop in route.hops:
        yield from _hop(hop, network)
    if route.latest:
        yield f"   latest in the articles: {_evidence(route.latest)}"


def _consents(route: RouteFound, network: Network) -> str:
    needed = ", ".join(one.country for one in route.consents if not one.free)
    passed = ", ".join(network.name(one.strait) for one in route.passages if one.free)
    return f"needs the consent of {needed}" + (f"; free passage of {passed}" if passed else "")


def _distance(route: RouteFound) -> str:
    more = f" and an unknown distance on {', '.join(route.unmeasured)}" if route.unmeasured else ""
    return f"{route.distance_km:,.0f} km{more}"


def _limit(limit: Limit, network: Network) -> str:
    if limit.low is None or limit.high is None:
        return "capacity unknown on every leg" + ("" if limit.low is None else "; perhaps nothing")
    by = ", ".join(network.part_name(kind, key) for kind, key in limit.by)
    unknown = f"; unknown on {', '.join(limit.unknown)}" if limit.unknown else ""
    return f"{as_range(limit.low, limit.high)} {network.unit}, limited by {by}{unknown}"


def _hop(hop: Hop, network: Network) -> Iterator[str]:
    leg, known = hop.leg, hop.leg.capacity
    capacity = f"{as_range(known.low, known.high)} {network.unit}" if known else "capacity unknown"
    distance = "distance unknown" if leg.distance_km is None else f"{leg.distance_km:,.0f} km"
    way = f"{leg.mode} {network.name(leg.asset)}" if leg.asset else leg.mode
    ends = f"{network.name(leg.start)} -> {network.name(leg.end)}"
    yield f"   - {leg.id}: {ends}, {way}, {distance}, {capacity}, {leg.state.words}"
    if beside := [*hop.beside, *_moved(leg, network)]:
        yield f"     beside it: {'; '.join(beside)}"
    if hop.weakest:
        both = " and oldest" if hop.weakest == hop.oldest else ""
        yield f"     weakest{both}: {_evidence(hop.weakest)}"
    if hop.oldest and hop.oldest != hop.weakest:
        yield f"     oldest: {_evidence(hop.oldest)}"


def _moved(leg: Leg, network: Network) -> Iterator[str]:
    """Say what moves over a leg as far as sources tell it: of the oil asked about, and of all."""
    if leg.own_use:
        yield f"{as_range(leg.own_use.low, leg.own_use.high)} {network.unit} from there moved in {leg.own_use.year}"
    if leg.use:
        yield f"{as_range(leg.use.low, leg.use.high)} {network.unit} from everywhere moved in {leg.use.year}"


def _evidence(found: Evidence) -> str:
    return cited_words(found, QUOTE)


def _flow_lines(flow: FlowRange, network: Network) -> Iterator[str]:
    yield f"All together: {_amounts(flow, network)}{_sure(flow, network)}"
    yield f"  proved by the smallest cut: {_cut(flow.low, network)}"
    if flow.high.cut != flow.low.cut:
        yield f"  at the high end: {_cut(flow.high, network)}"


def _sure(flow: FlowRange, network: Network) -> str:
    """Say beside the amount what of it is sure where legs without a stated capacity carry the rest."""
    if flow.strict.amount is None or flow.strict.amount == flow.low.amount:
        return ""
    unstated = ", ".join(network.leg_name(key) for key in flow.to_blame)
    blame = f", since no source gives a capacity for {unstated}" if unstated else ""
    return f"; sure is only {flow.strict.amount:g} {network.unit}{blame}"


def _amounts(flow: FlowRange, network: Network) -> str:
    return flow_range_words(flow.low.amount, flow.high.amount, network.unit)


def flow_range_words(low: float | None, high: float | None, unit: str) -> str:
    """Name an amount or a range; None means that nothing known limits it."""
    if low is None or high is None:
        least = "" if low is None else f"; sure is only {low:g} {unit}"
        return f"no source gives a capacity that limits the flow{least}"
    return f"{as_range(low, high)} {unit}"


def _cut(flow: Flow, network: Network) -> str:
    return " + ".join(_part(part, network) for part in flow.cut) or "none"


def _part(part: CutPart, network: Network) -> str:
    name = network.part_name(part.kind, part.id)
    named = f"{part.kind} of {name}" if part.kind in {"supply", "demand"} else name
    times = "" if part.weight == 1 else f"{part.weight:g} x "
    return f"{times}{named} {part.capacity:g}" if part.capacity is not None else f"{named} unknown"
