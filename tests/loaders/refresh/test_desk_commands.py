"""``trunkline refresh --quarantined list | show | retry | drop``, as a person types it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import trunkline
from graph.store import Store
from loaders.refresh import history, sources

GOOD = '{"id": "a", "title": "Harbour news", "text": "The port of Aktau worked as usual on Monday."}'
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, store: Store, capsys: pytest.CaptureFixture[str]) -> Call:
    monkeypatch.setattr(sources, "PACKAGED", ())

    def run(*args: object) -> tuple[int, str, str]:
        code = trunkline.main(["refresh", *map(str, args)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def rows(call: Call, *args: object) -> list[dict[str, Any]]:
    code, out, said = call("--quarantined", *args, "--format", "json")
    assert (code, said) == (0, "")
    return list(json.loads(out)["in_quarantine"])


def test_the_desk_lists_shows_retries_and_drops(tmp_path: Path, call: Call, store: Store) -> None:
    feed, other = tmp_path / "feed", tmp_path / "other"
    for folder in (feed, other):
        folder.mkdir()
        (folder / "empty.txt").touch()
    page = feed / "lines.jsonl"
    page.write_text(f'{GOOD}\n{{"id": "b", \x1b[2J\u202e\n', "utf-8")
    call(feed)
    call(other)
    (broken,) = (one for one in rows(call, "list") if one["place"])

    code, out, said = call("--quarantined", "list", "--source", feed)
    assert (code, said) == (0, "")
    first, *listed = out.splitlines()
    assert first == "In quarantine: 2"
    assert f"  {feed}/empty.txt: empty" in listed[0]
    assert "(tried 1 time; next try 20" in listed[0]
    assert {one["source"] for one in rows(call, "list", "--reason", "EMPTY")} == {str(feed), str(other)}
    assert call("--quarantined", "list", "--reason", "no such words")[1] == "Nothing is in quarantine.\n"

    shown = call("--quarantined", "show", broken["id"])[1]
    assert f"item:      {broken['item']}" in shown
    assert "place:     line 2" in shown
    assert "attempts:  1" in shown
    assert shown.splitlines()[-1] == '  | {"id": "b", \ufffd[2J\ufffd'
    assert call("--quarantined", "show", f"{feed}/empty.txt")[1].splitlines()[-1] == "It is empty."
    assert rows(call, "show", broken["id"])[0]["content"] == ['{"id": "b", \ufffd[2J\ufffd']

    code, out, said = call("--quarantined", "drop", "--source", other)
    assert (code, out.splitlines()) == (0, ["Dropped: 1", f"  {other}/empty.txt"])
    assert call("--quarantined", "list")[1].startswith("In quarantine: 2; 1 dropped one is left out\n")
    assert [one["state"] for one in rows(call, "list", f"{other}/empty.txt")] == ["dropped"]
    code, out, _ = call()
    assert "2 still in quarantine" in out

    code, out, said = call("--quarantined", "retry", broken["id"])
    assert (code, said.count("\n")) == (1, 1), "a source that is named says by its exit code that it holds bad items"
    assert [one["attempts"] for one in rows(call, "list")] == [1, 2]
    page.write_text(f"{GOOD}\n", "utf-8")
    assert call("--quarantined", "retry", "--source", other)[0] == 2, "what was dropped has to be named"
    assert call("--quarantined", "retry", f"{other}/empty.txt")[0] == 1
    assert {one["attempts"] for one in rows(call, "list", f"{other}/empty.txt")} == {2}

    call(feed)
    told = history.as_lines(*history.run_of(store, "run_000001")).splitlines()
    assert f"  was in quarantine {broken['item']}, line 2: {broken['reason']}".replace("\x1b", "\ufffd") in told
    assert any(line.startswith(f"  in quarantine {feed}/empty.txt: empty") for line in told)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--quarantined", "drop"), "Say what to drop: items as the list names them, --source, or --reason."),
        (("--quarantined", "show"), "Say what to show: items as the list names them, --source, or --reason."),
        (("--quarantined", "show", "x"), 'No quarantined item is called "x".'),
        (("--reason", "x"), "--source and --reason go with --quarantined list, show, retry or drop."),
        (("--quarantined", "retry", "--reason", "x"), "Nothing in quarantine is meant by that; `trunkline refresh "
         "--quarantined list` shows all of it."),
    ],
)  # fmt: skip
def test_a_request_that_means_nothing_is_one_sentence(call: Call, args: tuple[str, ...], said: str) -> None:
    assert call(*args) == (2, "", f"{said}\n")
