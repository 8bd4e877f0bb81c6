"""Cache, redirects, robots rules, pauses, several hosts at once, proxies, certificates."""

from __future__ import annotations

import os
import ssl
import threading
import time
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
import trustme

from loaders.fetch.fetcher import Fetcher
from loaders.fetch.limits import Limits
from loaders.fetch.many import Job, by_host
from loaders.fetch.outcome import Failure, Page, Reason
from tests import internet as net
from tests.internet import Internet
from tests.loaders.fetch.conftest import ALLOWED, QUICK


def page(found: Page | Failure) -> Page:
    assert isinstance(found, Page), found
    return found


def failure(found: Page | Failure) -> Failure:
    assert isinstance(found, Failure), found
    return found


def test_an_unchanged_page_costs_a_304(internet: Internet, tmp_path: Path) -> None:
    internet.paths["/feed"] = net.with_etag(b"news")
    for unchanged in (False, True, True):
        with Fetcher(QUICK, tmp_path / "pages.db", internet.look_up) as fetcher:
            found = page(fetcher.get(internet.url("/feed"), ALLOWED))
            assert (found.body, found.unchanged) == (b"news", unchanged)
    sent = [one.get("if-none-match") for one, (_, path, _) in zip(internet.headers, internet.requests, strict=True)
            if path == "/feed"]  # fmt: skip
    assert sent == [None, '"one"', '"one"']
    internet.paths["/feed"] = net.with_etag(b"more news", '"two"')
    with Fetcher(QUICK, tmp_path / "pages.db", internet.look_up) as fetcher:
        found = page(fetcher.get(internet.url("/feed"), ALLOWED))
    assert (found.body, found.unchanged) == (b"more news", False)


def test_a_page_that_only_says_when_it_changed_is_asked_for_again(internet: Internet, fetcher: Fetcher) -> None:
    old = "Mon, 01 Jan 2024 00:00:00 GMT"
    internet.paths["/feed"] = net.in_turn(net.text(b"news", Last_Modified=old), net.text(b"more", Last_Modified=old))
    bodies = [page(fetcher.get(internet.url("/feed"), ALLOWED)).body for _ in range(2)]
    assert bodies == [b"news", b"more"]


@pytest.mark.parametrize(("age", "asked"), [("600", 1), ("31536000", 2)])
def test_a_stated_freshness_holds_for_an_hour_at_most(
    internet: Internet, fetcher: Fetcher, age: str, asked: int
) -> None:
    internet.paths["/feed"] = net.text(b"news", Cache_Control=f"max-age={age}")
    for _ in range(2):
        page(fetcher.get(internet.url("/feed"), ALLOWED))
    assert internet.asked("/feed") == asked


def test_a_page_read_with_permission_answers_nobody_without(internet: Internet, fetcher: Fetcher) -> None:
    internet.paths["/feed"] = net.text(b"secret", Cache_Control="max-age=600")
    page(fetcher.get(internet.url("/feed"), ALLOWED))
    assert "no public address" in failure(fetcher.get(internet.url("/feed"))).sentence


def test_a_source_without_permission_closes_a_host_for_no_other(internet: Internet, fetcher: Fetcher) -> None:
    internet.paths["/page"] = net.text(b"news")
    url = internet.url("/page", "127.0.0.1")
    refused = failure(fetcher.get(url))
    assert (refused.reason, "robots" in refused.sentence) == (Reason.ADDRESS, False)
    assert page(fetcher.get(url, frozenset({"127.0.0.1"}))).url == url


def test_permanent_moves_are_told_and_passing_ones_are_not(internet: Internet, fetcher: Fetcher) -> None:
    internet.paths |= {
        "/a": net.redirect("/b"), "/b": net.redirect(internet.url("/c", "other.example"), 308),
        "/c": net.redirect("/d", 302), "/d": net.redirect("/e"), "/e": net.text(b"news"),
    }  # fmt: skip
    found = page(fetcher.get(internet.url("/a"), ALLOWED))
    assert (found.url, found.moved_to) == (internet.url("/e", "other.example"), internet.url("/c", "other.example"))
    assert page(fetcher.get(internet.url("/c"), ALLOWED)).moved_to is None


def test_robots_rules_are_obeyed_and_read_once(internet: Internet, fetcher: Fetcher) -> None:
    internet.paths["/robots.txt"] = net.text(b"User-agent: *\nDisallow: /private/\n")
    internet.paths["/news"] = net.text(b"news")
    internet.paths["/private/x"] = net.text(b"never")
    page(fetcher.get(internet.url("/news"), ALLOWED))
    refused = failure(fetcher.get(internet.url("/private/x"), ALLOWED))
    assert (refused.reason, internet.asked("/private/x"), internet.asked("/robots.txt")) == (Reason.ROBOTS, 0, 1)


