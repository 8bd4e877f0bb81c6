"""Rows that say what a thing is: its kind, names, country, place."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.reference.table import Row
from loaders.reference.transform.build import Statement, cells, lists

_NAMES = ("name_en", "name_ru")


def countries(row: Row) -> Iterator[Statement]:
    """A country with its names and its part in the trade."""
    yield _identity(row, "Country", ("iso3",), ("alias", "category"))


def commodities(row: Row) -> Iterator[Statement]:
    """A commodity with its names."""
    yield _identity(row, "Commodity", (), ("alias",))


def companies(row: Row) -> Iterator[Statement]:
    """A company or authority; a state body is part of its state."""
    yield _identity(row, "Company", ("country", "category"), ("alias",))
    yield from _part_of(row)


def fields(row: Row) -> Iterator[Statement]:
    """An oil or gas field, or a uranium mine."""
    yield _identity(row, "Field", ("country", "latitude", "longitude"), ("alias", "commodity"))


def sites(row: Row) -> Iterator[Statement]:
    """Anything a leg can start or end at; ``category`` keeps the finer kind of the table."""
    columns = ("category", "country", "latitude", "longitude", "unlocode")
    yield _identity(row, row["label"], columns, ("alias",))
    yield from _part_of(row)


def pipelines(row: Row) -> Iterator[Statement]:
    """A pipeline with its names."""
    yield _identity(row, "Pipeline", (), ("alias", "commodity", "gem_id"))


def regions(row: Row) -> Iterator[Statement]:
    """A market or region, and each site that belongs to it."""
    yield _identity(row, row["label"], (), ("alias",))
    for member in row.many("members"):
        yield Statement("part_of", (member,), {"whole": (row["id"],)})


def locations(row: Row) -> Iterator[Statement]:
    """What another page says about where a thing lies."""
    roles = {"label": (row["label"],), **cells(row, "country", "latitude", "longitude")}
    yield Statement("identity", (row["entity"],), roles)


def _identity(row: Row, label: str, single: tuple[str, ...], many: tuple[str, ...]) -> Statement:
    roles = {"label": (label,), **cells(row, *_NAMES, *single), **lists(row, *many)}
    return Statement("identity", (row["id"],), roles)


def _part_of(row: Row) -> Iterator[Statement]:
    if row["part_of"]:
        yield Statement("part_of", (row["id"],), {"whole": (row["part_of"],)})
