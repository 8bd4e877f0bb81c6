"""Bounds of fetching; each keeps one address from taking the machine, or us from taking the address."""

from __future__ import annotations

from dataclasses import dataclass

ROBOTS_BYTES = 512_000  # RFC 9309 asks for at least 500 KiB
LONGEST_CRAWL_DELAY = 60.0  # seconds; some sites state days to keep every robot out, which a "Disallow" says better
LONGEST_FRESHNESS = 3600  # seconds; a feed that claims to be fresh for a year is asked again all the same
CACHE_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost; times in seconds, sizes in bytes."""

    wire_bytes: int = 20_000_000
    """Most bytes received for one page, as they come over the wire."""
    body_bytes: int = 50_000_000
    """Most bytes after decompression."""
    seconds: float = 60.0
    """One try, from connecting to the last byte."""
    quiet_seconds: float = 15.0
    """Longest silence of the other side."""
    redirects: int = 5
    attempts: int = 3
    """How often a page is asked for before a passing trouble counts as a failure."""
    first_wait: float = 1.0
    """Pause before the second attempt; it doubles, with jitter of the same size."""
    longest_wait: float = 60.0
    """A longer ``Retry-After`` is obeyed by leaving the host alone, not by waiting."""
    pause: float = 1.0
    """Pause between two requests to one host."""
    hosts: int = 8
    """How many hosts are asked at the same time."""
