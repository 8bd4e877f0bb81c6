"""Turns one raw article into what it says; the language models are imported when the first one is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from graph.model.claim import Claim, Trust
from graph.model.document import Document, DocumentKind
from loaders.extraction.calibrated import sure
from loaders.refresh.items import Loaded, Problem
from loaders.review.applying import applied
from loaders.review.decisions import Standing

if TYPE_CHECKING:
    from loaders.documents.article import Article, Rejected
    from loaders.documents.files import RawItem

# What a page mentions in passing about the build of the network stands beside the tables and never widens their ranges.
STRUCTURE = frozenset({"capacity", "length", "course", "ownership", "operation"})


NOTHING_DECIDED = Standing()
_READING = Lock()


@dataclass(frozen=True, slots=True)
class ArticleLoad:
    """The loading of an article in its parts, so that whoever likes may do the middle one.

    ``read`` finds and cleans it here, the extraction is a pure function of it and the decisions (``Task``), and
    ``told`` makes what an item says of the article and its claims.
    """

    read: Callable[[], Article | Rejected]
    told: Callable[[Article, list[Claim]], Loaded | Problem]
    decisions: Standing = NOTHING_DECIDED

    def __call__(self) -> Loaded | Problem:
        """Do all of it here; a bad article gives its reason."""
        from loaders.documents.article import Rejected

        found = self.read()
        if isinstance(found, Rejected):
            return Problem(found.place, found.reason)
        return self.told(found, claims_in(found, self.decisions))


@dataclass(frozen=True, slots=True)
class Task:
    """All that the claims of an article depend on, but for the code and its data; it can be sent anywhere."""

    article: Article
    decisions: Standing


def claims_of_task(task: Task) -> list[Claim]:
    """Do the middle part of loading an article; one at a time in a process, as the models remember words."""
    with _READING:
        return claims_in(task.article, task.decisions)


def load_article(raw: RawItem, decisions: Standing = NOTHING_DECIDED) -> ArticleLoad:
    """Give the loading of an article as a reviewer's decisions leave it."""
    return ArticleLoad(raw.load, _plainly, decisions)


def _plainly(article: Article, claims: list[Claim]) -> Loaded:
    return Loaded(tuple(claims), (document_of(article),))


def claims_in(article: Article, decisions: Standing = NOTHING_DECIDED) -> list[Claim]:
    """Give what an article says, each claim with the trust that a machine's reading deserves."""
    from loaders.extraction.extractor import extract

    return list(map(_trusted, applied(extract(article), decisions)))


def _trusted(claim: Claim) -> Claim:
    """Say how far a machine's reading of a page is trusted."""
    counts = claim.confidence >= sure() and claim.type not in STRUCTURE
    return replace(claim, trust=Trust.MEDIUM if counts else Trust.LOW)


def document_of(article: Article) -> Document:
    """Describe an article as a cited source."""
    return Document(
        id=article.id, kind=DocumentKind.ARTICLE, title=article.title, outlet=article.outlet, url=article.url,
        lang=article.lang, published=article.published,
    )  # fmt: skip
