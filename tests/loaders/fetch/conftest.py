from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.fetch.fetcher import Fetcher
from loaders.fetch.limits import Limits
from tests.internet import Internet, running

QUICK = Limits(
    wire_bytes=2_000_000, body_bytes=5_000_000, seconds=0.8, quiet_seconds=0.4, attempts=3, first_wait=0.01,
    longest_wait=1.0, pause=0.0,
)  # fmt: skip
ALLOWED = frozenset({"news.example", "other.example"})


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with running() as server:
        yield server


@pytest.fixture
def fetcher(internet: Internet, tmp_path: Path) -> Iterator[Fetcher]:
    with Fetcher(QUICK, tmp_path / "http-cache" / "pages.db", internet.look_up) as fetcher:
        yield fetcher
