"""A document: what a claim is stated in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    """What kind of thing is cited."""

    ARTICLE = "article"  # a text that was read here, sentence by sentence
    PAGE = "page"  # a public page whose figure stands in a reference table
    DATASET = "dataset"  # a released data set
    CURATOR = "curator"  # the curator's own knowledge, to be verified


@dataclass(frozen=True, slots=True)
class Document:
    """A cited source. ``published`` is EDTF or None when the source gives no date.

    ``reprint_of`` is the document of another outlet whose text it repeats.
    """

    id: str
    kind: DocumentKind
    title: str = ""
    outlet: str | None = None
    url: str | None = None
    lang: str | None = None
    published: str | None = None
    reprint_of: str | None = None
