"""What a spreadsheet takes for a formula: text that begins with ``= + - @``, a tab or a carriage return.

In CSV such a text gets an apostrophe in front, which spreadsheets read as "this is text". What already begins with
apostrophes before such a sign gets one more, so that taking one away always gives the text back. Numbers stay as they
are, also where they are written in a text. (OWASP, "CSV Injection".)
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\Z")


def guarded(text: str) -> str:
    """Write a text so that no spreadsheet computes it."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def unguarded(text: str) -> str:
    """Give back what ``guarded`` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
