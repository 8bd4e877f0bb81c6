"""The rules that a site states for robots (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from loaders.fetch.limits import LONGEST_CRAWL_DELAY, ROBOTS_BYTES
from loaders.fetch.outcome import Failure, Page, Reason

if TYPE_CHECKING:
    from protego import Protego

AGENT = "Trunkline"

# Failures that RFC 9309 (2.3.1.3) calls "unavailable": the site has no rules, so everything may be read.
_NO_RULES = frozenset({Reason.MISSING, Reason.GONE, Reason.FORBIDDEN, Reason.STATUS, Reason.REDIRECTS})


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows: ``refusal`` (of the kind ``reason``) is why nothing at all may be read there now."""

    text: str = ""
    refusal: str = ""
    reason: Reason = Reason.ROBOTS

    def allows(self, url: str) -> bool:
        """Tell whether a page may be read."""
        return _parsed(self.text).can_fetch(url, AGENT)

    @property
    def pause(self) -> float:
        """Seconds that the site wants between two requests; 0 where it names none."""
        return min(_parsed(self.text).crawl_delay(AGENT) or 0.0, LONGEST_CRAWL_DELAY)


class RobotsBook:
    """The rules of every site met in a run, read once each; ``read`` fetches the page of rules."""

    def __init__(self, read: Callable[[str, frozenset[str]], Page | Failure]) -> None:
        self._read = read
        self._lock = Lock()
        self._known: dict[str, Rules] = {}

    def rules_for(self, url: str, allowed: frozenset[str]) -> Rules:
        """Give the rules of the site that a page belongs to."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}/robots.txt"
        with self._lock:
            known = self._known.get(site)
        if known is None:
            known = _rules(self._read(site, allowed))
            if known.reason is Reason.ADDRESS:
                return known  # another source may be allowed what this one is not
            with self._lock:
                self._known[site] = known
        return known


def _rules(found: Page | Failure) -> Rules:
    if isinstance(found, Page):
        return Rules(found.body[:ROBOTS_BYTES].decode("utf-8", "replace"))
    if found.reason in _NO_RULES:
        return Rules()
    if found.reason is Reason.ADDRESS:  # that of the page itself, as a rule
        return Rules("", found.sentence.partition(": ")[2].rstrip("."), found.reason)
    return Rules("", f"the site's rules for robots cannot be read ({found.sentence.rstrip('.')})", found.reason)


@lru_cache(maxsize=64)
def _parsed(text: str) -> Protego:
    from protego import Protego

    return Protego.parse(text)
