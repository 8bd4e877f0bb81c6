"""Turns one raw article into what it says; the language models are imported when the first one is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.model.claim import Claim, Trust
from graph.model.document import Document, DocumentKind
from loaders.refresh.items import Loaded, Problem
from loaders.review.applying import applied
from loaders.review.decisions import Standing

if TYPE_CHECKING:
    from loaders.documents.article import Article
    from loaders.documents.files import RawItem

SURE = 0.8  # a reading below this confidence counts as low trust

# What a page mentions in passing about the build of the network stands beside the tables and never widens their ranges.
STRUCTURE = frozenset({"capacity", "length", "course", "ownership", "operation"})


NOTHING_DECIDED = Standing()


def load_article(raw: RawItem, decisions: Standing = NOTHING_DECIDED) -> Loaded | Problem:
    """Read, clean and extract one article, as a reviewer's decisions leave it; a bad one gives its reason."""
    from loaders.documents.article import Rejected

    found = raw.load()
    if isinstance(found, Rejected):
        return Problem(found.place, found.reason)
    return Loaded(tuple(claims_in(found, decisions)), (document_of(found),))


def claims_in(article: Article, decisions: Standing = NOTHING_DECIDED) -> list[Claim]:
    """Give what an article says, each claim with the trust that a machine's reading deserves."""
    from loaders.extraction.extractor import extract

    return list(map(_trusted, applied(extract(article), decisions)))


def _trusted(claim: Claim) -> Claim:
    """Say how far a machine's reading of a page is trusted."""
    sure = claim.confidence >= SURE and claim.type not in STRUCTURE
    return replace(claim, trust=Trust.MEDIUM if sure else Trust.LOW)


def document_of(article: Article) -> Document:
    """Describe an article as a cited source."""
    return Document(
        id=article.id, kind=DocumentKind.ARTICLE, title=article.title, outlet=article.outlet, url=article.url,
        lang=article.lang, published=article.published,
    )  # fmt: skip
