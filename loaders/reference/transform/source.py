"""Where a row comes from: the cited document, from when it can be known, how far it is trusted."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from urllib.parse import urlsplit

from graph.model.claim import Modality, Trust
from graph.model.document import Document, DocumentKind
from graph.model.time import parse_period
from loaders.reference.table import Row

CURATOR = "curator"
OWN_KNOWLEDGE = "own knowledge"
_URL = re.compile(r"^https?://\S+$")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_TRUST = {"high": Trust.HIGH, "medium": Trust.MEDIUM, "low": Trust.LOW, "unverified": Trust.UNVERIFIED}
_CONFIDENCE = {"high": 0.95, "medium": 0.8, "low": 0.5, "unverified": 0.3}


def document_of(row: Row) -> Document:
    """Give the source that a row cites: a page, a data set or report, or the curator's own knowledge."""
    source, published = row["source"], row["published"] or None
    if source == OWN_KNOWLEDGE:
        return Document(CURATOR, DocumentKind.CURATOR, title="The curator's own knowledge, to be verified")
    if _URL.match(source):
        host = (urlsplit(source).hostname or "").removeprefix("www.")
        return Document(source, DocumentKind.PAGE, title=source, outlet=host, url=source, published=published)
    return Document(slug(source), DocumentKind.DATASET, title=source, published=published)


def slug(citation: str) -> str:
    """Name a citation that has no address: its words in small letters with hyphens."""
    plain = unicodedata.normalize("NFKD", citation).encode("ascii", "ignore").decode().lower()
    return _NO_WORD.sub("-", plain).strip("-") or "citation"


def trust_of(row: Row) -> Trust:
    """Give the trust of a row's confidence."""
    return _TRUST[row["confidence"]]


def confidence_of(row: Row) -> float:
    """Give the confidence of a row as a number between 0 and 1."""
    return _CONFIDENCE[row["confidence"]]


def known_from(row: Row, when: str | None, modality: Modality) -> tuple[str | None, str]:
    """Give the day from which a row's statement can have been known, and why.

    A plan or a possibility is known before its time comes, so its time gives no bound.
    """
    if row["published"]:
        return row["published"], "published"
    told = row["as_of"] or (when if modality in {Modality.FACT, Modality.DENIED} else None)
    bound = _bound(told) if told else None
    return (bound.isoformat(), "not before") if bound else (None, "undated")


def _bound(told: str) -> date | None:
    """Give the day by which what is told of a time was certainly over: a report on 2024 is not out on its first day."""
    period = parse_period(told)
    return period.end or period.start
