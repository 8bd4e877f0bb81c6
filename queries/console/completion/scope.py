"""Variables in scope at a place, with the labels or types that the text gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from queries.console.cypher.tokens import Token

Scope = dict[str, frozenset[str]]  # variable to labels or types
_NAMES = frozenset({"word", "quoted"})
_CLOSING = frozenset(
    [
        "RETURN",
        "WHERE",
        "ORDER",
        "SKIP",
        "LIMIT",
        "MATCH",
        "OPTIONAL",
        "UNWIND",
        "CREATE",
        "MERGE",
        "SET",
        "DELETE",
        "DETACH",
        "REMOVE",
        "CALL",
        "FOREACH",
        "UNION",
    ]
)


def scope_of(before: Sequence[Token]) -> Scope:
    """Read the tokens before the cursor, without blanks and comments."""
    scope: Scope = {}
    place = 0
    while place < len(before):
        token = before[place]
        if token.kind == "word" and token.text.upper() == "UNION":
            scope = {}
        elif token.kind == "word" and token.text.upper() == "WITH" and not _is_operator(before, place):
            scope, place = _projected(before, place + 1, scope)
            continue
        else:
            _seen(before, place, scope)
        place += 1
    return scope


def _is_operator(before: Sequence[Token], place: int) -> bool:
    return place > 0 and before[place - 1].text.upper() in {"STARTS", "ENDS"}


def _seen(before: Sequence[Token], place: int, scope: Scope) -> None:
    token = before[place]
    previous = before[place - 1].text.upper() if place else ""
    following = before[place + 1].text if place + 1 < len(before) else ""
    if token.kind not in _NAMES:
        return
    if previous in {"(", "["} and following in {":", ")", "]", "{", "*", ""} and _in_pattern(before, place):
        scope[token.name] = scope.get(token.name, frozenset()) | kinds_after(before, place + 1)
    elif previous == "AS" or (following == "=" and _text(before, place + 2) in {"(", "shortestPath"}):
        scope[token.name] = frozenset()
    elif previous == "YIELD":
        scope.setdefault(token.name, frozenset())


def _in_pattern(before: Sequence[Token], place: int) -> bool:
    """Whether the bracket before the name opens a node or a relation, and no call, list or group."""
    previous = before[place - 2] if place > 1 else None
    if before[place - 1].text == "[":
        return previous is not None and previous.text == "-"
    return previous is None or previous.kind == "mark" or previous.text.upper() in _BEFORE_NODE


_BEFORE_NODE = frozenset({"MATCH", "CREATE", "MERGE", "WHERE", "NOT", "AND", "OR", "EXISTS", "SHORTESTPATH"})


def _text(before: Sequence[Token], place: int) -> str:
    return before[place].text if place < len(before) else ""


def kinds_after(before: Sequence[Token], place: int) -> frozenset[str]:
    """Give the labels or types that stand from ``place`` on, joined by ``:``, ``|`` or ``&``."""
    found = set()
    while place + 1 < len(before) and before[place].text in {":", "|", "&"}:
        if before[place + 1].kind in _NAMES:
            found.add(before[place + 1].name)
        place += 2
    return frozenset(found)


def _projected(before: Sequence[Token], place: int, scope: Mapping[str, frozenset[str]]) -> tuple[Scope, int]:
    """What a WITH hands on, and the place after it; a WITH that is still being typed hides nothing."""
    found: Scope = {}
    depth, fresh, end = 0, True, place
    while end < len(before):
        token = before[end]
        depth += (token.text in {"(", "[", "{"}) - (token.text in {")", "]", "}"})
        if depth == 0 and token.kind == "word" and token.text.upper() in _CLOSING:
            return found, end
        following = _text(before, end + 1)
        if depth == 0 and token.text == "*" and fresh:
            found |= scope
        elif depth == 0 and token.kind in _NAMES:
            if fresh and following.upper() in {",", "", *_CLOSING}:
                found[token.name] = scope.get(token.name, frozenset())
            elif before[end - 1].text.upper() == "AS":
                found[token.name] = scope.get(before[end - 2].text, frozenset()) if end - 3 < place else frozenset()
        fresh = (depth == 0 and token.text == ",") or (fresh and token.text.upper() == "DISTINCT")
        end += 1
    return {**scope, **found}, end
