"""The phrases of ``boilerplate.toml``, compiled: what a single line gives itself away by."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("boilerplate.toml")
_EDGES = re.compile(r"^[^\w\"«©(\[/]+|[^\w)\]»\"]+$")
_MARKS = re.compile(r"^[\W_]+|[\W_]+$")
_COUNT = re.compile(r"\s*\(?\d{1,5}\)?$")
_LONGEST = 700  # no rule looks at a longer line


@dataclass(frozen=True, slots=True)
class Phrases:
    """Compiled groups, one pattern for each action."""

    list_heading: re.Pattern[str]
    list_start: re.Pattern[str]
    pointer: re.Pattern[str]
    tail_heading: re.Pattern[str]
    line: frozenset[str]
    menu: frozenset[str]
    prefixes: tuple[tuple[int, re.Pattern[str]], ...]
    parts: tuple[tuple[int, re.Pattern[str]], ...]

    def heads_list(self, line: str) -> bool:
        """Whether a line is nothing but the heading of a list of other stories."""
        return len(line) <= 100 and bool(self.list_heading.match(bare(line)))

    def heads_tail(self, line: str) -> bool:
        """Whether a line is the heading of the readers' comments."""
        return len(line) <= 100 and bool(self.tail_heading.match(_COUNT.sub("", bare(line))))

    def gives_away(self, line: str) -> bool:
        """Whether the line alone shows that it is no part of an article."""
        if len(line) > _LONGEST:
            return False
        folded = fold(line)
        return (
            bare(line) in self.line
            or any(len(line) <= most and rule.match(folded) for most, rule in self.prefixes)
            or any(len(line) <= most and rule.search(folded) for most, rule in self.parts)
        )

    def points_elsewhere(self, line: str) -> bool:
        """Whether a line names another story after such a heading: "Read also: …", "Most read this hour: … | …"."""
        folded = fold(line)
        found = self.list_start.match(folded)
        return bool(found) and (" | " in line or self.pointer.match(folded) is not None)

    def is_menu_row(self, line: str) -> bool:
        """Whether a line is a menu flattened to one row: capitalised words alone, two of them known labels."""
        words = line.split()
        if not 3 <= len(words) <= 30 or not all(word.isalpha() and word[0].isupper() for word in words):
            return False
        return sum(bare(word) in self.menu for word in words) >= 2

    def is_menu_label(self, line: str) -> bool:
        """Whether a line is one of the labels that site menus are made of."""
        return len(line) <= 40 and bare(line) in self.menu


def fold(line: str) -> str:
    """Lower case, one form of ``ё`` and of the apostrophe, without bullets and arrows in front."""
    return _EDGES.sub("", line.casefold().replace("ё", "е").replace("’", "'"))


def bare(line: str) -> str:
    """A line as headings are compared: folded, without any mark at either end."""
    return _MARKS.sub("", line.casefold().replace("ё", "е").replace("’", "'"))


@cache
def phrases() -> Phrases:
    """Load the table once."""
    groups = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["group"]

    def of(action: str) -> list[dict[str, object]]:
        return [group for group in groups if group["action"] == action]

    def words(action: str) -> frozenset[str]:
        return frozenset(bare(phrase) for group in of(action) for phrase in _texts(group))

    def bounded(action: str, start: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
        return tuple((int(str(g["max_chars"])), re.compile(start + _either(_texts(g)))) for g in of(action))

    starts = _either([phrase for group in of("list") for phrase in _texts(group)])
    return Phrases(
        list_heading=re.compile("|".join(map(_heading, of("list")))),
        list_start=re.compile(rf"^{starts}\b"),
        pointer=re.compile(rf"^{starts}\s*(?::|[-–—>»]\s|(?=\d\d?:\d\d))"),
        tail_heading=re.compile("|".join(map(_heading, of("tail")))),
        line=words("line"),
        menu=words("menu"),
        prefixes=bounded("prefix", "^"),
        parts=bounded("part", ""),
    )


def _texts(group: dict[str, object]) -> list[str]:
    found = group["phrases"]
    assert isinstance(found, list)
    return [str(phrase) for phrase in found]


def _either(texts: list[str]) -> str:
    return "(?:" + "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)) + ")"


def _heading(group: dict[str, object]) -> str:
    most = int(str(group.get("words", 0)))
    return rf"^{_either(_texts(group))}(?:\s+[\w-]+){{0,{most}}}$"
