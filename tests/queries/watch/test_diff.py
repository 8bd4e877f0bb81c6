"""What changed between two runs or days: entities, claims, conflicts, answers, each with the document behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from graph.errors import UsageError
from graph.model.claim import Claim, Quantity, Trust
from graph.model.document import Document, DocumentKind
from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.view import view_of
from loaders.refresh.items import Loaded, Source, SourceItem
from loaders.refresh.run import RefreshRun
from queries.answers.report import json_text
from queries.answers.tabular import csv_text
from queries.watch.diff.answers import answers_of
from queries.watch.diff.comparing import Comparison
from queries.watch.diff.points import points_of, state_at
from queries.watch.diff.report import Difference, DiffReport, _escaped
from queries.watch.saved import SavedQuestion
from tests.queries.answers.test_schemas import REGISTRY, SCHEMAS, undeclared
from tests.queries.watch.news import ASK, OPEN, SHUT, load_tables, open_aktau, stop_aktau

TODAY = date(2026, 11, 1)
QUESTIONS = [SavedQuestion("Med", tuple(ASK)), SavedQuestion("rows", ("ask", "runs"))]


def rival(amount: float) -> Source:
    """An article about the capacity of the port, which may be corrected."""
    said = Claim(
        "capacity", ("aktau",), "rival", "rival", f"Aktau loads {amount:g} million tonnes a year.",
        value=Quantity(amount, "Mt/y"), trust=Trust.MEDIUM, known_from="2026-10-20",
    )  # fmt: skip
    document = Document(
        "rival", DocumentKind.ARTICLE, f"Aktau *loads* {amount:g}", "Caspian Wire", None, "en", "2026-10-20"
    )
    content = Loaded((said,), (document,))
    return Source("rival", "a test", lambda: [SourceItem("rival", f"{amount}", "1", lambda: content)])


@pytest.fixture(scope="module")
def told(store_settings: Settings) -> Iterator[Store]:
    """Five runs: the tables, a stop, a rival capacity, its correction, and the stop taken out."""
    with open_store(store_settings, write=True) as opened:
        opened.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
        load_tables(opened)
        stop_aktau(opened)
        RefreshRun(opened).refresh([rival(9.0)])
        RefreshRun(opened).refresh([rival(8.0)])
        open_aktau(opened)
        yield opened


def compared(store: Store, start: str, end: str | None = None) -> DiffReport:
    first, second = points_of(store, start, end)
    comparison = Comparison(state_at(store, first, TODAY), state_at(store, second, TODAY))
    report = DiffReport(Difference.of(comparison, answers_of(comparison, QUESTIONS, ())))
    document = json.loads(json_text(report))
    schema = SCHEMAS["diff.schema.json"]
    assert [error.message for error in Draft202012Validator(schema, registry=REGISTRY).iter_errors(document)] == []
    assert list(undeclared(document, schema)) == []
    return report


def test_what_one_run_did(told: Store) -> None:
    report = compared(told, "run_000002")
    (claim,) = report.found.claims
    assert (claim.action, claim.claim.type, claim.document.title) == ("added", "suspension", "Aktau stops")
    (answer,) = report.found.answers  # questions of the catalogue only know the present
    assert (answer.before, answer.after) == (OPEN, SHUT)
    assert [one.document for one in answer.because] == ["stop"]
    (thing,) = (one for one in report.found.things if one.action == "added")
    assert (thing.kind, thing.name) == ("Event", "suspension aktau 2026-10-01/..")
    text = report.text()
    assert text.startswith("From before run_000002 to run_000002\n\nAnswers\n  Med\n    was 5.2")
    assert "    because of Aktau stops, Steppe Energy, 2026-10-01, https://news.example/1" in text
    assert "Claims (+1 suspension)" in text and "Conflicts\n  nothing" in text


def test_a_run_and_a_range_of_runs(told: Store) -> None:
    third = compared(told, "run_000003").found
    assert [(one.action, one.about, one.before[-1], one.after[-1]) for one in third.conflicts] == [
        ("moved", "capacity: aktau", 12, 12)
    ]
    assert 9 in third.conflicts[0].after and 9 not in third.conflicts[0].before
    corrected = compared(told, "run_000003", "run_000004").found
    assert [(one.action, one.document.title) for one in corrected.claims] == [
        ("added", "Aktau *loads* 8"), ("withdrawn", "Aktau *loads* 9"),
    ]  # fmt: skip
    whole = compared(told, "run_000001", "now").found
    assert [one.claim.document for one in whole.claims] == ["rival"]
    assert [one.document for one in whole.answers[0].because] == ["rival"]
    assert (whole.answers[0].before, whole.answers[0].after) == (OPEN, OPEN.replace("7.5", "8"))
    back = compared(told, "last").found
    assert [(one.action, one.claim.type) for one in back.claims] == [("withdrawn", "suspension")]
    assert back.answers[0].after == compared(told, "now", "now").found.answers[0].after
    assert compared(told, "run_000001").found.claims[0].action == "added"


def test_going_back_gives_the_graph_of_then(told: Store) -> None:
    runs = {row["id"]: row["digest"] for row in told.read("MATCH (r:Run) RETURN r.id AS id, r.digest_after AS digest")}
    for name, digest in runs.items():
        from graph.digest import graph_digest

        state = state_at(told, points_of(told, name, "now")[0], TODAY)
        assert graph_digest(state.nodes.values(), state.relations.values()) == digest
    assert view_of(told).digest() == runs["run_000005"]


def test_days_are_as_they_were_known(told: Store) -> None:
    report = compared(told, "2026-10-10", "2026-10-25")
    assert [one.claim.document for one in report.found.claims] == ["rival"]
    assert report.document()["as_of"] == {"from": "2026-10-10", "to": "2026-10-25"}
    assert compared(told, "2026-10-10").found.end == "now"


def test_the_notations(told: Store) -> None:
    report = compared(told, "run_000003")
    page = report.markdown()
    assert "\n## Claims (+1 capacity)\n\n- + capacity aktau: Aktau loads 9 million" in page
    assert "Aktau \\*loads\\* 9" in page
    assert _escaped("a_b, https://n.example/x_y?p=1") == r"a\_b, <https://n.example/x_y?p=1>"
    rows = csv_text(report).splitlines()
    assert rows[0].startswith("part,action,kind,id,name,property") and any(
        one.startswith("conflict,moved,") for one in rows
    )
    changed = [row for row in report.rows() if row["part"] == "thing" and row["id"] == "aktau"]
    assert all(row["documents"] == "rival" for row in changed)


@pytest.mark.parametrize(("given", "sentence"), [
    (("run_000099",), 'no run "run_000099"; the last one is run_000005'), (("yesterday",), "neither a day"),
    (("2026-11-01", "run_1"), "neither a day"), (("2026-13-01",), "neither a day"),
])  # fmt: skip
def test_ends_that_are_none(told: Store, given: tuple[Any, ...], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        points_of(told, given[0], given[1] if len(given) > 1 else None)


def test_a_run_that_the_journal_no_longer_tells(told: Store) -> None:
    rows = told.read("MATCH (s:Step {run: 'run_000003'}) RETURN properties(s) AS properties")
    told.write(lambda transaction: transaction.run("MATCH (s:Step {run: 'run_000003'}) DELETE s"))
    try:
        with pytest.raises(UsageError, match="no longer tells what run_000003 changed"):
            compared(told, "run_000002", "now")
        assert compared(told, "run_000004").found.claims
    finally:
        kept = {"rows": [row["properties"] for row in rows]}
        told.write(lambda transaction: transaction.run("UNWIND $rows AS row CREATE (s:Step) SET s = row", kept))
