"""An HTML page: its main text, and what its own metadata says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.errors import BadInput
from loaders.documents.grids import level_tables
from loaders.documents.limits import HTML_DEPTH, HTML_ELEMENTS
from loaders.documents.metadata import Metadata, Node, read_metadata

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_LOOKS_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Page:
    """The main text of a page (paragraphs separated by newlines) and its metadata."""

    text: str
    metadata: Metadata


def declared_charset(data: bytes) -> str | None:
    """The charset that a page's head names."""
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii", "replace") if found else None


def looks_like_html(text: str) -> bool:
    """Whether a text begins as an HTML page does."""
    return bool(_LOOKS_HTML.match(text[:2000]))


def read_page(source: str) -> Page:
    """Find the main text and the metadata of a page.

    Bounded: at most ``HTML_ELEMENTS`` elements nested ``HTML_DEPTH`` deep, about 2 s.

    Raises:
        BadInput: not parseable, too many elements, nested too deep, or without a main text.
    """
    tree = _parse(source)
    metadata = read_metadata(tree)
    level_tables(tree)
    text = _main_text(tree)
    if not text.strip():
        raise BadInput("the page holds no article text")
    return Page(text, metadata)


def _parse(source: str) -> Node:
    from lxml import etree, html  # type: ignore[import-untyped]

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", collect_ids=False)
    try:
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        raise BadInput("the page cannot be parsed as HTML") from None
    _guard(tree)
    return tree


def _guard(tree: Node) -> None:
    """Refuse a bomb before any slower code walks it."""
    depth = most = 0
    from lxml import etree

    for count, (event, _) in enumerate(etree.iterwalk(tree, events=("start", "end"))):
        if count > 2 * HTML_ELEMENTS:
            raise BadInput(f"more than {HTML_ELEMENTS} HTML elements: no article is built so")
        depth += 1 if event == "start" else -1
        most = max(most, depth)
    if most > HTML_DEPTH:
        raise BadInput(f"HTML nested more than {HTML_DEPTH} deep: no article is built so")


def _main_text(tree: Node) -> str:
    import trafilatura
    from trafilatura.settings import use_config

    config = use_config()
    # Below this size trafilatura takes the whole page as one line, captions and all; briefs are short.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "60")
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    text = trafilatura.extract(
        tree, include_comments=False, include_tables=True, output_format="txt", fast=True, config=config
    )
    return text or ""
