"""A data folder that became read-only: one clear sentence, no further damage; then all is well again."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import open_store
from graph.store.embedded.layout import Layout
from graph.store.embedded.server import stop_server
from tests.graph.store.moving import everything, fill
from tests.processes import COMMAND, environment, one_sentence, run
from tests.test_refresh_endings import in_namespace, may_mount

READ_ONLY = 'mount --bind "$TRUNKLINE_HOME" "$TRUNKLINE_HOME"\nmount -o remount,bind,ro "$TRUNKLINE_HOME"\n'


def _bytes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_data_folder_made_read_only(fresh_home: Path) -> None:
    if not may_mount():
        pytest.skip("this system lets no test mount a file system: a read-only data folder was NOT tested")
    settings = Settings(home=fresh_home)
    with open_store(settings, write=True) as store:
        fill(store)
        whole = everything(store).digest()
    stop_server(settings)
    before = _bytes(Layout.under(fresh_home).database)
    stores = (["store", name] for name in ("check", "backup", "rotate", "stop"))
    for arguments in (["refresh", "reference"], *stores, ["store", "restore", "x"]):
        command = " ".join(f"'{one}'" for one in [*COMMAND, *arguments])
        done = subprocess.run(
            [*in_namespace(), READ_ONLY + command],
            capture_output=True, check=False, text=True, timeout=100, env=environment(fresh_home),
        )  # fmt: skip
        said = one_sentence(done, 1)
        assert str(fresh_home) in said or "There is no file" in said
        assert "may not write" in said or "cannot be written" in said or "There is no file" in said, said
    assert _bytes(Layout.under(fresh_home).database) == before
    assert run(fresh_home, "store", "check").returncode == 0
    with open_store(settings) as store:
        assert everything(store).digest() == whole
