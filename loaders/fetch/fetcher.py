"""Fetches pages: robots rules, pauses, retries and redirects around single requests."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from loaders.fetch.addresses import Resolver, resolve
from loaders.fetch.limits import Limits
from loaders.fetch.outcome import Failure, FetchFault, Page, Reason
from loaders.fetch.pace import Pace
from loaders.fetch.retry import with_retries
from loaders.fetch.robots import RobotsBook

if TYPE_CHECKING:
    from loaders.fetch.client import Answer

NOBODY: frozenset[str] = frozenset()


class Fetcher:
    """Fetches pages for one run; use it as a context manager, from any number of threads.

    ``cache`` is the file of the HTTP cache; without one nothing is kept and nothing written.
    """

    def __init__(self, limits: Limits | None = None, cache: Path | None = None, look_up: Resolver = resolve) -> None:
        from loaders.fetch.client import Client

        self.limits = limits or Limits()
        self._client = Client(self.limits, cache, look_up)
        self._pace = Pace()
        self._robots = RobotsBook(lambda url, allowed: self._follow(url, allowed, robots=False))

    def __enter__(self) -> Self:
        """Start a run."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Close connections and cache."""
        self._client.close()

    def get(self, url: str, allowed: frozenset[str] = NOBODY) -> Page | Failure:
        """Fetch one page; ``allowed`` names the hosts that may be private. It never raises for what a site does."""
        return self._follow(url, frozenset(host.lower() for host in allowed), robots=True)

    def _follow(self, url: str, allowed: frozenset[str], *, robots: bool) -> Page | Failure:
        """Walk redirects by hand, so that every step is checked like the first."""
        at, moved, permanent = url, None, True
        for _ in range(self.limits.redirects + 1):
            try:
                answer = self._step(at, allowed, robots=robots)
            except FetchFault as fault:
                place = "" if at == url else f" (sent there from {url})"
                return Failure(url, fault.reason, f"{at}: {fault.sentence}{place}.", fault.after)
            if answer.target is None:
                return Page(url, at, answer.body, answer.content_type, answer.unchanged, moved)
            at = urljoin(at, answer.target)
            permanent = permanent and answer.permanent
            moved = at if permanent else moved
        return Failure(url, Reason.REDIRECTS, f"{url}: sent on more than {self.limits.redirects} times.")

    def _step(self, url: str, allowed: frozenset[str], *, robots: bool) -> Answer:
        host = _host(url)
        if left := self._pace.closed_for(host):
            raise FetchFault(Reason.BUSY, f"{host} asked to be left alone for {left:.0f} more seconds", after=left)
        pause = self._pause(url, allowed) if robots else 0.0  # the rules and the first page are one visit
        with self._pace.turn(host, pause):
            try:
                return with_retries(lambda: self._client.send(url, allowed), self.limits)
            except FetchFault as fault:
                if fault.after:
                    self._pace.leave_alone(host, fault.after)
                raise

    def _pause(self, url: str, allowed: frozenset[str]) -> float:
        rules = self._robots.rules_for(url, allowed)
        if rules.refusal:
            raise FetchFault(rules.reason, rules.refusal)
        if not rules.allows(url):
            raise FetchFault(Reason.ROBOTS, "the site's rules for robots forbid it")
        return 0.0 if _is_this_machine(url, allowed) else max(self.limits.pause, rules.pause)


def _is_this_machine(url: str, allowed: frozenset[str]) -> bool:
    """Tell whether an address is one of this very machine, which nobody has to be polite to."""
    host = urlsplit(url).hostname or ""
    return host in allowed and host.startswith("127.")


def _host(url: str) -> str:
    """Give the host of an address that may be fetched.

    Raises:
        FetchFault: another scheme than http and https, no host, or a password inside.
    """
    try:
        parts = urlsplit(url)
        host, login = parts.hostname, parts.username or parts.password
        _ = parts.port
    except ValueError:
        raise FetchFault(Reason.ADDRESS, "no address that can be read") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise FetchFault(Reason.ADDRESS, "only http and https addresses are fetched")
    if login:
        raise FetchFault(Reason.ADDRESS, "an address must not hold a name or password")
    return host
