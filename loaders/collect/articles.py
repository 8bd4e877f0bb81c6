"""Kept pages as source items: each article once, read from the shelf, in the name of its source."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from graph.errors import BadInput
from graph.model.claim import Claim, Trust
from loaders.collect.bounds import MOST_CLAIMS
from loaders.collect.kept import Kept
from loaders.documents.article import Article, Rejected
from loaders.documents.files import RawItem, list_items
from loaders.refresh.article import ArticleLoad, document_of
from loaders.refresh.items import Loaded, Problem, SourceItem
from loaders.refresh.versions import READS_ARTICLES, version_of
from loaders.review.decisions import Standing
from loaders.sources.allowed import split_allowed
from loaders.sources.model import ConfiguredSource

Reading = Callable[[ConfiguredSource, Kept], Article | Rejected]


@dataclass(frozen=True, slots=True)
class Voices:
    """How pages are read: by ``reading``, under a reviewer's ``decisions``, as reprints of others.

    ``refused`` counts, by source and type, the claims that a source may not make.
    """

    reading: Reading
    decisions: Standing
    reprint_of: Mapping[str, str]
    refused: dict[str, Counter[str]] = field(default_factory=dict)


def shown_pages(pages: Iterable[Kept]) -> dict[str, Kept]:
    """Choose the page that each article is read from: the one that names it, else the first by name."""
    found: dict[str, Kept] = {}
    for page in sorted(pages, key=lambda page: (page.item, page.address != page.item, page.address)):
        if page.is_readable and not page.gone:
            found.setdefault(page.item, page)
    return found


def gone_articles(pages: Iterable[Kept]) -> frozenset[str]:
    """Name the articles whose pages were all taken away."""
    known = [page for page in pages if page.item]
    return frozenset(page.item for page in known if page.gone) - {page.item for page in known if not page.gone}


def article_items(source: ConfiguredSource, pages: Iterable[Kept], voices: Voices) -> Iterator[SourceItem]:
    """Offer the articles of a source, given the pages that show them, and the pages that give none."""
    base = _version(source, voices)
    for page in pages:
        if page.problem:
            load: Callable[[], Loaded | Problem] = partial(Problem, "", page.problem)
            yield SourceItem(page.item or page.address, _short(page.problem), base, load)
        else:
            original = voices.reprint_of.get(page.item)
            version = f"{base}+{original}" if original else base
            read, told = partial(_read, source, page, voices.reading), partial(_said, source, original, voices)
            yield SourceItem(page.item, page.fingerprint, version, ArticleLoad(read, told, voices.decisions))


def folder_items(source: ConfiguredSource, voices: Voices) -> Iterator[SourceItem]:
    """Offer the articles of a folder.

    Raises:
        BadInput: there is no such folder.
    """
    place = Path(source.address).expanduser().resolve()
    if not place.is_dir():
        raise BadInput(f"there is no folder {place}")
    for raw in list_items([place]):
        load = ArticleLoad(partial(_read_file, source, raw), partial(_said, source, None, voices), voices.decisions)
        yield SourceItem(raw.key, raw.fingerprint, _version(source, voices), load, raw.hides)


def _version(source: ConfiguredSource, voices: Voices) -> str:
    """Name the code, the decisions and the settings that shape what is said."""
    said = f"{source.trust} {source.outlet} {source.language} {sorted(source.may_say)} {source.most_claims}"
    return "+".join(filter(None, (version_of(READS_ARTICLES), voices.decisions.version, _short(said))))


def _read_file(source: ConfiguredSource, raw: RawItem) -> Article | Rejected:
    found = raw.load()
    return found if isinstance(found, Rejected) else replace(found, outlet=found.outlet or source.outlet)


def _read(source: ConfiguredSource, page: Kept, reading: Reading) -> Article | Rejected:
    found = reading(source, page)
    return replace(found, place="") if isinstance(found, Rejected) else replace(found, id=page.item)


def _said(
    source: ConfiguredSource, original: str | None, voices: Voices, article: Article, made: list[Claim]
) -> Loaded | Problem:
    claims, refused = split_allowed(source, made)
    most = source.most_claims if source.most_claims is not None else MOST_CLAIMS
    if len(claims) > most:
        return Problem("", f"it makes {len(claims)} claims, more than the {most} allowed for one page (most_claims)")
    voices.refused.setdefault(source.name, Counter()).update(refused)
    spoken = (_in_the_name_of(source, claim, original) for claim in claims)
    return Loaded(tuple(spoken), (replace(document_of(article), reprint_of=original),))


def _in_the_name_of(source: ConfiguredSource, claim: Claim, original: str | None) -> Claim:
    """Trust a claim as far as its source is trusted, and never further than a machine's reading deserves."""
    return replace(claim, trust=min(claim.trust, Trust[source.trust.upper()]), reprint_of=original)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
