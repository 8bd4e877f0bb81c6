"""Helpers: an article in a line, and claims found by what they say."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.claim import Claim
from loaders.extraction.extractor import extract


@dataclass(frozen=True)
class Text:
    """The least that extraction needs of an article."""

    text: str
    lang: str
    published: str | None = None
    title: str = "Проверка"
    id: str = "t"
    outlet: str | None = None

    @property
    def body(self) -> str:
        return f"{self.title}\n{self.text}"


def claims(lang: str, text: str, published: str | None = "2025-12-02", title: str = "") -> list[Claim]:
    """Read a text."""
    return extract(Text(text, lang, published, title or ("Проверка" if lang == "ru" else "Check")))


def find(found: list[Claim], kind: str, *about: str) -> Claim:
    """Give the one claim of a type about something; a readable failure otherwise."""
    fitting = [c for c in found if c.type == kind and (not about or c.about == about)]
    said = [(c.type, c.about) for c in found]
    assert len(fitting) == 1, f"{kind} {about}: {said}"
    return fitting[0]
