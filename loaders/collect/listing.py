"""What sources list now, read at once from many hosts: one outcome for each source that was tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from graph.errors import BadInput
from loaders.fetch.fetcher import Fetcher
from loaders.fetch.many import PASSING, Job, by_host
from loaders.fetch.outcome import Page
from loaders.sources.model import ConfiguredSource
from loaders.sources.preview import NotFetched, Preview, fetched, preview


@dataclass(frozen=True, slots=True)
class Listing:
    """What a try of one source gave: a ``preview`` of its items, the ``page`` of a table, or why it ``failed``.

    ``passing``: the trouble is the host's.
    """

    source: ConfiguredSource
    preview: Preview | None = None
    page: Page | None = None
    failed: str = ""
    passing: bool = False

    @property
    def moved_to(self) -> str | None:
        """Where it moved for good."""
        found = self.preview or self.page
        return found.moved_to if found else None


def list_all(
    sources: Sequence[ConfiguredSource], fetcher: Fetcher, today: date, stopped: Callable[[], bool]
) -> Iterator[Listing]:
    """Read what sources list; those of a host in trouble, and those after somebody asked to stop, may be left out."""
    jobs = [Job(source.address, partial(_listing, source, fetcher, today)) for source in sources]
    return by_host(jobs, fetcher.limits.hosts, lambda listing: listing.passing, stopped=stopped)


def _listing(source: ConfiguredSource, fetcher: Fetcher, today: date) -> Listing:
    try:
        if source.kind.reads == "table":
            return Listing(source, page=fetched(source, fetcher, source.address))
        return Listing(source, preview(source, fetcher, today))
    except NotFetched as error:
        return Listing(source, failed=str(error), passing=error.failure.reason in PASSING)
    except BadInput as error:
        return Listing(source, failed=f"{source.address}: {error}")
