"""Patterns: ``(a:Label {…})-[r:TYPE*1..3 {…}]->(b)`` in all their forms."""

from __future__ import annotations

from queries.console.cypher.findings import Named, NodeSeen, RelationSeen, StepSeen
from queries.console.cypher.reader import Reader

_SELECTORS = ("ANY", "ALL", "SHORTEST", "PATHS", "PATH", "GROUPS", "GROUP", "WALK", "TRAIL", "ACYCLIC")
_SEARCHES = ("SHORTESTPATH", "ALLSHORTESTPATHS")


def pattern_list(reader: Reader) -> None:
    """Read patterns parted by commas."""
    _selector(reader)
    named_pattern(reader)
    while reader.take(","):
        _selector(reader)
        named_pattern(reader)


def _selector(reader: Reader) -> None:
    """``ANY SHORTEST``, ``SHORTEST 3``, ``ALL PATHS`` before a pattern."""
    while reader.at_word(*_SELECTORS) and reader.ahead().text != "=":
        reader.step()
        if reader.now.kind == "number":
            reader.step()


def named_pattern(reader: Reader) -> None:
    """``p = (a)-->(b)`` or the pattern alone."""
    if reader.at_name() and reader.ahead().text == "=":
        reader.name("a name for the path")
        reader.need("=")
        _selector(reader)
    if reader.at_word(*_SEARCHES):
        reader.step()
        reader.need("(")
        path(reader)
        reader.need(")")
    else:
        path(reader)


def path(reader: Reader) -> None:
    """Read nodes joined by relations."""
    if not reader.at("("):
        reader.fail("a pattern such as (n:Label)")
    left = _element(reader)
    nodes = [left]
    while reader.at("-", "<", "("):
        if reader.at("("):
            right = _element(reader)
        else:
            relation = _relation(reader)
            _quantifier(reader)
            if not reader.at("("):
                reader.fail("a node such as (n)")
            right = _element(reader)
            reader.findings.steps.append(StepSeen(left, relation, right))
        left = right
        nodes.append(right)
    reader.findings.paths.append(nodes)


def _element(reader: Reader) -> NodeSeen:
    """A node, or a part in brackets that may repeat: ``((a)-->(b)){1,3}``."""
    if reader.ahead().text == "(" or (reader.ahead(2).text == "=" and reader.ahead(3).text == "("):
        place = reader.need("(").start
        named_pattern(reader)
        if reader.take_words("WHERE"):
            _expression(reader)
        reader.need(")")
        _quantifier(reader)
        return NodeSeen(place, exact=False)
    return node(reader)


def _quantifier(reader: Reader) -> None:
    if reader.at("{") and (reader.ahead().kind == "number" or reader.ahead().text == ","):
        reader.place = reader.closing[reader.place] + 1
    else:
        reader.take("*", "+")


def node(reader: Reader) -> NodeSeen:
    """``(variable:Label {…} WHERE …)``."""
    seen = NodeSeen(reader.need("(").start)
    reader.findings.nodes.append(seen)
    if reader.at_name() and not (reader.at_word("IS", "WHERE") and reader.ahead().text not in {")", ":"}):
        seen.variable = reader.name("a variable")
    seen.exact = _labels(reader, seen.labels)
    seen.keys = _properties(reader)
    if reader.take_words("WHERE"):
        _expression(reader)
    reader.need(")")
    return seen


def _labels(reader: Reader, found: list[Named]) -> bool:
    """Read a label expression; False where it holds more than names joined by ``:`` and ``&``."""
    if not (reader.take(":") or reader.take_words("IS")):
        return True
    exact = _label(reader, found)
    while reader.take(":", "&", "|"):
        exact = exact and reader.tokens[reader.place - 1].text != "|"
        reader.take(":")
        exact = _label(reader, found) and exact
    return exact


def _label(reader: Reader, found: list[Named]) -> bool:
    if reader.take("!"):
        _label(reader, [])
        return False
    if reader.take("%"):
        return True
    if reader.at("("):
        reader.step()
        inner: list[Named] = []
        _label(reader, inner)
        while reader.take("&", "|", ":"):
            _label(reader, inner)
        reader.need(")")
        found += inner
        return False
    if reader.at("$"):
        reader.step()
        reader.place = reader.closing[reader.place] + 1
        return False
    found.append(reader.name("a label or type"))
    return True


def _properties(reader: Reader) -> list[Named]:
    if reader.now.kind == "parameter":
        reader.step()
        return []
    from queries.console.cypher.atoms import map_literal

    return map_literal(reader) if reader.at("{") else []


def _relation(reader: Reader) -> RelationSeen:
    seen = RelationSeen(reader.now.start)
    reader.findings.relations.append(seen)
    backward = reader.take("<")
    reader.need("-")
    if reader.take("["):
        _inside(reader, seen)
        reader.need("]")
    reader.need("-")
    forward = reader.take(">")
    seen.direction = "" if backward == forward else ">" if forward else "<"
    return seen


def _inside(reader: Reader, seen: RelationSeen) -> None:
    if reader.at_name() and not (reader.at_word("WHERE", "IS") and reader.ahead().text not in {"]", ":", "*"}):
        seen.variable = reader.name("a variable")
    if reader.take(":") or reader.take_words("IS"):
        seen.exact = _label(reader, seen.types)
        while reader.take("|", "&"):
            reader.take(":")
            seen.exact = _label(reader, seen.types) and seen.exact
    if reader.take("*"):
        seen.many = True
        _bounds(reader)
    seen.keys = _properties(reader)
    if reader.take_words("WHERE"):
        _expression(reader)


def _bounds(reader: Reader) -> None:
    if reader.now.kind == "number":
        _whole(reader)
    if reader.take("..") and reader.now.kind == "number":
        _whole(reader)


def _whole(reader: Reader) -> None:
    if not reader.now.text.isdigit():
        reader.fail("a whole number of steps")
    reader.step()


def _expression(reader: Reader) -> None:
    from queries.console.cypher.expressions import expression

    expression(reader)


def is_pattern(reader: Reader) -> bool:
    """Tell whether the bracket that comes next opens a pattern and no expression: a relation follows its node."""
    after = reader.closing[reader.place] + 1
    texts = [one.text for one in reader.tokens[after : after + 3]] + ["", "", ""]
    if texts[0] == "<":
        return texts[1] == "-" and texts[2] in {"[", "-"}
    first = reader.ahead().text
    node_like = reader.ahead().kind in {"word", "quoted"} or first in {")", ":", "{"}
    if texts[0] != "-" or not node_like:
        return False
    return texts[1] == "[" or (texts[1] == "-" and texts[2] in {"(", ">"})
