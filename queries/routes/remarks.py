"""Where an answer falls short of what was asked, and how a question was understood, a line each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from queries.network.model import as_range
from queries.routes.avoid.closing import Closing, read_closing
from queries.routes.avoid.naming import name_of
from queries.routes.doubts import untold

if TYPE_CHECKING:
    from queries.names import Names
    from queries.network.model import Network
    from queries.routes.ends import End
    from queries.routes.engine import Case
    from queries.routes.flow import FlowRange
    from queries.routes.question import Question

FEW = 2  # as many legs into a country, market or region, or fewer, are hardly all that there are


def understood(network: Network, names: Names, question: Question) -> tuple[str, ...]:
    """Say the rules of a question with the names of what they mean, in the order of a sentence."""
    said = [_joined("avoiding", ", ", (name_of(network, names, one) for one in question.avoid))]
    said.append(_joined("only", " and ", (name_of(network, names, one, "only") for one in question.only)))
    said.append(_joined("by way of", ", then ", (_passed(network, names, one) for one in question.via)))
    closings = [read_closing(one) for one in question.close]
    shut = (_closed(network, names, one) for one in closings if one.holds(question.as_of))
    said.append(_joined("closed:", ", ", shut))
    return tuple(one for one in said if one)


def _joined(lead: str, between: str, parts: Iterator[str]) -> str:
    told = between.join(parts)
    return f"{lead} {told}" if told else ""


def _passed(network: Network, names: Names, typed: str) -> str:
    if typed.startswith("leg:"):
        return network.leg_name(typed.removeprefix("leg:"))
    return network.name(names.resolve(typed, ("Site", "Asset"), wanted="place or asset").id)


def _closed(network: Network, names: Names, closing: Closing) -> str:
    part = f"{closing.part:.3g} of " if closing.part < 1 else ""
    days = f" from {closing.start or 'ever'} to {closing.end or 'any day'}" if closing.start or closing.end else ""
    return f"{part}{name_of(network, names, closing.term, 'close')}{days}"


def closings_out_of_force(question: Question) -> tuple[str, ...]:
    """Name every closing whose days do not cover the day asked about: it closes nothing."""
    read = ((typed, read_closing(typed)) for typed in question.close)
    return tuple(
        f"--close {typed} closes nothing: its days do not cover {question.as_of}"
        for typed, closing in read
        if not closing.holds(question.as_of)
    )


def remarks_on(case: Case, flow: FlowRange | None) -> tuple[str, ...]:
    """Say where an answer falls short: of what the graph does not hold, and of what fields do not produce."""
    unsure = untold(case.ways)
    return (*coverage(case.network, case.goal), *(beyond_production(case, flow) if flow else ()), *unsure)


def coverage(network: Network, goal: End) -> tuple[str, ...]:
    """Say how little the graph holds where few of its legs lead into a country, market or region, whatever their state.

    A single site is no matter of coverage: it is asked for by name.
    """
    count = _entering(network, goal)
    if count > FEW or goal.id in network.sites:
        return ()
    return (f"the graph knows only {_entering_words(network, goal)}; of others it knows nothing",)


def held(network: Network, goal: End) -> str:
    """Say what a proof that there is no route rests on: the legs of the graph, and not the world."""
    known = f"{len(network.legs)} leg{'' if len(network.legs) == 1 else 's'} for {network.commodity}"
    count = _entering(network, goal)
    verb = "enters" if count == 1 else "enter"
    return f"The graph knows {known}, {count} of which {verb} {goal.name}; of other ways it knows nothing"


def _entering_words(network: Network, goal: End) -> str:
    count = _entering(network, goal)
    legs = "1 leg that enters" if count == 1 else f"{count} legs that enter"
    return f"{legs} {goal.name} for {network.commodity}"


def _entering(network: Network, goal: End) -> int:
    return sum(leg.end in goal.sites and leg.start not in goal.sites for leg in network.legs)


def beyond_production(case: Case, flow: FlowRange) -> tuple[str, ...]:
    """Name the origins from which more flows than their fields are stated to produce.

    What also arrives at an origin, as at a port, may come from the other ones, so nothing is said of it.
    """
    if case.question.supply:
        return ()
    told, balance = [], _balance(case, flow.low.on)
    passed = {leg.end for leg in case.ways}
    for key, output in sorted(case.network.supply.items()):
        given = round(balance.get(key, 0.0), 6)
        if key in case.start.sites - passed and given > output.high:
            told.append(f"{case.network.name(key)} {given:g} of {as_range(output.low, output.high)} ({output.year})")
    if not told:
        return ()
    return (f"origins are not limited by production, and some give more {case.network.unit} here than their fields "
            f"are stated to produce: {', '.join(told)}; --supply production limits them",)  # fmt: skip


def _balance(case: Case, on: dict[str, float]) -> dict[str, float]:
    """Give by site what leaves it beyond what arrives."""
    found: dict[str, float] = {}
    for leg in case.ways:
        if amount := on.get(leg.id):
            found[leg.start] = found.get(leg.start, 0.0) + amount
            found[leg.end] = found.get(leg.end, 0.0) - amount
    return found
