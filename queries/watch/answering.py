"""Answers a saved question in short, and names the claims that the answer rests on.

The first line is what is compared and told; lists (rows of the catalogue, routes asked for by number) follow as lines
of their own, so that a change names the lines that came and went.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import typer

from graph.answers import SavedAnswer
from graph.errors import TrunklineError, UsageError
from queries.catalogue.arguments import bind
from queries.catalogue.arguments import read_words as read_arguments
from queries.catalogue.commands import ask
from queries.catalogue.registry import question as find_question
from queries.network.reading import Material, read_material
from queries.routes.assert_command import assert_
from queries.routes.assertion import Wanted, asserted
from queries.routes.commands import routes
from queries.routes.engine import answer_case, prepare
from queries.routes.flow_command import flow
from queries.routes.gap import gap as find_gap
from queries.routes.gap_command import gap
from queries.routes.options import Options, question_of
from queries.routes.question import Question
from queries.watch import summary
from queries.watch.saved import SavedQuestion
from queries.watch.summary import Summary

if TYPE_CHECKING:
    from graph.store import Store

COMMANDS: dict[str, Callable[..., None]] = {"routes": routes, "flow": flow, "gap": gap, "assert": assert_, "ask": ask}
UNANSWERED = "cannot be answered: "
_CONDITIONS = ("min_flow", "max_distance", "min_routes", "optimistic")
_RENDERING = ("form", "output", "show")
_LISTING = frozenset({"k", "pareto", "disjoint"})  # who types one of these wants the routes, not only the best one


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a command as its parser reads them; ``typed`` are the parameters that were given."""

    command: str
    values: dict[str, Any]
    typed: frozenset[str]


@dataclass(slots=True)
class Answerer:
    """Answers questions from one store, or from what it was at another time (``past``), as of one day."""

    store: Store | None
    today: date
    past: Material | None = None
    _read: dict[date | None, Material] = field(default_factory=dict)

    def answer(self, saved: SavedQuestion) -> SavedAnswer:
        """Answer one question; one that cannot be answered says why instead, and keeps no other from being answered."""
        try:
            found = self._summary(read_words(saved))
        except TrunklineError as error:
            return SavedAnswer(saved.name, f"{UNANSWERED}{error}")
        except Exception as error:  # a fault of ours: told once like any other answer; the refresh goes on
            return SavedAnswer(saved.name, f"{UNANSWERED}unforeseen {type(error).__name__}: {error}")
        return SavedAnswer(saved.name, found.text, found.claims)

    def material(self, known_at: date | None = None) -> Material:
        """Read the graph once for each known day."""
        if known_at not in self._read:
            self._read[known_at] = self._material(known_at)
        return self._read[known_at]

    def _material(self, known_at: date | None) -> Material:
        if self.past is not None and known_at is None:
            return self.past
        if self.store is None:
            raise UsageError("a question with --known-at is asked of the graph as it stands")
        return read_material(self.store, known_at=known_at)

    def _summary(self, words: Words) -> Summary:
        if words.command == "ask":
            if self.past is not None or self.store is None:
                raise UsageError("a question of the catalogue is asked of the graph as it stands")
            return summary.of_rows(self.store, find_question(words.values["question"]), words.values["arguments"] or ())
        question = self._question(words)
        material = self.material(question.known_at)
        if words.command == "assert":
            wanted = Wanted(**{name: words.values[name] for name in _CONDITIONS})
            return summary.of_assertion(asserted(material, question, wanted), prepare(material, question))
        if words.command == "gap":
            found = find_gap(material, question)
            return summary.of_gap(found) if found else _without_ways(material, question)
        case = prepare(material, question)
        return summary.of_routes(answer_case(case), case, listed=bool(words.typed & _LISTING))

    def _question(self, words: Words) -> Question:
        given = {name: one for name, one in words.values.items() if name in Options.__dataclass_fields__}
        question = question_of(words.values["start"], words.values["goal"], Options(**given))
        return question if words.values["as_of"] is not None else replace(question, as_of=self.today)


def _without_ways(material: Material, question: Question) -> Summary:
    """Say that there is no gap since there is no way, and what stops the ways."""
    case = prepare(material, replace(question, avoid=(), only=(), close=()))
    return summary.of_no_gap(answer_case(case), case)


def answered(material: Material, saved: SavedQuestion) -> SavedAnswer:
    """Answer a saved question as of today from what was read."""
    return Answerer(None, date.today(), material).answer(saved)


def read_words(saved: SavedQuestion) -> Words:
    """Read the words of a saved question as the command line would.

    Raises:
        UsageError: a command that cannot be saved, or words that it does not take.
    """
    name = saved.ask[0] if saved.ask else ""
    if name not in COMMANDS:
        raise UsageError(f'"{name}" cannot be saved; use one of: {", ".join(COMMANDS)}.')
    context = _context(name, saved.ask[1:])
    typed = frozenset(one for one in context.params if context.get_parameter_source(one).name == "COMMANDLINE")
    if shaping := [one for one in _RENDERING if one in typed]:
        raise UsageError(
            f'A saved question has no notation of its own: leave out "--{shaping[0].replace("form", "format")}".'
        )
    words = Words(name, dict(context.params), typed)
    _check_values(words)
    return words


def _context(name: str, words: tuple[str, ...]) -> Any:  # noqa: ANN401 - the parser's own class, which typer keeps private
    single = typer.Typer(rich_markup_mode=None, add_completion=False)
    single.command(name)(COMMANDS[name])
    command = typer.main.get_command(single)
    try:
        return command.make_context(name, list(words))
    except Exception as error:  # the parser's own tree of errors, whose module typer does not make public
        if not hasattr(error, "format_message"):
            raise
        raise UsageError(str(error.format_message())) from error


def _check_values(words: Words) -> None:
    """Refuse what needs no graph to be seen as wrong. Raises UsageError."""
    if words.command == "ask":
        if words.values["question"] is None:
            raise UsageError('Name a question of the catalogue; "trunkline ask" lists them.')
        asked = find_question(words.values["question"])
        bind(asked, read_arguments(asked, words.values["arguments"] or ()), lambda text, _kind: text)
        return
    given = {name: one for name, one in words.values.items() if name in Options.__dataclass_fields__}
    question_of(words.values["start"], words.values["goal"], Options(**given))
    if words.command == "assert":
        Wanted(**{name: words.values[name] for name in _CONDITIONS})
