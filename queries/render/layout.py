"""How a table is laid out: in columns, in columns with folded cells, or record by record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from queries.render.width import lines_of, padded, width_of

_GAP = "  "
_LEAST = 6  # columns that a folded cell needs to stay readable
_MOST = 60  # columns that a cell of a wide table takes before it is folded


class Shape(StrEnum):
    """The shapes of a table."""

    AUTO = "auto"
    WIDE = "wide"
    WRAPPED = "wrapped"
    EXPANDED = "expanded"


@dataclass(frozen=True, slots=True)
class Layout:
    """The widths of the columns, and which of them hold numbers; no widths: record by record."""

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    numbers: tuple[bool, ...]

    @property
    def expanded(self) -> bool:
        """Whether each row is written as a record."""
        return not self.widths

    def widened(self, rows: Sequence[Sequence[str]], width: int) -> Layout:
        """Make room for longer cells of rows that came later, as far as the screen has it; small wishes come first."""
        if self.expanded:
            return self
        more = [max([0, *(one - known for one in _widths(rows, place))]) for place, known in enumerate(self.widths)]
        spare = width - len(_GAP) * (len(self.columns) - 1) - sum(self.widths) if width else sum(more)
        for left, place in zip(range(len(more), 0, -1), sorted(range(len(more)), key=more.__getitem__), strict=True):
            more[place] = min(more[place], max(spare, 0) // left)
            spare -= more[place]
        return replace(self, widths=tuple(known + added for known, added in zip(self.widths, more, strict=True)))

    def header(self, *, colour: bool) -> Iterator[str]:
        """Give the lines above the rows."""
        lines = list(_lines(self.columns, self.widths, self.numbers))
        yield from (f"\x1b[1m{line}\x1b[0m" for line in lines) if colour else lines
        yield _GAP.join("-" * width for width in self.widths)

    def row(self, cells: Sequence[str]) -> Iterator[str]:
        """Give the lines of one row."""
        return _lines(cells, self.widths, self.numbers)

    def record(self, number: int, cells: Sequence[str], *, spoken: bool, width: int) -> Iterator[str]:
        """Give the lines of one row as a record; ``spoken`` leaves out rules and alignment."""
        if spoken:
            yield f"Row {number}."
            yield from (f"{name}: {cell or 'empty'}" for name, cell in zip(self.columns, cells, strict=True))
            return
        yield f"-[ {number} ]{'-' * 12}"
        names = max(map(width_of, self.columns), default=0)
        for name, cell in zip(self.columns, cells, strict=True):
            first, *more = lines_of(cell, max(width - names - 3, 20) if width else 10**9)
            yield f"{padded(name, names)} | {first}".rstrip()
            yield from (f"{' ' * names} | {line}" for line in more)


def _lines(cells: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> Iterator[str]:
    folded = [lines_of(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for place in range(max(map(len, folded), default=0)):
        line = [column[place] if place < len(column) else "" for column in folded]
        yield _GAP.join(
            padded(text, width, right=right) for text, width, right in zip(line, widths, numbers, strict=True)
        ).rstrip()


def lay_out(
    columns: tuple[str, ...], rows: Sequence[Sequence[str]], numbers: tuple[bool, ...], shape: Shape, width: int
) -> Layout:
    """Choose widths by the first rows; ``width`` is the screen's, 0 where there is none to keep to."""
    natural = [max([width_of(name), *_widths(rows, place)]) for place, name in enumerate(columns)]
    room = width - len(_GAP) * (len(columns) - 1)
    if shape is Shape.EXPANDED:
        return Layout(columns, (), numbers)
    if shape is Shape.WIDE or not width or sum(natural) <= room:
        return Layout(columns, tuple(natural), numbers)
    if shape is Shape.AUTO and room < _LEAST * 2 * len(columns):
        return Layout(columns, (), numbers)
    return Layout(columns, tuple(_shrunk(natural, max(room, _LEAST * len(columns)))), numbers)


def _widths(rows: Sequence[Sequence[str]], place: int) -> Iterator[int]:
    return (width_of(line) for row in rows for line in row[place].split("\n"))


def _shrunk(natural: list[int], room: int) -> list[int]:
    """Take from the widest columns until all fit."""
    widths = [min(width, max(_MOST, room // 2)) for width in natural]
    while sum(widths) > room and max(widths) > _LEAST:
        widest = max(range(len(widths)), key=widths.__getitem__)
        others = [width for width in widths if width < widths[widest]]
        surplus = sum(widths) - room
        step = min(surplus, widths[widest] - max([*others, _LEAST])) or 1
        widths[widest] -= step
    return widths
