"""Files that are cut, altered, from the future, somebody else's, empty, or a bomb: one sentence, nothing changed."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.fuse.claims import claim_properties
from graph.store import Store
from graph.store.transfer.layout import FORMAT_VERSION, Header, json_line, trailer
from graph.store.transfer.reading import rows_of, verify
from graph.store.transfer.writing import export_file
from tests.graph.store.moving import everything, fill
from tests.loaders.refresh.test_run import attack
from tests.processes import environment, one_sentence, run

ALTERED = "is cut short or was altered since it was written: nothing was changed"
PEAK_BYTES = 300 * 2**20


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("good") / "a"
    with export_file(path, Header(2, {"Claim": 3})) as file:
        for number in range(3):
            file.add("Claim", dict(claim_properties(attack(f"a{number}"))))
    return path.read_bytes()


def sealed(lines: Iterable[bytes], level: int = 6) -> bytes:
    """A file of any content with the checksum that belongs to it."""
    body = gzip.compress(b"".join(lines), level, mtime=0)
    return body + trailer(hashlib.sha256(body).hexdigest(), len(body))


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        for _ in rows_of(verify(path)):
            pass
    return str(caught.value)


def test_one_changed_byte_anywhere_is_seen(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(good)
    assert len(list(rows_of(verify(path)))) == 3
    for place in range(len(good)):
        for flip in (0x01, 0x80, 0xFF):
            path.write_bytes(good[:place] + bytes([good[place] ^ flip]) + good[place + 1 :])
            said = refused(path)
            assert ALTERED in said or "is no export of Trunkline" in said, (place, said)


def test_cut_anywhere_or_longer_is_seen(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a"
    for length in range(len(good)):
        path.write_bytes(good[:length])
        said = refused(path)
        assert ALTERED in said or (length < 3 and ("is empty" in said or "is no export" in said or ALTERED in said))
    path.write_bytes(good + b"\x00")
    assert ALTERED in refused(path)


def claim_lines(**changed: object) -> list[bytes]:
    properties = {**claim_properties(attack("a0")), **changed}
    return [Header(2, {"Claim": 1}).line(), json_line(["Claim", properties])]


FUTURE = {"format": "trunkline-export", "format_version": FORMAT_VERSION + 1, "schema_version": 2, "counts": {}}
WRONG: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is empty"),
    "text": (lambda: b"id,name\n1,x\n", "is no export of Trunkline"),
    "any gzip file": (lambda: gzip.compress(b"hello\n"), ALTERED + "|is no export of Trunkline"),
    "other gzip lines": (lambda: sealed([b'{"format": "other"}\n']), "is no export of Trunkline"),
    "newer format": (
        lambda: sealed([json_line(FUTURE)]),
        r"was written by a newer Trunkline \(format 2, this one reads up to 1\).*install the newer version",
    ),
    "newer format that ends in another way": (
        lambda: gzip.compress(json_line(FUTURE) + b"{}\n") + b"another trailer",
        r"was written by a newer Trunkline \(format 2",
    ),
    "newer schema": (lambda: sealed([Header(99, {}).line()]), r"newer Trunkline \(schema 99, this one reads up to"),
    "a row too many": (lambda: sealed([*claim_lines(), claim_lines()[1]]), ALTERED),
    "a row too few": (lambda: sealed(claim_lines()[:1]), ALTERED),
    "no row at all": (lambda: sealed([Header(2, {"Claim": 1}).line(), b"7\n"]), ALTERED),
    "a claim that says something else": (lambda: sealed(claim_lines(quote="not what was said")), ALTERED),
    "a claim that is none": (lambda: sealed(claim_lines(type="nonsense")), "holds a line that .* cannot read"),
    "a claim twice": (
        lambda: sealed([Header(2, {"Claim": 2}).line(), *claim_lines()[1:] * 2]),
        "holds a line that .* cannot read",
    ),
    "one endless line": (lambda: sealed([Header(2, {"Claim": 1}).line(), b"0" * 60_000_000]), "unfolds to far more"),
    "endless lines": (
        lambda: sealed([Header(2, {"Run": 10**9}).line(), json_line(["Run", {"id": "r", "x": "0" * 10_000}]) * 6000]),
        "holds a line that .* cannot read|unfolds to far more",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_one_sentence_and_changes_nothing(
    store: Store, store_home: Path, tmp_path: Path, name: str
) -> None:
    make, said = WRONG[name]
    path = tmp_path / "файл.trunkline"
    path.write_bytes(make())
    found, peak = _import(store_home, path)
    sentence = one_sentence(found, 1)
    assert re.search(said, sentence), sentence
    assert str(path) in sentence
    assert store.read("MATCH (n) RETURN n LIMIT 1") == []
    assert peak < PEAK_BYTES


# The kernel counts what a child inherits of its parent's peak, so the child tells its own when it is done.
MEASURED = (
    "import sys, trunkline; told = sys.argv.pop(1); code = trunkline.main(); "
    "open(told, 'w').write(open('/proc/self/status').read()); sys.exit(code)"
)


def _import(home: Path, path: Path) -> tuple[subprocess.CompletedProcess[str], int]:
    """Run the import and give its ending and its own peak of memory in bytes."""
    told = path.with_name("status")
    command = [sys.executable, "-c", MEASURED, str(told), "store", "import", str(path)]
    ended = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=False)
    peak = re.search(r"^VmHWM:\s+(\d+) kB$", told.read_text(), re.MULTILINE)
    assert peak
    return ended, int(peak[1]) * 1024


def test_no_such_file_and_a_folder(store_home: Path, store: Store, tmp_path: Path) -> None:
    digest = fill(store)
    assert "There is no file" in one_sentence(run(store_home, "store", "import", tmp_path / "no"), 1)
    assert "cannot be read (is a directory)" in one_sentence(run(store_home, "store", "import", tmp_path), 1)
    assert json.loads(run(store_home, "store", "check", "--format", "json").stdout)["digest"] == digest
    assert everything(store).nodes
