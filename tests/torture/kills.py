"""One kill after the other, and what must hold after each.

1. The store opens.
2. Every item that the killed run reported as done is there: its new fingerprint, and exactly its new claims.
3. Every other item is there whole: as it was before, or as it was to become.
4. Every node and relation of the graph is exactly what those claims make (``trunkline store check``).
5. The next refresh ends in the digest of an undisturbed load, computed without any store.
"""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from graph.store import Store, open_store
from graph.store.check.comparing import compare
from loaders.refresh.run import RefreshRun
from tests.torture.source import Expected, TwoStates
from tests.torture.victims import Victim
from tests.torture.writer import Writer

TARGETS = ("writer", "store", "both")
LONGEST_DELAY_SECONDS = 0.15  # about what an item takes, the start of its successor included
LATE_LIMIT = 4  # how many runs for each wanted kill may be over before they are killed

ITEMS = "MATCH (i:Item) RETURN i.id AS id, i.fingerprint AS fingerprint"
CLAIMS = "MATCH (c:Claim) RETURN c.id AS id, c.item AS item"


@dataclass(slots=True)
class Outcome:
    """What happened: kills by target, items that were acknowledged at a kill, runs that were over too soon."""

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    late: int = 0
    seconds: float = 0.0


class Torture:
    """Kills during one refresh after the other, each to the other state of the source."""

    def __init__(self, victim: Victim, folder: Path, seed: int) -> None:
        self._victim = victim
        self._source = TwoStates(folder)
        self._chance = random.Random(seed)
        self._state = 0
        self._source.switch_to(0)
        self._complete()

    def run(self, kills: int) -> Outcome:
        """Kill so often; raises ``AssertionError`` where anything is lost."""
        outcome, began = Outcome(), time.monotonic()
        while outcome.kills.total() < kills:
            assert outcome.late <= LATE_LIMIT * kills, "the runs are over before they can be killed"
            before, self._state = self._source.expected[self._state], 1 - self._state
            self._source.switch_to(self._state)
            self._one(before, self._source.expected[self._state], outcome)
        outcome.seconds = time.monotonic() - began
        return outcome

    def _one(self, before: Expected, after: Expected, outcome: Outcome) -> None:
        target = self._chance.choice(TARGETS)
        place, delay = self._chance.randrange(-1, len(after.items)), self._chance.uniform(0.0, LONGEST_DELAY_SECONDS)
        writer = Writer(self._victim.settings, self._source.folders)
        writer.await_item(place)
        time.sleep(delay)
        if writer.process.poll() is not None:
            outcome.late += 1
        else:
            outcome.kills[target] += 1
            self._strike(target, writer)
        code = writer.wait()
        assert "Traceback" not in writer.said, writer.said
        acknowledged = len(after.items) if code == 0 else writer.acknowledged
        outcome.acknowledged += acknowledged
        with open_store(self._victim.settings) as store:
            self._check(store, before, after, acknowledged)
        self._complete()

    def _strike(self, target: str, writer: Writer) -> None:
        if target in {"writer", "both"}:
            writer.kill()
        if target in {"store", "both"}:
            self._victim.kill()
            self._victim.revive()

    def _check(self, store: Store, before: Expected, after: Expected, acknowledged: int) -> None:
        prints = {row["id"]: row["fingerprint"] for row in store.read(ITEMS)}
        claims: dict[str, set[str]] = defaultdict(set)
        for row in store.read(CLAIMS):
            claims[row["item"]].add(row["id"])
        assert prints.keys() == after.items.keys() == claims.keys()
        for place, key in enumerate(after.items):
            found = (prints[key], frozenset(claims[key]))
            allowed = [after.items[key]] if place < acknowledged else [before.items[key], after.items[key]]
            assert found in allowed, f"{key} (number {place + 1}, {acknowledged} acknowledged) is lost or half there"
        assert compare(store).problems == []

    def _complete(self) -> None:
        """Refresh in this process, undisturbed."""
        with open_store(self._victim.settings, write=True) as store:
            report = RefreshRun(store).refresh(self._source.sources())
            expected = self._source.expected[self._state].digest
            assert report.digest == expected, "the next refresh does not end in the undisturbed graph"
