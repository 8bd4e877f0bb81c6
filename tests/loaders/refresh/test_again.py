"""``trunkline refresh --re-extract``: what today's reading would change is shown, and written only when wanted."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import trunkline
from graph.settings import load_settings
from graph.store import Store
from graph.store.view import claims_of, view_of
from loaders.collect.collection import collecting
from loaders.collect.round import Round
from loaders.refresh import sources
from loaders.refresh.again import read_again
from loaders.refresh.ledger import Ledger
from loaders.review.applying import subject_of
from loaders.review.decisions import Decision, add_decision, path_in
from tests.internet import Internet
from tests.loaders.collect.world import COURT, STOP, World
from tests.loaders.fetch.conftest import internet

__all__ = ["internet"]

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, store: Store, capsys: pytest.CaptureFixture[str]) -> Call:
    monkeypatch.setattr(sources, "PACKAGED", ())
    path_in(load_settings().home).unlink(missing_ok=True)

    def run(*args: object) -> tuple[int, str, str]:
        code = trunkline.main(["refresh", *map(str, args)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


class Terminal(io.StringIO):
    """Somebody who reads and types."""

    def isatty(self) -> bool:
        return True


def article(name: str, text: str) -> str:
    return json.dumps({"id": name, "title": name, "text": text, "lang": "en", "published": "2025-11-30"}) + "\n"


def test_the_difference_is_shown_and_then_written(
    tmp_path: Path, call: Call, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = tmp_path / "feed"
    feed.mkdir()
    (feed / "both.jsonl").write_text(article("stop", STOP) + article("court", COURT), "utf-8")
    (feed / "changes.jsonl").write_text(article("changes", STOP), "utf-8")
    (feed / "goes.jsonl").write_text(article("goes", STOP), "utf-8")
    assert call(feed)[0] == 0
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(article("sent", COURT).encode())))
        assert call("-")[0] == 0
    before = view_of(store).digest()
    assert call("--re-extract", feed)[1] == "Read again: 4 articles; 4 say the same, 0 differ.\n"

    # What reads differently now: a reviewer found one claim wrong, as a better extractor might.
    wrong = next(one for one in claims_of(store) if one.document == "court")
    add_decision(path_in(load_settings().home), Decision("reject", subject_of(wrong), "", "", "2026-03-01"))
    (feed / "changes.jsonl").write_text(article("changes", COURT), "utf-8")
    (feed / "goes.jsonl").unlink()
    code, out, said = call("--re-extract")
    assert (code, said) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Read again: 2 articles; 1 say the same, 1 differs."
    assert lines[2].split() == [wrong.type, "0", "1", "0"]
    assert lines[3] == f"{feed}/both.jsonl#court"
    assert lines[4].startswith(f"  - {wrong.type}  ")
    assert lines[5].split() == wrong.quote.split()
    assert lines[-5] == "Not at hand: 3; what they said stays."
    assert {line.rpartition(": ")[2] for line in lines[-4:-1]} == {
        "it has changed since; the next refresh reads it", "its source no longer holds it", "it came by standard input",
    }  # fmt: skip
    assert lines[-1] == "Nothing is written; --yes writes it."
    assert view_of(store).digest() == before

    with monkeypatch.context() as patch:
        patch.setattr("sys.stdin", Terminal("n\n"))
        patch.setattr("sys.stdout", screen := Terminal())
        trunkline.main(["refresh", "--re-extract"])
        assert screen.getvalue().endswith("Write this? [y/N]: Nothing is written; --yes writes it.\n")
    assert view_of(store).digest() == before
    code, out, said = call("--re-extract", "--yes", "--format", "json")
    assert (code, said) == (0, "")
    told: dict[str, Any] = json.loads(out)
    assert told["types"] == {wrong.type: {"added": 0, "removed": 1, "weighed": 0}}
    assert [one["id"] for one in told["articles"][0]["removed"]] == [wrong.id]
    assert len(told["not_at_hand"]) == 3
    held = {one.id for one in claims_of(store)}
    assert wrong.id not in held
    assert {one.document for one in claims_of(store)} == {"stop", "court", "changes", "goes", "sent"}, (
        "nothing else goes"
    )
    last = Ledger(store).last_run()
    assert last is not None
    assert (last.kind, last.id) == ("re-extract", told["run"])
    assert view_of(store).digest() == Ledger(store).digest()
    assert call("--re-extract")[1].startswith("Read again: 2 articles; 2 say the same, 0 differ.\n")
    assert trunkline.main(["runs", "undo", told["run"]]) == 0
    assert view_of(store).digest() == before
    path_in(load_settings().home).unlink()


def test_kept_pages_are_read_again_without_the_network(internet: Internet, tmp_path: Path, store: Store) -> None:
    world = World(internet, tmp_path)
    world.source("steppe", "/feed")
    world.feed("/feed", "/stop", "/court")
    world.page("/stop", STOP)
    world.page("/court", COURT)
    world.refresh(store)
    held = claims_of(store)
    assert {one.document for one in held} == set(Ledger(store).items())
    world.later(days=30)
    asked = world.asked("/feed")
    with collecting(world.home, world.book, Round(world.now, offline=True)) as collected:
        found = read_again(store, collected.sources, (), progress=lambda *_: None)
    assert (found.same, found.differences, found.absent) == (2, [], [])
    assert world.asked("/feed") == asked
    (world.home / "pages.db").unlink()
    with collecting(world.home, world.book, Round(world.now, offline=True)) as collected:
        found = read_again(store, collected.sources, (), progress=lambda *_: None)
    assert [one.reason for one in found.absent] == ["its page is not kept here"] * 2


@pytest.mark.parametrize(
    "args", [("--yes",), ("--re-extract", "--quarantined"), ("--re-extract", "--every", "1h"), ("--re-extract", "-")]
)
def test_options_that_do_not_go_together_are_one_sentence(call: Call, args: tuple[str, ...]) -> None:
    code, out, said = call(*args)
    assert (code, out, said.count("\n")) == (2, "", 1)
    assert said.startswith("--re-extract goes with ")
