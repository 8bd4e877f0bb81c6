"""Expressions, by their order of binding: OR, XOR, AND, NOT, comparisons, sums, products, powers, signs."""

from __future__ import annotations

from queries.console.cypher.findings import LabelTest, Named, PropertySeen
from queries.console.cypher.reader import Reader

_COMPARISONS = ("=", "<>", "!=", "<", ">", "<=", ">=", "=~")
_WORDS = (("STARTS", "WITH"), ("ENDS", "WITH"), ("CONTAINS",), ("IN",))


def expression(reader: Reader) -> None:
    """Read one expression. Raises NotCypher where none stands."""
    _not(reader)
    while reader.at_word("OR", "XOR", "AND"):
        reader.step()
        _not(reader)


def _not(reader: Reader) -> None:
    while reader.take_words("NOT"):
        pass
    _comparison(reader)


def _comparison(reader: Reader) -> None:
    _sum(reader)
    while True:
        if reader.at(*_COMPARISONS):
            reader.step()
            _sum(reader)
        elif any(reader.take_words(*words) for words in _WORDS):
            _sum(reader)
        elif reader.at_word("IS") and reader.ahead().kind in {"word", "mark"}:
            _is(reader)
        else:
            return


def _is(reader: Reader) -> None:
    reader.need_word("IS")
    if reader.take("::"):
        reader.name("a type")
        return
    reader.take_words("NOT")
    if reader.take_words("TYPED") or reader.take("::"):
        reader.name("a type")
        while reader.at_name() and reader.at_word("NOT", "NULL", "OR"):
            reader.step()
    elif not (reader.take_words("NULL") or reader.take_words("NORMALIZED")):
        reader.fail("NULL or NOT NULL")


def _sum(reader: Reader) -> None:
    _product(reader)
    while reader.at("+", "-", "||"):
        reader.step()
        _product(reader)


def _product(reader: Reader) -> None:
    _signed(reader)
    while reader.at("*", "/", "%", "^"):
        reader.step()
        _signed(reader)


def _signed(reader: Reader) -> None:
    while reader.take("+", "-"):
        pass
    _postfixed(reader)


def _postfixed(reader: Reader) -> None:
    from queries.console.cypher.atoms import atom

    bearer = atom(reader)
    while True:
        if reader.at("."):
            reader.step()
            found = reader.name("a property")
            if bearer is not None:
                reader.findings.properties.append(PropertySeen(bearer.name, found))
            bearer = None
        elif reader.at("["):
            _index(reader)
            bearer = None
        elif reader.at(":") and reader.ahead().kind in {"word", "quoted"}:
            _labels(reader, bearer)
        else:
            return


def _index(reader: Reader) -> None:
    reader.need("[")
    if not reader.at("..", "]"):
        expression(reader)
    if reader.take("..") and not reader.at("]"):
        expression(reader)
    reader.need("]")


def _labels(reader: Reader, bearer: Named | None) -> None:
    while reader.take(":", "|", "&"):
        label = reader.name("a label")
        if bearer is not None:
            reader.findings.tests.append(LabelTest(bearer.name, label))
