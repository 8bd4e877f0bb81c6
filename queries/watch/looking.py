"""One look at the graph: what it is, what watches answer from it, and which documents stand behind a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from queries.watch.citing import documents_behind, each_once
from queries.watch.deliver.message import Cited

if TYPE_CHECKING:
    from graph.answers import SavedAnswer
    from graph.store import Store
    from queries.watch.answering import Answerer
    from queries.watch.model import Watch

_GRAPH = "MATCH (m:Meta {id: 'graph'}) RETURN m.digest AS digest, m.run AS run"
_MOVED = """
MATCH (s:Step) WHERE s.sequence > $sequence AND s.added IS NOT NULL RETURN s.added AS claims
UNION ALL
MATCH (f:Former) WHERE f.sequence > $sequence RETURN [f.claim] AS claims
"""
_DECISIONS = "MATCH (d:Decision) RETURN count(d) AS number"


@dataclass(slots=True)
class Look:
    """``key`` names the graph, the decisions, the day and the run: as long as it stays, no answer changes."""

    store: Store
    now: datetime
    key: str
    run: str | None
    """The run that made the graph."""
    _answerer: Answerer | None = None

    @property
    def has_legs(self) -> bool:
        """Whether there is a network at all."""
        return bool(self._answers().material().of("FLOWS_TO"))

    def answer(self, watch: Watch) -> SavedAnswer:
        """Answer a watch as of the day of the look."""
        return self._answers().answer(watch.question)

    def is_another_graph(self, key: str) -> bool:
        """Whether an earlier look, by its key, saw other facts; else only time has passed, or somebody decided."""
        return key.split()[:1] != self.key.split()[:1]

    def cited(self, claims: Iterable[str]) -> dict[str, Cited]:
        """Give the documents behind claims."""
        return documents_behind(self.store, claims)

    def causes(self, claims: frozenset[str], since: str, known: Mapping[str, Cited]) -> tuple[Cited, ...]:
        """Give the documents behind those of the claims that came or went since an earlier look, by its key.

        They stand behind all of them where no run did anything: then the day is another, or a decision. ``known`` are
        the documents of claims from before.
        """
        moved = self._moved(since)
        wanted = claims & moved if moved else claims
        found = {**{claim: known[claim] for claim in wanted & known.keys()}, **self.cited(wanted)}
        return each_once(found.values())

    def _moved(self, since: str) -> frozenset[str]:
        """Give the claims that runs after an earlier look brought or ended, as the journal tells."""
        run = since.rsplit(maxsplit=1)[-1]
        asked = {"sequence": int(run.rpartition("_")[2]) if run.startswith("run_") else 0}
        rows = self.store.read(_MOVED, asked)
        return frozenset(str(one) for row in rows for one in row["claims"])

    def _answers(self) -> Answerer:
        if self._answerer is None:
            from queries.watch.answering import Answerer

            self._answerer = Answerer(self.store, self.now.astimezone().date())
        return self._answerer


def look_of(store: Store, now: datetime) -> Look:
    """Look at the graph as it stands."""
    found = store.read(_GRAPH)
    digest, run = (found[0]["digest"], found[0]["run"]) if found else (None, None)
    number = store.read(_DECISIONS)[0]["number"]
    return Look(store, now, f"{digest} {number} {now.astimezone().date().isoformat()} {run}", run)
