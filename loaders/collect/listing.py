"""What sources list now, read at once from many hosts: one outcome for each source that was tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256

from graph.errors import BadInput
from loaders.fetch.fetcher import Fetcher
from loaders.fetch.many import PASSING, Job, by_host
from loaders.fetch.outcome import Page
from loaders.sources.model import ConfiguredSource
from loaders.sources.preview import NotFetched, Preview, feed_in, fetched, preview


@dataclass(frozen=True, slots=True)
class Listing:
    """What a try of one source gave: a ``preview`` of its items, the ``page`` of a table, or why it ``failed``.

    ``passing``: the trouble is the host's. ``mark`` changes with the bytes of a feed; ``same``: they are those of the
    last time, so it was not parsed again.
    """

    source: ConfiguredSource
    preview: Preview | None = None
    page: Page | None = None
    failed: str = ""
    passing: bool = False
    mark: str = ""
    same: bool = False

    @property
    def moved_to(self) -> str | None:
        """Where it moved for good."""
        found = self.preview or self.page
        return found.moved_to if found else None


@dataclass(frozen=True, slots=True)
class Terms:
    """How to read: ``marks`` are those of the feeds as last read, by source, while ``sources`` were enabled."""

    today: date
    stopped: Callable[[], bool]
    marks: Mapping[str, str]
    sources: str


def list_all(sources: Sequence[ConfiguredSource], fetcher: Fetcher, terms: Terms) -> Iterator[Listing]:
    """Read what sources list; those of a host in trouble, and those after somebody asked to stop, may be left out."""
    jobs = [Job(source.address, partial(_listing, source, fetcher, terms)) for source in sources]
    return by_host(jobs, fetcher.limits.hosts, lambda listing: listing.passing, stopped=terms.stopped)


def _listing(source: ConfiguredSource, fetcher: Fetcher, terms: Terms) -> Listing:
    try:
        if source.kind.reads == "feed":
            return _feed(source, fetched(source, fetcher, source.address), terms)
        if source.kind.reads == "table":
            return Listing(source, page=fetched(source, fetcher, source.address))
        return Listing(source, preview(source, fetcher, terms.today))
    except NotFetched as error:
        return Listing(source, failed=str(error), passing=error.failure.reason in PASSING)
    except BadInput as error:
        return Listing(source, failed=f"{source.address}: {error}")


def _feed(source: ConfiguredSource, page: Page, terms: Terms) -> Listing:
    mark = sha256(f"{source.kind.name} {terms.sources} ".encode() + page.body).hexdigest()
    if terms.marks.get(source.name) == mark:
        return Listing(source, Preview(moved_to=page.moved_to), mark=mark, same=True)
    return Listing(source, feed_in(source, page, terms.today), mark=mark)
