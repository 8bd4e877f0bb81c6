"""A terminal's screen as far as the console uses one: what is written where, in which colours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from queries.render.width import width_of

_SEQUENCE = re.compile(r"\x1b\[([?>=]?)([0-9;]*)([A-Za-z])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[=>78MDE]")
_UNFINISHED = re.compile(r"\x1b(?:\[[?>=]?[0-9;]*|\][^\x07\x1b]*)?$")
Cell = tuple[str, str]  # a letter ("" behind a wide one) and the colours it was written in
BLANK: Cell = (" ", "")


@dataclass
class Emulator:
    """Feed it what a program writes; ``lines`` is what a person sees, ``past`` what has scrolled away."""

    columns: int
    rows: int
    cells: list[list[Cell]] = field(default_factory=list)
    past: list[list[Cell]] = field(default_factory=list)
    row: int = 0
    column: int = 0
    colours: str = ""
    _rest: str = ""

    def __post_init__(self) -> None:
        self.cells = [self._blank() for _ in range(self.rows)]

    def _blank(self) -> list[Cell]:
        return [BLANK] * self.columns

    def feed(self, text: str) -> None:
        """Take what was written; a sequence that is cut off waits for its rest."""
        text = self._rest + text
        cut = _UNFINISHED.search(text)
        self._rest = text[cut.start() :] if cut else ""
        text = text[: cut.start()] if cut else text
        place = 0
        while place < len(text):
            found = _SEQUENCE.match(text, place)
            if found:
                self._obey(found)
                place = found.end()
            else:
                self._write(text[place])
                place += 1

    def _write(self, letter: str) -> None:
        if letter == "\r":
            self.column = 0
        elif letter == "\n":
            self._down()
        elif letter == "\b":
            self.column = max(0, self.column - 1)
        elif letter >= " ":
            self._put(letter)

    def _put(self, letter: str) -> None:
        width = width_of(letter)
        if width == 0:
            return
        if self.column + width > self.columns:
            self.column = 0
            self._down()
        self.cells[self.row][self.column] = (letter, self.colours)
        if width == 2:
            self.cells[self.row][self.column + 1] = ("", self.colours)
        self.column += width

    def _down(self) -> None:
        if self.row < self.rows - 1:
            self.row += 1
        else:
            self.past.append(self.cells.pop(0))
            self.cells.append(self._blank())

    def _obey(self, found: re.Match[str]) -> None:
        private, numbers, letter = found[1], found[2] or "", found[3] or ""
        first = int(numbers.split(";")[0] or 0) if numbers else 0
        if private or not letter:
            if letter == "h" and numbers == "1049":
                self.past += self.cells
                self.cells = [self._blank() for _ in range(self.rows)]
            return
        if letter == "m":
            self.colours = "" if numbers in {"", "0"} else f"{self.colours};{numbers.removeprefix('0;')}".strip(";")
            if numbers.startswith("0;"):
                self.colours = numbers[2:]
        elif letter in "ABCDGHf":
            self._move(letter, numbers, first)
        elif letter == "J":
            self._erase_screen(first)
        elif letter == "K":
            start, end = ((self.column, self.columns), (0, self.column + 1), (0, self.columns))[first]
            self.cells[self.row][start:end] = [BLANK] * (end - start)

    def _move(self, letter: str, numbers: str, first: int) -> None:
        count = max(1, first)
        if letter in "Hf":
            parts = [int(one or 1) for one in (numbers or "1;1").split(";")]
            self.row, self.column = parts[0] - 1, (parts[1] if len(parts) > 1 else 1) - 1
        elif letter == "G":
            self.column = count - 1
        else:
            down, right = {"A": (-count, 0), "B": (count, 0), "C": (0, count), "D": (0, -count)}[letter]
            self.row, self.column = self.row + down, self.column + right
        self.row = min(max(self.row, 0), self.rows - 1)
        self.column = min(max(self.column, 0), self.columns - 1)

    def _erase_screen(self, kind: int) -> None:
        if kind == 0:
            self.cells[self.row][self.column :] = [BLANK] * (self.columns - self.column)
            self.cells[self.row + 1 :] = [self._blank() for _ in range(self.rows - self.row - 1)]
        else:
            self.cells = [self._blank() for _ in range(self.rows)]

    @property
    def lines(self) -> list[str]:
        """The visible lines without the blanks at their ends."""
        return [_text(line) for line in self.cells]

    @property
    def text(self) -> str:
        """Everything written so far that was not erased, from the first line on."""
        return "\n".join(_text(line) for line in [*self.past, *self.cells])

    def ansi(self) -> str:
        """Give the visible screen with its colours as escape sequences."""
        return "\n".join("".join(_coloured(line)) for line in self.cells)


def _text(line: list[Cell]) -> str:
    return "".join(letter for letter, _ in line).rstrip()


def _coloured(line: list[Cell]) -> list[str]:
    return [f"\x1b[{colours}m{letter}\x1b[0m" if colours else letter for letter, colours in line]
