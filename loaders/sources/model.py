"""A source as its file describes it, and the kinds there are."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from graph.model.vocabulary import claim_types


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of source; ``loaders/sources/kinds.toml`` says what each field means."""

    name: str
    help: str
    reads: str
    address: str
    says: str
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfiguredSource:
    """One source. ``interval`` is in seconds; ``private_hosts`` may lie inside the own network.

    ``trust`` is high, medium, low or unverified; ``may_say`` are the claim types it may make. ``columns``
    give, for a table, the source's name of each of our columns. ``least_items``, ``most_new_items`` and ``most_claims``
    (of one item) bound what it may bring; None: told by what is usual.
    """

    name: str
    kind: Kind
    address: str
    outlet: str
    trust: str
    interval: int
    language: str | None = None
    enabled: bool = True
    may_say: frozenset[str] = frozenset()
    private_hosts: frozenset[str] = frozenset()
    table: str | None = None
    release: str | None = None
    sheet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    least_items: int | None = None
    most_new_items: int | None = None
    most_claims: int | None = None

    @property
    def is_remote(self) -> bool:
        """Tell whether it is fetched."""
        return self.address.startswith(("http://", "https://"))


@cache
def kinds() -> dict[str, Kind]:
    """Give every kind by name, in the order of the file."""
    return {name: _kind(name, row) for name, row in _data("kinds.toml").items()}


@cache
def releases() -> dict[str, Any]:
    """Give the known release files: credit, table, columns, required."""
    return _data("releases.toml")


@cache
def default_claim_types(says: str) -> frozenset[str]:
    """Name what a source may say where it does not list it.

    Articles make every claim but those that only tables state; tables make those and the standing facts,
    never an event: a list of pipelines cannot add a court ruling.
    """
    if says == "articles":
        return frozenset(name for name, one in claim_types().items() if not one.tables_only)
    return frozenset(name for name, one in claim_types().items() if not one.is_event)


def _kind(name: str, row: dict[str, Any]) -> Kind:
    lists = {key: tuple(row.get(key, ())) for key in ("needs", "takes")}
    return Kind(name, row["help"], row["reads"], row["address"], row["says"], **lists)


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files("loaders.sources").joinpath(name).read_text("utf-8"))
