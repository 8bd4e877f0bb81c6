"""The table of what servers do and what comes of it; each line is a real server on loopback."""

from __future__ import annotations

import gzip
import time
import tracemalloc

import pytest

from loaders.fetch.fetcher import Fetcher
from loaders.fetch.outcome import Failure, Page, Reason
from tests import internet as net
from tests.internet import Answer, Internet
from tests.loaders.fetch.conftest import ALLOWED, QUICK

# path answers, expected reason, part of the sentence, how often the page is asked for
FAILURES: list[tuple[str, Answer, Reason, str, int]] = [
    ("401", net.text(b"", 401), Reason.FORBIDDEN, "asks for a login (401)", 1),
    ("403", net.text(b"no", 403), Reason.FORBIDDEN, "refuses to show it (403)", 1),
    ("404", net.missing, Reason.MISSING, "no such page (404)", 1),
    ("410", net.text(b"", 410), Reason.GONE, "gone for good (410)", 1),
    ("418", net.text(b"", 418), Reason.STATUS, "answers 418", 1),
    ("429 an hour", net.text(b"", 429, Retry_After="3600"), Reason.BUSY, "fewer requests (429)", 1),
    ("500 for ever", net.text(b"", 500), Reason.SERVER, "the server failed (500)", 3),
    ("slow bytes", net.slow_bytes, Reason.SLOW, "not answer in time", 3),
    ("silence", net.silent, Reason.SLOW, "not answer in time", 3),
    ("endless body", net.endless, Reason.LARGE, "larger than the 2.0 MB allowed", 1),
    ("longer than stated", net.cut_short, Reason.BROKEN, "the answer is broken", 3),
    ("no HTTP", net.no_http, Reason.BROKEN, "the answer is broken", 3),
    ("gzip bomb", net.gzip_bomb, Reason.LARGE, "larger than 5.0 MB when decompressed", 1),
    ("torn gzip", net.gzip_torn, Reason.BROKEN, "breaks off", 3),
    ("gzip that is none", net.text(b"news", Content_Encoding="gzip"), Reason.BROKEN, "damaged", 1),
    ("brotli", net.text(b"news", Content_Encoding="br"), Reason.BROKEN, 'compressed as "br"', 1),
    ("a ring", net.redirect("/page"), Reason.REDIRECTS, "sent on more than 5 times", 6),
    ("to a private address", net.redirect("http://10.0.0.7/x", 302), Reason.ADDRESS, "10.0.0.7 is no public", 1),
    ("to loopback by number", net.redirect("http://[::1]/x"), Reason.ADDRESS, "::1 is no public address", 1),
    ("to a name that is private", net.redirect("http://inner.example/"), Reason.ADDRESS, "(127.0.0.1) is no", 1),
    ("to a file", net.redirect("file:///etc/passwd"), Reason.ADDRESS, "only http and https", 1),
    ("with a password", net.redirect("http://a:b@news.example/"), Reason.ADDRESS, "name or password", 1),
]  # fmt: skip


@pytest.mark.parametrize("case", FAILURES, ids=[row[0] for row in FAILURES])
def test_a_failure_has_its_reason_and_is_asked_again_only_where_it_may_pass(
    internet: Internet, fetcher: Fetcher, case: tuple[str, Answer, Reason, str, int]
) -> None:
    _, answer, reason, said, asked = case
    net.bomb()
    internet.paths["/page"] = answer
    began = time.monotonic()
    found = fetcher.get(internet.url("/page"), ALLOWED)
    assert time.monotonic() - began < 3 * QUICK.seconds + 2  # whatever trickles in
    assert isinstance(found, Failure)
    assert said in found.sentence
    assert (found.reason, internet.asked("/page")) == (reason, asked)


def test_a_gzip_bomb_never_fills_the_memory(internet: Internet, fetcher: Fetcher) -> None:
    net.bomb()
    internet.paths["/page"] = net.gzip_bomb
    fetcher.get(internet.url("/warm-up"), ALLOWED)
    tracemalloc.start()
    try:
        found = fetcher.get(internet.url("/page"), ALLOWED)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(found, Failure)
    assert peak < 20_000_000


def test_a_burst_of_failures_passes(internet: Internet, fetcher: Fetcher) -> None:
    internet.paths["/page"] = net.in_turn(net.text(b"", 500), net.text(b"", 503), net.text(b"news"))
    found = fetcher.get(internet.url("/page"), ALLOWED)
    assert isinstance(found, Page)
    assert (found.body, internet.asked("/page")) == (b"news", 3)


def test_a_short_retry_after_is_waited_for(internet: Internet, fetcher: Fetcher) -> None:
    internet.paths["/page"] = net.in_turn(net.text(b"", 429, Retry_After="1"), net.text(b"news"))
    found = fetcher.get(internet.url("/page"), ALLOWED)
    assert isinstance(found, Page)
    first, second = (at for _, path, at in internet.requests if path == "/page")
    assert second - first >= 0.99


def test_a_long_retry_after_closes_the_host_and_no_other(internet: Internet, fetcher: Fetcher) -> None:
    internet.paths["/busy"] = net.text(b"", 429, Retry_After="3600")
    internet.paths["/page"] = net.text(b"news")
    busy = fetcher.get(internet.url("/busy"), ALLOWED)
    assert isinstance(busy, Failure)
    assert busy.retry_after == 3600
    after = fetcher.get(internet.url("/page"), ALLOWED)
    assert isinstance(after, Failure)
    assert "asked to be left alone" in after.sentence
    assert internet.asked("/page") == 0
    assert isinstance(fetcher.get(internet.url("/page", "other.example"), ALLOWED), Page)


def test_shorter_than_sent_is_read_as_stated(internet: Internet, fetcher: Fetcher) -> None:
    def answer(handler: net.Handler) -> None:
        handler.close_connection = True
        handler.send_response(200)
        handler.send_header("Content-Length", "4")
        handler.end_headers()
        handler.wfile.write(b"news and more")

    internet.paths["/page"] = answer
    found = fetcher.get(internet.url("/page"), ALLOWED)
    assert isinstance(found, Page)
    assert found.body == b"news"


def test_gzip_is_unpacked(internet: Internet, fetcher: Fetcher) -> None:
    internet.paths["/page"] = net.text(gzip.compress("новости".encode()), Content_Encoding="gzip")
    found = fetcher.get(internet.url("/page"), ALLOWED)
    assert isinstance(found, Page)
    assert found.body.decode() == "новости"
