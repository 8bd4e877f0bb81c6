"""What a source offers: items that are replaced as a whole, cheap to compare and loaded only when changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from graph.model.claim import Claim
from graph.model.document import Document


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of an item that cannot be used: where it stands, and the reason in one sentence."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one item says. ``problems`` are the rows that could not be read; the others count."""

    claims: tuple[Claim, ...] = ()
    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One item: ``load`` gives what it says, or the one problem for which it cannot be read at all.

    ``fingerprint`` changes with its bytes, ``version`` with the code and data that read it. ``hides``
    begins the keys that may stand behind an unreadable part of the source, and so are not gone.
    """

    key: str
    fingerprint: str
    version: str
    load: Callable[[], Loaded | Problem] = field(compare=False)
    hides: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A named source and the way to list its items; ``place`` is what a person would look at.

    What a source no longer offers is removed, unless it is a ``stream``: that adds and corrects, and removes only the
    items that it names as ``gone``. ``troubles`` are sentences about it that a person must see.
    """

    name: str
    place: str
    list_items: Callable[[], Iterable[SourceItem]] = field(compare=False)
    stream: bool = False
    gone: frozenset[str] = frozenset()
    troubles: tuple[str, ...] = ()
