"""Answers a question about closures: from the question to the problem, read at both ends, and back to names."""

from __future__ import annotations

from dataclasses import dataclass

from queries.network.model import Network
from queries.network.reading import Material
from queries.routes.closable import USUAL, Closable, closable
from queries.routes.closures import Closures, Extent, closures
from queries.routes.ends import End
from queries.routes.engine import prepare
from queries.routes.flow_problem import Part, Reading, build_problem, on_the_way
from queries.routes.limits import limits_of
from queries.routes.question import Question


@dataclass(frozen=True, slots=True)
class ClosuresAnswer:
    """What closing costs between two ends, at the low and at the high end of all capacities."""

    question: Question
    network: Network
    start: End
    goal: End
    found: Closures
    things: Closable
    notes: tuple[str, ...] = ()
    """What the question assumes, a line each."""
    rules_in_words: tuple[str, ...] = ()
    """The rules with the names of what they mean."""

    def names(self, part: Part) -> str:
        """Name a thing and what closes the same legs."""
        return " = ".join(self.name(one) for one in (part, *self.things.same.get(part, ())))

    def name(self, part: Part) -> str:
        """Name one thing; a leg by its ends and its id."""
        return self.network.part_name(part.kind, part.id)


def answer_closures(
    material: Material,
    question: Question,
    kinds: tuple[str, ...] = USUAL,
    extent: Extent = Extent(),  # noqa: B008
) -> ClosuresAnswer | None:
    """Close every thing of some kinds once, and the worst of them together; None where there is no route at all.

    Raises:
        UnknownName, UsageError: a question that cannot be answered as asked.
    """
    case = prepare(material, question)
    used = on_the_way(case.usable, case.between)
    if not used:
        return None
    bound = (used, case.network.sites, case.between, limits_of(case))
    things = closable(used, case.network, case.between, kinds)
    low, high = build_problem(*bound, Reading()), build_problem(*bound, Reading(high=True))
    found = closures(low, things.legs, extent, high)
    notes = (*case.notes, *_on_moorings(case.network, things))
    return ClosuresAnswer(question, case.network, case.start, case.goal, found, things, notes, case.rules_in_words)


def _on_moorings(network: Network, things: Closable) -> list[str]:
    """Say what the ranking leaves out: what a terminal loads follows its moorings only where a question closes them."""
    sites = (network.sites.get(one.id) for one in things.legs)
    if not any(site and "Mooring" in site.labels for site in sites):
        return []
    return ["closing a mooring here leaves the capacity of its terminal; --close counts the mooring out"]
