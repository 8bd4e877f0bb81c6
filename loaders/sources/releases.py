"""Rows of a release file as rows of the reference tables: what it says about the things that our tables know.

A release covers the world; a row about a thing that we do not know by the release's own id states nothing here, as
nobody could tell which thing it is: names come twice, and change.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from loaders.sources.model import ConfiguredSource, releases
from loaders.sources.rows import Row

_SEPARATOR = ";"


def reference_tables(source: ConfiguredSource, table: str, rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Give the rows by reference table; a table source's own rows stay as they are."""
    if source.release is None:
        return {table: list(rows)}
    release = releases()[source.release]
    found: dict[str, list[Row]] = {}
    for row in rows:
        for entity in _entities(release, row):
            for name, one in _statements(release, entity, row):
                found.setdefault(name, []).append({**one, "source": row["source"], "confidence": row["confidence"]})
    return found


def _entities(release: dict[str, Any], row: Row) -> list[str]:
    if things := release.get("things"):
        entity = things.get(row.get("gem_id", "").strip())
        return [entity] if entity else []
    ((ours, column),) = release["known_by"].items()
    return _known(release["table"], column).get(row.get(ours, "").strip(), [])


def _statements(release: dict[str, Any], entity: str, row: Row) -> Iterator[tuple[str, Row]]:
    state = _states().get(re.sub(r"[ _]", "-", row.get("status", "").strip().lower()))
    segment = row.get("segment", "").strip()
    if state and not segment:  # of a part it says nothing about the whole
        yield "status", {"entity": entity, "status": state}
    for column, stated in release["figures"].items():
        amount = _number(row.get(column, ""))
        if amount:
            yield "figures", {
                "entity": entity, "figure": stated["figure"], "value": f"{amount * stated['times']:.6g}",
                "unit": stated["unit"], "scope": segment,
            }  # fmt: skip


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return None


@cache
def _known(table: str, column: str) -> dict[str, list[str]]:
    """Give our ids by what a column of a reference table of the package holds."""
    text = files("loaders.reference").joinpath("tables", f"{table}.csv").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        for one in filter(None, (row.get(column) or "").split(_SEPARATOR)):
            found.setdefault(one.strip(), []).append(row["id"])
    return found


@cache
def _states() -> dict[str, str]:
    return tomllib.loads(files("loaders.sources").joinpath("statuses.toml").read_text("utf-8"))
