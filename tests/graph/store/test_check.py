"""``trunkline store check`` finds what is damaged and names it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.check.comparing import compare
from graph.store.embedded.layout import Layout
from graph.store.embedded.server import stop_server
from tests.graph.store.moving import CLAIMS, empty, fill, trunkline_store
from tests.processes import one_sentence


def test_a_whole_graph_is_whole(store: Store, store_settings: Settings) -> None:
    digest = fill(store)
    done = trunkline_store(store_settings, "check", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert (report["claims"], report["digest"], report["problems"]) == (CLAIMS, digest, [])
    assert report["nodes"] > CLAIMS
    assert report["relations"] > CLAIMS
    plain = trunkline_store(store_settings, "check")
    assert plain.stdout.endswith(": all is well.\n")


def test_an_empty_store_is_whole(store: Store) -> None:
    assert compare(store).problems == []


# What is done to the graph, and every sentence that must name it; {c} is the claim.
HARM = {
    "a claim altered": (
        "MATCH (c:Claim {id: $c}) SET c.quote = 'never said'",
        ["Claim {c} no longer says what it said"],
    ),
    "a claim lost": (
        "MATCH (c:Claim {id: $c}) DETACH DELETE c",
        ["Item a0 brought 3 claims, and 2 are there.", "and its last run left"],
    ),
    "a former claim altered": (
        "MATCH (c:Claim {id: $c}) CREATE (f:Former {id: 'f'}) SET f = properties(c), f.id = 'f', f.claim = $c, "
        "f.quote = 'never said', f.source = 's', f.known_until = '2026-01-01', f.step = 's', f.run = 'r', "
        "f.sequence = 1, f.why = 'deleted', f.document_kind = 'article'",
        ["Former claim f no longer says what it said"],
    ),
    "a former claim broken": ("CREATE (f:Former {id: 'f', claim: 'c'})", ["Former claim f cannot be read"]),
    "an item lost": ("MATCH (i:Item {id: 'a0'}) DELETE i", ["Item a0 is missing, and 3 claims of it are there."]),
    "an entity lost": (
        "MATCH (e:Entity {id: 'cpc_spm2'}) DETACH DELETE e",
        ["Entity cpc_spm2 is missing.", "ABOUT {c}|cpc_spm2 is missing."],
    ),
    "an entity altered": (
        "MATCH (e:Entity {id: 'cpc_spm2'}) SET e.trust = 9, e.name_en = 'x'",
        ["Entity cpc_spm2 differs in name_en, trust."],
    ),
    "a label lost": (
        "MATCH (e:Entity {id: 'cpc_spm2'}) SET e:Port",
        ["Entity cpc_spm2 differs in its labels or ends."],
    ),
    "a relation lost": ("MATCH (:Claim {id: $c})-[r:ABOUT]->() DELETE r", ["ABOUT {c}|cpc_spm2 is missing."]),
    "a relation too many": (
        "MATCH (a:Claim {id: $c}) MATCH (b:Entity {id: 'cpc'}) CREATE (a)-[:ABOUT {id: 'x'}]->(b)",
        ["ABOUT x follows from no claim."],
    ),
    "a node too many": ("CREATE (:Entity {id: 'nobody'})", ["Entity nobody follows from no claim."]),
    "a node without a key": ("CREATE (:Entity {name_en: 'nobody'})", ["1 nodes Entity have no id."]),
    "a claim of nonsense": ("MATCH (c:Claim {id: $c}) SET c.type = 'nonsense'", ["Claim {c} cannot be read ("]),
}


@pytest.mark.parametrize("name", HARM)
def test_harm_is_named(store: Store, name: str) -> None:
    fill(store)
    rows = store.read("MATCH (c:Claim {item: 'a0'})-[:ABOUT]->(e:Entity {id: 'cpc_spm2'}) RETURN c.id AS id")
    claim = rows[0]["id"]
    statement, said = HARM[name]
    store.write(lambda transaction: transaction.run(statement, {"c": claim}))
    problems = "\n".join(compare(store).problems)
    for sentence in said:
        assert sentence.format(c=claim) in problems, problems


def test_a_graph_of_another_version_is_compared_as_far_as_that_makes_sense(store: Store) -> None:
    fill(store)
    store.write(lambda transaction: transaction.run("MATCH (r:Run) SET r.version = 'older'"))
    store.write(lambda transaction: transaction.run("MATCH (e:Entity {id: 'cpc_spm2'}) SET e.old_property = 1"))
    report = compare(store)
    assert "Another version of Trunkline made this graph" in report.remarks[0]
    assert [one for one in report.problems if "its last run left" not in one] == []


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store of its own, stopped."""
    home = tmp_path_factory.mktemp("ground") / "home"
    with open_store(Settings(home=home), write=True) as store:
        fill(store)
    stop_server(Settings(home=home))
    yield home


def _bite(database: Path) -> None:
    """Change one letter of a stored quote."""
    path = next(database.glob("Claim_0.*.bucket"))
    data = bytearray(path.read_bytes())
    data[data.index(b"cpc_spm2 2025") + 2] ^= 0x01
    path.write_bytes(data)


def _erase(database: Path) -> None:
    """Fill the first page of the edges with zeros."""
    path = next(database.glob("ABOUT_0.*.bucket"))
    with path.open("r+b") as file:
        file.write(bytes(65536))


def _lose(database: Path) -> None:
    next(database.glob("Claim_0.*.bucket")).unlink()


DAMAGE: list[tuple[Callable[[Path], None], str]] = [
    (_bite, "no longer says what it said when it was stored."),
    (_erase, "is missing."),
    (_lose, "is damaged: its file Claim_0 is missing."),
]


@pytest.mark.parametrize(("harm", "said"), DAMAGE)
def test_damaged_files_are_found(ground: Path, fresh_home: Path, harm: Callable[[Path], None], said: str) -> None:
    shutil.copytree(ground, fresh_home)
    harm(Layout.under(fresh_home).database)
    done = trunkline_store(Settings(home=fresh_home), "check")
    assert said in done.stdout
    assert "not all is well" in done.stdout
    assert "`trunkline store restore` brings back the last backup" in one_sentence(done, 1)


def test_a_refresh_at_work_is_not_disturbed(store: Store, store_settings: Settings) -> None:
    from graph.store.alone import held_alone

    empty(store)
    with held_alone(store_settings.home):
        for arguments in (["check"], ["backup"], ["restore", os.devnull], ["export", "/tmp/never.trunkline"]):
            said = one_sentence(trunkline_store(store_settings, *arguments), 1)
            assert "at work" in said or "is empty" in said
