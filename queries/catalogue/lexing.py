"""Cypher cut into tokens: enough to split statements, find parameters and read what a statement returns.

Strings, comments and quoted names are recognised first, so that a ``;`` or a ``$`` inside them is only text.
A word after a dot or a colon is a ``name`` (a property, a label), never a keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<comment>//[^\r\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z))
    | (?P<string>'(?:[^'\\]|\\.)*(?:'|\Z)|"(?:[^"\\]|\\.)*(?:"|\Z))
    | (?P<quoted>`(?:[^`]|``)*(?:`|\Z))
    | (?P<parameter>\$(?:`(?:[^`]|``)*`|\w+))
    | (?P<name>(?<=[.:])[^\W\d]\w*)
    | (?P<word>[^\W\d]\w*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<space>\s+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SILENT = frozenset({"comment", "space"})
_OPENERS, _CLOSERS = frozenset("([{"), frozenset(")]}")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a statement: its kind (a group name of the pattern above), its text and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)

    @property
    def closed(self) -> bool:
        """Whether a string, quoted name or block comment has its closing mark."""
        if self.kind == "string":
            return len(self.text) > 1 and self.text[-1] == self.text[0] and not _escaped(self.text)
        if self.kind == "quoted":
            return len(self.text) > 1 and self.text.endswith("`")
        return not self.text.startswith("/*") or (len(self.text) > 3 and self.text.endswith("*/"))

    def is_word(self, *words: str) -> bool:
        """Tell whether it is one of these keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words


def _escaped(text: str) -> bool:
    body = text[1:-1]
    return (len(body) - len(body.rstrip("\\"))) % 2 == 1


def tokens(text: str) -> Iterator[Token]:
    """Give every token of a text, spaces and comments too; joined they are the text again."""
    for match in _TOKEN.finditer(text):
        yield Token(match.lastgroup or "mark", match.group(), match.start())


def telling(text: str) -> Iterator[tuple[Token, int]]:
    """Give the tokens that matter, each with the depth of brackets around it."""
    depth = 0
    for token in tokens(text):
        if token.kind in _SILENT:
            continue
        if token.text in _CLOSERS:
            depth -= 1
        yield token, depth
        if token.text in _OPENERS:
            depth += 1


def parameters_of(statement: str) -> list[str]:
    """Name the parameters of a statement in the order of their first use."""
    found = [token.text[1:].strip("`") for token in tokens(statement) if token.kind == "parameter"]
    return list(dict.fromkeys(found))


def columns_of(statement: str) -> list[list[str]]:
    """Name the columns of the last RETURN of every branch of a UNION; no branch returns: an empty list."""
    branches: list[list[Token]] = [[]]
    for token, depth in telling(statement):
        if depth == 0 and token.is_word("UNION"):
            branches.append([])
        elif depth > 0 or token.text != ";":
            branches[-1].append(token)
    return [found for branch in branches if (found := _returned(branch))]


def _returned(branch: list[Token]) -> list[str]:
    start = _last_return(branch)
    if start is None:
        return []
    items = _items(branch[start + 1 :])
    return [_column(item) for item in items]


def _last_return(branch: list[Token]) -> int | None:
    depth, found = 0, None
    for place, token in enumerate(branch):
        depth += (token.text in _OPENERS) - (token.text in _CLOSERS)
        if depth == 0 and token.is_word("RETURN"):
            found = place
    return found


def _items(body: list[Token]) -> list[list[Token]]:
    items: list[list[Token]] = [[]]
    depth = 0
    for place, token in enumerate(body):
        depth += (token.text in _OPENERS) - (token.text in _CLOSERS)
        if depth == 0 and token.is_word("ORDER", "SKIP", "LIMIT"):
            break
        if place == 0 and token.is_word("DISTINCT"):
            continue
        if depth == 0 and token.text == ",":
            items.append([])
        else:
            items[-1].append(token)
    return [item for item in items if item]


def _column(item: list[Token]) -> str:
    """The alias, or the expression as it stands, which is what a server calls an unnamed column."""
    if len(item) > 2 and item[-2].is_word("AS"):
        return item[-1].text.strip("`")
    return "".join(token.text for token in item)
