"""Lists that are tables in all but form: a line that says what is counted, then a name and a figure a line."""

from __future__ import annotations

import re

_BULLET = r"(?:[-–—•*·▪►]|\(?\d{1,2}[.)])?\s*"
_ABOUT = (
    r"(?:(?:около|почти|более|свыше|порядка|примерно|до|"
    r"about|around|some|over|nearly|almost|more\s+than|up\s+to)\s+|[~≈])?"
)
_ITEM = re.compile(
    rf"^{_BULLET}(?P<name>[^\s\d–—-].{{1,60}}?)(?:\s*:\s+|\s+[—–-]\s+|\s(?=\d[\d.,]*(?:\s*\([^()]*\))?[;.,]?$))"
    rf"(?P<amount>{_ABOUT}\d.{{0,80}}?)\s*[;.,]?(?:\s+(?:и|and))?$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    rf"^{_BULLET}(?P<name>[^\s\d–—-].{{1,80}}?)\s*\((?P<amount>{_ABOUT}\d[\d.,]*\s?%)\)\s*[;.,]?$", re.IGNORECASE
)
_DATED = re.compile(
    rf"^{_BULLET}(?P<name>(?:19|20)\d\d(?:\s*(?:год\w*|г\.))?)(?:\s*:\s+|\s+[—–-]\s+)(?P<amount>{_ABOUT}\d.{{0,80}}?)\s*[;.,]?$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"^(?:[-–—•*·▪►]|\(?\d{1,2}[.)])\s*\S")
_LONGEST = 160
_NUMBERED = 4  # characters that the number of an item may take
_STOP = re.compile(r"[.!?]\s+[A-ZА-ЯЁ]")


def item_in(line: str) -> tuple[str, str] | None:
    """Give the name and the figure of an item; None for any other line."""
    if len(line) > _LONGEST or not any(map(str.isdigit, line)) or _STOP.search(line, _NUMBERED):
        return None
    match = _DATED.match(line) or _IN_BRACKETS.match(line) or _ITEM.match(line)
    return (match["name"].strip(), match["amount"].strip()) if match else None


def goes_on(line: str) -> bool:
    """Tell whether a line is an item of another kind, after which the list may go on."""
    return len(line) <= _LONGEST and bool(_ANOTHER.match(line))
