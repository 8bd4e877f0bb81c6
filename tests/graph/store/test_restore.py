"""Backups are export files, the last few are kept, and one brings the graph back whatever happened to the store."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.backup.keeping import back_up, backup_folder, backups, last_backup
from graph.store.embedded.layout import Layout
from graph.store.embedded.server import stop_server
from tests.graph.store.moving import CLAIMS, empty, everything, fill, names_in, trunkline_store
from tests.loaders.refresh.test_run import attack, feed, item, run
from tests.processes import one_sentence


@pytest.fixture
def no_backups(store_settings: Settings) -> None:
    """Forget the backups of other tests."""
    for path in backups(store_settings):
        path.unlink()


def test_the_last_backup_comes_back_and_what_was_there_becomes_one(
    store: Store, store_settings: Settings, no_backups: None
) -> None:
    fill(store)
    before = everything(store).digest()
    first = Path(trunkline_store(store_settings, "backup").stdout.strip())
    assert first.name == "000001-by-hand.trunkline"
    run(store, feed(item("b", attack("b")), name="other"))
    later = everything(store).digest()
    done = trunkline_store(store_settings, "restore")
    assert (done.returncode, done.stderr) == (0, "")
    kept, restored = done.stdout.splitlines()
    assert restored.startswith(f"Restored {CLAIMS} claims from {first}; the graph has the digest ")
    assert _digest(store_settings) == before
    undone = trunkline_store(store_settings, "restore", kept.removeprefix("A backup of the graph of before: "))
    assert undone.returncode == 0
    assert _digest(store_settings) == later
    listed = trunkline_store(store_settings, "backup", "--list").stdout.splitlines()
    assert [Path(line.split("  ")[0]).name for line in listed] == names_in(backup_folder(store_settings))


def _digest(settings: Settings) -> str:
    with open_store(settings) as store:
        return everything(store).digest()


def test_only_the_last_few_are_kept_and_never_the_one_that_is_restored(
    store: Store, store_settings: Settings, no_backups: None
) -> None:
    from dataclasses import replace

    fill(store)
    two = replace(store_settings, store_backups_kept=2)
    made = [back_up(store, two, "by-hand") for _ in range(3)]
    assert backups(two) == made[1:]
    fourth = back_up(store, two, "before-restore", spare=made[1])
    assert backups(two) == [made[1], made[2], fourth]
    assert last_backup(two) == made[2]


def test_no_backup_or_a_bad_one_changes_nothing(store: Store, store_settings: Settings, no_backups: None) -> None:
    fill(store)
    before = everything(store).digest()
    assert "There is no backup in" in one_sentence(trunkline_store(store_settings, "restore"), 1)
    path = Path(trunkline_store(store_settings, "backup").stdout.strip())
    data = path.read_bytes()
    path.write_bytes(data[:-500])
    assert "is cut short or was altered" in one_sentence(trunkline_store(store_settings, "restore"), 1)
    assert everything(store).digest() == before
    empty(store)


def test_each_store_has_backups_of_its_own(tmp_path: Path) -> None:
    homes = [
        Settings(home=tmp_path),
        Settings(home=tmp_path, store_uri="bolt://db.example.org:7687"),
        Settings(home=tmp_path, store_uri="bolt://db.example.org:7687", store_database="team"),
    ]
    assert [backup_folder(one).name for one in homes] == [
        "embedded", "bolt-db.example.org-7687", "bolt-db.example.org-7687-team",
    ]  # fmt: skip


def test_a_store_that_no_longer_opens_is_restored_and_its_data_kept(fresh_home: Path) -> None:
    settings = Settings(home=fresh_home)
    with open_store(settings, write=True) as store:
        fill(store)
        whole = everything(store).digest()
        back_up(store, settings, "by-hand")
    stop_server(settings)
    database = Layout.under(fresh_home).database
    os.truncate(next(database.glob("Claim_0.*.bucket")), 1000)
    harmed = {path.name: path.stat().st_size for path in database.iterdir()}
    said = trunkline_store(settings, "check")
    assert said.returncode == 1
    assert "is damaged: its file Claim_0" in said.stdout
    assert "trunkline store restore" in said.stdout + said.stderr
    done = trunkline_store(settings, "restore")
    assert done.returncode == 0, done.stderr
    aside = Layout.under(fresh_home).root / "set-aside-1"
    assert f"The damaged data lies in {aside}" in done.stdout
    assert {path.name: path.stat().st_size for path in aside.iterdir()} == harmed
    assert _digest(settings) == whole
    checked = trunkline_store(settings, "check")
    assert (checked.returncode, checked.stderr) == (0, "")
