"""Bounds that keep one document from taking the machine: each is a size that no real article reaches."""

from __future__ import annotations

ARTICLE_BYTES = 10_000_000  # one article, any format
LINE_BYTES = 3 * ARTICLE_BYTES  # one JSONL line: \uXXXX escapes take three times the bytes of Cyrillic UTF-8
HTML_ELEMENTS = 30_000  # main-text search is quadratic above; 30,000 take about 2 s, real pages hold 1 to 5 thousand
HTML_DEPTH = 250  # libxml2 stops at 256 and would silently lose the rest
TITLE_CHARS = 500  # a longer first line is text, not a title
COMBINING_MARKS = 4  # marks on one letter; longer runs make Unicode normalisation quadratic
SENTENCES = 20_000  # splitting and naming them takes 2 s; the longest analyses have 500
PARSED = 1_500  # sentences that may hold a claim; reading them takes about 15 s
READ_CHUNK = 1 << 16


def megabytes(size: int) -> str:
    """Write a byte count for a message: ``200 MB``."""
    return f"{size / 1e6:.0f} MB" if size >= 1e7 else f"{size / 1e6:.1f} MB"
