"""``trunkline review`` over a real store: from a script, and by keyboard on a pseudo-terminal."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import trunkline
from graph.settings import load_settings
from graph.store import Store
from graph.store.view import claims_of
from loaders.refresh import sources
from loaders.review.applying import subject_of
from loaders.review.decisions import path_in

TEXT = "News of the line\n\nThe BTC pipeline was stopped. Bp may suspend the B\u0430ku-Supsa pipeline.\n"


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, store: Store) -> Iterator[None]:
    monkeypatch.setattr(sources, "PACKAGED", ())
    path_in(load_settings().home).unlink(missing_ok=True)
    yield
    path_in(load_settings().home).unlink(missing_ok=True)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "news.txt"
    file.write_text(TEXT)
    assert trunkline.main(["refresh", str(file)]) == 0
    return file


def queue(capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert trunkline.main(["review", "list", "--format", "json"]) == 0
    return [one["subject"] for one in json.loads(capsys.readouterr().out)]


def test_decisions_count_from_the_next_refresh_and_survive(
    article: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = queue(capsys)
    assert trunkline.main(["review", "list"]) == 0
    assert capsys.readouterr().out.count("words mix Latin and Cyrillic letters") == 1
    assert trunkline.main(["review", "accept", first, "--reason", "read it"]) == 0
    assert trunkline.main(["review", "reject", second]) == 0
    assert queue(capsys) == []
    for _ in range(2):
        assert trunkline.main(["refresh", str(article)]) == 0
        assert [(subject_of(one), one.confidence) for one in claims_of(store)] == [(first, 0.95)]
    assert trunkline.main(["review", "undo", second]) == 0
    assert trunkline.main(["refresh", str(article)]) == 0
    assert queue(capsys) == [second]


def test_what_is_not_in_the_queue_and_unknown_ids_are_refused(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = queue(capsys)[0]
    for words in (["accept", "c_nothing"], ["undo", first], ["link", first, "btc"]):
        assert trunkline.main(["review", *words]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert not path_in(load_settings().home).exists()


@pytest.mark.embedded
def test_the_keyboard_takes_one_decision_after_the_other(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = queue(capsys)
    screen = typed(["x\r", "a\r", "r\r"])
    assert "Type a, r, s or q." in screen
    assert "Nothing more waits for a decision." in screen
    rows = [json.loads(line) for line in path_in(load_settings().home).read_text().splitlines()]
    assert [(row["kind"], row["subject"]) for row in rows] == [("accept", first), ("reject", second)]


def test_without_a_keyboard_the_way_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert trunkline.main(["review"]) == 2
    assert "review list" in capsys.readouterr().err


def typed(answers: list[str]) -> str:
    """Run the command on a pseudo-terminal, type an answer at each prompt, and give all that it wrote."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "trunkline", "review"]
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "TERM": "dumb"}) as run:
        os.close(slave)
        screen, seen, end = "", 0, time.monotonic() + 60
        while time.monotonic() < end:
            if select.select([master], [], [], 0.1)[0]:
                try:
                    screen += os.read(master, 65536).decode(errors="replace")
                except OSError:
                    break
            elif run.poll() is not None:
                break
            if answers and "quit:" in screen[seen:]:
                seen = len(screen)
                os.write(master, answers.pop(0).encode())
        run.kill()
        os.close(master)
    return screen
