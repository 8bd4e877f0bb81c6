"""A small source with two states, and what the graph must be in each: known without any store."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from graph.digest import graph_digest
from graph.fuse.book import fuse
from graph.model.claim import Claim
from graph.model.document import Document
from loaders.refresh.items import Loaded, Source
from loaders.refresh.sources import source_named

TABLES = ("operators.csv", "status.csv", "volumes.csv")
FOLDERS = 3  # so nine items, nine transactions
STATES = 2
THINNED = 3  # a third of the rows: a cycle shall take a second or two
LEFT_OUT = 7  # state one lacks every seventh row, so that going back and forth adds, removes and fuses anew


@dataclass(frozen=True, slots=True)
class Expected:
    """One state: the items in the order in which a run loads them, with fingerprint and claims, and the digest."""

    items: Mapping[str, tuple[str, frozenset[str]]]
    digest: str


class TwoStates:
    """Folders of tables that can be switched between two states."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.expected = [self._expect(state) for state in range(STATES)]

    @property
    def folders(self) -> list[Path]:
        """The sources, as the command line is given them."""
        return [self._root / str(number) for number in range(FOLDERS)]

    def sources(self) -> list[Source]:
        """The sources, as a run in this process is given them."""
        return [source_named(str(folder)) for folder in self.folders]

    def switch_to(self, state: int) -> None:
        """Write the tables of a state."""
        tables = files("loaders.reference").joinpath("tables")
        for name in TABLES:
            with tables.joinpath(name).open(encoding="utf-8") as file:
                head, *rows = csv.reader(file)
            for number, folder in enumerate(self.folders):
                folder.mkdir(parents=True, exist_ok=True)
                own = [
                    row for place, row in enumerate(rows[number :: FOLDERS * THINNED]) if not state or place % LEFT_OUT
                ]
                with (folder / name).open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows([head, *own])

    def _expect(self, state: int) -> Expected:
        self.switch_to(state)
        items: dict[str, tuple[str, frozenset[str]]] = {}
        claims: list[Claim] = []
        documents: list[Document] = []
        for source in self.sources():
            for item in sorted(source.list_items(), key=lambda one: one.key):
                loaded = item.load()
                assert isinstance(loaded, Loaded)
                own = [replace(claim, item=item.key) for claim in loaded.claims]
                items[item.key] = (item.fingerprint, frozenset(claim.id for claim in own))
                claims += own
                documents += loaded.documents
        return Expected(items, graph_digest(*fuse(claims, documents)))
