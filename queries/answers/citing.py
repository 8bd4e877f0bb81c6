"""How an answer cites: trust, both times, the source, and the words of an article or the row of a table.

A sentence stands between quotation marks, since it is quoted. A row is our own rendering of a table and does not.
"""

from __future__ import annotations

import re

from queries.answers.evidence_claims import TRUST_WORDS
from queries.routes.answer import Evidence

_FILE = re.compile(r"(?<![\w./])([a-z_]+\.csv): (?:leg:)?")


def cited_words(one: Evidence, most: int | None = None) -> str:
    """Name trust, since when it is known, for what time it is valid, the source, and its words, up to ``most``."""
    known = f"known since {one.known_on}" if one.known_on else "undated"
    valid = f", valid {one.valid}" if one.valid else ""
    return f"{TRUST_WORDS[one.trust]}, {known}{valid}, {one.source}: {_words(one, most)}"


def _words(one: Evidence, most: int | None) -> str:
    table = _FILE.match(one.quote) if one.is_row else None
    if table is None:
        return f'"{shortened(one.quote, most)}"'
    return f"row of {table.group(1)}: {shortened(one.quote[table.end() :], most)}"


def shortened(text: str, most: int | None) -> str:
    """Cut a text at so many characters, with a sign that it goes on."""
    return text if most is None or len(text) <= most else f"{text[: most - 1].rstrip()}…"


def without_files(text: str) -> str:
    """Leave out of a told reason the names of the tables that its rows stand in."""
    return _FILE.sub("", text)
