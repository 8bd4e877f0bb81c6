"""One round over the sources: what is due is listed, fetched and noted. One failing source never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from loaders.collect.bounds import GRACE, Count, accepted, judged
from loaders.collect.due import is_due as page_is_due
from loaders.collect.due import oldest_first
from loaders.collect.kept import Kept
from loaders.collect.listing import Listing, Terms, list_all
from loaders.collect.pages import Pages
from loaders.fetch.fetcher import Fetcher
from loaders.fetch.many import PASSING, Job, by_host
from loaders.fetch.outcome import Failure, Page
from loaders.sources.model import ConfiguredSource
from loaders.sources.state import SourceState, is_due, moved, read_states, write_states

CACHE = "http-cache.db"
COMMIT_EVERY = 20  # pages; what a kill may cost
NAMED_PAGES = 100  # of a source that was named, so many of its newest pages are asked for again


@dataclass(frozen=True, slots=True)
class Round:
    """What is asked for: ``named`` sources alone, read now whatever their interval; ``allow`` takes any count.

    An ``offline`` round fetches nothing: what was kept is offered again. ``stopped`` says whether somebody asked to
    stop: what is not read by then stays due.
    """

    now: datetime
    named: frozenset[str] = frozenset()
    allow: bool = False
    offline: bool = False
    stopped: Callable[[], bool] = lambda: False


@dataclass(slots=True)
class Told:
    """The sources of a round, sentences about it, and by source what somebody must look at."""

    sources: dict[str, ConfiguredSource] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    troubles: dict[str, list[str]] = field(default_factory=dict)


def fetch_round(
    home: Path, book: Mapping[str, ConfiguredSource], asked: Round, pages: Pages, fetcher: Fetcher | None = None
) -> Told:
    """Read what is due, and say how it went."""
    now_read = _Reader(home, book, asked, pages)
    if asked.offline:
        return now_read.told
    now_read.tell_again()
    if now_read.wants_network:
        with ExitStack() as stack:
            now_read.read(fetcher or stack.enter_context(Fetcher(cache=home / CACHE)))
    return now_read.told


class _Reader:
    """The steps of one round."""

    def __init__(self, home: Path, book: Mapping[str, ConfiguredSource], asked: Round, pages: Pages) -> None:
        self._home = home
        self._asked = asked
        self._pages = pages
        self._states = read_states(home)
        self._written = {name: one for name, one in book.items() if one.enabled}
        wanted = {name: one for name, one in self._written.items() if not asked.named or name in asked.named}
        self.told = Told({name: moved(one, self._state(name)) for name, one in wanted.items()})

    @property
    def wants_network(self) -> bool:
        """Tell whether anything is to be fetched."""
        return bool(self._due_sources() or self._due_pages())

    def tell_again(self) -> None:
        """Say what a person must still see of sources that are not due: a daily one is no better an hour later."""
        due = {one.name for one in self._due_sources()}
        for name in self.told.sources.keys() - due:
            if trouble := self._state(name).trouble:
                self.told.troubles[name] = [trouble]

    def read(self, fetcher: Fetcher) -> None:
        """List what is due, then fetch the pages that are."""
        due = self._due_sources()
        tried = set()
        for listing in list_all(due, fetcher, self._terms()):
            tried.add(listing.source.name)
            self._learn(listing)
        left = [one.name for one in due if one.name not in tried and not self._asked.stopped()]
        self.told.said += [f"{name}: not read, as its host is in trouble; it stays due" for name in left]
        self._pages.commit()
        write_states(self._home, self._states)
        self._fetch_pages(fetcher)

    def _state(self, name: str) -> SourceState:
        return self._states.get(name, SourceState())

    def _terms(self) -> Terms:
        """Say how to read: a feed need not be parsed whose items are on the shelf, under the same set of sources."""
        kept = {page.source for page in self._pages.known.values()}
        marks = {name: state.mark for name, state in self._states.items() if name in kept and state.mark}
        return Terms(self._asked.now.date(), self._asked.stopped, marks, " ".join(sorted(self._written)))

    def _due_sources(self) -> list[ConfiguredSource]:
        return [
            one for name, one in self.told.sources.items()
            if one.is_remote and (name in self._asked.named or is_due(one, self._state(name), self._asked.now))
        ]  # fmt: skip

    def _due_pages(self) -> list[Kept]:
        own = (page for page in self._pages.known.values() if page.source in self.told.sources)
        return oldest_first(
            page for page in own if page_is_due(page, self.told.sources[page.source].interval, self._asked.now)
        )

    def _learn(self, listing: Listing) -> None:
        name, moment = listing.source.name, self._pages.moment
        state = replace(self._state(name), tried=moment)
        if listing.failed:
            state = replace(state, failures=state.failures + 1, failure=listing.failed)
            self._states[name] = replace(state, trouble=self._tell_failure(name, state))
            return
        state = replace(self._moved(listing, state), read=moment, failures=0, failure="", trouble="")
        if listing.page:
            self._pages.take_table(listing.source, listing.page)
        elif listing.preview:
            self.told.said += [f"{name}: {note}" for note in listing.preview.notes]
            state = self._note_same(state) if listing.same else self._note_items(listing, state)
            self._ask_named(listing.source)
        self._states[name] = state

    def _tell_failure(self, name: str, state: SourceState) -> str:
        """Say what failed; somebody must look where it fails for more than a day (given back), or was asked for."""
        since = datetime.fromisoformat(state.read) if state.read else None
        passing = since is not None and self._asked.now - since < GRACE
        sentence = f"{name}: cannot be read ({state.failure}); nothing of it was changed."
        if passing and name not in self._asked.named:
            self.told.said.append(sentence)
        else:
            self.told.troubles.setdefault(name, []).append(sentence)
        return "" if passing else sentence

    def _moved(self, listing: Listing, state: SourceState) -> SourceState:
        written = self._written[listing.source.name]
        if listing.moved_to is None:
            return state if state.address == written.address else replace(state, address="", moved_to=None)
        self.told.said.append(
            f"{written.name}: moved for good to {listing.moved_to}, where it is read from now on; "
            "write that into the file of sources"
        )
        return replace(state, address=written.address, moved_to=listing.moved_to)

    def _note_same(self, state: SourceState) -> SourceState:
        return accepted(state, Count(state.listed[-1] if state.listed else 0, 0)).state

    def _note_items(self, listing: Listing, state: SourceState) -> SourceState:
        source, items = listing.source, listing.preview.items if listing.preview else ()
        count = Count(len(items), self._pages.new_among(source, items))
        verdict = accepted(state, count) if self._asked.allow else judged(source, state, count, self._asked.now)
        if verdict.said:
            told = self.told.troubles.setdefault(source.name, []) if verdict.asks else self.told.said
            told.append(verdict.said)
            return replace(verdict.state, trouble=verdict.said if verdict.asks else "")
        left = self._pages.note(source, items, frozenset(self._written))
        if source.kind.reads == "sitemap":  # its word alone deletes nothing: the pages are asked
            self._pages.ask_again(left)
        return replace(verdict.state, mark=listing.mark)

    def _ask_named(self, source: ConfiguredSource) -> None:
        if source.name in self._asked.named:
            listed = [page for page in self._pages.known.values() if page.source == source.name and page.listed]
            newest = sorted(listed, key=lambda page: (page.stated or "", page.first_seen), reverse=True)
            self._pages.ask_again(newest[:NAMED_PAGES])

    def _fetch_pages(self, fetcher: Fetcher) -> None:
        due = self._due_pages()
        jobs = [Job(page.link, partial(self._fetched, fetcher, page)) for page in due]
        failed: dict[str, list[str]] = {}
        done = 0
        found = by_host(jobs, fetcher.limits.hosts, lambda found: _is_passing(found[1]), stopped=self._asked.stopped)
        for page, outcome in found:
            self._pages.take(self.told.sources[page.source], page, outcome)
            if isinstance(outcome, Failure) and not page.gone:
                failed.setdefault(page.source, []).append(outcome.sentence)
            done += 1
            if done % COMMIT_EVERY == 0:
                self._pages.commit()
        self._tell_pages(failed, len(due) - done)

    def _why_left(self) -> str:
        return "somebody asked to stop" if self._asked.stopped() else "their hosts are slow or in trouble"

    def _fetched(self, fetcher: Fetcher, page: Kept) -> tuple[Kept, Page | Failure]:
        return page, fetcher.get(page.link, self.told.sources[page.source].private_hosts)

    def _tell_pages(self, failed: Mapping[str, Iterable[str]], left: int) -> None:
        for name, sentences in sorted(failed.items()):
            first, *others = sorted(sentences)
            more = f" And {len(others)} more pages of it." if others else ""
            self.told.said.append(f"{name}: a page could not be read: {first}{more}")
        if left:
            self.told.said.append(f"{left} pages are left for the next run, as {self._why_left()}")


def _is_passing(found: Page | Failure) -> bool:
    return isinstance(found, Failure) and found.reason in PASSING
