"""The line to the store breaks before, during and after a commit: nothing is lost, and nothing is there twice."""

from __future__ import annotations

import threading
import time

import pytest

from graph.errors import StoreError, StoreUnreachable
from graph.fuse.book import ClaimBook
from graph.settings import Settings
from graph.store import Store, Transaction
from graph.store.view import view_of
from graph.store.writer import write_change
from tests.doors import PATIENCE, behind, door_of
from tests.loaders.refresh.test_run import ARTICLES, digest_of, feed, run
from tests.network import BEGIN, COMMIT, RUN, Cut, Moment, Refusal
from tests.queries.network.builders import PAGE, small

COUNTS = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS relations"
MOMENTS = pytest.mark.parametrize("moment", list(Moment), ids=lambda moment: moment.name.lower())


@pytest.fixture
def door(store: Store, store_settings: Settings) -> Settings:
    return door_of(store, store_settings)


@MOMENTS
def test_a_change_is_written_once(store: Store, door: Settings, moment: Moment) -> None:
    change = ClaimBook().replace((), small(), [PAGE])
    store.write(lambda transaction: write_change(transaction, change))
    expected, counts = view_of(store).digest(), store.read(COUNTS)
    store.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
    cut = Cut(COMMIT, moment, times=3)
    with behind(door) as (proxy, opened):
        proxy.cut = cut
        opened.write(lambda transaction: write_change(transaction, change), repeatable=True)
    assert cut.made == 3
    assert (view_of(store).digest(), store.read(COUNTS)) == (expected, counts)


@MOMENTS
def test_a_refresh_over_a_bad_line_ends_as_over_a_good_one(store: Store, door: Settings, moment: Moment) -> None:
    run(store, feed(*ARTICLES))
    counts = store.read(COUNTS)
    store.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
    cut = Cut(COMMIT, moment, every=5, times=1000)
    with behind(door) as (proxy, opened):
        proxy.cut = cut
        report = run(opened, feed(*ARTICLES))
    assert cut.made >= 3  # one commit in five, of what is written and of what is read
    assert report.digest == digest_of(*ARTICLES) == view_of(store).digest()
    assert store.read(COUNTS) == counts


@MOMENTS
def test_what_cannot_be_repeated_says_that_nobody_knows(store: Store, door: Settings, moment: Moment) -> None:
    cut = Cut(COMMIT, moment)
    with behind(door) as (proxy, opened):
        proxy.cut = cut
        with pytest.raises(StoreUnreachable, match="may or may not be saved: run the same command again") as caught:
            opened.write(lambda transaction: transaction.run("CREATE (:Entity {id: 'once'})"))
    assert caught.value.exit_code == 4
    possible = {Moment.BEFORE: (0,), Moment.DURING: (0, 1), Moment.AFTER: (1,)}[moment]
    found = store.read("MATCH (n:Entity {id: 'once'}) RETURN count(n) AS n")
    assert found[0]["n"] in possible


@pytest.mark.parametrize("message", [BEGIN, RUN], ids=["begin", "run"])
@MOMENTS
def test_work_starts_again_where_the_commit_was_not_sent(
    store: Store, door: Settings, message: bytes, moment: Moment
) -> None:
    cut = Cut(message, moment, times=2)
    with behind(door) as (proxy, opened):
        proxy.cut = cut
        opened.write(lambda transaction: transaction.run("CREATE (:Entity {id: 'once'})"))
    assert cut.made == 2
    assert store.read("MATCH (n:Entity {id: 'once'}) RETURN count(n) AS n") == [{"n": 1}]


@MOMENTS
def test_a_reader_does_not_notice(store: Store, door: Settings, moment: Moment) -> None:
    cut = Cut(RUN, moment, every=2, times=10)
    with behind(door) as (proxy, opened):
        proxy.cut = cut
        for number in range(10):
            assert opened.read("RETURN $n AS n", {"n": number}) == [{"n": number}]
    assert cut.made >= 5


def test_a_stream_that_breaks_is_an_error_and_never_a_short_answer(door: Settings) -> None:
    with behind(door) as (proxy, opened):
        rows = iter(opened.stream("UNWIND range(1, 100000) AS x RETURN x"))
        assert next(rows) == {"x": 1}
        proxy.break_all()
        with pytest.raises(StoreUnreachable, match="No store answers"):
            assert sum(1 for _ in rows) > 99_998


@pytest.mark.parametrize(
    "code",
    [
        "Neo.ClientError.Cluster.NotALeader",
        "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
        "Neo.TransientError.General.DatabaseUnavailable",
        "Neo.TransientError.Transaction.DeadlockDetected",
    ],
)
def test_a_change_of_leader_and_a_passing_error_are_waited_for(store: Store, door: Settings, code: str) -> None:
    refusal = Refusal(code, times=3)
    with behind(door) as (proxy, opened):
        proxy.refusal = refusal
        opened.write(lambda transaction: transaction.run("CREATE (:Entity {id: 'once'})"))
        refusal.made = 2
        assert opened.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "once"}]
    assert refusal.made == 3


def test_patience_has_a_limit(door: Settings) -> None:
    with behind(door) as (proxy, opened):
        proxy.refusal = Refusal("Neo.TransientError.General.DatabaseUnavailable", times=10**6)
        began = time.monotonic()
        with pytest.raises(StoreError, match="not now"):
            opened.read("RETURN 1 AS one")
        assert PATIENCE < time.monotonic() - began < 30
        assert 3 < proxy.refusal.made < 100


def test_a_server_that_comes_back_in_time_is_waited_for(store: Store, door: Settings) -> None:
    with behind(door) as (proxy, opened):
        proxy.open = False
        proxy.break_all()
        back = threading.Timer(0.5, lambda: setattr(proxy, "open", True))
        back.start()
        opened.write(lambda transaction: transaction.run("CREATE (:Entity {id: 'late'})"))
        assert not back.is_alive()
    assert store.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "late"}]


def test_a_failure_of_the_work_itself_is_not_repeated(door: Settings) -> None:
    tries = []

    def work(transaction: Transaction) -> None:
        transaction.run("CREATE (:Entity {id: 'half'})")
        tries.append(1)
        raise KeyError("stop")

    with behind(door) as (_, opened), pytest.raises(KeyError):
        opened.write(work, repeatable=True)
    assert len(tries) == 1
