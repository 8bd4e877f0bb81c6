"""Load one listed item: read its bytes again, clean them, and turn every reason against it into a value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

from graph.errors import BadInput
from loaders.documents.article import Article, Rejected
from loaders.documents.build import build_article
from loaders.documents.formats import given_id, parse_line, read_html, read_object, read_text

CHANGED = "changed while it was being read: run again"


def load_file(file: str, shown: str, name: str, mark: str, today: date) -> Article | Rejected:
    """Load a file of one article."""
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        return Rejected(shown, "", f"cannot be read: {(error.strerror or str(error)).lower()}")
    if sha256(data).hexdigest() != mark:
        return Rejected(shown, "", CHANGED)
    return load_payload(data, Path(file).suffix.lower(), shown, name, "", today)


def load_line(
    file: str, offset: int, length: int, shown: str, name: str, place: str, mark: str, today: date
) -> Article | Rejected:
    """Load one line of a JSONL file."""
    try:
        with Path(file).open("rb") as stream:
            stream.seek(offset)
            data = stream.read(length)
    except OSError as error:
        return Rejected(shown, place, f"cannot be read: {(error.strerror or str(error)).lower()}")
    if sha256(data).hexdigest() != mark:
        return Rejected(shown, place, CHANGED)
    return load_payload(data, ".jsonl", shown, name, place, today)


def load_payload(data: bytes, suffix: str, shown: str, name: str, place: str, today: date) -> Article | Rejected:
    """Load bytes that are at hand; ``suffix`` names the format."""
    if suffix in {".jsonl", ".ndjson"}:
        return _load_object(data, shown, name, place, today)
    read = read_text if suffix == ".txt" else read_html
    return _or_rejected(lambda: build_article(read(data, shown, today), name), shown, place)


def _load_object(data: bytes, shown: str, name: str, place: str, today: date) -> Article | Rejected:
    try:
        item, known = parse_line(data)
        identity = given_id(item)
    except BadInput as error:
        return Rejected(shown, place, error.reason)
    return _or_rejected(lambda: build_article(read_object(item, shown, today, known), name), shown, place, identity)


def _or_rejected(
    make: Callable[[], Article], shown: str, place: str, identity: str | None = None
) -> Article | Rejected:
    try:
        return make()
    except BadInput as error:
        return Rejected(shown, place, error.reason, identity)
