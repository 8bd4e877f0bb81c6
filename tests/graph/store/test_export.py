"""The export file: everything that does not follow from the claims, the same bytes every time, whole or not at all."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from graph.errors import StoreError, TrunklineError
from graph.settings import Settings
from graph.store import Store
from graph.store.transfer.exporting import export_graph
from graph.store.transfer.layout import Header
from graph.store.transfer.reading import rows_of, verify
from graph.store.transfer.writing import export_file
from tests.graph.store.moving import CLAIMS, everything, fill, names_in, trunkline_store
from tests.processes import one_sentence

OTHERS = {"Article": 4, "Item": 4, "Step": 4, "Quarantined": 1, "Run": 1, "Meta": 1}


def test_a_file_holds_what_cannot_be_derived(store: Store, tmp_path: Path) -> None:
    digest = fill(store)
    header = export_graph(store, tmp_path / "a.trunkline")
    assert header.counts == {**OTHERS, "Claim": CLAIMS}
    assert header.digest == digest
    found = verify(tmp_path / "a.trunkline")
    assert found.header == header
    rows = list(rows_of(found))
    kept = [node for node in everything(store).nodes if node.family not in {"Entity", "Event"}]
    assert sorted((family, row["id"]) for family, row in rows) == sorted(node.key for node in kept)
    assert all(row in [node.properties for node in kept if node.family == family] for family, row in rows)


def test_the_same_graph_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    fill(store)
    for name in "ab":
        export_graph(store, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert names_in(tmp_path) == ["a", "b"]
    lines = gzip.decompress((tmp_path / "a").read_bytes()).splitlines()
    assert json.loads(lines[0])["format"] == "trunkline-export"
    assert len(lines) == 2 + CLAIMS + sum(OTHERS.values())


def test_the_command_says_what_it_wrote_and_overwrites_nothing_unasked(
    store: Store, store_settings: Settings, tmp_path: Path
) -> None:
    fill(store)
    path = tmp_path / "граф.trunkline"
    done = trunkline_store(store_settings, "export", path)
    assert (
        done.stdout
        == f"{path}: {CLAIMS} claims, {CLAIMS + sum(OTHERS.values())} records, {path.stat().st_size} bytes.\n"
    )
    assert done.stderr == ""
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    assert "exists already" in one_sentence(trunkline_store(store_settings, "export", path), 2)
    assert trunkline_store(store_settings, "export", path, "--overwrite").returncode == 0
    assert path.read_bytes() == before
    assert "no folder" in one_sentence(trunkline_store(store_settings, "export", tmp_path / "no" / "x"), 2)


def test_a_broken_export_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(RuntimeError), export_file(tmp_path / "a", Header(2, {"Claim": 1})) as file:
        file.add("Claim", {"id": "c"})
        raise RuntimeError
    assert names_in(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_full_disk_is_named_and_the_old_file_stays(tmp_path: Path) -> None:
    if (
        shutil.which("mount") is None
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("only the administrator of a Linux machine may mount a small disk")
    try:
        path = tmp_path / "a"
        path.write_bytes(b"old")
        with (
            pytest.raises(TrunklineError, match=r"The disk is full, so .* was not written"),
            export_file(path, Header(2, {})) as file,
        ):
            for number in range(20_000):
                file.add("Claim", {"id": f"{number * 7919:x}", "quote": f"{number**9:x}"})
        assert names_in(tmp_path) == ["a"]
        assert path.read_bytes() == b"old"
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def test_a_graph_that_changes_meanwhile_gives_no_file(store: Store, tmp_path: Path) -> None:
    fill(store)

    def add(_what: str, done: int, _all: int) -> None:
        if done == 3:
            store.write(lambda transaction: transaction.run("CREATE (:Run {id: 'meanwhile', sequence: 9})"))

    with pytest.raises(StoreError, match="was changed while it was read"):
        export_graph(store, tmp_path / "a", add)
    assert names_in(tmp_path) == []
