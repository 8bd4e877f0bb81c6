"""Paragraphs of a text whose lines were broken to a width, as in e-mails, cables and some feeds.

A line that ends inside a sentence makes two pieces that say nothing. Only where several lines show that the breaks
are no one's choice are they taken out; verses, lists, menus and headlines keep theirs.
"""

from __future__ import annotations

import re
from itertools import pairwise

_NEWLINE = re.compile("\r\n?|\n")
_ENDED = re.compile(r"[.!?…:;][\"'»”’)\]]*$")
_GOES_ON = re.compile(r"^[a-zа-яё(«“\"]?[a-zа-яё]")
_AFTER_COMMA = re.compile(r",[»”\"]?$")
_BULLET = re.compile(r"^(?:[-–—•*·▪►>]|\(?\d{1,3}[.)]\s|[a-zа-я]\)\s|[|+])")
_NUMBERED = re.compile(r"^\d{1,4}\.\s+[A-ZА-ЯЁ(]")
_CUT_WORD = re.compile(r"[a-zа-яё]-$")
_LOOSE_MARK = re.compile(r" ([,;](?= ))")
_SHORTEST, _LONGEST = 45, 110  # characters: no one wraps to fewer, and what is longer is a paragraph
_WITNESSES = 3  # lines that break off inside a sentence, before the whole text is taken as wrapped
_RAGGED = 20  # characters by which a full line may fall short of the width: a long word went to the next one
_SHARE = 0.2  # of the lines that must break off so


def unwrap(text: str) -> str:
    """Join the lines of paragraphs that were broken to a width; linear in the text's length.

    A line that ends in a comma is joined to one that goes on in small letters in any text.
    """
    if "\n" not in text and "\r" not in text:
        return text
    lines = _NEWLINE.split(text)
    width = _width(lines)
    rows: list[list[str]] = []  # the lines of each paragraph
    last = ""  # the line above as it stood
    for line in lines:
        stripped = line.strip()
        first = len(rows) == 1 and len(rows[0]) == 1  # a title may be as long as a line is wide
        if last and stripped and _belongs(last, stripped, 0 if first and stripped[0].isupper() else width):
            rows[-1].append(stripped)
        elif width and (above := _torn(rows, stripped, width)) is not None:
            del rows[above + 1 :]
            rows[above].append(stripped)
        else:
            rows.append([line])
        last = stripped
    return "\n".join(_glued(row) for row in rows)


def _width(lines: list[str]) -> int:
    """Give the width that lines were broken to; 0 for a text that was not."""
    broken = [len(one.strip()) for one, after in pairwise(lines) if _breaks_off(one, after)]
    full = [n for n in broken if _SHORTEST <= n <= _LONGEST]
    filled = sum(1 for line in lines if line.strip())
    if len(full) < _WITNESSES or len(full) < filled * _SHARE:
        return 0
    return sorted(full)[len(full) * 3 // 4]


def _breaks_off(one: str, after: str) -> bool:
    one, after = one.strip(), after.strip()
    return bool(one and after and not _ENDED.search(one) and _GOES_ON.match(after))


def _belongs(one: str, after: str, width: int) -> bool:
    """Tell whether a line goes on with the one above it."""
    if _BULLET.match(after) or one.endswith(" |"):
        return False
    if after[0] in ",;" and one[-1].isalnum():
        return True  # a link that a page has put on a line of its own
    if _AFTER_COMMA.search(one) and after[:1].islower() and one.count(" ") > 2:
        return True
    if not width or len(one) > _LONGEST:
        return False
    if len(one) >= width - _RAGGED:
        return not (one.isupper() or after.isupper())
    return _breaks_off(one, after) and len(one) >= _SHORTEST


def _torn(rows: list[list[str]], after: str, width: int) -> int | None:
    """Give the paragraph that a date cut in two goes on with: "by June" / "15. The next …" after an empty line."""
    if not _NUMBERED.match(after):
        return None
    near = range(len(rows) - 1, max(-1, len(rows) - 3), -1)
    above = next((i for i in near if rows[i][-1].strip()), None)
    if above is None or above == len(rows) - 1:
        return None
    line = rows[above][-1].strip()
    cut = len(line) >= width - _RAGGED and not _ENDED.search(line) and line[-1:].islower()
    return above if cut else None


def _glued(row: list[str]) -> str:
    if len(row) == 1:
        return row[0]
    joined = "".join(line if _CUT_WORD.search(line) else f"{line} " for line in map(str.strip, row)).rstrip()
    return _LOOSE_MARK.sub(r"\1", joined)
