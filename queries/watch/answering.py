"""Answers a saved question in one line, and names the claims that the line rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import typer

from graph.answers import SavedAnswer
from graph.errors import TrunklineError, UsageError
from queries.network.reading import Material
from queries.routes.answer import RoutesAnswer
from queries.routes.assert_command import assert_
from queries.routes.assertion import Wanted, asserted
from queries.routes.commands import routes
from queries.routes.engine import answer_routes
from queries.routes.flow_command import flow
from queries.routes.options import Options, question_of
from queries.routes.question import Question
from queries.watch.saved import SavedQuestion

Line = tuple[str, frozenset[str]]
Words = dict[str, Any]
COMMANDS: dict[str, Callable[..., None]] = {"routes": routes, "flow": flow, "assert": assert_}
_ANSWERING = ("min_flow", "max_distance", "min_routes", "optimistic")


def answered(material: Material, saved: SavedQuestion) -> SavedAnswer:
    """Answer a saved question as of today; a question that cannot be answered says why instead."""
    try:
        line, claims = _line(material, saved)
    except TrunklineError as error:
        return SavedAnswer(saved.name, f"cannot be answered: {error}")
    return SavedAnswer(saved.name, line, claims)


def _line(material: Material, saved: SavedQuestion) -> Line:
    command, words = read_words(saved)
    question = _question(words)
    if command == "assert":
        found = asserted(material, question, Wanted(**{name: words[name] for name in _ANSWERING}))
        return f"{'holds' if found.holds else 'does not hold'}: {found.reason}", frozenset(_claims(found.answer))
    answer = answer_routes(material, question)
    return _in_short(answer), frozenset(_claims(answer))


def read_words(saved: SavedQuestion) -> tuple[str, Words]:
    """Read the words of a saved question as the command line would.

    Raises:
        UsageError: a command that cannot be saved, or words that it does not take.
    """
    name = saved.ask[0] if saved.ask else ""
    if name not in COMMANDS:
        raise UsageError(f'"{name}" cannot be saved; use one of: {", ".join(COMMANDS)}.')
    single = typer.Typer(rich_markup_mode=None, add_completion=False)
    single.command(name)(COMMANDS[name])
    command = typer.main.get_command(single)
    try:
        return name, dict(command.make_context(name, list(saved.ask[1:])).params)
    except Exception as error:  # the parser's own tree of errors, whose module typer does not make public
        if not hasattr(error, "format_message"):
            raise
        raise UsageError(str(error.format_message())) from error


def _question(words: Words) -> Question:
    typed = {name: one for name, one in words.items() if name in Options.__dataclass_fields__}
    return question_of(words["start"], words["goal"], Options(**typed))


def _in_short(answer: RoutesAnswer) -> str:
    if not answer.routes:
        return "no route"
    best = " -> ".join(answer.network.name(site) for site in answer.routes[0].sites)
    return f"{_amount(answer)}; best route {best}{_doubts(answer)}"


def _amount(answer: RoutesAnswer) -> str:
    if answer.flow is None:
        return "; ".join(answer.remarks) or "what they carry by way of one place is not told"
    low, high = answer.flow.low.amount, answer.flow.high.amount
    if low is None or high is None:
        return "unlimited by any known capacity"
    return f"{low:g}{f' to {high:g}' if low != high else ''} {answer.network.unit}"


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
            if part.kind not in {"supply", "demand"}:
                yield from network.claims_of(part.kind, part.id)
    for leg in network.legs:
        if leg.id in used:
            yield from leg.claims
            yield from leg.state.claims
    for verdict in answer.blocked:
        yield from verdict.leg.state.claims
