"""The smallest parts of expressions: literals, lists, maps, calls, CASE, comprehensions, subqueries."""

from __future__ import annotations

from queries.console.cypher.expressions import expression
from queries.console.cypher.findings import Fault, Named
from queries.console.cypher.patterns import is_pattern, named_pattern, path, pattern_list
from queries.console.cypher.reader import NotCypher, Reader

_QUANTIFIERS = ("ALL", "ANY", "NONE", "SINGLE")
_SUBQUERIES = ("EXISTS", "COUNT", "COLLECT")
_CONSTANTS = ("TRUE", "FALSE", "NULL")
_LARGEST = 2**63
# Words that open or continue a clause and so cannot begin an expression.
_RESERVED = frozenset(
    [
        "RETURN",
        "WHERE",
        "WITH",
        "MATCH",
        "UNWIND",
        "ORDER",
        "SKIP",
        "LIMIT",
        "SET",
        "CREATE",
        "MERGE",
        "DELETE",
        "REMOVE",
        "AS",
        "ON",
        "UNION",
        "AND",
        "OR",
        "XOR",
        "THEN",
        "ELSE",
        "END",
        "WHEN",
        "IN",
        "CONTAINS",
        "STARTS",
        "ENDS",
        "IS",
        "DETACH",
        "OPTIONAL",
        "YIELD",
        "ASC",
        "DESC",
        "BY",
        "DISTINCT",
    ]
)


def atom(reader: Reader) -> Named | None:
    """Read one; gives the variable if it is nothing but a variable."""
    token = reader.now
    if token.kind == "number":
        _number(reader)
    elif token.kind == "string":
        _string(reader)
    elif token.kind == "parameter":
        reader.step()
    elif token.kind == "mark":
        _bracketed(reader)
    elif token.kind in {"word", "quoted"}:
        return _named(reader)
    else:
        reader.fail("an expression")
    return None


def _number(reader: Reader) -> None:
    token = reader.step()
    negative = reader.place > 1 and reader.tokens[reader.place - 2].text == "-"
    text = token.text.lower()
    if text.startswith(("0x", "0o")) or text.isdigit():
        value = int(text, 0) if text[:2] in {"0x", "0o"} else int(text)
        if value > _LARGEST - (not negative):
            raise NotCypher(Fault(token.start, "this number is too large for 64 bits", len(text)))
    elif float(text) == float("inf"):
        raise NotCypher(Fault(token.start, "this number is too large", len(text)))


def _string(reader: Reader) -> None:
    token = reader.step()
    text = token.text
    at = text.find("\\u")
    while at >= 0:
        digits = text[at + 2 : at + 6]
        slashes = len(text[: at + 1]) - len(text[: at + 1].rstrip("\\"))
        if slashes % 2 and (len(digits) < 4 or any(one not in "0123456789abcdefABCDEF" for one in digits)):
            raise NotCypher(Fault(token.start + at, "\\u needs four hexadecimal digits", 2))
        at = text.find("\\u", at + 2)


def _bracketed(reader: Reader) -> None:
    if reader.at("("):
        if is_pattern(reader):
            path(reader)
            return
        reader.step()
        expression(reader)
        reader.need(")")
    elif reader.at("["):
        _list(reader)
    elif reader.at("{"):
        map_literal(reader)
    else:
        reader.fail("an expression")


def _list(reader: Reader) -> None:
    reader.need("[")
    if reader.at_name() and reader.ahead().text.upper() == "IN" and reader.ahead().kind == "word":
        _filter(reader)
        if reader.take("|"):
            expression(reader)
    elif _pattern_comprehension(reader):
        named_pattern(reader)
        if reader.take_words("WHERE"):
            expression(reader)
        reader.need("|")
        expression(reader)
    elif not reader.at("]"):
        _expressions(reader)
    reader.need("]")


def _pattern_comprehension(reader: Reader) -> bool:
    if reader.at("("):
        return is_pattern(reader)
    return reader.at_name() and reader.ahead().text == "=" and reader.ahead(2).text == "("


