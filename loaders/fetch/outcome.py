"""What a fetch gives: a page, or one reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Kinds of failure, by what a person would do about them."""

    ADDRESS = "address"  # no address to fetch, or one that must not be reached
    ROBOTS = "robots"  # the site's rules forbid it
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    GONE = "gone"
    BUSY = "busy"  # the site asked to come back later
    SERVER = "server"
    STATUS = "status"  # any other answer that brings no page
    REDIRECTS = "redirects"
    LARGE = "large"
    SLOW = "slow"
    BROKEN = "broken"  # the answer breaks off or is no HTTP
    CERTIFICATE = "certificate"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a page, decompressed.

    ``url`` is where it was found in the end. ``moved_to`` is the new address where every step that led
    away from the one asked for was permanent. ``unchanged``: the bytes are those of the last time.
    """

    asked: str
    url: str
    body: bytes
    content_type: str
    unchanged: bool = False
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no page, in one sentence; ``retry_after`` is in seconds, where the site named a time."""

    asked: str
    reason: Reason
    sentence: str
    retry_after: float | None = None


class FetchFault(Exception):
    """Carries a failure out of the depths of a request; it never leaves this package.

    ``passing``: the same request may go well in a moment.
    """

    def __init__(self, reason: Reason, sentence: str, *, passing: bool = False, after: float | None = None) -> None:
        self.reason = reason
        self.sentence = sentence
        self.passing = passing
        self.after = after
        super().__init__(sentence)
