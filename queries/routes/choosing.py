"""Chooses the routes that a question asks for: the best in one order, the Pareto set, or routes that share nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.routes.best import Route, best_routes

if TYPE_CHECKING:
    from queries.routes.engine import Case


def chosen(case: Case) -> tuple[list[Route], tuple[str, ...]]:
    """Give the routes and what has to be said of them all; each has been looked at once more against every rule.

    Raises:
        Disobeyed: the engine is at fault.
    """
    question, remarks = case.question, tuple[str, ...]()
    if question.pareto:
        found, remarks = _pareto(case)
    elif question.disjoint:
        found = _disjoint(case)
    else:
        parts = (case.limits, case.strengths, case.passing)
        found = best_routes(case.usable, case.between, question.k, question.by, *parts)
    for route in found:
        case.orders.check_route(route, case.between)
    return found, remarks


def _pareto(case: Case) -> tuple[list[Route], tuple[str, ...]]:
    from queries.routes.pareto import MOST_LABELS, pareto_routes

    best = pareto_routes(case.usable, case.between, case.limits, case.strengths)
    if best.complete:
        return list(best.routes), ()
    return list(best.routes), (f"the Pareto set is cut short after {MOST_LABELS:,} beginnings: some may be missing",)


def _disjoint(case: Case) -> list[Route]:
    from queries.routes.disjoint import disjoint_routes

    return disjoint_routes(case.usable, case.between, case.question.k, case.question.disjoint)
