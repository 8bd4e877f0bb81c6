"""Feeds in all their forms; each line of a table is one feed and what is read from it."""

from __future__ import annotations

import json
import time
import tracemalloc
from datetime import date

import pytest

from graph.errors import BadInput
from loaders.sources.dates import published_day
from loaders.sources.feed import read_feed
from loaders.sources.item import FeedItem, Listing
from loaders.sources.json_feed import read_json_feed

TODAY = date(2026, 3, 10)
URL = "https://news.example/feeds/oil.xml"
LINK, TITLE, DAY = "https://news.example/2026/aktau", "Актау отгрузил нефть", "2026-03-01"
RFC_822, ISO = "Sun, 01 Mar 2026 01:30:00 +0500", "2026-03-01T01:30:00+05:00"


def rss(items: str, head: str = '<rss version="2.0">', declared: str = "utf-8") -> str:
    return f'<?xml version="1.0" encoding="{declared}"?>{head}<channel><title>N</title>{items}</channel></rss>'


def item(inner: str = "") -> str:
    return f"<item><title>{TITLE}</title><link>{LINK}</link>{inner}</item>"


DATED = item(f"<pubDate>{RFC_822}</pubDate>")
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{}" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>N</title></channel>{}</rdf:RDF>'
)
ATOM = (
    '<feed xmlns="{ns}"><title>N</title><entry><title>' + TITLE + '</title><link href="' + LINK + '"/>'
    "<id>urn:1</id><{tag}>" + ISO + "</{tag}></entry></feed>"
)
DTD_091 = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://no.example/rss-0.91.dtd">'
FORMS: dict[str, tuple[str, str | None]] = {
    "RSS 0.90": (RDF.format("http://my.netscape.com/rdf/simple/0.9/", item()), None),
    "RSS 0.91 with its DTD": (DTD_091 + rss(item(), '<rss version="0.91">').partition("?>")[2], None),
    "RSS 0.92": (rss(DATED, '<rss version="0.92">'), DAY),
    "RSS 0.93": (rss(DATED, '<rss version="0.93">'), DAY),
    "RSS 0.94": (rss(DATED, '<rss version="0.94">'), DAY),
    "RSS 1.0": (RDF.format("http://purl.org/rss/1.0/", item(f"<dc:date>{ISO}</dc:date>")), DAY),
    "RSS 2.0": (rss(DATED), DAY),
    "RSS 2.0 without a version": (rss(DATED, "<rss>"), DAY),
    "Atom 0.3": (ATOM.format(ns="http://purl.org/atom/ns#", tag="issued"), DAY),
    "Atom 1.0": (ATOM.format(ns="http://www.w3.org/2005/Atom", tag="published"), DAY),
    "Atom 1.0, updated alone": (ATOM.format(ns="http://www.w3.org/2005/Atom", tag="updated"), DAY),
}


def only(listing: Listing) -> FeedItem:
    assert len(listing.items) == 1, listing
    return listing.items[0]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_item(form: str) -> None:
    text, day = FORMS[form]
    found = only(read_feed(text.encode(), URL, "application/xml", TODAY))
    assert (found.link, found.title, found.published, found.notes) == (LINK, TITLE, day, ())


def test_a_json_feed_gives_it_too() -> None:
    rows = [{"id": 1, "url": LINK, "title": TITLE, "date_published": ISO, "content_html": "<p>Нефть</p>"}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "language": "ru-KZ", "items": rows}
    found = only(read_json_feed(json.dumps(feed).encode(), URL, TODAY))
    assert (found.link, found.title, found.published, found.language) == (LINK, TITLE, DAY, "ru")
    assert found.content == "<p>Нефть</p>"
    assert found.key == only(read_feed(rss(DATED).encode(), URL, "", TODAY)).key


NO_JSON_FEED = ["[]", "{}", '{"items": 3}', "<rss/>", '{"items": [' + "[" * 100_000]


@pytest.mark.parametrize("wrong", NO_JSON_FEED, ids=["list", "empty", "no list", "XML", "deep"])
def test_what_is_no_json_feed_is_refused(wrong: str) -> None:
    with pytest.raises(BadInput, match="no JSON Feed"):
        read_json_feed(wrong.encode(), URL, TODAY)


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("cp1251", "windows-1251", "text/xml"),
        ("cp1251", "windows-1251", "text/xml; charset=utf-8"),  # the server is wrong
        ("utf-8", "utf-8", "text/xml; charset=windows-1251"),
        ("utf-8", "windows-1251", "text/xml; charset=utf-8"),  # the document is wrong
        ("utf-8", "windows-1251", "text/xml; charset=iso-8859-1"),  # both are
        ("utf-16", "utf-16", "text/xml"),
        ("koi8-r", "koi8-r", "text/xml; charset=utf-8"),
    ],
)
def test_the_bytes_prove_the_encoding(encoding: str, declared: str, header: str) -> None:
    text = rss(item("<description>Танкеры вышли из порта, сообщили в министерстве энергетики.</description>" * 3))
    data = text.replace('encoding="utf-8"', f'encoding="{declared}"').encode(encoding)
    assert only(read_feed(data, URL, header, TODAY)).title == TITLE


