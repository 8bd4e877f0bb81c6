"""Text is cut into statements exactly where a statement ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.console.statements import is_complete, split_statements, words_of


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("", []),
        (" ;; \n; // nothing\n /* ; */", []),
        ("RETURN 1", ["RETURN 1"]),
        ("RETURN 1;RETURN 2", ["RETURN 1", "RETURN 2"]),
        ("RETURN 'a;b', \"c;d\", `e;f`; RETURN 2;", ["RETURN 'a;b', \"c;d\", `e;f`", "RETURN 2"]),
        ("RETURN 1 // ; no\n+ 2; RETURN /* ; */ 3", ["RETURN 1 // ; no\n+ 2", "RETURN /* ; */ 3"]),
        ("RETURN 'it\\'s; one'; RETURN 2", ["RETURN 'it\\'s; one'", "RETURN 2"]),
        ("RETURN 'ends in \\\\'; RETURN 2", ["RETURN 'ends in \\\\'", "RETURN 2"]),
        (":help\nRETURN 1;\n:ask owners asset=cpc", [":help", "RETURN 1", ":ask owners asset=cpc"]),
        ("// first\n:schema", [":schema"]),
        (":exit;", [":exit"]),
        ("MATCH (a)\n:help\nRETURN a", ["MATCH (a)\n:help\nRETURN a"]),
        ("RETURN 'open; string", ["RETURN 'open; string"]),
    ],
)
def test_splitting(text: str, statements: list[str]) -> None:
    pieces = split_statements(text)
    assert [piece.text for piece in pieces] == statements
    assert all(text[piece.start :].startswith(piece.text) for piece in pieces)


@given(st.text(alphabet="aб1 ;'\"`/*\\\n:(", max_size=40))
def test_nothing_but_blanks_and_comments_is_left_out(text: str) -> None:
    pieces = split_statements(text)
    assert [piece.start for piece in pieces] == sorted(piece.start for piece in pieces)
    assert all(piece.text and piece.text != ";" for piece in pieces)


@pytest.mark.parametrize("text", ["RETURN 1;", ":help", "", "  \n", "RETURN ';' ;", "RETURN 1; // done"])
def test_complete(text: str) -> None:
    assert is_complete(text)


@pytest.mark.parametrize("text", ["RETURN 1", "RETURN ';", "RETURN 1; MATCH", "RETURN 1 /* ;", "RETURN `a;"])
def test_incomplete(text: str) -> None:
    assert not is_complete(text)


def test_words() -> None:
    assert list(words_of("ask find name='Caspian Pipeline'")) == ["ask", "find", "name=Caspian Pipeline"]
    assert list(words_of("ask find name=d'Arc")) == ["ask", "find", "name=d'Arc"]
