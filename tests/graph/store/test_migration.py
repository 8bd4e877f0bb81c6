"""A graph of the first release is brought up after a backup; one of a later release is left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.errors import StoreError
from graph.schema.declaration import schema
from graph.settings import Settings
from graph.store import Store, Transaction, migrations, open_store, versions
from graph.store.backup.keeping import backups
from graph.store.migrations import MIGRATIONS, Migration
from graph.store.transfer.reading import verify
from graph.store.versions import stored_version
from tests.graph.store.moving import CLAIMS, empty, everything, fill, trunkline_store
from tests.loaders.refresh.test_run import ARTICLES, bad, feed, run
from tests.processes import one_sentence


@pytest.fixture
def old(store: Store) -> Iterator[Store]:
    """A graph as the first release left it when its first run was killed: no stamp, items without documents."""
    fill(store)
    store.write(lambda transaction: transaction.run("MATCH (m:Meta) DELETE m"))
    store.write(lambda transaction: transaction.run("MATCH (i:Item) REMOVE i.documents"))
    store.write(lambda transaction: transaction.run("MATCH (r:Run) SET r.status = 'running'"))
    yield store
    empty(store)


def _documents(store: Store) -> dict[str, list[str] | None]:
    return {row["id"]: row["d"] for row in store.read("MATCH (i:Item) RETURN i.id AS id, i.documents AS d")}


def test_versions_are_numbered_without_a_gap() -> None:
    assert [one.to for one in MIGRATIONS] == list(range(2, schema().version + 1))


def test_an_old_graph_is_migrated_by_the_first_writer_after_a_backup(
    old: Store, store_settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    assert stored_version(old) == 1
    known = len(backups(store_settings))
    with open_store(store_settings) as reader:
        assert _documents(reader) == dict.fromkeys(["a0", "a1", "a2", "a3"])
    assert stored_version(old) == 1, "a reader changes nothing"
    with open_store(store_settings, write=True):
        pass
    assert stored_version(old) == schema().version
    assert _documents(old) == {f"a{n}": [f"a{n}"] for n in range(4)}
    said = capfd.readouterr().err
    assert said.startswith(f"The graph was brought from schema version 1 to {schema().version} (items list")
    (made,) = backups(store_settings)[known:]
    assert made.name.endswith("-before-migration.trunkline")
    assert str(made) in said
    header = verify(made).header
    assert (header.schema_version, header.counts["Claim"], "Meta" in header.counts) == (1, CLAIMS, False)
    with open_store(store_settings, write=True) as again:
        report = run(again, feed(*ARTICLES, bad("a9")))
    assert report.unchanged == 4
    assert capfd.readouterr().err == ""
    assert len(backups(store_settings)) <= known + 1


def test_a_graph_stamped_by_the_first_release(old: Store, store_settings: Settings) -> None:
    old.write(lambda transaction: transaction.run("CREATE (:Meta {id: 'graph', schema_version: 1, digest: 'd'})"))
    done = trunkline_store(store_settings, "migrate")
    assert (done.returncode, done.stdout) == (0, f"The graph has the schema version {schema().version}.\n")
    assert "a backup of it as it was" in done.stderr
    assert old.read("MATCH (m:Meta) RETURN m.digest AS d, m.schema_version AS v") == [{"d": "d", "v": schema().version}]
    assert trunkline_store(store_settings, "migrate").stderr == ""


def test_a_graph_that_another_machine_writes_to_is_not_migrated_under_it(old: Store, store_settings: Settings) -> None:
    hold = "CREATE (:Meta {id: 'lease', command: 'elsewhere|1|0.00', at: timestamp()})"
    old.write(lambda transaction: transaction.run(hold))
    done = trunkline_store(store_settings, "migrate")
    assert "process 1 on elsewhere): wait until it has ended and try again." in one_sentence(done, 1)
    assert stored_version(old) == 1
    old.write(lambda transaction: transaction.run("MATCH (m:Meta {id: 'lease'}) DELETE m"))
    assert trunkline_store(store_settings, "migrate").returncode == 0
    assert stored_version(old) == schema().version


def test_a_stamp_without_a_version_is_none(old: Store, store_settings: Settings) -> None:
    old.write(lambda transaction: transaction.run("CREATE (:Meta {id: 'graph', digest: 'd'})"))
    assert stored_version(old) == 1
    assert trunkline_store(store_settings, "migrate").returncode == 0
    assert stored_version(old) == schema().version


def test_an_old_file_is_migrated_when_it_is_imported(
    old: Store, store_settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    with open_store(store_settings, write=True):
        pass
    capfd.readouterr()
    migrated = everything(old).digest()
    empty(old)
    done = trunkline_store(store_settings, "import", backups(store_settings)[-1])
    assert done.returncode == 0, done.stderr
    assert stored_version(old) == schema().version
    assert everything(old).digest() == migrated


def test_a_newer_graph_is_refused_and_left_alone(store: Store, store_settings: Settings) -> None:
    fill(store)
    store.write(lambda transaction: transaction.run("MATCH (m:Meta {id: 'graph'}) SET m.schema_version = 99"))
    try:
        before = everything(store).digest()
        for arguments in (["export", "/tmp/never.trunkline"], ["check"], ["migrate"], ["backup"]):
            done = trunkline_store(store_settings, *arguments)
            assert "was written by a newer Trunkline (schema version 99" in done.stderr
            assert "damaged" not in done.stderr
            assert done.returncode == 1
        for write in (False, True):
            with (
                pytest.raises(StoreError, match="install the newer version; nothing was changed"),
                open_store(store_settings, write=write),
            ):
                pass
        assert everything(store).digest() == before
    finally:
        empty(store)


def _fail(transaction: Transaction) -> None:
    transaction.run("MATCH (i:Item) SET i.documents = ['half']")
    raise KeyError("stop")


def test_a_migration_that_fails_leaves_the_graph_as_it_was(
    old: Store, store_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = (*MIGRATIONS, Migration(schema().version + 1, "fails", _fail, compatible=False))
    monkeypatch.setattr(versions, "MIGRATIONS", broken)
    with pytest.raises(KeyError), open_store(store_settings, write=True):
        pass
    assert stored_version(old) == schema().version
    assert _documents(old) == {f"a{n}": [f"a{n}"] for n in range(4)}


def test_a_reader_of_an_old_graph_that_it_cannot_understand_is_told_what_to_do(
    old: Store, store_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "MIGRATIONS", (Migration(2, "x", migrations.MIGRATIONS[0].apply, compatible=False),))
    with pytest.raises(StoreError, match="run `trunkline store migrate`"), open_store(store_settings):
        pass
    assert stored_version(old) == 1


def test_the_command_for_a_reader_is_one_sentence(old: Store, store_settings: Settings) -> None:
    old.write(
        lambda transaction: transaction.run("CREATE (:Meta {id: 'transfer', checksum: 'x', step: 1, command: 'c'})")
    )
    said = one_sentence(trunkline_store(store_settings, "backup"), 1)
    assert said == "The graph in this store is only half there: `c` was interrupted; run it again."
