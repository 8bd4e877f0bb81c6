"""``make torture-network``: kills refreshes that fetch, at seeded random moments, and says what was checked.

1. The store opens, and every article in it is there whole: as it was, or as it was to become.
2. Every node and relation of the graph is exactly what the claims make (``trunkline store check``).
3. The next refresh ends in the digest of an undisturbed load of what the sources say now, computed without any store:
   nothing is lost, and nothing stands there twice.
4. The one after it writes nothing.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.digest import graph_digest
from graph.fuse.book import fuse
from graph.settings import Settings
from graph.store import open_store
from graph.store.check.comparing import compare
from loaders.collect.collection import collecting
from loaders.collect.round import Round
from loaders.refresh.items import Loaded
from loaders.refresh.run import RefreshRun
from loaders.sources.book import read_book
from tests import internet as net
from tests.internet import Internet, running
from tests.loaders.collect.world import COURT, STOP, html, rss
from tests.torture.kills import CLAIMS, LONGEST_DELAY_SECONDS
from tests.torture.victims import Embedded
from tests.torture.writer import Writer

SEED = 20261123
OUTLETS = ("one", "two", "three")
STATES = 2
FETCHING_SHARE = 0.5  # of the kills; the others come while articles are written
REQUESTS, ITEMS = 16, 8  # about as many as a run makes and changes
LATE_LIMIT = 4  # how many runs for each wanted kill may be over before they are killed
SOURCE = """
[sources.{name}]
kind = "rss"
address = "http://127.0.0.1:{port}/{name}.xml"
outlet = "{name}"
trust = "medium"
private_hosts = ["127.0.0.1"]
"""


def articles(outlet: str, state: int) -> dict[str, bytes | None]:
    """Give the pages of an outlet in a state of the world; None is gone. State one corrects, deletes and adds."""
    day = 10 + OUTLETS.index(outlet)
    told = STOP.replace("29 November", f"{day + state} November")
    return {
        "corrected": html(f"Stop at {outlet}", told),
        "reprinted": html(f"Court, says {outlet}", COURT, f"2022-07-{day:02d}"),
        "deleted": None if state else html(f"Drones, {outlet}", STOP.replace("29 November 2025", f"{day} March 2024")),
        f"only-{state}": html(f"Days, {outlet}", STOP.replace("29 November 2025", f"{day} May 202{state}")),
        f"only-{1 - state}": None,
    }


def serve(internet: Internet, state: int) -> None:
    """Bring the world to a state."""
    for outlet in OUTLETS:
        pages = articles(outlet, state)
        links = {path: internet.url(f"/{outlet}/{path}", "127.0.0.1") for path in pages}
        internet.paths[f"/{outlet}.xml"] = net.text(rss(*links.items()))
        for path, body in pages.items():
            internet.paths[f"/{outlet}/{path}"] = net.with_etag(body, f'"{state}"') if body else net.text(b"", 410)


@dataclass(slots=True)
class Outcome:
    """What happened: kills by how many articles had been written, and runs that were over too soon."""

    kills: Counter[str] = field(default_factory=Counter)
    late: int = 0
    seconds: float = 0.0


class NetworkTorture:
    """Kills during one refresh after the other, each to the other state of the world."""

    def __init__(self, settings: Settings, internet: Internet, seed: int) -> None:
        self._settings = settings
        self._internet = internet
        self._chance = random.Random(seed)
        port = internet.server_address[1]
        book = "".join(SOURCE.format(name=name, port=port) for name in OUTLETS)
        (settings.home / "sources.toml").write_text(book, "utf-8")
        self._expected = [self._undisturbed(state) for state in range(STATES)]
        self._state = 0
        serve(internet, 0)
        assert Writer(settings, list(map(Path, OUTLETS))).wait() == 0

    def run(self, kills: int) -> Outcome:
        """Kill so often; raises ``AssertionError`` where anything is lost or doubled."""
        outcome, began = Outcome(), time.monotonic()
        while outcome.kills.total() < kills:
            assert outcome.late <= LATE_LIMIT * kills, "the runs are over before they can be killed"
            self._one(outcome)
        outcome.seconds = time.monotonic() - began
        return outcome

    def _one(self, outcome: Outcome) -> None:
        before, self._state = self._expected[self._state], 1 - self._state
        after = self._expected[self._state]
        serve(self._internet, self._state)
        writer = Writer(self._settings, list(map(Path, OUTLETS)))
        if self._chance.random() < FETCHING_SHARE:
            self._await_requests(writer, len(self._internet.requests) + self._chance.randrange(REQUESTS))
        else:
            writer.await_item(self._chance.randrange(ITEMS))
            time.sleep(self._chance.uniform(0.0, LONGEST_DELAY_SECONDS))
        if writer.process.poll() is None:
            writer.kill()
            writer.wait()
            outcome.kills[self._check_whole(before[1], after[1])] += 1
        else:
            outcome.late += 1
        assert "Traceback" not in writer.said, writer.said
        self._completes(after[0])

    def _await_requests(self, writer: Writer, count: int) -> None:
        while len(self._internet.requests) < count and writer.process.poll() is None:
            time.sleep(0.002)

    def _check_whole(self, before: dict[str, frozenset[str]], after: dict[str, frozenset[str]]) -> str:
        found: dict[str, set[str]] = defaultdict(set)
        with open_store(self._settings) as store:
            for row in store.read(CLAIMS):
                found[row["item"]].add(row["id"])
            assert compare(store).problems == []
        for key in before.keys() | after.keys():
            allowed = [before.get(key, frozenset()), after.get(key, frozenset())]
            assert frozenset(found[key]) in allowed, f"{key} is lost or half there"
        changed = sum(after.get(key) != before.get(key) for key in before.keys() | after.keys())
        done = sum(
            frozenset(found[key]) == after.get(key, frozenset()) != before.get(key, frozenset()) for key in found
        )
        return "before any article" if done == 0 else "after all" if done >= changed else "among the articles"

    def _completes(self, digest: str) -> None:
        book, asked = read_book(self._settings.home / "sources.toml"), Round(datetime.now(UTC), frozenset(OUTLETS))
        for again in (False, True):
            with (
                open_store(self._settings, write=True) as store,
                collecting(self._settings.home, book, asked) as collected,
            ):
                report = RefreshRun(store).refresh(collected.sources)
            assert report.digest == digest, "the next refresh does not end in the undisturbed graph"
            assert report.writes == 0 or not again, "a refresh with nothing new writes"

    def _undisturbed(self, state: int) -> tuple[str, dict[str, frozenset[str]]]:
        """Give the digest and the claims by article of a state, loaded in one go into an empty data folder."""
        serve(self._internet, state)
        book = read_book(self._settings.home / "sources.toml")
        with TemporaryDirectory() as folder, collecting(Path(folder), book, Round(datetime.now(UTC))) as collected:
            items = [item for source in collected.sources for item in source.list_items()]
            found = {item.key: item.load() for item in items}
        loaded = {key: one for key, one in found.items() if isinstance(one, Loaded)}
        assert len(loaded) == len(items) == len(OUTLETS) * (4 - state)
        claims = {key: [replace(claim, item=key) for claim in one.claims] for key, one in loaded.items()}
        documents = [document for one in loaded.values() for document in one.documents]
        digest = graph_digest(*fuse([claim for some in claims.values() for claim in some], documents))
        return digest, {key: frozenset(claim.id for claim in some) for key, some in claims.items()}


def torture(home: Path, kills: int, seed: int) -> Outcome:
    """Torture refreshes into an embedded store of their own."""
    victim = Embedded(home)
    try:
        with running() as internet:
            return NetworkTorture(victim.settings, internet, seed).run(kills)
    finally:
        victim.end()


def main() -> int:
    """Return 0 where nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="trunkline-torture-") as folder:
        outcome = torture(Path(folder), given.kills, given.seed)
    how = ", ".join(f"{when} {number}" for when, number in sorted(outcome.kills.items()))
    print(
        f"{outcome.kills.total()} of {given.kills} kills of fetching refreshes survived ({how}); {outcome.late} runs "
        f"were over before their kill; seed {given.seed}; {outcome.seconds:.0f} s"
    )
    print(f"Checked after each kill:\n{(__doc__ or '').partition(chr(10) * 2)[2].rstrip()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
