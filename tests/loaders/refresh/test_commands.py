"""``trunkline refresh`` over the sources of earlier runs, as a scheduler calls it; the package's own are left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import trunkline
from graph.settings import load_settings
from graph.store import Store
from loaders.refresh import sources


@pytest.fixture(autouse=True)
def _only_given_sources(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    monkeypatch.setattr(sources, "PACKAGED", ())


def call(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    code = trunkline.main(["refresh", *map(str, args)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_scheduler_hears_of_bad_items_and_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    feed = tmp_path / "feed"
    feed.mkdir()
    (feed / "empty.txt").touch()
    code, _, said = call(capsys, feed)
    assert (code, said.count("\n")) == (1, 1)
    (feed / "noise.txt").write_bytes(bytes(range(256)))
    code, out, said = call(capsys)
    assert (code, said) == (0, "")
    assert "noise.txt: a binary file, not a text" in out
    code, out, said = call(capsys)
    assert (code, out, said) == (
        0, "Nothing changed: 0 items are as they were; 2 still in quarantine. 0 writes.\n", "",
    )  # fmt: skip
    code, out, said = call(capsys, "--quarantined", "--format", "json")
    assert (code, said) == (0, "")
    assert [one["attempts"] for one in json.loads(out)["in_quarantine"]] == [2, 2]


def test_a_source_that_vanished_is_named_with_the_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "статья.txt"
    file.touch()
    call(capsys, file)
    file.unlink()
    code, _, said = call(capsys)
    assert code == 1
    assert said.strip().endswith(f'its claims stay until you run: trunkline refresh --remove "{file}"')
    assert call(capsys, "--remove", file)[0] == 0
    assert call(capsys)[0] == 0


def test_a_source_that_is_taken_out_but_still_enabled_is_said_to_come_back(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(load_settings().home.iterdir())
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "one.txt").write_text("Aktau port stopped loading oil on 18 November 2025.\n", "utf-8")
    trunkline.main(["source", "add", "desk", str(tmp_path / "desk"), "--kind", "folder", "--outlet", "x"])
    assert call(capsys)[0] == 0
    said = "desk is read again when it is due; if it shall stay out: trunkline source disable desk"
    assert said in call(capsys, "--remove", "desk")[1]
    assert call(capsys, "desk")[0] == 0
    trunkline.main(["source", "disable", "desk"])
    assert said not in call(capsys, "--remove", "desk")[1]
    for made in set(load_settings().home.iterdir()) - before:  # the data folder is that of other tests as well
        made.unlink()
