"""Help, greeting and tour keep to the columns of the screen and break between words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from graph.errors import StoreError
from graph.store import Store
from queries.console.errors import explained, warned
from queries.console.prose import counted, folded, listed
from queries.console.session import Session
from queries.console.special.guide import greeting
from queries.console.special.registry import commands, run_command
from queries.console.statements import split_statements
from queries.console.tour import STEPS
from queries.render.width import width_of
from tests.queries.console.test_completion import WORDS


@contextmanager
def no_store() -> Iterator[Store]:
    raise AssertionError("no store is needed here")
    yield


class Spoken(Session):
    """A session on a screen of so many columns that only keeps what it says."""

    def __init__(self, columns: int) -> None:
        super().__init__(no_store, out=io.StringIO())
        self._columns = columns

    @property
    def columns(self) -> int:
        return self._columns

    def run(self, piece: object) -> None:
        """Run nothing: only the words of the tour matter here."""

    @property
    def said(self) -> str:
        out = self.output.out
        assert isinstance(out, io.StringIO)
        return out.getvalue()


def test_a_text_is_folded_between_words() -> None:
    assert folded("one two three four", 9, indent=2) == "one two\n  three\n  four"
    assert folded("abcdefghijkl mn", 6) == "abcdef\nghijkl\nmn"
    assert folded("нефть идёт", 6, first="> ") == ">\nнефть\nидёт"
    assert (counted(1, "row"), counted(2000, "row")) == ("1 row", "2,000 rows")
    assert folded("", 10) == "" and folded("a\n\nb c", 2) == "a\n\nb\nc"
    assert list(listed([(":a", "says one thing"), (":long usage here", "x")], 62)) == [
        "  :a                says one thing",
        "  :long usage here  x",
    ]
    assert "\n".join(listed([(":a", "says one thing")], 16)) == "  :a\n    says one\n    thing"


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_nothing_is_wider_than_the_screen(columns: int) -> None:
    session = Spoken(columns)
    run_command(session, ":help")
    run_command(session, ":tour")
    for name in sorted(commands()):
        if name not in {"routes", "flow"} and commands()[name].group != "questions":
            run_command(session, f":help {name}")
    statement = "MATCH (石油:Pipline)<-[:CROSSES]-(нефть:Country) RETURN 石油.id AS id, нефть.name_ru AS имя, 1 +"
    unclear = explained(statement, StoreError("mismatched input, expected: an expression or a name"), columns)
    odd = "\n".join(warned(statement.removesuffix(", 1 +"), WORDS, columns))
    assert "expected" in unclear and "Did you mean Pipeline?" in " ".join(odd.split())
    assert odd.split("\n")[1].index("^") == width_of(odd[: odd.index("Pipline")])
    text = f"{greeting(False, columns)}\n{unclear}\n{odd}\n{session.said}"
    assert max(map(width_of, text.split("\n"))) <= columns
    words = " ".join(text.split())
    for one in commands().values():
        assert " ".join(f"{one.usage} {one.help}".split()) in words
    for said, script in STEPS:
        assert " ".join(said.split()) in words
        for piece in split_statements(script):
            assert " ".join(piece.text.split()) in words
