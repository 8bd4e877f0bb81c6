"""An export file fills any empty store with the same graph, once, in constant memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.fuse.book import ClaimBook
from graph.fuse.claims import claim_properties
from graph.model.claim import Claim
from graph.settings import Settings
from graph.store import Store, Transaction, open_store
from graph.store.transfer import importing, marks
from graph.store.transfer.exporting import export_graph
from graph.store.transfer.importing import import_graph
from graph.store.transfer.lines import new_lines
from graph.store.transfer.marks import read_mark
from graph.store.transfer.reading import Verified, verify
from graph.store.transfer.spool import new_spool
from loaders.reference.read import read_tables
from loaders.reference.transform import table_claims
from loaders.refresh.run import RefreshRun
from tests.graph.store.moving import CLAIMS, empty, everything, fill, trunkline_store
from tests.loaders.refresh.test_run import ARTICLES, attack, bad, feed, item, run
from tests.processes import one_sentence


@pytest.fixture
def exported(store: Store, tmp_path: Path) -> Verified:
    """The small graph as a file; the store still holds it."""
    fill(store)
    export_graph(store, tmp_path / "a.trunkline")
    return verify(tmp_path / "a.trunkline")


def test_the_whole_graph_comes_back(store: Store, exported: Verified, tmp_path: Path) -> None:
    before = everything(store)
    empty(store)
    done = import_graph(store, exported, command="import")
    assert (done.claims, done.digest) == (CLAIMS, exported.header.digest)
    assert everything(store).digest() == before.digest()
    assert read_mark(store) is None
    export_graph(store, tmp_path / "again.trunkline")
    assert (tmp_path / "again.trunkline").read_bytes() == exported.path.read_bytes()
    report = RefreshRun(store).refresh([feed(*ARTICLES, bad("a9"))])
    assert (report.run, report.writes, report.still_bad) == (None, 0, 1)


def test_the_spool_fuses_as_the_book_does() -> None:
    made = [table_claims(table) for table in read_tables()]
    claims = [claim for one in made for claim in one.claims]
    documents = {document.id: document for one in made for document in one.documents}
    book = ClaimBook(claims, documents.values())
    with new_spool() as spool, new_lines() as lines:
        for fragment in book.fragments():
            lines.add_fragment(fragment)
            for node in fragment.nodes:
                if node.family in {"Claim", "Article"}:
                    spool.add(node.family, node.properties)
        for fragment in spool.fragments():
            lines.add(fragment.nodes, fragment.relations, stored=True)
        assert len(claims) > 1000
        assert lines.digest(stored=True) == lines.digest()


def _spooled(count: int) -> int:
    """Fuse so many claims from a spool; give the peak of Python's memory in bytes."""
    claim = attack("a")
    tracemalloc.start()
    try:
        with new_spool() as spool, new_lines() as lines:
            for number in range(count):
                one = replace(claim, about=(f"e{number}",), quote=f"{number}")
                spool.add("Claim", claim_properties(one))
            for fragment in spool.fragments():
                lines.add_fragment(fragment)
            lines.digest()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_graph() -> None:
    _spooled(50)  # the caches of the vocabulary
    few, many = _spooled(150), _spooled(1200)
    assert many < few * 1.5 + 100_000, (few, many)


class Killed(BaseException):
    """The process is gone."""


def _kill_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    write = marks.write_step

    def guarded(store: Store, number: int, work: Callable[[Transaction], object]) -> None:
        if number == step:
            raise Killed
        write(store, number, work)

    monkeypatch.setattr(importing, "write_step", guarded)


def test_an_interrupted_import_goes_on_and_nobody_uses_the_half(
    store: Store, store_settings: Settings, exported: Verified, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = everything(store).digest()
    monkeypatch.setattr(importing, "BATCH", 3)
    empty(store)
    for step in (2, 7, 12):
        with monkeypatch.context() as patch, pytest.raises(Killed):
            _kill_at(step, patch)
            import_graph(store, exported, command="trunkline store import a.trunkline")
        mark = read_mark(store)
        assert mark is not None
        assert mark.step == step - 1
    for write in (False, True):
        with (
            pytest.raises(StoreError, match=r"only half there: `trunkline store import a\.trunkline` was interrupted"),
            open_store(store_settings, write=write),
        ):
            pass
    other = run_other(store, tmp_path)
    with pytest.raises(StoreError, match="half filled from something else"):
        import_graph(store, other, command="import")
    assert import_graph(store, exported, command="import").digest == exported.header.digest
    assert everything(store).digest() == before


def run_other(store: Store, tmp_path: Path) -> Verified:
    """Another file: the half that is there now."""
    export_graph(store, tmp_path / "other.trunkline")
    return verify(tmp_path / "other.trunkline")


def test_a_batch_whose_commit_was_answered_by_nobody_is_written_once(store: Store) -> None:
    from graph.store.transfer.marks import Mark, begin, write_step

    begin(store, Mark("x", 0, "import"))
    for _ in range(2):
        write_step(store, 1, lambda transaction: transaction.run("CREATE (:Run {id: 'once'})"))
    assert store.read("MATCH (r:Run) RETURN r.id AS id") == [{"id": "once"}]
    empty(store)


def test_a_store_that_holds_a_graph_is_refused_or_replaced(
    store: Store, store_settings: Settings, exported: Verified
) -> None:
    small = [item("b0", attack("b0"))]
    run(store, feed(*small, name="feed"), allow_loss=True)
    present = everything(store).digest()
    said = one_sentence(trunkline_store(store_settings, "import", exported.path), 1)
    assert "holds a graph already, and nothing was changed: add --replace" in said
    assert everything(store).digest() == present
    done = trunkline_store(store_settings, "import", exported.path, "--replace")
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert second == f"{CLAIMS} claims; the graph has the digest {exported.header.digest}."
    backup = verify(Path(first.removeprefix("A backup of the graph of before: ")))
    assert backup.header.counts["Claim"] == 1
    assert import_graph(store, backup, command="x", replace=True).digest == backup.header.digest
    assert everything(store).digest() == present


def test_a_graph_whose_last_run_broke_off_promises_no_digest(
    store: Store, store_settings: Settings, tmp_path: Path
) -> None:
    fill(store)
    store.write(lambda transaction: transaction.run("MATCH (r:Run) SET r.status = 'running'"))
    assert export_graph(store, tmp_path / "a").digest is None
    empty(store)
    done = trunkline_store(store_settings, "import", tmp_path / "a")
    assert done.returncode == 0
    assert done.stderr == "The last run over that graph broke off: `trunkline refresh` completes it.\n"


def test_a_claim_that_survives_is_the_claim_that_was(store: Store, exported: Verified) -> None:
    from graph.store.view import claims_of

    before: list[Claim] = claims_of(store)
    empty(store)
    import_graph(store, exported, command="import")
    assert claims_of(store) == before
