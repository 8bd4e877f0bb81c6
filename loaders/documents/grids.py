"""Tables of a page, made plain before its text is taken: one heading row, no merged cells, the caption above.

Merged cells would shift what stands under which heading. A merged heading or name is told again for each cell it
covers; a merged figure belongs to no one cell, and is marked so that nobody reads it as one.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass

from loaders.documents.metadata import Node
from loaders.documents.rows import is_figure

_LONGEST_CELL, _MOST_CELLS = 300, 60
_MERGED = "→"
_NO_DATA = ("table", "form", "input", "video", "iframe", "h1", "h2")
_SPACE = re.compile(r"\s+")
_METRES = re.compile(r"(?<![^\W\d])[кk]?[мm]$", re.IGNORECASE)  # what is raised after it belongs to the unit
_TWO_FIGURES = re.compile(r"(?<=\d)\s*\n\s*(?=\d)")  # on two lines of one cell


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    heads: bool
    across: int
    down: int


def level_tables(tree: Node) -> None:
    """Rewrite the tables of figures of a page in place; others, most of them layouts, stay as they are."""
    for table in list(tree.iter("table")):
        if table.getparent() is None or any(next(table.iterdescendants(tag), None) is not None for tag in _NO_DATA):
            continue
        grid = _grid(table)
        if grid is not None:
            _replace(table, *grid)


def _grid(table: Node) -> tuple[list[str], list[list[str]], list[str]] | None:
    """Give the lines above a table, its rows, and the lines below it; None for what is no table of figures."""
    above = [text for node in table.iter("caption") if (text := _text(node))]
    rows = [[_cell(node) for node in row if node.tag in {"td", "th"}] for row in table.iter("tr")]
    rows = [row for row in rows if any(cell.text for cell in row)]
    while rows and len(rows[0]) == 1 and len(rows) > 1 and len(rows[1]) > 1:
        above.append(rows.pop(0)[0].text)
    below: list[str] = []
    while rows and len(rows[-1]) == 1 and rows[-1][0].across > 1:
        below.insert(0, rows.pop()[0].text)
    if any(len(cell.text) > _LONGEST_CELL for row in rows for cell in row):
        return None
    width = max((sum(cell.across for cell in row) for row in rows), default=0)
    if not 1 < width <= _MOST_CELLS or not any(is_figure(cell.text) for row in rows for cell in row[1:]):
        return None
    return above, _with_one_heading(rows, _spread(rows, width)), below


def _spread(rows: list[list[_Cell]], width: int) -> list[list[str]]:
    """Lay the cells of rows out on a grid, merged ones on every place they cover."""
    texts = [[""] * width for _ in rows]
    taken = [[False] * width for _ in rows]
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while x < width and taken[y][x]:
                x += 1
            _lay(cell, x, y, texts, taken)
            x += cell.across
    return texts


def _lay(cell: _Cell, x: int, y: int, texts: list[list[str]], taken: list[list[bool]]) -> None:
    width = len(texts[0])
    if cell.across >= width:
        texts[y][0] = cell.text  # one name for all rows below it
        taken[y][:] = [True] * width
        return
    told = cell.heads or not re.search(r"\d", cell.text) or x == 0 or y == 0
    for down in range(min(cell.down, len(texts) - y)):
        for across in range(min(cell.across, width - x)):
            alone = cell.across == cell.down == 1
            texts[y + down][x + across] = cell.text if told or alone else f"{cell.text} {_MERGED}"
            taken[y + down][x + across] = True


def _with_one_heading(rows: list[list[_Cell]], texts: list[list[str]]) -> list[list[str]]:
    """Join the rows of a heading of several into one."""
    heads = next((n for n, row in enumerate(rows) if not _heads(row)), len(rows))
    covered = max((n + cell.down for n, row in enumerate(rows[:1]) for cell in row), default=1)
    heads = max(heads, covered if covered < len(rows) else 1)
    if heads < 2 or heads >= len(rows):
        return texts
    joined = [", ".join(dict.fromkeys(row[x] for row in texts[:heads] if row[x])) for x in range(len(texts[0]))]
    return [joined, *texts[heads:]]


def _heads(row: list[_Cell]) -> bool:
    return bool(row) and all(cell.heads for cell in row)


def _cell(node: Node) -> _Cell:
    in_head = node.getparent().getparent() is not None and node.getparent().getparent().tag == "thead"
    return _Cell(_text(node), node.tag == "th" or in_head, _span(node, "colspan"), _span(node, "rowspan"))


def _span(node: Node, name: str) -> int:
    stated = (node.get(name) or "1").strip()
    return min(int(stated), _MOST_CELLS) if stated.isdecimal() and int(stated) > 0 else 1


def _text(node: Node) -> str:
    """Give the text of a cell on one line; a raised mark after a figure stands apart from it in brackets."""
    whole = copy.deepcopy(node)
    whole.tail = None
    for mark in whole.iter("sup"):
        before = mark.getprevious().tail if mark.getprevious() is not None else mark.getparent().text
        if not _METRES.search(before or ""):
            mark.text = f" [{''.join(mark.itertext()).strip()}]"
            for below in list(mark):
                mark.remove(below)
    for line_break in whole.iter("br", "p", "li", "div"):
        line_break.text = f"\n{line_break.text or ''}"
        line_break.tail = f"\n{line_break.tail or ''}"
    text = _TWO_FIGURES.sub(" / ", "".join(whole.itertext()))
    return _SPACE.sub(" ", text).strip()


def _replace(table: Node, above: list[str], rows: list[list[str]], below: list[str]) -> None:
    parent, tail = table.getparent(), table.tail
    place = parent.index(table)
    plain = table.makeelement("table")
    for number, cells in enumerate(rows):
        row = table.makeelement("tr")
        row.extend([_node(table, "td" if number else "th", text) for text in cells])
        plain.append(row)
    nodes = [*(_node(table, "p", text) for text in above), plain, *(_node(table, "p", text) for text in below)]
    nodes[-1].tail = tail
    parent[place : place + 1] = nodes


def _node(table: Node, tag: str, text: str) -> Node:
    node = table.makeelement(tag)
    node.text = text
    return node
