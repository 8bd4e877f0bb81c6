"""The route engine: best routes, greatest flow, the cut that proves it, and the evidence of every hop.

::

    from queries.network.reading import read_material
    from queries.routes import Question, answer_flow

    with open_store() as store:
        answer = answer_flow(read_material(store), Question("KZ", "mediterranean", date.today(), avoid=("RU",)))

A name is imported when it is first asked for, so that a small question never pays for a large one. Functions that are
called like their module are taken from there: ``from queries.routes.gap import gap``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from queries.routes.answer import RoutesAnswer
    from queries.routes.assertion import asserted
    from queries.routes.best import best_routes
    from queries.routes.closing import answer_closures
    from queries.routes.closures import Extent
    from queries.routes.disjoint import disjoint_routes
    from queries.routes.engine import answer_flow, answer_routes, prepare
    from queries.routes.flow import FlowRange, flow_range
    from queries.routes.flow_problem import EndLimit, Limits
    from queries.routes.limits import limits_of
    from queries.routes.pareto import pareto_routes
    from queries.routes.question import Question
    from queries.routes.sources import without_each_source
    from queries.routes.worth import worth_of

_HOMES = {
    "EndLimit": "flow_problem",
    "Extent": "closures",
    "FlowRange": "flow",
    "Limits": "flow_problem",
    "Question": "question",
    "RoutesAnswer": "answer",
    "answer_closures": "closing",
    "answer_flow": "engine",
    "answer_routes": "engine",
    "asserted": "assertion",
    "best_routes": "best",
    "disjoint_routes": "disjoint",
    "flow_range": "flow",
    "limits_of": "limits",
    "pareto_routes": "pareto",
    "prepare": "engine",
    "without_each_source": "sources",
    "worth_of": "worth",
}
__all__ = [
    "EndLimit",
    "Extent",
    "FlowRange",
    "Limits",
    "Question",
    "RoutesAnswer",
    "answer_closures",
    "answer_flow",
    "answer_routes",
    "asserted",
    "best_routes",
    "disjoint_routes",
    "flow_range",
    "limits_of",
    "pareto_routes",
    "prepare",
    "without_each_source",
    "worth_of",
]


def __getattr__(name: str) -> object:
    """Import a public name from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
