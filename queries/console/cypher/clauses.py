"""Clauses and their order: a table from the first words of a clause to the function that reads it."""

from __future__ import annotations

from collections.abc import Callable

from queries.console.cypher.atoms import subquery
from queries.console.cypher.expressions import expression
from queries.console.cypher.findings import Fault, LabelTest, Named, PropertySeen
from queries.console.cypher.patterns import named_pattern, pattern_list
from queries.console.cypher.reader import NotCypher, Reader

_ENDS = frozenset({"RETURN", "FINISH", "CREATE", "MERGE", "SET", "DELETE", "REMOVE", "CALL", "FOREACH", "USE"})
_READING = frozenset({"MATCH", "UNWIND", "LOAD"})
_WRITING = frozenset({"CREATE", "MERGE", "SET", "DELETE", "REMOVE", "FOREACH"})


def query(reader: Reader, *, inner: bool = False) -> None:
    """Read a query with its UNIONs."""
    _single(reader, inner)
    while reader.take_words("UNION"):
        if not reader.take_words("ALL"):
            reader.take_words("DISTINCT")
        _single(reader, inner)


def _single(reader: Reader, inner: bool) -> None:
    last = ""
    wrote = False
    while True:
        start = reader.now
        word = _clause(reader)
        if not word:
            break
        if word in _READING and wrote:
            raise NotCypher(Fault(start.start, f"WITH must stand between {last} and {word}", len(start.text)))
        wrote = word in _WRITING or (wrote and word == "CALL")
        last = word
        if word in {"RETURN", "FINISH"}:
            return
    if not last:
        reader.fail("a clause such as MATCH or RETURN")
    if last not in _ENDS and not inner:
        reader.fail("RETURN or a clause that changes the graph")


def _clause(reader: Reader) -> str:
    for words, (name, read) in _CLAUSES.items():
        if reader.take_words(*words):
            read(reader)
            return name
    return ""


def _match(reader: Reader) -> None:
    for words in (("REPEATABLE", "ELEMENTS"), ("DIFFERENT", "RELATIONSHIPS")):
        reader.take_words(*words)
    pattern_list(reader)
    while reader.take_words("USING"):
        _hint(reader)
    _where(reader)


def _hint(reader: Reader) -> None:
    while not reader.at_word("WHERE", "USING", "RETURN", "WITH", "MATCH") and reader.now.kind != "end":
        reader.step()


def _where(reader: Reader) -> None:
    if reader.take_words("WHERE"):
        expression(reader)


def _unwind(reader: Reader) -> None:
    expression(reader)
    reader.need_word("AS")
    reader.name("a variable")


def _merge(reader: Reader) -> None:
    named_pattern(reader)
    while reader.at_words("ON", "CREATE") or reader.at_words("ON", "MATCH"):
        reader.place += 2
        reader.need_word("SET")
        _set(reader)


def _set(reader: Reader) -> None:
    _assignment(reader)
    while reader.take(","):
        _assignment(reader)


def _assignment(reader: Reader) -> None:
    _target(reader)
    if reader.take("=", "+="):
        expression(reader)


def _target(reader: Reader) -> None:
    bearer = None
    if reader.take("("):
        expression(reader)
        reader.need(")")
    else:
        bearer = reader.name("a variable")
    seen = reader.findings
    while True:
        if reader.take("."):
            named = reader.name("a property")
            seen.properties += [PropertySeen(bearer.name, named)] if bearer else []
        elif reader.take(":"):
            named = reader.name("a label")
            seen.tests += [LabelTest(bearer.name, named)] if bearer else []
        elif reader.take("["):
            expression(reader)
            reader.need("]")
        else:
            return


def _remove(reader: Reader) -> None:
    _target(reader)
    while reader.take(","):
        _target(reader)


def _delete(reader: Reader) -> None:
    expression(reader)
    while reader.take(","):
        expression(reader)


def _foreach(reader: Reader) -> None:
    reader.need("(")
    reader.name("a variable")
    reader.need_word("IN")
    expression(reader)
    reader.need("|")
    while not reader.at(")"):
        if _clause(reader) not in _WRITING:
            reader.fail("a clause that changes the graph")
    reader.need(")")


