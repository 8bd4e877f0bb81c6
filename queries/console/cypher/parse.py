"""``parse``: one statement in, what it says and where it goes wrong out; it never raises."""

from __future__ import annotations

from queries.console.cypher.clauses import query
from queries.console.cypher.findings import Fault, Findings, Parsed
from queries.console.cypher.reader import NotCypher, Reader

# Statements that manage the server; their grammar is the server's own and is not judged here.
_ADMIN = ("SHOW", "DROP", "ALTER", "GRANT", "DENY", "REVOKE", "START", "STOP", "TERMINATE", "ENABLE")
_CREATED = frozenset(
    [
        "INDEX",
        "CONSTRAINT",
        "USER",
        "ROLE",
        "DATABASE",
        "ALIAS",
        "RANGE",
        "TEXT",
        "POINT",
        "FULLTEXT",
        "VECTOR",
        "LOOKUP",
        "COMPOSITE",
        "OR",
    ]
)


def parse(statement: str) -> Parsed:
    """Read one statement without its ``;``."""
    try:
        reader = Reader(statement)
    except NotCypher as wrong:
        return Parsed(Findings(), wrong.fault)
    try:
        _statement(reader)
    except NotCypher as wrong:
        return Parsed(reader.findings, wrong.fault)
    except RecursionError:
        return Parsed(reader.findings, Fault(reader.now.start, "the statement is nested too deep"))
    return Parsed(reader.findings, None)


def _statement(reader: Reader) -> None:
    _options(reader)
    if _administers(reader):
        return
    query(reader)
    if reader.now.kind != "end":
        reader.fail(_AFTER)


_AFTER = "a clause, or the end of the statement"


def _options(reader: Reader) -> None:
    if reader.take_words("CYPHER"):
        while reader.now.kind == "number" or reader.ahead().text == "=":
            reader.place += 1 if reader.now.kind == "number" else 3
    if reader.at_word("EXPLAIN", "PROFILE"):
        reader.step()


def _administers(reader: Reader) -> bool:
    if reader.at_word(*_ADMIN):
        return True
    return reader.at_word("CREATE") and reader.ahead().kind == "word" and reader.ahead().text.upper() in _CREATED
