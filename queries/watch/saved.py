"""The saved answers of the package (``saved.toml``), one line each, with the claims they rest on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graph.answers import SavedAnswer

if TYPE_CHECKING:
    from graph.store import Store
    from queries.network.reading import Material
    from queries.routes.answer import RoutesAnswer


def saved_answers(store: Store) -> list[SavedAnswer]:
    """Answer every saved question as of today; none where the graph holds no legs yet."""
    from queries.network.reading import read_material

    material = read_material(store)
    return [_answer(material, row) for row in _saved()["routes"]] if material.of("FLOWS_TO") else []


@cache
def _saved() -> dict[str, Any]:
    return tomllib.loads(files("queries.watch").joinpath("saved.toml").read_text("utf-8"))


def _answer(material: Material, row: dict[str, Any]) -> SavedAnswer:
    from graph.errors import TrunklineError
    from queries.routes.engine import answer_routes
    from queries.routes.question import Question

    question = Question(row["start"], row["goal"], date.today(), tuple(row.get("avoid", ())), k=3)
    try:
        answer = answer_routes(material, question)
    except TrunklineError as error:
        return SavedAnswer(row["name"], f"cannot be answered: {error}")
    return SavedAnswer(row["name"], _line(answer), frozenset(_claims(answer)))


def _line(answer: RoutesAnswer) -> str:
    if not answer.routes or answer.flow is None:
        return "no route"
    low, high = answer.flow.low.amount, answer.flow.high.amount
    amount = "unlimited by any known capacity" if low is None or high is None else _range(low, high)
    unit = answer.network.unit if low is not None else ""
    best = " -> ".join(answer.network.name(site) for site in answer.routes[0].sites)
    return f"{amount} {unit}".strip() + f"; best route {best}{_doubts(answer)}"


def _range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _doubts(answer: RoutesAnswer) -> str:
    """Name what is restricted on the way, so that a stop whose end nobody told is seen."""
    flow = answer.flow
    used = flow.low.on.keys() | flow.high.on.keys() if flow else set()
    states = [leg.state for leg in answer.network.legs if leg.id in used and leg.state.status == "restricted"]
    named = sorted({answer.network.name(state.bearer) for state in states})
    return f"; restricted: {', '.join(named)}" if named else ""


def _claims(answer: RoutesAnswer) -> Iterator[str]:
    """Give what the answer rests on: the legs that carry, the states they are in, and the cut that limits them."""
    network, flow = answer.network, answer.flow
    used = {hop.leg.id for route in answer.routes for hop in route.hops}
    if flow:
        used |= flow.low.on.keys() | flow.high.on.keys()
        for part in (*flow.low.cut, *flow.high.cut):
            if part.kind == "site":
                yield from network.sites[part.id].claims
            else:
                used.add(part.id)
    for leg in network.legs:
        if leg.id in used:
            yield from leg.claims
            yield from leg.state.claims
    for verdict in answer.blocked:
        yield from verdict.leg.state.claims
