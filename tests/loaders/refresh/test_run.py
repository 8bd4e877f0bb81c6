"""Refresh over a real store: the unchanged is left alone, the killed is completed, the bad is kept apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.digest import graph_digest
from graph.errors import InvalidTime, TrunklineError
from graph.fuse.book import fuse
from graph.model.claim import Claim, Quantity, make_roles
from graph.model.document import Document, DocumentKind
from graph.store import Store
from graph.store.view import claims_of, documents_of, view_of
from loaders.refresh.items import Loaded, Problem, Source, SourceItem
from loaders.refresh.ledger import Ledger
from loaders.refresh.report import RefreshReport
from loaders.refresh.run import RefreshRun


def attack(item: str, about: str = "cpc_terminal", when: str = "2025-11-29") -> Claim:
    return Claim("attack", (about,), item, item, f"{about} {when}", when=when, known_from=when, known_basis="published")


def outage(item: str) -> Claim:
    roles = make_roles({"by": ["RU"]})
    return Claim("suspension", ("cpc",), item, item, "stop", roles=roles, value=Quantity(30, "day"), when="2022-07-05")


def item(
    key: str, *claims: Claim, version: str = "1", load: Callable[[], Loaded | Problem] | None = None
) -> SourceItem:
    content = Loaded(claims, (Document(key, DocumentKind.ARTICLE, title=key),))
    mark = ",".join(sorted(claim.id for claim in claims))
    return SourceItem(key, mark, version, load or (lambda: content))


def feed(*items: SourceItem, name: str = "feed") -> Source:
    return Source(name, "a list in a test", lambda: items)


def bad(key: str, mark: str = "broken") -> SourceItem:
    return SourceItem(key, mark, "1", lambda: Problem("line 3", "not JSON"))


def run(store: Store, *sources: Source, allow_loss: bool = False, retry_bad: bool = False) -> RefreshReport:
    return RefreshRun(store, allow_loss=allow_loss, retry_bad=retry_bad).refresh(sources)


ARTICLES = [item(f"a{n}", attack(f"a{n}"), attack(f"a{n}", "cpc_spm2"), outage(f"a{n}")) for n in range(4)]


def digest_of(*items: SourceItem) -> str:
    loaded = [one.load() for one in items]
    claims = [claim for one in loaded if isinstance(one, Loaded) for claim in one.claims]
    documents = [document for one in loaded if isinstance(one, Loaded) for document in one.documents]
    return graph_digest(*fuse(claims, documents))


def test_the_store_holds_what_fusing_says(store: Store) -> None:
    report = run(store, feed(*ARTICLES))
    assert report.status == "completed"
    assert report.digest == view_of(store).digest() == digest_of(*ARTICLES)
    assert report.digest == Ledger(store).digest()
    assert len(claims_of(store)) == 12
    assert [one.id for one in documents_of(store)] == ["a0", "a1", "a2", "a3"]


def test_forty_outlets_one_event(store: Store) -> None:
    run(store, feed(*ARTICLES))
    rows = store.read("MATCH (e:Event {type: 'suspension'}) RETURN e.documents AS n, size(e.claims) AS m")
    assert rows == [{"n": 4, "m": 4}]


def test_a_second_run_writes_nothing(store: Store) -> None:
    run(store, feed(*ARTICLES))
    before = store.read("MATCH (n) RETURN count(n) AS n")

    def never() -> Loaded:
        raise AssertionError("an unchanged item was parsed again")

    again = [SourceItem(one.key, one.fingerprint, one.version, never) for one in ARTICLES]
    report = run(store, feed(*again))
    assert (report.run, report.writes, report.unchanged, report.status) == (None, 0, 4, "unchanged")
    assert store.read("MATCH (n) RETURN count(n) AS n") == before


def test_a_new_version_of_the_reader_reads_again(store: Store) -> None:
    run(store, feed(*ARTICLES))
    renewed = [item("a0", attack("a0"), version="2"), *ARTICLES[1:]]
    report = run(store, feed(*renewed))
    assert [one.key for one in report.items] == ["a0"]
    assert report.digest == digest_of(*renewed)


def test_a_changed_article_replaces_only_its_own_claims(store: Store) -> None:
    run(store, feed(*ARTICLES))
    corrected = item("a1", attack("a1", "kropotkinskaya", "2025-02-17"))
    report = run(store, feed(ARTICLES[0], corrected, *ARTICLES[2:]))
    assert [(one.key, one.action, one.claims_added, one.claims_removed) for one in report.items] == [
        ("a1", "changed", 1, 3)
    ]
    assert "kropotkinskaya" in report.items[0].gained
    assert store.read("MATCH (e:Event {type: 'suspension'}) RETURN e.documents AS n") == [{"n": 3}]
    assert report.digest == digest_of(ARTICLES[0], corrected, *ARTICLES[2:]) == view_of(store).digest()


def test_a_removed_article_goes_and_what_others_say_stays(store: Store) -> None:
    lone = item("b", attack("b", "kropotkinskaya"))
    run(store, feed(*ARTICLES, lone), feed(item("c", outage("c")), name="other"))
    report = run(store, feed(*ARTICLES), feed(item("c", outage("c")), name="other"))
    assert [(one.key, one.action) for one in report.items] == [("b", "removed")]
    assert store.read("MATCH (n:Entity {id: 'kropotkinskaya'}) RETURN n.id AS id") == []
    removed = RefreshRun(store).remove_source("feed")
    assert removed.digest == digest_of(item("c", outage("c"))) == view_of(store).digest()
    with pytest.raises(TrunklineError, match='Nothing in the graph comes from "feed"'):
        RefreshRun(store).remove_source("feed")


@pytest.mark.parametrize("survivors", [0, 1, 3])
def test_a_killed_run_is_completed_by_the_next(store: Store, survivors: int) -> None:
    def killed() -> Loaded:
        raise KeyboardInterrupt

    broken = [*ARTICLES[:survivors], item(f"a{survivors}", load=killed), *ARTICLES[survivors + 1 :]]
    with pytest.raises(KeyboardInterrupt):
        run(store, feed(*broken))
    assert len(claims_of(store)) == 3 * survivors
    report = run(store, feed(*ARTICLES))
    assert report.digest == digest_of(*ARTICLES) == view_of(store).digest()
    statuses = store.read("MATCH (r:Run) RETURN r.status AS s ORDER BY r.sequence")
    assert [row["s"] for row in statuses] == ["interrupted", "completed"]


def test_a_run_killed_after_its_last_item_is_closed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_run: RefreshRun) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(RefreshRun, "_end", killed)
        with pytest.raises(KeyboardInterrupt):
            run(store, feed(*ARTICLES))
    report = run(store, feed(*ARTICLES))
    assert (report.status, report.items, report.digest) == ("completed", [], digest_of(*ARTICLES))
    assert run(store, feed(*ARTICLES)).run is None


def test_a_floor_stops_a_source_that_lost_too_much_and_the_others_go_on(store: Store) -> None:
    many = [item(f"m{n}", attack(f"m{n}", "cpc"), outage(f"m{n}")) for n in range(12)]
    run(store, feed(*many))
    half = feed(*many[:3])
    report = run(store, half, feed(*ARTICLES, name="other"))
    assert report.status == "partial"
    assert "18 of 24 claims are missing" in report.stopped[0]
    assert "--allow-loss" in report.stopped[0]
    assert len(claims_of(store)) == 24 + 12
    assert run(store, half, feed(*ARTICLES, name="other")).status == "stopped"
    allowed = run(store, half, feed(*ARTICLES, name="other"), allow_loss=True)
    assert allowed.digest == digest_of(*many[:3], *ARTICLES)


def test_a_bad_item_goes_to_quarantine_with_its_reason_and_is_not_read_again(store: Store) -> None:
    report = run(store, feed(*ARTICLES, bad("x")))
    assert [(one.item, one.place, one.reason) for one in report.quarantined] == [("x", "line 3", "not JSON")]
    assert report.digest == digest_of(*ARTICLES)
    again = run(store, feed(*ARTICLES, bad("x")))
    assert (again.run, again.still_bad) == (None, 1)
    retried = run(store, feed(*ARTICLES, bad("x")), retry_bad=True)
    assert len(retried.quarantined) == 1
    assert Ledger(store).quarantined()["x"].attempts == 2
    mended = run(store, feed(*ARTICLES, item("x", attack("x"))))
    assert mended.digest == digest_of(*ARTICLES, item("x", attack("x")))
    assert Ledger(store).quarantined() == {}


def test_an_article_that_becomes_bad_keeps_what_it_said(store: Store) -> None:
    run(store, feed(*ARTICLES))
    run(store, feed(*ARTICLES[:3], bad("a3")))
    assert view_of(store).digest() == digest_of(*ARTICLES)
    assert run(store, feed(*ARTICLES[:3], bad("a3"))).run is None
    run(store, feed(*ARTICLES[:3]))
    assert (Ledger(store).quarantined(), len(claims_of(store))) == ({}, 9)


def test_bad_rows_are_quarantined_and_the_rest_of_the_table_loads(store: Store) -> None:
    content = Loaded((outage("t"),), (Document("t", DocumentKind.DATASET),), (Problem("line 7", "no such unit"),))
    report = run(store, feed(item("t", outage("t"), load=lambda: content)))
    assert [one.reason for one in report.quarantined] == ["no such unit"]
    assert list(Ledger(store).quarantined()) == ["t#line 7"]
    assert len(claims_of(store)) == 1
    assert run(store, feed(item("t", outage("t")))).run is None


def test_each_run_is_in_the_graph_with_its_counts(store: Store) -> None:
    run(store, feed(*ARTICLES))
    row = store.read("MATCH (r:Run) RETURN properties(r) AS r")[0]["r"]
    assert (row["id"], row["status"], row["items_loaded"], row["claims_added"]) == ("run_000001", "completed", 4, 12)
    assert row["inputs"] == ["feed"]
    assert row["started"] <= row["ended"]


def test_a_graph_fused_by_other_code_is_fused_anew(store: Store) -> None:
    run(store, feed(*ARTICLES))
    store.write(lambda t: t.run("MATCH (r:Run) SET r.version = 'older'"))
    store.write(lambda t: t.run("MATCH (n:Entity {id: 'cpc'}) SET n.name_en = 'what older code wrote'"))
    store.write(lambda t: t.run("MATCH (e:Event {type: 'suspension'}) DETACH DELETE e"))
    report = run(store, feed(*ARTICLES))
    assert (report.status, report.items) == ("completed", [])
    assert report.digest == view_of(store).digest() == digest_of(*ARTICLES)
    assert run(store, feed(*ARTICLES)).run is None


@pytest.mark.parametrize("fault", [ValueError("odd"), RecursionError("deep"), KeyError("x"), InvalidTime("no time")])
def test_an_item_that_no_code_can_read_does_not_end_the_run(store: Store, fault: Exception) -> None:
    def fail() -> Loaded:
        raise fault

    report = run(store, feed(ARTICLES[0], item("odd", load=fail), *ARTICLES[1:]))
    assert [one.item for one in report.quarantined] == ["odd"]
    assert str(fault) in report.quarantined[0].reason
    assert report.digest == digest_of(*ARTICLES)


def test_a_lost_model_ends_the_run(store: Store) -> None:
    def fail() -> Loaded:
        raise OSError("the model is gone")

    with pytest.raises(OSError, match="the model is gone"):
        run(store, feed(item("any", load=fail)))


def test_what_an_unreadable_part_hides_is_not_gone(store: Store) -> None:
    run(store, feed(*ARTICLES))
    shut = replace(bad("a2 and a3", "shut"), hides="a")
    report = run(store, feed(*ARTICLES[:2], shut))
    assert (report.digest, report.items) == (digest_of(*ARTICLES), [])
    assert [one.key for one in run(store, feed(*ARTICLES[:3])).items] == ["a3"]


def test_a_source_that_cannot_be_listed_changes_nothing(store: Store) -> None:
    def fail() -> list[SourceItem]:
        raise PermissionError(13, "Permission denied")

    run(store, feed(*ARTICLES))
    other = item("c", outage("c"))
    report = run(store, Source("feed", "nowhere", fail), feed(other, name="other"))
    assert report.status == "partial"
    assert "nothing of it was changed" in report.stopped[0]
    assert report.digest == digest_of(*ARTICLES, other)


def test_two_articles_cannot_share_an_id(store: Store) -> None:
    twin = item("b", attack("b"), load=lambda: Loaded((), (Document("a1", DocumentKind.ARTICLE, title="twin"),)))
    report = run(store, feed(*ARTICLES), feed(twin, name="other"))
    assert [one.reason for one in report.quarantined] == [
        'a duplicate: the id "a1" was taken by a1; give it an id of its own'
    ]


def test_hostile_text_is_only_text(store: Store) -> None:
    evil = "new:x'}) DETACH DELETE n //`"
    hostile = item("h", Claim("attack", (evil,), "h", "h", "'; DROP", roles=make_roles({"by": [evil]})))
    report = run(store, feed(hostile, *ARTICLES))
    assert report.digest == digest_of(hostile, *ARTICLES) == view_of(store).digest()
