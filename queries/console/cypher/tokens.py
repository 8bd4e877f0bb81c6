"""Cypher text cut into tokens in one linear pass: for colours, for splitting and for the parser.

Strings, comments and quoted names come first, so that a ``;`` or a bracket inside them is only text. The tokens of
a text joined are the text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<comment>//[^\r\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z))
    | (?P<string>'(?:[^'\\]|\\.)*+(?:'|\Z|\\\Z)|"(?:[^"\\]|\\.)*+(?:"|\Z|\\\Z))
    | (?P<quoted>`(?:[^`]|``)*+(?:`|\Z))
    | (?P<parameter>\$(?:`(?:[^`]|``)*+`|\w+))
    | (?P<number>(?:0[xX][0-9a-fA-F]+|0o[0-7]+|(?:\d+\.\d+|(?<!\.)\.\d+|\d+)(?:[eE][+-]?\d+)?)(?!\w))
    | (?P<wrong_number>\d\w*)
    | (?P<word>[^\W\d]\w*)
    | (?P<mark><>|<=|>=|=~|\.\.|\|\||\+=|!=|::|.)
    """,
    re.VERBOSE | re.DOTALL,
)
SILENT = frozenset({"space", "comment"})


class Token(NamedTuple):
    """A piece of a text: its kind (a group name of the pattern above), its text and where it starts."""

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
        text = self.text
        if self.kind == "string":
            body = text[1:-1]
            return len(text) > 1 and text[-1] == text[0] and (len(body) - len(body.rstrip("\\"))) % 2 == 0
        if self.kind == "quoted":
            return len(text) > 1 and text.endswith("`") and (text.count("`") % 2 == 0)
        return not text.startswith("/*") or (len(text) > 3 and text.endswith("*/"))

    @property
    def name(self) -> str:
        """A name without its back-quotes."""
        return self.text[1:-1].replace("``", "`") if self.kind == "quoted" else self.text


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """Give every token from ``start`` on, spaces and comments too."""
    for match in _TOKEN.finditer(text, start):
        yield Token(match.lastgroup or "mark", match.group(), match.start())
