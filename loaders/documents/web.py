"""A page from the network as an article: what the page says of itself, and what its feed and source say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from graph.errors import BadInput
from loaders.documents.article import Article, Rejected
from loaders.documents.build import Fields, build_article
from loaders.documents.formats import read_html, read_text
from loaders.documents.identity import link_to_cite, outlet_of
from loaders.documents.language import SUPPORTED
from loaders.documents.limits import ARTICLE_BYTES, megabytes

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a page besides its bytes.

    ``name`` is the id of the article to be. ``title``, ``published`` and ``language`` are what its feed says, which
    the page's own word outweighs; ``outlet`` and ``source_language`` are what its source says, which stands.
    """

    name: str
    url: str
    content_type: str
    outlet: str
    today: date
    title: str = ""
    published: str | None = None
    language: str | None = None
    source_language: str | None = None


def read_web_page(data: bytes, around: Surroundings) -> Article | Rejected:
    """Read, clean and name a page; a bad one gives its reason."""
    try:
        if len(data) > ARTICLE_BYTES:
            raise BadInput(f"larger than the {megabytes(ARTICLE_BYTES)} allowed for one article")
        return build_article(_fields(data, around), around.name)
    except BadInput as error:
        return Rejected(around.url or around.name, "", error.reason, around.name)


def _fields(data: bytes, around: Surroundings) -> Fields:
    path = around.url or around.name
    if around.content_type.lower().startswith("text/plain"):
        found = read_text(data, path, around.today)
    else:
        sent_as = _CHARSET.search(around.content_type)
        found = read_html(data, path, around.today, sent_as[1] if sent_as else None)
    hint = around.language if around.language in SUPPORTED else None
    return replace(
        found, id=around.name, title=found.title or around.title, outlet=around.outlet,
        lang=around.source_language or hint, published=found.published or around.published,
        url=_own_url(found.url, around.url),
    )  # fmt: skip


def _own_url(stated: str | None, url: str) -> str | None:
    """Believe the address that a page states where it is one of its own site; a reprint may name another's."""
    own = stated if stated and outlet_of(stated) == outlet_of(url) else url
    return link_to_cite(own) or None
