"""Every query of the openCypher kit: cut, coloured and parsed by the console.

The kit calls many things a syntax error that no grammar can see (a variable that is not defined, a sum of unlike
things); those are the server's to find. Of the errors that are in the text itself each must be found, at its place.
"""

from __future__ import annotations

from collections import Counter

import pytest

from queries.console.cypher.parse import parse
from queries.console.highlight import coloured
from queries.console.statements import split_statements
from tests.neo4j.tck import Query, queries

pytestmark = pytest.mark.neo4j

# Errors that stand in the text: all of these must be refused.
TEXTUAL = frozenset({
    "FloatingPointOverflow", "IntegerOverflow", "InvalidNumberLiteral", "InvalidRelationshipPattern",
    "InvalidUnicodeCharacter", "InvalidUnicodeLiteral", "NoExpressionAlias",
})  # fmt: skip
# Valid queries of the kit that the parser refuses. None is known; a name that is added here needs its reason.
REJECTED: dict[str, str] = {}


@pytest.fixture(scope="module")
def kit() -> list[Query]:
    return list(queries())


def test_the_kit_is_whole(kit: list[Query]) -> None:
    assert len(kit) > 4500
    assert len({one.scenario for one in kit}) > 3000


def test_each_query_is_one_statement_and_keeps_its_text(kit: list[Query]) -> None:
    for one in kit:
        if not one.refusal.startswith("SyntaxError"):
            pieces = split_statements(one.text)
            assert [piece.text for piece in pieces] == [one.text.strip()], one.scenario
        assert "\n".join("".join(text for _, text in line) for line in coloured(one.text)) == one.text


def test_all_queries_of_a_script_are_found_again(kit: list[Query]) -> None:
    texts = [one.text.strip() for one in kit if not one.refusal.startswith("SyntaxError")]
    assert [piece.text for piece in split_statements("\n;\n".join(texts))] == texts


def test_valid_queries_are_accepted(kit: list[Query]) -> None:
    valid = [one for one in kit if not one.refusal.startswith("SyntaxError")]
    refused = {one.scenario: parse(one.text).fault for one in valid if parse(one.text).fault}
    assert set(refused) == set(REJECTED), refused
    assert len(refused) <= len(valid) / 100


def test_errors_in_the_text_are_found_at_a_place_in_it(kit: list[Query]) -> None:
    missed = Counter[str]()
    for one in kit:
        kind = one.refusal.removeprefix("SyntaxError ")
        if one.refusal.startswith("SyntaxError"):
            fault = parse(one.text).fault
            missed[kind] += fault is None
            assert fault is None or 0 <= fault.place <= len(one.text)
    assert {kind for kind in TEXTUAL if missed[kind]} == set()
    assert missed["UnexpectedSyntax"] <= 12
