"""Feeds and pages over time, through a whole refresh into a real store: each story once, whatever its addresses do."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from graph.digest import graph_digest
from graph.errors import UsageError
from graph.fuse.book import fuse
from graph.store import Store
from graph.store.view import claims_of, documents_of, view_of
from loaders.collect.entrance import collected_for
from loaders.sources.book import add_source
from loaders.sources.state import read_states
from tests import internet as net
from tests.loaders.collect.world import BEGIN, COURT, STOP, World, html, rss, sitemap
from tests.loaders.refresh.clocks import OwnClock

SHORTER = STOP.rpartition(". ")[0]
FEED = {"kind": "rss", "address": "https://news.example/feed", "outlet": "News", "trust": "medium"}
ARTICLES = "MATCH (a:Article) RETURN a.id AS id, a.outlet AS outlet, a.reprint_of AS reprint_of ORDER BY a.outlet, a.id"
EVENTS = "MATCH (e:Event) RETURN e.type AS type, e.documents AS documents, e.confirmed AS confirmed ORDER BY e.type"


def whole(store: Store) -> bool:
    """Whether the graph is exactly what its claims make."""
    return view_of(store).digest() == graph_digest(*fuse(claims_of(store), documents_of(store)))


def test_new_then_unchanged_then_corrected_then_deleted(world: World, store: Store) -> None:
    world.source("news", "/feed")
    world.feed("/feed", "/a", "/b")
    world.page("/a", STOP)
    world.page("/b", COURT, published="2022-07-06")
    report, collected = world.refresh(store)
    assert [(one.action, one.source) for one in report.items] == [("loaded", "news")] * 2
    assert (collected.notes(), report.stopped) == ([], [])
    document = documents_of(store)[0]
    assert (document.outlet, document.lang, document.published) == ("news.example", "en", "2022-07-06")
    digest = report.digest

    world.later(minutes=10)  # nothing is due, so nothing is asked for
    report, _ = world.refresh(store)
    assert (report.run, report.writes, report.unchanged, world.asked("/feed")) == (None, 0, 2, 1)
    world.later(hours=1)
    report, _ = world.refresh(store)
    assert (report.run, report.writes, report.unchanged) == (None, 0, 2)
    assert (world.asked("/feed"), world.asked("/a")) == (2, 2)

    world.page("/a", STOP.replace("29 November", "28 November"))
    world.later(hours=2)
    report, _ = world.refresh(store)
    assert [(one.action, one.claims_added, one.claims_removed) for one in report.items] == [("changed", 2, 2)]
    assert "2025-11-29" not in {claim.when for claim in claims_of(store)}

    world.internet.paths["/a"] = net.text(b"", 410)
    world.later(hours=5)
    report, _ = world.refresh(store)
    assert [one.action for one in report.items] == ["removed"]
    assert {claim.type for claim in claims_of(store)} == {"suspension"}
    assert whole(store)
    world.page("/a", STOP)  # it was a mistake of the site
    report, _ = world.refresh(store, "news")
    assert (report.digest, [one.action for one in report.items]) == (digest, ["loaded"])


def test_a_page_that_is_missing_for_a_day_is_deleted(world: World, store: Store) -> None:
    world.source("news", "/feed")
    world.feed("/feed", "/a")
    world.page("/a", STOP)
    world.refresh(store)
    del world.internet.paths["/a"]
    for hours, left in ((2, 1), (5, 1), (20, 0)):
        world.later(hours=hours)
        world.refresh(store)
        assert len(documents_of(store)) == left
    assert world.asked("/a") == 3


def test_what_falls_off_the_end_of_a_feed_stays(world: World, store: Store) -> None:
    world.source("news", "/feed")
    world.feed("/feed", "/a")
    world.page("/a", STOP)
    world.page("/b", COURT)
    world.refresh(store)
    world.feed("/feed", "/b")
    world.later(hours=1)
    report, _ = world.refresh(store)
    assert [one.action for one in report.items] == ["loaded"]
    assert len(documents_of(store)) == 2


def test_a_feed_that_says_something_new_has_its_page_fetched_again(world: World, store: Store) -> None:
    world.source("news", "/feed")
    world.feed("/feed", "/a")
    world.page("/a", STOP)
    world.refresh(store)
    world.later(days=200)
    assert world.refresh(store)[0].writes == 0
    assert world.asked("/a") == 1
    world.internet.paths["/feed"] = net.text(rss(("a, corrected", world.internet.url("/a"))))
    world.page("/a", STOP.replace("29 November", "28 November"))
    world.later(hours=1)
    report, _ = world.refresh(store)
    assert [one.action for one in report.items] == ["changed"]


def test_an_address_with_trackers_a_second_feed_and_a_canonical_address_are_one_article(
    world: World, store: Store
) -> None:
    world.source("news", "/feed")
    world.source("more", "/more")
    own = world.internet.url("/a")
    world.internet.paths["/feed"] = net.text(rss(("a", f"{own}?utm_source=x"), ("amp", world.internet.url("/lite/a"))))
    world.internet.paths["/more"] = net.text(rss(("a", own)))
    for path in ("/a", "/a?utm_source=x", "/lite/a"):
        world.internet.paths[path] = net.text(
            html("a", STOP if path != "/lite/a" else SHORTER, canonical=f"{own}?utm_medium=y")
        )
    report, _ = world.refresh(store)
    assert len(report.items) == 1
    assert [one.url for one in documents_of(store)] == [own]
    world.later(hours=1)
    assert world.refresh(store)[0].writes == 0


def test_a_site_that_states_one_address_for_all_its_pages_is_not_believed(world: World, store: Store) -> None:
    world.source("news", "/feed")
    world.feed("/feed", "/a", "/b")
    for path, text in (("/a", STOP), ("/b", COURT)):
        world.page(path, text, canonical=world.internet.url("/section/news"))
    world.refresh(store)
    assert len(documents_of(store)) == 2


def test_a_moved_feed_and_a_moved_page_keep_their_articles(world: World, store: Store) -> None:
    world.source("news", "/feed")
    world.feed("/feed", "/a")
    world.page("/a", STOP)
    digest = world.refresh(store)[0].digest
    world.internet.paths["/feed"] = net.redirect(world.internet.url("/new-feed"))
    world.internet.paths["/a"] = net.redirect(world.internet.url("/2025/a"))
    world.feed("/new-feed", "/2025/a")
    world.page("/2025/a", STOP, title="a")
    for hours in (1, 2):
        world.later(hours=hours)
        report, collected = world.refresh(store)
        assert (report.writes, report.digest) == (0, digest)
    assert world.asked("/feed") == 2
    assert any("moved for good to" in note for note in collected.notes()) is False
    world.internet.paths["/2025/a"] = net.redirect(world.internet.url("/archive"))
    world.page("/archive", "Welcome to our archive of everything. Use the search above to find older news. " * 5)
    world.later(hours=5)
    assert world.refresh(store)[0].digest == digest, "a page that leads elsewhere now was not corrected"


def test_a_reprint_is_another_witness_of_the_same_event(world: World, store: Store) -> None:
    for name, host in (("one", "news.example"), ("two", "other.example"), ("three", "third.example")):
        world.source(name, f"/{name}.xml", host)
        world.feed(f"/{name}.xml", f"/{name}", host=host)
    world.page("/two", SHORTER, title="Loading stops", published="2025-12-01")
    world.page("/three", STOP, title="CPC stops loading", published="2025-12-01")
    world.internet.paths["/one.xml"] = net.text(b"", 404)
    world.refresh(store)
    first, second = (row["reprint_of"] for row in store.read(ARTICLES))
    assert (first, second) == (None, store.read(ARTICLES)[0]["id"])
    world.page("/one", STOP, published="2025-11-30")  # the first printing is found last
    world.feed("/one.xml", "/one")
    world.later(hours=1)
    report, _ = world.refresh(store)
    assert sorted(one.action for one in report.items) == ["changed", "changed", "loaded"]
    original, *reprints = store.read(ARTICLES)
    assert original["reprint_of"] is None
    assert [one["reprint_of"] for one in reprints] == [original["id"]] * 2
    assert {(row["documents"], row["confirmed"]) for row in store.read(EVENTS)} == {(3, False)}
    assert whole(store)
    assert world.refresh(store)[0].writes == 0


def test_one_failing_source_stops_no_other_and_is_named(world: World, store: Store) -> None:
    world.source("news", "/feed")
    world.source("broken", "/broken", "other.example", interval="1d")
    world.feed("/feed", "/a", "/missing")
    world.page("/a", STOP)
    world.internet.paths["/broken"] = net.text(b"<html>no feed</html>")
    report, collected = world.refresh(store)
    assert [one.action for one in report.items] == ["loaded"]
    assert report.stopped == [
        f"broken: cannot be read ({world.internet.url('/broken', 'other.example')}: no RSS or Atom feed: the address "
        "shows something else); nothing of it was changed."
    ]
    assert "there is no such page (404)" in collected.notes()[0]
    assert [one.reason.partition(": ")[2] for one in report.quarantined] == ["there is no such page (404)"]
    world.feed("/broken", "/b", host="other.example")
    world.page("/b", COURT)
    world.later(hours=1)
    assert len(world.refresh(store)[0].stopped) == 1, "it is told until the source is read, which is daily"
    world.later(days=1)
    report, _ = world.refresh(store)
    assert (report.stopped, [one.source for one in report.items]) == ([], ["broken"])
    world.internet.paths["/broken"] = net.text(b"", 404)
    world.source("broken", "/broken", "other.example")
    world.later(hours=1)
    report, collected = world.refresh(store)
    assert (report.stopped, len(documents_of(store))) == ([], 2), "one bad day is told and asks nobody"
    assert any("broken: cannot be read" in note for note in collected.notes())
    world.later(hours=30)
    assert "404" in world.refresh(store)[0].stopped[0]


def test_a_source_says_only_what_it_may_in_its_trust(world: World, store: Store) -> None:
    world.source("news", "/feed", may_say=["attack"], trust="low")
    world.feed("/feed", "/a")
    world.page("/a", STOP)
    _, collected = world.refresh(store)
    assert [(claim.type, int(claim.trust)) for claim in claims_of(store)] == [("attack", 1)]
    (note,) = collected.notes()
    assert note == 'a claim of the type suspension refused: "news" may not say that (see its may_say)'
    world.source("news", "/feed", outlet="The News")
    report, _ = world.refresh(store)
    assert [one.action for one in report.items] == ["changed"]
    assert {claim.type for claim in claims_of(store)} == {"attack", "suspension"}
    assert documents_of(store)[0].outlet == "The News"


def test_an_item_without_a_page_is_read_from_its_feed(world: World, store: Store) -> None:
    world.source("news", "/feed")
    items = f"<item><title>CPC</title><guid isPermaLink='false'>1</guid><description>{STOP}</description></item>"
    empty = "<item><title>Only a headline</title><guid isPermaLink='false'>2</guid></item>"
    world.internet.paths["/feed"] = net.text(f"<rss version='2.0'><channel>{items}{empty}</channel></rss>".encode())
    report, _ = world.refresh(store)
    assert [one.claims_added for one in report.items] == [2]
    assert [one.reason for one in report.quarantined] == ["its feed gives neither a page nor a text"]


def test_a_page_that_left_its_sitemap_is_asked_and_only_then_deleted(world: World, store: Store) -> None:
    world.source("news", "/map", kind="sitemap")
    links = [world.internet.url(path) for path in ("/a", "/b")]
    world.internet.paths["/map"] = net.text(sitemap(*links))
    world.page("/a", STOP)
    world.page("/b", COURT)
    world.refresh(store)
    world.internet.paths["/map"] = net.text(sitemap())
    world.later(days=40)
    del world.internet.paths["/a"]
    report, _ = world.refresh(store)
    assert [one.action for one in report.items] == ["removed"]
    assert len(documents_of(store)) == 1


@pytest.mark.parametrize("lost", ["pages.db", "sources-state.json"])
def test_what_is_lost_or_damaged_in_the_data_folder_is_found_again(world: World, store: Store, lost: str) -> None:
    world.source("news", "/feed")
    world.feed("/feed", "/a")
    world.page("/a", STOP)
    world.refresh(store)
    for content in (None, b"no such thing" * 100):
        (world.home / lost).unlink()
        if content:
            (world.home / lost).write_bytes(content)
        world.now += timedelta(hours=1)
        report, _ = world.refresh(store)
        assert (report.writes, report.unchanged) == (0, 1)


def test_a_disabled_source_is_refused_by_its_name_and_left_out_otherwise(tmp_path: Path) -> None:
    add_source(tmp_path / "sources.toml", "news", FEED | {"enabled": False})
    with collected_for([], tmp_path, OwnClock(BEGIN)) as collected:
        assert (collected.sources, collected.known) == ([], frozenset({"news"}))
    with pytest.raises(UsageError, match='"news" is disabled; switch it on again with: trunkline source disable news'):
        collected_for(["news"], tmp_path, OwnClock(BEGIN)).__enter__()
    with collected_for(["reference"], tmp_path, OwnClock(BEGIN)) as collected:
        assert collected.sources == []


def test_a_feed_that_is_as_it_was_is_not_parsed_again(world: World, store: Store) -> None:
    world.source("news", "/feed")
    world.feed("/feed", "/a")
    world.page("/a", STOP)
    world.refresh(store)
    before = read_states(world.home)["news"]
    world.later(hours=1)
    world.refresh(store)
    after = read_states(world.home)["news"]
    assert (after.mark, after.listed, after.fresh) == (before.mark, (1, 1), (0,))
    world.source("more", "/more")  # another set of sources may share the pages out anew
    world.feed("/more", "/a")
    world.later(hours=1)
    world.refresh(store)
    assert read_states(world.home)["news"].mark != before.mark


def test_a_host_in_trouble_is_left_alone_and_its_pages_come_later(world: World, store: Store) -> None:
    world.source("news", "/feed")
    paths = [f"/{number}" for number in range(5)]
    world.feed("/feed", *paths)
    for path in paths:
        world.internet.paths[path] = net.text(b"", 500)
    report, collected = world.refresh(store)
    assert (report.run, report.stopped, report.quarantined) == (None, [], [])
    assert "the server failed (500)" in collected.notes()[0]
    assert collected.notes()[1] == "2 pages are left for the next run, as their hosts are slow or in trouble"
    assert sum(world.asked(path) > 0 for path in paths) == 3
    for path in paths:
        world.page(path, f"{STOP} This was report {path[1:]}.")
    report, _ = world.refresh(store)
    assert len(report.items) == 5
