"""What reading a document gives: an article, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """A clean article, ready for extraction.

    ``text`` holds paragraphs separated by a newline, without the title. Offsets of quotes refer to
    ``body``. ``published`` is an EDTF day, month or year, or None: it is never guessed. ``flags`` tell
    what a careful reader should know about the text (see ``flags`` for their meaning).
    """

    id: str
    title: str
    text: str
    lang: str
    published: str | None
    url: str | None
    outlet: str | None
    path: str
    flags: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """Title, newline, text: what the offsets of claims count in."""
        return f"{self.title}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that gives no article: where it stands, and one clear reason.

    ``place`` is ``line 7`` inside a file of many articles and empty elsewhere.
    """

    path: str
    place: str
    reason: str
    id: str | None = None

    def __str__(self) -> str:
        where = f"{self.path}, {self.place}" if self.place else self.path
        return f"{where}: {self.reason}"
