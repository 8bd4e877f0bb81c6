"""Whole ``trunkline refresh`` processes against a loopback server: what a user runs, and what it prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store
from graph.store.view import documents_of
from tests import internet as net
from tests.internet import Internet
from tests.loaders.collect.world import COURT, STOP, html, rss
from tests.processes import refresh, run

SOURCE = """
[sources.{name}]
kind = "rss"
address = "http://127.0.0.1:{port}/{name}.xml"
outlet = "{name}"
trust = "medium"
private_hosts = ["127.0.0.1"]
"""
NAMES = ("first", "second", "failing")


@pytest.fixture
def home(store_home: Path, internet: Internet) -> Iterator[Path]:
    """Return the home of the embedded store, with three sources, which are taken away again."""
    port = internet.server_address[1]
    (store_home / "sources.toml").write_text("".join(SOURCE.format(name=name, port=port) for name in NAMES), "utf-8")
    yield store_home
    for left in [store_home / "sources.toml", *store_home.glob("sources-state*"), *store_home.glob("*.db*")]:
        left.unlink()


def serve(internet: Internet, name: str, **pages: bytes | None) -> None:
    """Serve a feed and its pages; a page of None is gone."""
    links = {path: internet.url(f"/{name}/{path}", "127.0.0.1") for path in pages}
    internet.paths[f"/{name}.xml"] = net.text(rss(*links.items()))
    for path, body in pages.items():
        internet.paths[f"/{name}/{path}"] = net.text(body) if body else net.text(b"", 410)


@pytest.mark.embedded
@pytest.mark.timeout(300)
def test_new_unchanged_corrected_deleted_moved_and_reprinted(home: Path, internet: Internet, store: Store) -> None:
    serve(internet, "first", stop=html("CPC", STOP), court=html("Court", COURT, "2022-07-06"), again=html("CPC", STOP))
    serve(internet, "second", copy=html("CPC stops", STOP, "2025-12-01"))
    internet.paths["/failing.xml"] = net.text(b"", 404)
    done = refresh(home, *NAMES)
    assert (done["code"], done["counts"]["loaded"]) == (1, 3), done
    assert "failing: cannot be read (http://127.0.0.1:" in done["said"]
    assert {one.reprint_of is None for one in documents_of(store)} == {True, False}
    digest = done["digest"]

    done = refresh(home, *NAMES)
    assert (done["counts"]["writes"], done["counts"]["unchanged"], done["digest"]) == (0, 3, digest)

    stopped = html("CPC", STOP.replace("29 November", "28 November"))
    serve(internet, "first", stop=stopped, court=None, again=stopped)
    internet.paths["/second.xml"] = net.redirect(internet.url("/moved.xml", "127.0.0.1"))
    serve(internet, "moved", copy=html("CPC stops", STOP, "2025-12-01"))
    internet.paths["/second/copy"] = net.redirect(internet.url("/moved/copy", "127.0.0.1"))
    said = run(home, "refresh", *NAMES).stdout
    assert "1 changed, 1 removed, 1 unchanged" in said
    assert "second: moved for good to http://127.0.0.1" in said
    assert len(documents_of(store)) == 2