BILLION = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
BOMBS = {
    "billion laughs": BILLION,
    "one long entity": f'<!ENTITY a "{"a" * 50_000}">',
    "a file": '<!ENTITY a SYSTEM "file:///etc/passwd">',
    "the network": '<!ENTITY a PUBLIC "x" "http://127.0.0.1/">',
    "a parameter": '<!ENTITY % a "b">',
    "in capitals and without an end": "<!ENTITY a",
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bombs_are_refused(bomb: str, encoding: str) -> None:
    text = f'<?xml version="1.0"?><!DOCTYPE rss [{BOMBS[bomb]}]>' + rss(item("<description>&l9;&a;</description>"))
    with pytest.raises(BadInput, match="declares XML entities"):
        read_feed(text.replace('encoding="utf-8"', "").encode(encoding), URL, "", TODAY)


def test_a_harmless_entity_is_read() -> None:
    body = rss(item()).partition("?>")[2].replace(TITLE, "Актау&nbsp;отгрузил")
    found = only(read_feed(f'<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>{body}'.encode(), URL, "", TODAY))
    assert found.title == "Актау отгрузил"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    text = rss(DATED + "<item><title>A & B < C</title><link>https://news.example/b</link>").removesuffix("</rss>")
    found = read_feed(text.encode(), URL, "", TODAY)
    assert [one.link for one in found.items] == [LINK, "https://news.example/b"]
    assert found.notes == ("the feed is broken XML; what could be read is read",)


@pytest.mark.parametrize("page", ["<html><body><h1>Sign in</h1></body></html>", "nothing here", "{}"])
def test_a_page_that_is_no_feed_is_refused(page: str) -> None:
    with pytest.raises(BadInput, match="no RSS or Atom feed"):
        read_feed(page.encode(), URL, "", TODAY)


@pytest.mark.parametrize(
    ("stated", "day", "note"),
    [
        ("Sun, 01 Mar 2026 23:30:00 GMT", "2026-03-01", None),
        ("2026-03-01T23:30:00Z", "2026-03-01", None),
        ("2026-03", "2026-03", None),
        ("", None, None),
        ("yesterday", None, "is no day"),
        ("31 Feb 2026 10:00:00 GMT", None, "is no day"),
        ("2026-13-45", None, "not on the calendar"),
        ("Sun, 01 Mar 20266 10:00", None, "is no day"),
        ("01.03.2026 10:00", None, "is no day"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01", None),
        ("0001-01-01T00:00:00Z", None, "before 1900"),
        ("Fri, 01 Jan 2027 00:00:00 GMT", None, 'published "2027-01-01" lies in the future'),
        ("2026-03-11T02:00:00+05:00", "2026-03-11", None),  # tomorrow already, east of here
    ],
)
def test_dates_are_read_or_dropped_with_a_note(stated: str, day: str | None, note: str | None) -> None:
    found, said = published_day(stated, TODAY)
    assert found == day
    assert said is None if note is None else note in (said or "")


def test_a_dropped_date_is_a_note_of_its_item() -> None:
    found = only(read_feed(rss(item("<pubDate>soon</pubDate>")).encode(), URL, "", TODAY))
    assert (found.published, len(found.notes)) == (None, 1)
    assert found.notes[0].startswith('date dropped: published "soon"')


def test_one_story_is_one_item_whatever_its_id_and_trackers() -> None:
    links = ["/2026/aktau", "http://www.news.example/2026/aktau/?utm_source=rss#top", f"{LINK}?yclid=5"]
    rows = "".join(
        f"<item><title>{n}</title><link>{link}</link><guid>{n}</guid></item>" for n, link in enumerate(links)
    )
    found = read_feed(rss(rows.replace("&", "&amp;")).encode(), URL, "", TODAY)
    assert (only(found).link, found.notes) == (LINK, ("2 items stand in it twice",))


def test_items_that_share_a_front_page_are_told_apart_by_their_ids() -> None:
    row = "<item><title>{0}</title><link>https://news.example/</link><guid isPermaLink='false'>{0}</guid></item>"
    found = read_feed(rss(row.format("a") + row.format("b") + "<item/>").encode(), URL, "", TODAY)
    assert len({one.key for one in found.items}) == 2
    assert found.notes == ("1 items have neither link, id nor title and are left out",)


def test_a_link_that_is_no_page_is_none() -> None:
    row = "<item><title>x</title><link>javascript:alert(1)</link></item>"
    assert only(read_feed(rss(row).encode(), URL, "", TODAY)).link is None


def test_fifty_thousand_items_cost_as_much_as_a_thousand() -> None:
    row = "<item><title>Story {0}</title><link>https://news.example/{0}</link><description>{1}</description></item>"
    rows = "".join(row.format(n, "oil " * 40) for n in range(50_000))
    data = rss(rows).encode()
    tracemalloc.start()
    began = time.process_time()
    try:
        found = read_feed(data, URL, "", TODAY)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (len(found.items), found.notes) == (1000, ("49000 items after the first 1000 are left alone",))
    assert peak < 6 * len(data)
    assert time.process_time() - began < 12  # under tracemalloc; a tenth without


MASSES = {
    "nested tags": "<rss><channel>" + "<a>" * 300_000,
    "items without an end": "<rss><channel>" + "<item>" * 300_000,
    "ampersands": "<rss><channel><item><title>" + "&" * 2_000_000,
    "one long text": "<rss><channel><item><title>" + "x" * 20_000_001,
    "an endless declaration": "<?xml " + " " * 3_000_000,
}


@pytest.mark.parametrize("mass", MASSES)
def test_what_would_take_minutes_to_read_is_refused_at_once(mass: str) -> None:
    began = time.process_time()
    with pytest.raises(BadInput, match=r"allowed for one feed|no RSS or Atom feed"):
        read_feed(MASSES[mass].encode(), URL, "", TODAY)
    assert time.process_time() - began < 2
