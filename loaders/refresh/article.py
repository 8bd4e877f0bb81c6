"""Turns one raw article into what it says; the language models are imported when the first one is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model.document import Document, DocumentKind
from loaders.refresh.items import Loaded, Problem

if TYPE_CHECKING:
    from loaders.documents.article import Article
    from loaders.documents.files import RawItem


def load_article(raw: RawItem) -> Loaded | Problem:
    """Read, clean and extract one article; a bad one gives its reason."""
    from loaders.documents.article import Rejected
    from loaders.extraction import extract

    found = raw.load()
    if isinstance(found, Rejected):
        return Problem(found.place, found.reason)
    return Loaded(tuple(extract(found)), (document_of(found),))


def document_of(article: Article) -> Document:
    """Describe an article as a cited source."""
    return Document(
        id=article.id, kind=DocumentKind.ARTICLE, title=article.title, outlet=article.outlet, url=article.url,
        lang=article.lang, published=article.published,
    )  # fmt: skip
