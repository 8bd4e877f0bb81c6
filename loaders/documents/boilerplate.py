"""Cut from a text what stands on a page beside the article.

Every line that comes out is a piece of a line that went in: nothing is added, moved or rewritten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from loaders.documents.lines import GLUED_CLOCK, Kind, count_words, has_clock, is_prose, kind_of
from loaders.documents.phrases import phrases
from loaders.documents.rows import rows_of_figures

_WINDOW = 6  # lines looked at to tell resumed prose from a list with leads
_LONE_WORDS = 12  # a last line of prose after a list counts when it is this long
_INLINE_CHARS = 300
_SENTENCE = re.compile(r"[.!?…][\"'»”’)\]]*\s+(?=[«\"“]?[A-ZА-ЯЁ])")
_CRUMBS = re.compile(r"\s(?:>|»|→|›|\||·|•|/)\s")
_CLOCK_RUNS = re.compile(r"K{2,}|(?:C[HSK]){2,}C?|(?:[HS]C){2,}")
_LAST_HEADLINES = re.compile(r"(?<=P)H{3,}$")


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left of a text, and the lines that were taken out."""

    text: str
    dropped: tuple[str, ...]


def cut_boilerplate(text: str) -> Cut:
    """Cut a normalised text (lines separated by ``\\n``); linear in its length."""
    given = text.split("\n")
    rows = frozenset(rows_of_figures(given))
    lines = _outside_lists([piece for line in given if (piece := line if line in rows else _own_part(line))])
    lines = _without_structures([line for line in lines if line in rows or not _is_aside(line)], rows)
    kept = set(lines)
    return Cut("\n".join(lines), tuple(line for line in given if line not in kept))


def _own_part(line: str) -> str:
    """A line without the headlines that are glued to its end, each with its clock time."""
    clocks = list(GLUED_CLOCK.finditer(line))
    if len(clocks) < 2:
        return line
    start = clocks[0].start()
    before = line[:start].rstrip()
    sentence = max((end.end() for end in _SENTENCE.finditer(before + " A")), default=0)
    return before[:sentence].rstrip() if phrases().heads_list(before[sentence:]) else before


def _outside_lists(lines: list[str]) -> list[str]:
    """The lines that stand in no list of other stories and before no comments."""
    kept: list[str] = []
    inside = False
    for place, line in enumerate(lines):
        if phrases().heads_list(line):
            inside = True
        elif phrases().heads_tail(line) and place * 2 >= len(lines):
            return kept
        elif not inside or _resumes(lines, place):
            inside = False
            kept.append(line)
    return kept


def _resumes(lines: list[str], place: int) -> bool:
    """Whether the article goes on at ``place``, inside or after a list: prose that more prose follows."""
    if not is_prose(lines[place]) or has_clock(lines[place]):
        return False
    ahead = lines[place : place + _WINDOW]
    end = next((n for n, line in enumerate(ahead) if phrases().heads_list(line)), len(ahead))
    ahead = [line for line in ahead[:end] if not _is_aside(line)] or ahead[:1]
    if any(has_clock(line) for line in ahead):
        return False
    prose = [is_prose(line) for line in ahead]
    if len(prose) == 1:
        return count_words(ahead[0]) >= _LONE_WORDS
    return prose[1] or sum(prose) * 3 > len(prose) * 2


def _is_aside(line: str) -> bool:
    """Whether one line alone is a caption, a call, a credit, a pointer to another story, or bread crumbs."""
    if phrases().gives_away(line):
        return True
    if len(line) > _INLINE_CHARS:
        return False
    if line.startswith("[") and line.endswith("]") and not is_prose(line):
        return True
    if phrases().points_elsewhere(line):
        rest = _SENTENCE.split(line, maxsplit=1)[1:]
        return not (rest and is_prose(rest[0]))
    if phrases().is_menu_row(line):
        return True
    return len(_CRUMBS.findall(line)) >= 2 and not is_prose(line) and not re.search(r"\d", line)


def _without_structures(lines: list[str], rows: frozenset[str]) -> list[str]:
    """Drop menus, runs of headlines with clock times, lone clock times, headlines after the last paragraph."""
    kinds = [Kind.ROW if line in rows else kind_of(line) for line in lines]
    dropped = _menus(lines, kinds)
    page = "".join(kinds)
    for run in _CLOCK_RUNS.finditer(page):
        dropped.update(range(*run.span()))
    for place, line in enumerate(lines):
        glued = GLUED_CLOCK.match(line)
        if kinds[place] is Kind.CLOCK or (glued and kinds[place] not in {Kind.PROSE, Kind.ROW}):
            dropped.add(place)
    last = _LAST_HEADLINES.search(page)
    if last and page.count(Kind.PROSE) >= 3:
        dropped.update(range(*last.span()))
    return [line for place, line in enumerate(lines) if place not in dropped]


def _menus(lines: list[str], kinds: list[Kind]) -> set[int]:
    """Places of menu labels: two known ones give the whole run away, four short lines do by themselves."""
    dropped: set[int] = set()
    for is_label, group in groupby(range(len(lines)), key=lambda place: kinds[place] is Kind.LABEL):
        run = list(group)
        if not is_label:
            continue
        known = [place for place in run if phrases().is_menu_label(lines[place])]
        introduced = run[0] > 0 and kinds[run[0] - 1] is Kind.INTRO
        if len(known) >= 2 or (len(run) >= 4 and not introduced):
            dropped.update(run)
        else:
            dropped.update(known)
    return dropped
