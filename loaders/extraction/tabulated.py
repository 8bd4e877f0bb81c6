"""What a row, its column and the words around a table say together of one figure.

A cell makes a claim only where its type, its thing, its unit and, for what is counted over a time, that time are all
plain; sums, parts, changes, forecasts, merged cells and figures with a footnote make none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.model.claim import Modality, Quantity
from graph.model.time import parse_period
from loaders.extraction.cells import amount_in
from loaders.extraction.columns import said
from loaders.extraction.grid import Row, Table
from loaders.extraction.moments import TimeMention
from loaders.extraction.resolve_time import resolve
from loaders.extraction.subjects import Subject, is_of_exports, subject_of
from loaders.extraction.surroundings import Surroundings
from loaders.extraction.worded_cells import is_worded, worded

_COUNTED_OVER_TIME = frozenset({"volume", "production", "share"})
_SHARES = frozenset({"ownership", "share"})
_PER_YEAR = {"t": ("kt/y", 1e-3), "kt": ("kt/y", 1.0), "Mt": ("Mt/y", 1.0), "bcm": ("bcm/y", 1.0), "tU": ("tU/y", 1.0)}
_OF_URANIUM = {"t": 1.0, "kt": 1e3, "Mt": 1e6}
_GRACE = 45  # days after publication up to which a period may still run without being a plan


@dataclass(frozen=True, slots=True)
class Finding:
    """What a cell says: a claim in the making."""

    kind: str
    subject: Subject
    value: Quantity | None
    when: str | None
    modality: Modality
    row: Row


def findings(table: Table, title: str, lang: str, published: str | None) -> Iterator[Finding]:
    """Give what the cells of a table say, row by row."""
    corner, head = said(table.heading[0], lang), said(title, lang)
    captions, section = tuple(said(c, lang) for c in table.captions), said("", lang)
    units = next((x for x, text in enumerate(table.heading) if x and "per_unit" in said(text, lang).marks), None)
    for row in table.rows:
        name = said(row.cells[0], lang)
        if not any(row.cells[1:]):
            section = name
            continue
        if name.marks & {"total", "parts"}:
            continue
        for x, cell in enumerate(row.cells):
            if x in {0, units} or not cell:
                continue
            column = said(table.heading[x], lang)
            if "fluid" in said(cell, lang).marks:
                column = replace(column, marks=column.marks | {"fluid"})
            if units is not None:
                column = replace(column, unit=column.unit or said(row.cells[units], lang).unit)
            around = Surroundings(column, name, corner, section, captions, head)
            found = _finding(cell, around, row, lang, published)
            if found is not None:
                yield found


def _finding(cell: str, around: Surroundings, row: Row, lang: str, published: str | None) -> Finding | None:
    if is_worded(around):
        told = worded(said(cell, lang), around, published)
        return Finding(told[0], told[1], None, told[2], Modality.FACT, row) if told else None
    kind = _kind(around) if any(map(str.isdigit, cell)) else ""
    if not _is_plain(around, kind):
        return None
    value = amount_in(cell, next((s.unit for s in around.table if s.unit), None), lang)
    if value is None or (value.unit == "percent") != (kind in _SHARES):
        return None
    subject = subject_of(kind, around)
    if subject is None:
        return None
    plain, when = _when(around, kind, published)
    planned = _is_planned(around)
    if not plain or (not planned and _is_ahead(when, published)):
        return None
    held = Modality.PLAN if planned else Modality.FACT
    return Finding(kind, subject, _measured(value, kind, around), when, held, row)


def _kind(around: Surroundings) -> str:
    """Tell what a figure measures; an empty text where nothing says it, or two things are said."""
    if not around.column.kind and _is_of_owners(around):
        return "ownership"
    own = (around.column, around.name)
    near = {s.kind for s in own if s.kind}
    if not near and "stake" in around.column.marks and _is_of_exports(around):
        return "share"
    if len(near) > 1 or (not near and any("stake" in s.marks for s in own)):
        return ""  # whose share of what is not said
    wider = around.table if around.title.marks & {"other", "forecast"} else around.levels
    return near.pop() if near else next((s.kind for s in wider if s.kind), "")


def _is_of_owners(around: Surroundings) -> bool:
    """Tell whether a table says who holds how much of what."""
    rows = (around.column, *around.shared)
    told = any("owners" in s.marks for s in rows)
    return told or ("owners" in around.title.marks and any("stake" in s.marks for s in rows))


def _is_of_exports(around: Surroundings) -> bool:
    """Tell whether a table is one of a country's exports by their ways, so that its shares are shares of them."""
    told = next((s for s in around.shared if s.kind), around.title)
    return told.kind == "volume" and is_of_exports(told)


