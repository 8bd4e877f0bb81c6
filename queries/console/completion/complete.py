"""``complete``: what may stand at the cursor.

The tokens before the cursor decide: a label after ``(x:``, a type after ``[:`` as far as the graph has such a step,
a property after ``x.`` (of the labels that the text gives ``x``), an id or a name inside a string.
"""

from __future__ import annotations

from queries.console.completion.commands import after_command
from queries.console.completion.names import in_string
from queries.console.completion.patterns import arrows_at, bearer, labels_at, opener, types_at
from queries.console.completion.scope import Scope, scope_of
from queries.console.completion.suggestion import Offer, Suggestion, quoted, starting
from queries.console.cypher.tokens import SILENT, Token, tokens
from queries.console.statements import COMMAND_MARK, split_statements
from queries.console.vocabulary import BEGINNINGS, KEYWORDS, Vocabulary

_WORDS = frozenset({"word", "quoted"})
_CLOSED_OFF = frozenset({"string", "comment", "quoted", "number", "wrong_number"})
_JOINED = frozenset({":", "|", "&", "!"})
LOOK_BACK = 50_000  # characters before the cursor that are read; more would be felt while typing
_CLAUSE_STARTS = frozenset({")", "*"})


def complete(text: str, cursor: int, words: Vocabulary) -> list[Suggestion]:
    """Give what may stand at the cursor, in the order in which it is to be shown."""
    before = text[max(0, cursor - LOOK_BACK) : cursor]
    statement = before[_statement_start(before) :]
    if statement.startswith(COMMAND_MARK):
        return list(after_command(statement, cursor, words))
    found = list(tokens(statement or before[before.rfind("\n") + 1 :]))
    if found and found[-1].kind in _CLOSED_OFF and not _left_behind(found[-1]):
        return _inside(found, cursor - len(statement), words)
    if (found and found[-1].kind == "parameter") or statement.endswith("$"):
        return _parameters(found, cursor, words)
    return _at_word(found if statement else [], text, cursor, words)


def _at_word(found: list[Token], text: str, cursor: int, words: Vocabulary) -> list[Suggestion]:
    prefix = found[-1].text if found and found[-1].kind in _WORDS and not found[-1].text.endswith("`") else ""
    held = [one for one in (found[:-1] if prefix else found) if one.kind not in SILENT]
    called = _called(held)
    if called is not None:
        return starting([("procedure", words.procedures)], called + prefix, cursor)
    return starting(_offered(held, text[cursor:], words), prefix, cursor)


def _called(held: list[Token]) -> str | None:
    """The beginning of a procedure's name after CALL, dots and all; None elsewhere."""
    parts: list[str] = []
    for token in reversed(held):
        if token.text.upper() == "CALL":
            return "".join(reversed(parts))
        if token.text != "." and token.kind not in _WORDS:
            return None
        parts.append(token.text)
    return None


def _left_behind(token: Token) -> bool:
    return token.closed and not token.text.startswith("//") and not token.kind.endswith("number")


def _inside(found: list[Token], offset: int, words: Vocabulary) -> list[Suggestion]:
    if found[-1].kind != "string":
        return []
    held = [one for one in found[:-1] if one.kind not in SILENT]
    string = found[-1]._replace(start=found[-1].start + offset)
    return in_string(string, held, scope_of(held), words)


def _parameters(found: list[Token], cursor: int, words: Vocabulary) -> list[Suggestion]:
    prefix = found[-1].text
    return starting([("parameter", [f"${name}" for name in words.parameters])], prefix, cursor)


def _statement_start(before: str) -> int:
    pieces = split_statements(before)
    if pieces and (not pieces[-1].ended or (pieces[-1].is_command and "\n" not in before[pieces[-1].start :])):
        return pieces[-1].start
    return len(before) if not pieces or before.rstrip().endswith(";") else before.rfind("\n") + 1


def _offered(held: list[Token], after: str, words: Vocabulary) -> list[Offer]:
    last = held[-1].text if held else ""
    start = opener(held)
    scope = scope_of(held)
    if last in _JOINED:
        return _kinds(held, start, after, scope, words)
    if last == ".":
        kinds = scope.get(held[-2].name, frozenset()) if len(held) > 1 else frozenset()
        return [("property", quoted(words.properties_of(kinds)))]
    bracket = held[start].text if start is not None else ""
    if last in {"{", ","} and start is not None and bracket == "{":
        return _keys(held, start, scope, words)
    if last == "-":
        return arrows_at(held, scope, words) or _expression(scope, words)
    return _plain(held, last, bracket, scope, words)


def _kinds(held: list[Token], start: int | None, after: str, scope: Scope, words: Vocabulary) -> list[Offer]:
    """After a colon: a type, a label of a node, a label in an expression, or the value of a map's key."""
    bracket = held[start].text if start is not None else ""
    if start is not None and bracket == "[" and start > 0 and held[start - 1].text == "-":
        return types_at(held, start, after, scope, words)
    if start is not None and bracket == "(" and _is_node(held, start):
        return labels_at(held, start, scope, words)
    return _expression(scope, words) if bracket == "{" else [("label", quoted(words.labels))]


def _is_node(held: list[Token], start: int) -> bool:
    """Whether the bracket opens a node: a word before it makes it a call, unless a clause ends there."""
    previous = held[start - 1] if start else None
    return previous is None or previous.kind == "mark" or previous.text.upper() in _BEFORE_NODE


_BEFORE_NODE = frozenset(
    ["MATCH", "CREATE", "MERGE", "WHERE", "NOT", "AND", "OR", "XOR", "EXISTS", "SHORTESTPATH", "ALLSHORTESTPATHS"]
)


def _keys(held: list[Token], start: int, scope: Scope, words: Vocabulary) -> list[Offer]:
    outer = opener(held[:start])
    if outer is None or held[start - 1].text == ":":
        return []
    kinds = bearer(held, outer, scope)
    given = {held[place - 1].name for place in range(start + 2, len(held)) if held[place].text == ":"}
    return [("property", [name for name in quoted(words.properties_of(kinds)) if name not in given])]


def _plain(held: list[Token], last: str, bracket: str, scope: Scope, words: Vocabulary) -> list[Offer]:
    upper = last.upper()
    if upper in _FOLLOWED:
        return [(kind, [one for one in texts if one in _all_words(words)]) for kind, texts in _FOLLOWED[upper]]
    if bracket in {"(", "["} and last == bracket and held[-2:-1] and held[-2].text.upper() in _BEFORE_NODE | {"-"}:
        return [("variable", sorted(scope))]
    if not held or upper in {"EXPLAIN", "PROFILE"}:
        return [("keyword", _known(BEGINNINGS, words))]
    if upper in _CLAUSE_STARTS and not bracket:
        return [("keyword", _known(KEYWORDS, words)), ("variable", sorted(scope)), ("function", words.functions)]
    return _expression(scope, words)


# What may follow a word, where that is little or nothing.
_FOLLOWED: dict[str, list[Offer]] = {
    "MATCH": [("function", ("shortestPath", "allShortestPaths"))],
    "CREATE": [],
    "MERGE": [],
    "AS": [],
    "ORDER": [("keyword", ("BY",))],
}


def _all_words(words: Vocabulary) -> tuple[str, ...]:
    return (*words.functions, "BY")


def _expression(scope: Scope, words: Vocabulary) -> list[Offer]:
    return [("variable", sorted(scope)), ("keyword", words.keywords), ("function", words.functions)]


def _known(chosen: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    return tuple(one for one in chosen if one in words.keywords)
