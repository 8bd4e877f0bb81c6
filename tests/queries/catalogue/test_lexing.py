"""Tokens, parameters and returned columns of statements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.catalogue.lexing import columns_of, parameters_of, tokens


@given(st.text(alphabet="ab ;'\"`/*\\\n$:{}1.я"))
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("RETURN $a, $b, $a", ["a", "b"]),
        ("RETURN '$a', \"$b\", `$c` // $d\n/* $e */", []),
        ("RETURN $`odd name`", ["odd name"]),
        ("RETURN 'it\\'s $a' + $b", ["b"]),
    ],
)
def test_parameters(statement: str, found: list[str]) -> None:
    assert parameters_of(statement) == found


@pytest.mark.parametrize(
    ("statement", "columns"),
    [
        ("MATCH (n) RETURN n.id AS id, count(*) AS n ORDER BY id LIMIT 3", [["id", "n"]]),
        ("MATCH (n) RETURN DISTINCT n.id, n.name", [["n.id", "n.name"]]),
        ("MATCH (n) RETURN n.order AS place, n.limit AS most", [["place", "most"]]),
        ("RETURN [x IN [1, 2] WHERE x > 1 | x] AS a, {b: 1, c: 2} AS m", [["a", "m"]]),
        ("CALL { MATCH (n) RETURN n.id AS inner } RETURN inner AS outer", [["outer"]]),
        ("RETURN 1 AS a UNION ALL RETURN 2 AS b", [["a"], ["b"]]),
        ("RETURN 'RETURN 1 AS no' AS `odd, one`", [["odd, one"]]),
        ("MATCH (n) WITH n RETURN CASE WHEN n.x THEN 1 ELSE 2 END AS y SKIP 1", [["y"]]),
        ("CREATE (n)", []),
    ],
)
def test_returned_columns(statement: str, columns: list[list[str]]) -> None:
    assert columns_of(statement) == columns
