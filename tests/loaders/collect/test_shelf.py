"""The shelf stands aside for what is damaged, and only for that."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from graph.errors import TrunklineError
from loaders.collect.kept import Kept
from loaders.collect.shelf import FILE, Shelf

PAGE = Kept("news.example/one", "steppe", "https://news.example/one", title="Порт Актау")


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    with Shelf(tmp_path) as shelf:
        shelf.put([PAGE])
        shelf.put_body(PAGE.address, b"<p>text</p>" * 50)
    with Shelf(tmp_path) as shelf:
        assert shelf.pages() == {PAGE.address: PAGE}
        assert shelf.body(PAGE.address) == b"<p>text</p>" * 50


def test_a_damaged_file_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with Shelf(tmp_path) as shelf:
        assert shelf.pages() == {}
    assert (tmp_path / "pages.damaged").read_bytes().startswith(b"no database")


def test_a_file_that_somebody_holds_stays_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Shelf(tmp_path) as shelf:
        shelf.put([PAGE])
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: connect(path, timeout=0.1))
    with closing(connect(tmp_path / FILE)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(TrunklineError, match=r"cannot be used now \(database is locked\)"):
            Shelf(tmp_path)
        other.rollback()
    with Shelf(tmp_path) as shelf:
        assert shelf.pages() == {PAGE.address: PAGE}