def test_rules_that_cannot_be_read_forbid_everything(internet: Internet, fetcher: Fetcher) -> None:
    internet.paths["/robots.txt"] = net.text(b"", 500)
    internet.paths["/news"] = net.text(b"news")
    refused = failure(fetcher.get(internet.url("/news"), ALLOWED))
    assert "rules for robots cannot be read" in refused.sentence
    assert internet.asked("/news") == 0


def test_a_crawl_delay_keeps_requests_apart(internet: Internet, fetcher: Fetcher) -> None:
    internet.paths["/robots.txt"] = net.text(b"User-agent: *\nCrawl-delay: 0.4\n")
    for path in ("/a", "/b", "/c"):
        internet.paths[path] = net.text(b"news")
        page(fetcher.get(internet.url(path), ALLOWED))
    times = [at for _, path, at in internet.requests if path != "/robots.txt"]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.39


def test_hosts_are_asked_together_and_each_alone(internet: Internet) -> None:
    busy: dict[str, int] = {}
    most, together, lock = 0, 0, threading.Lock()

    def answer(handler: net.Handler) -> None:
        nonlocal most, together
        host = handler.headers["Host"]
        with lock:
            busy[host] = busy.get(host, 0) + 1
            most, together = max(most, busy[host]), max(together, sum(busy.values()))
        time.sleep(0.1)
        with lock:
            busy[host] -= 1
        handler.say(200, b"news")

    urls = [internet.url(f"/{n}", host) for n in range(3) for host in ("news.example", "other.example")]
    internet.paths |= {f"/{n}": answer for n in range(3)}
    with Fetcher(QUICK, None, internet.look_up) as fetcher:
        jobs = [Job(url, partial(fetcher.get, url, ALLOWED)) for url in urls]
        found = list(by_host(jobs, QUICK.hosts, lambda outcome: isinstance(outcome, Failure)))
    assert sorted(page(one).asked for one in found) == sorted(urls)
    assert (most, together) == (1, 2)


def test_a_name_that_changes_its_mind_is_not_looked_up_again(internet: Internet) -> None:
    """The address that was checked is the one connected to, so a second answer of the name server has no effect."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    asked: list[str] = []

    def look_up(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    limits = Limits(seconds=0.3, quiet_seconds=0.2, attempts=1, pause=0.0)
    with Fetcher(limits, None, look_up) as fetcher:
        failure(fetcher.get(internet.url("/news", "rebinding.example")))
    assert (asked, internet.requests) == (["rebinding.example"], [])


def test_a_proxy_of_the_environment_is_used(internet: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    target = "http://far.test/news"
    internet.paths[target] = net.text(b"through the proxy")
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{internet.server_address[1]}")
    with Fetcher(QUICK, None, internet.look_up) as fetcher:
        assert page(fetcher.get(target)).body == b"through the proxy"
        assert "no public address" in failure(fetcher.get("http://10.0.0.7/")).sentence
        assert "no public address" in failure(fetcher.get("http://inner.example/")).sentence
    monkeypatch.setenv("no_proxy", "news.example")
    internet.paths["/direct"] = net.text(b"direct")
    with Fetcher(QUICK, None, internet.look_up) as fetcher:
        assert page(fetcher.get(internet.url("/direct"), ALLOWED)).body == b"direct"


def test_certificates_are_checked(internet: Internet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    internet.socket = context.wrap_socket(internet.socket, server_side=True)
    internet.paths["/news"] = net.text(b"news")
    url = internet.url("/news").replace("http:", "https:")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with Fetcher(QUICK, None, internet.look_up) as fetcher:
        assert "certificate is not to be trusted" in failure(fetcher.get(url, ALLOWED)).sentence
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setitem(os.environ, "SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with Fetcher(QUICK, None, internet.look_up) as fetcher:
        assert page(fetcher.get(url, ALLOWED)).body == b"news"
        other = url.replace("news.example", "other.example")
        assert "certificate is not to be trusted" in failure(fetcher.get(other, ALLOWED)).sentence


def test_tries_are_nobodys_news(internet: Internet, fetcher: Fetcher, caplog: pytest.LogCaptureFixture) -> None:
    internet.paths["/news"] = net.in_turn(net.text(b"", 500), net.text(b"news"))
    assert page(fetcher.get(internet.url("/news"), ALLOWED)).body == b"news"
    assert internet.asked("/news") == 2
    assert [one.name for one in caplog.records if one.name.startswith("stamina")] == []
