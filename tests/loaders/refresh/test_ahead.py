"""Articles read by others: the same claims in the same order, and a lost worker loses nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph.errors import BadInput, TrunklineError
from graph.store import Store
from loaders.documents.article import Article, Rejected
from loaders.documents.reading import read_articles
from loaders.extraction.pool import LocalProcesses, ReaderLost, Workers, in_order
from loaders.refresh.ahead import Ahead
from loaders.refresh.article import ArticleLoad, Task, claims_of_task, document_of
from loaders.refresh.items import Loaded, Problem, Source, SourceItem
from loaders.refresh.run import RefreshRun
from loaders.refresh.workers import workers_at
from loaders.review.decisions import Standing

ARTICLES = Path(__file__).parents[3] / "loaders" / "examples" / "articles"


def articles() -> list[Article]:
    """Three short ones of one language: each process that reads them loads its models first."""
    found = [one for one in read_articles([ARTICLES]) if isinstance(one, Article) and one.lang == "en"]
    return sorted(found, key=lambda one: len(one.body))[:3]


def tasks() -> list[Task]:
    return [Task(one, Standing()) for one in articles()]


def told(article: Article, claims: list[Any]) -> Loaded:
    return Loaded(tuple(claims), (document_of(article),))


def refused() -> Rejected:
    return Rejected("a.txt", "line 2", "no JSON")


def broken() -> Article:
    raise BadInput("cannot be read")


def items() -> list[SourceItem]:
    good = [SourceItem(one.id, "1", "1", ArticleLoad(partial(same, one), told)) for one in articles()]
    table = SourceItem("table", "1", "1", Loaded)
    bad = SourceItem("bad", "1", "1", ArticleLoad(refused, told))
    worse = SourceItem("worse", "1", "1", ArticleLoad(broken, told))
    return [*good[:2], bad, table, worse, *good[2:]]


def same(article: Article) -> Article:
    return article


def die_once(given: tuple[int, str]) -> int:
    number, mark = given
    if number == 3 and not Path(mark).exists():
        Path(mark).write_text("died")
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 6 and mark == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


@pytest.fixture
def processes() -> Iterator[Executor]:
    with LocalProcesses(2) as found:
        yield found


def test_a_lost_process_loses_nothing(processes: Executor, tmp_path: Path) -> None:
    given = [(number, str(tmp_path / "mark")) for number in range(12)]
    assert list(in_order(Workers(processes, 5), die_once, given)) == [number * number for number in range(12)]
    assert (tmp_path / "mark").exists()


def test_only_what_ends_every_process_is_given_up(processes: Executor) -> None:
    found: list[int] = []
    calls = iter(range(12))
    for number in calls:
        try:
            found += in_order(Workers(processes, 3), die_once, [(number, "deadly" if number == 6 else "/")])
        except ReaderLost:
            found.append(-1)
    assert found == [-1 if number == 6 else number * number for number in range(12)]


def test_other_processes_read_the_same(processes: Executor) -> None:
    assert list(in_order(Workers(processes, 4), claims_of_task, tasks())) == list(map(claims_of_task, tasks()))


def test_items_keep_their_order_and_their_faults() -> None:
    with ThreadPoolExecutor(2) as pool:
        offered = items()
        ahead = Ahead(offered, Workers(pool, 3, enough=1))
        found: list[Loaded | Problem | str] = []
        for item in offered:
            try:
                found.append(ahead.load(item))
            except BadInput as error:
                found.append(str(error))
    plain = [one.load() for one in offered if one.key != "worse"]
    assert found[:4] + found[5:] == plain
    assert found[4] == "cannot be read"
    assert plain[2] == Problem("line 2", "no JSON")
    assert sum(isinstance(one, Loaded) and bool(one.claims) for one in found) >= 2


def test_a_refresh_takes_any_executor(store: Store) -> None:
    def source(name: str) -> Source:
        return Source(name, "a list in a test", lambda: [one for one in items() if one.key != "worse"])

    with ThreadPoolExecutor(2) as pool:
        first = RefreshRun(store, workers=Workers(pool, 2, enough=1)).refresh([source("news")])
    RefreshRun(store).remove_source("news")
    second = RefreshRun(store).refresh([source("news")])
    assert first.digest == second.digest
    assert [one.key for one in first.items] == [one.key for one in second.items]
    assert [one.reason for one in first.quarantined] == [one.reason for one in second.quarantined] == ["no JSON"]


@pytest.mark.timeout(300)  # four processes load the models, 38 s on a busy machine
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_cluster_reads_the_same_and_may_lose_a_worker() -> None:
    from distributed import LocalCluster

    quiet = {"dashboard_address": "127.0.0.1:0", "silence_logs": 50}  # a port of its own: others run clusters too
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, **quiet) as cluster,  # type: ignore[no-untyped-call]  # not typed
        workers_at(cluster.scheduler_address) as workers,
    ):
        assert workers.ahead == 6
        expected = list(map(claims_of_task, tasks()))
        results = in_order(workers, claims_of_task, tasks() * 4)
        assert [next(results) for _ in expected] == expected
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        assert list(results) == expected * 3


def test_a_scheduler_that_is_not_there_is_one_sentence() -> None:
    with (
        pytest.raises(TrunklineError, match="No dask scheduler answers at"),
        workers_at("tcp://127.0.0.1:9", within=0.5),
    ):
        pass
