"""Sentences of a text with their places; a new line always ends one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.documents.rows import is_row

_END = re.compile(
    r"(?:[.!?…]+[»”\"'’)\]]*)(?=\s+[«“\"'(\[—–-]?\s*[A-ZА-ЯЁ0-9«“\"])|"
    # two sentences that a page has glued: "the source said.At the same time"
    r"(?<=[a-zа-яё0-9)])[.!?][»”\"'’)\]]*(?=(?:At|In|On|The|To|It|This|As|For|He|She|They|Meanwhile|However|According|Earlier|"
    r"В|На|По|Как|При|Об|Он|Она|Это|Ранее|Напомним|Также)\s)"
)
_SHORT = re.compile(
    r"(?:\b(?:[A-ZА-ЯЁ]|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|Gen|No|Inc|Co|Corp|Ltd|St|vs|approx|"
    r"U\.S|U\.K|E\.O|B\.V|N\.V|p\.m|a\.m|млн|млрд|тыс|трлн|руб|долл|г|гг|им|т|куб|ст|ул|кв|т\.д|т\.п|т\.е|б\.в|др|п|стр|рис|см|"
    r"янв|фев|мар|апр|авг|сен|сент|окт|ноя|дек|проц|барр|НПС|обл|р|км|м))\.$"
)
# Place and day before a report ("AKTAU, 26 January - ", "АСТАНА, 5 марта. /ТАСС/ – ") or a clock time of a live page.
_DATELINE = re.compile(
    r"\s*(?:\d{1,2}[:.]\d{2}\s+(?=[«“\"A-ZА-ЯЁ])|"
    r"[A-ZА-ЯЁ][A-ZА-ЯЁ'’. -]{2,30}(?:,\s+[A-ZА-ЯЁ][\w. ]{2,20})?(?:,?\s+\w{3,9}\.?\s+\d{1,2}|,?\s+\d{1,2}\s+\w{3,9})?"
    r"(?:\s*[(/][^()/]{2,40}[)/])?\s*(?:[–—]|\s-)\s+(?=[«“\"A-ZА-ЯЁ])|"
    r"[A-ZА-ЯЁ][\w-]+,\s+[A-ZА-ЯЁ]\w+\s+\([^()]{2,30}\)\s*[—–-]\s+(?=[«“\"A-ZА-ЯЁ])|"
    # an old wire, whose dash the page has dropped: "BAKU, Aug 13 Crude output fell"
    r"[A-Z][A-Z'’. -]{2,30},\s+(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)\.?\s+\d{1,2}\s+"
    r"(?=[A-Z][\w’'-]+\s))"
)
_DAY = re.compile(r"\d\s+[^\W\d]{3,}|[^\W\d]{3,}\s+\d|\d{1,2}\.\d{1,2}\.\d{4}")
_FEWEST_WORDS = 5  # of a cell of a table that may say something by itself
_LONGEST = 4000  # characters: a longer "sentence" is cut, so that one bad page cannot hold a process


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands: characters of the text, and the number of its paragraph."""

    text: str
    start: int
    end: int
    paragraph: int


def split(text: str) -> list[Sentence]:
    """Cut a text into sentences, without the space around them."""
    found: list[Sentence] = []
    place = number = 0
    for row, line in enumerate(text.split("\n")):
        number += int(row > 0 and bool(line.strip()))  # an empty line parts two paragraphs, it is none
        found.extend(_trim(text, place + a, place + b, number) for a, b in _cuts(line) if line[a:b].strip())
        place += len(line) + 1
    return found


def _cuts(line: str) -> Iterator[tuple[int, int]]:
    if is_row(line):
        yield from _cells(line)
        return
    start = 0
    dateline = _DATELINE.match(line)
    if dateline:
        yield 0, dateline.end()
        start = dateline.end()
    for match in _END.finditer(line, start):
        if _is_short(line, match):
            continue
        yield start, match.end()
        start = match.end()
    while len(line) - start > _LONGEST:
        yield start, start + _LONGEST
        start += _LONGEST
    yield start, len(line)


def _cells(line: str) -> Iterator[tuple[int, int]]:
    """Cut a row of a table: only cells as long as sentences are read; after a day, the names beside them as well."""
    start = 0
    cells = line.split("|")
    dated = bool(_DAY.search(cells[1])) and any(cell.count(" ") > _FEWEST_WORDS for cell in cells)
    for cell in cells:
        if cell.count(" ") > _FEWEST_WORDS or (dated and any(map(str.isalnum, cell))):
            yield from ((start + a, start + b) for a, b in _cuts(cell) if cell[a:b].strip())
        start += len(cell) + 1


def _is_short(line: str, match: re.Match[str]) -> bool:
    """Tell an abbreviation's dot from the end of a sentence ("тыс. тонн" was no match: a small letter follows)."""
    quoted = len(match.group()) > 1  # «Б.В.» (16 %): the share goes on with the company
    if match.group()[0] != "." or (quoted and not line[match.end() :].lstrip().startswith("(")):
        return False
    before = line[max(0, match.start() - 12) : match.start() + 1]
    if not _SHORT.search(before):
        return False
    return not re.search(r"(?:\b(?:г|гг|руб|долл|т|км|р)\.)$", before) or line[match.end() :].lstrip()[:1].isdigit()


def _trim(text: str, start: int, end: int, paragraph: int) -> Sentence:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return Sentence(text[start:end], start, end, paragraph)