def _is_plain(around: Surroundings, kind: str) -> bool:
    """Tell whether nothing beside a figure is of another kind, a change, a forecast, or not understood."""
    # The name of a holder may hold any word.
    rows = (around.column, *around.shared) if kind == "ownership" else around.table
    if any(s.marks & {"other", "change", "forecast"} for s in rows):
        return False
    return bool(kind) and around.column.known and (around.name.known or kind == "ownership")


def _is_planned(around: Surroundings) -> bool:
    """Tell whether a figure is one that was set: its column, row or caption says so, and nothing nearer says done."""
    marks = next((s.marks for s in around.table if s.marks & {"plan", "done"}), frozenset())
    return "plan" in marks and "done" not in marks


def _measured(value: Quantity, kind: str, around: Surroundings) -> Quantity:
    """Read tonnes of uranium as such, and the tonnes of a capacity as tonnes a year."""
    words = " ".join(s.text for s in around.levels).lower()
    oil, uranium = "нефт" in words or "oil" in words, "уран" in words or "uranium" in words
    if value.unit in _OF_URANIUM and uranium and not oil:
        value = replace(value, unit="tU", amount=value.amount * _OF_URANIUM[value.unit])
    if kind != "capacity":
        return value
    unit, factor = _PER_YEAR.get(value.unit, (value.unit, 1.0))
    return replace(value, unit=unit, amount=value.amount * factor)


def _when(around: Surroundings, kind: str, published: str | None) -> tuple[bool, str | None]:
    """Tell whether the time of a figure is plain, and which it is."""
    own = [s.times for s in (around.column, around.name) if s.times]
    if len(own) == 2:  # rows of months under columns of years, or the other way round
        rest, year = sorted(own, key=_is_year)
        return _placed(rest, year, published) if _is_year(year) and not _is_year(rest) else (False, None)
    counted = kind in _COUNTED_OVER_TIME
    wider = next((s.times for s in (*around.shared, *([around.title] if counted else [])) if s.times), ())
    if own:
        return _placed(own[0], wider, published)
    if not counted:
        return True, None
    return _placed(wider, (), published)


def _is_year(found: tuple[TimeMention, ...]) -> bool:
    return len(found) == 1 and found[0].finish is None and bool(found[0].begin.year) and found[0].begin.month is None


def _placed(
    found: tuple[TimeMention, ...], around: tuple[TimeMention, ...], published: str | None
) -> tuple[bool, str | None]:
    """Place the one time that is said, in the year around it where it has none of its own."""
    if len(found) != 1 or found[0].link in {"since", "until", "by"}:
        return False, None
    mention = found[0]
    if mention.begin.year is None and mention.begin.shift is None and _is_year(around):
        year = around[0].begin.year
        finish = replace(mention.finish, year=year) if mention.finish is not None else None
        mention = replace(mention, begin=replace(mention.begin, year=year), finish=finish)
    when = resolve(mention, published)
    return when is not None, when


def _is_ahead(when: str | None, published: str | None) -> bool:
    """Tell whether a period ends well after the publication, so that its figure cannot be what was counted."""
    if not when or not published:
        return False
    end, told = parse_period(when).end, parse_period(published).end
    return bool(end and told and (end - told).days > _GRACE)