def _filter(reader: Reader) -> None:
    """``x IN list WHERE …``."""
    reader.name("a variable")
    reader.need_word("IN")
    expression(reader)
    if reader.take_words("WHERE"):
        expression(reader)


def _expressions(reader: Reader) -> None:
    expression(reader)
    while reader.take(","):
        expression(reader)


def map_literal(reader: Reader) -> list[Named]:
    """``{key: value, …}``; gives the keys."""
    reader.need("{")
    keys: list[Named] = []
    while not reader.at("}"):
        keys.append(reader.name("a key"))
        reader.need(":")
        expression(reader)
        if not reader.take(","):
            break
    reader.need("}")
    return keys


def _named(reader: Reader) -> Named | None:
    word = reader.now.text.upper() if reader.now.kind == "word" else ""
    after = reader.ahead().text if reader.ahead().kind == "mark" else ""
    if word == "CASE":
        _case(reader)
    elif word in _SUBQUERIES and after == "{":
        reader.step()
        subquery(reader)
    elif after == "(":
        _call(reader, word)
    elif word in _CONSTANTS:
        reader.step()
    elif word in _RESERVED and after not in {".", ")", ","}:
        reader.fail("an expression")
    elif after == "{":
        reader.name("a variable")
        _projection(reader)
    elif after == "." and _dotted_call(reader):
        _function(reader)
    else:
        return reader.name("a variable")
    return None


def _call(reader: Reader, word: str) -> None:
    if word in _QUANTIFIERS:
        reader.step()
        reader.need("(")
        _filter(reader)
        reader.need(")")
    elif word == "REDUCE":
        _reduce(reader)
    elif word in {"SHORTESTPATH", "ALLSHORTESTPATHS"}:
        named_pattern(reader)
    else:
        _function(reader)


def _reduce(reader: Reader) -> None:
    reader.step()
    reader.need("(")
    reader.name("a variable")
    reader.need("=")
    expression(reader)
    reader.need(",")
    reader.name("a variable")
    reader.need_word("IN")
    expression(reader)
    reader.need("|")
    expression(reader)
    reader.need(")")


def _dotted_call(reader: Reader) -> bool:
    """Whether ``a.b.c(`` stands here."""
    count = 0
    while reader.ahead(count).kind in {"word", "quoted"} and reader.ahead(count + 1).text == ".":
        count += 2
    return reader.ahead(count).kind in {"word", "quoted"} and reader.ahead(count + 1).text == "("


def _function(reader: Reader) -> None:
    first = reader.name("a function")
    parts = [first.name]
    while reader.take("."):
        parts.append(reader.name("a function").name)
    reader.findings.functions.append(Named(".".join(parts), first.place))
    reader.need("(")
    reader.take_words("DISTINCT")
    if not reader.take("*") and not reader.at(")"):
        _expressions(reader)
    reader.need(")")


def _case(reader: Reader) -> None:
    reader.need_word("CASE")
    if not reader.at_word("WHEN"):
        expression(reader)
    if not reader.at_word("WHEN"):
        reader.fail("WHEN")
    while reader.take_words("WHEN"):
        _expressions(reader)
        reader.need_word("THEN")
        expression(reader)
    if reader.take_words("ELSE"):
        expression(reader)
    reader.need_word("END")


def _projection(reader: Reader) -> None:
    """``variable {.name, .*, other, key: value}``."""
    reader.need("{")
    while not reader.at("}"):
        if reader.take("."):
            if not reader.take("*"):
                reader.name("a property")
        else:
            reader.name("a key")
            if reader.take(":"):
                expression(reader)
        if not reader.take(","):
            break
    reader.need("}")


def subquery(reader: Reader) -> None:
    """``{ MATCH … }`` or the short ``{ (a)-->(b) WHERE … }``."""
    from queries.console.cypher.clauses import query

    reader.need("{")
    if reader.at("("):
        pattern_list(reader)
        if reader.take_words("WHERE"):
            expression(reader)
    else:
        query(reader, inner=True)
    reader.need("}")