def _with(reader: Reader) -> None:
    _projection(reader, aliased=True)
    _where(reader)


def _projection(reader: Reader, *, aliased: bool = False) -> None:
    reader.take_words("DISTINCT")
    if not reader.take("*"):
        _item(reader, aliased)
    while reader.take(","):
        _item(reader, aliased)
    if reader.take_words("ORDER"):
        reader.need_word("BY")
        _order(reader)
    for word in ("SKIP", "OFFSET", "LIMIT"):
        if reader.take_words(word):
            expression(reader)


def _item(reader: Reader, aliased: bool) -> None:
    start = reader.now
    first = reader.place
    expression(reader)
    plain = reader.place == first + 1 and start.kind in {"word", "quoted"}
    if reader.take_words("AS"):
        reader.name("a name")
    elif aliased and not plain:
        length = reader.tokens[reader.place - 1].end - start.start
        raise NotCypher(Fault(start.start, "an expression in WITH needs a name: AS name", length))


def _order(reader: Reader) -> None:
    while True:
        expression(reader)
        if reader.at_word("ASC", "ASCENDING", "DESC", "DESCENDING"):
            reader.step()
        if not reader.take(","):
            return


def _call(reader: Reader) -> None:
    if reader.at("("):
        reader.place = reader.closing[reader.place] + 1
        subquery(reader)
    elif reader.at("{"):
        subquery(reader)
    else:
        _procedure(reader)
        return
    if reader.take_words("IN"):
        _transactions(reader)


def _transactions(reader: Reader) -> None:
    while reader.at_word("TRANSACTIONS", "CONCURRENT", "OF", "ROWS", "ROW", "ON", "ERROR", "CONTINUE", "BREAK", "FAIL"):
        reader.step()
        if reader.now.kind in {"number", "parameter"}:
            reader.step()


def _procedure(reader: Reader) -> None:
    first = reader.name("a procedure")
    parts = [first.name]
    while reader.take("."):
        parts.append(reader.name("a procedure").name)
    reader.findings.procedures.append(Named(".".join(parts), first.place))
    if reader.take("("):
        while not reader.at(")"):
            expression(reader)
            if not reader.take(","):
                break
        reader.need(")")
    if reader.take_words("YIELD"):
        _yield(reader)
    _where(reader)


def _yield(reader: Reader) -> None:
    if reader.take("*", "-"):
        return
    while True:
        reader.name("a column")
        if reader.take_words("AS"):
            reader.name("a name")
        if not reader.take(","):
            return


def _load(reader: Reader) -> None:
    if reader.take_words("WITH"):
        reader.need_word("HEADERS")
    reader.need_word("FROM")
    expression(reader)
    reader.need_word("AS")
    reader.name("a variable")
    if reader.take_words("FIELDTERMINATOR"):
        expression(reader)


def _use(reader: Reader) -> None:
    reader.name("a graph")
    while reader.take("."):
        reader.name("a graph")


def _nothing(_reader: Reader) -> None:
    """A clause of one word."""


_CLAUSES: dict[tuple[str, ...], tuple[str, Callable[[Reader], None]]] = {
    ("OPTIONAL", "MATCH"): ("MATCH", _match),
    ("MATCH",): ("MATCH", _match),
    ("UNWIND",): ("UNWIND", _unwind),
    ("WITH",): ("WITH", _with),
    ("RETURN",): ("RETURN", _projection),
    ("CREATE",): ("CREATE", pattern_list),
    ("INSERT",): ("CREATE", pattern_list),
    ("MERGE",): ("MERGE", _merge),
    ("SET",): ("SET", _set),
    ("REMOVE",): ("REMOVE", _remove),
    ("DETACH", "DELETE"): ("DELETE", _delete),
    ("NODETACH", "DELETE"): ("DELETE", _delete),
    ("DELETE",): ("DELETE", _delete),
    ("FOREACH",): ("FOREACH", _foreach),
    ("OPTIONAL", "CALL"): ("CALL", _call),
    ("CALL",): ("CALL", _call),
    ("LOAD", "CSV"): ("LOAD", _load),
    ("USE",): ("USE", _use),
    ("FINISH",): ("FINISH", _nothing),
}
