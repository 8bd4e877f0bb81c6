"""Saved answers: what a refresh compares before and after."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TypeVar

from graph.model.claim import Claim, Trust
from graph.model.document import Document, DocumentKind
from graph.store import Store
from loaders.refresh.answers import RunAnswers, answer_with, changed_answers, saved_answers
from loaders.refresh.items import Loaded, Source, SourceItem
from loaders.refresh.run import RefreshRun
from loaders.refresh.sources import source_named
from queries.watch import saved
from tests.queries.watch.news import load_tables

T = TypeVar("T")


def test_an_empty_graph_has_no_answers(store: Store) -> None:
    assert saved.saved_answers(store) == []


def test_an_article_changes_an_answer_and_is_named(store: Store) -> None:
    answer_with(saved.saved_answers)
    RefreshRun(store).refresh([source_named("reference")])
    day = (date.today() - timedelta(days=1)).isoformat()
    stop = Claim("suspension", ("aktau",), "n", "n", "Aktau has stopped loading.", when=f"{day}/..", trust=Trust.MEDIUM)
    content = Loaded((stop,), (Document("n", DocumentKind.ARTICLE, "Aktau stops", "Steppe Energy"),))
    news = Source("news", "a test", lambda: [SourceItem("n", "1", "1", lambda: content)])
    before = saved_answers(store)
    answers = RunAnswers(store, lambda: datetime.now(UTC))
    run = RefreshRun(store, first=answers.before).refresh([news]).run
    assert {one.cited for one in answers.changes(run)} == {("Aktau stops (Steppe Energy)",)}
    after = saved_answers(store)
    RefreshRun(store).remove_source("news")
    again = saved_answers(store)
    changes = changed_answers(before, after, lambda claim: "n" if claim == stop.id else None)
    changed = {one.question: one for one in changes}
    mediterranean = changed["Kazakh crude to the Mediterranean without Russia"]
    assert mediterranean.before == "5.2 to 7.5 Mt/y; best route Aktau -> Sangachal -> Ceyhan (BTC terminal)"
    assert mediterranean.after == "no route"
    assert mediterranean.because == ("n",)
    assert changed["Western Kazakh crude to world markets without Russia"].after.startswith("6 Mt/y")
    assert again == before


def test_flows_and_assertions_may_be_saved(reference_store: Store) -> None:
    asked = (
        saved.SavedQuestion(
            "flow", ("flow", "western_kazakhstan", "world_market", "--avoid", "RU", "--close", "aktau")
        ),
        saved.SavedQuestion("watch", ("assert", "KZ", "mediterranean", "--avoid", "RU", "--min-flow", "10")),
        saved.SavedQuestion("wrong", ("assert", "KZ", "mediterranean", "--min-flow", "much")),
        saved.SavedQuestion("other", ("store", "stop")),
        saved.SavedQuestion("nowhere", ("routes", "KZ", "atlantis")),
    )
    found = {one.question: one for one in saved.saved_answers(reference_store, asked)}
    assert found["flow"].answer.startswith("6 Mt/y; best route ") and found["flow"].claims
    assert found["watch"].answer == "does not hold: 5.2 Mt/y can flow, 10 are wanted; limited by Aktau"
    assert "much" in found["wrong"].answer and found["wrong"].answer.startswith("cannot be answered: ")
    assert (
        found["other"].answer
        == 'cannot be answered: "store" cannot be saved; use one of: routes, flow, gap, assert, ask.'
    )
    assert found["nowhere"].answer.startswith('cannot be answered: No place is called "atlantis".')


def test_a_second_witness_of_a_doubt_changes_no_assertion(store: Store) -> None:
    load_tables(store)
    ask = [saved.SavedQuestion("limit", ("assert", "KZ", "mediterranean", "--avoid", "RU", "--min-flow", "5"))]
    answers = []
    for day, words in ((1, "The port of Aktau stopped loading on Sunday."), (2, "Порт Актау приостановил погрузку.")):
        when = (date.today() - timedelta(days=2)).isoformat()
        said = Claim("suspension", ("aktau",), f"n{day}", f"n{day}", words, when=when, trust=Trust.MEDIUM)
        content = Loaded((said,), (Document(f"n{day}", DocumentKind.ARTICLE, words),))
        items = [SourceItem(f"n{day}", "1", "1", partial(_given, content))]
        RefreshRun(store).refresh([Source(f"news-{day}", "a test", partial(_given, items))])
        answers.append(saved.saved_answers(store, ask)[0])
    assert answers[0].answer == answers[1].answer
    assert "perhaps stopped: Aktau" in answers[0].answer and "on Sunday" not in answers[0].answer
    assert answers[0].claims < answers[1].claims


def _given(content: T) -> T:
    return content
