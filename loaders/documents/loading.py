"""Load one listed item: read its bytes again, clean them, and turn every reason against it into a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from graph.errors import BadInput
from loaders.documents.article import Article, Rejected
from loaders.documents.build import build_article
from loaders.documents.formats import given_id, parse_line, read_html, read_object, read_text

CHANGED = "changed while it was being read: run again"


@dataclass(frozen=True, slots=True)
class Where:
    """Where an item stands: path as shown, the name its id may come from, place inside the file; and today."""

    shown: str
    name: str
    place: str
    today: date

    def rejected(self, reason: str, identity: str | None = None) -> Rejected:
        """The reason why there is no article here."""
        return Rejected(self.shown, self.place, reason, identity)


def load_file(file: str, mark: str, where: Where) -> Article | Rejected:
    """Load a file of one article; ``mark`` is the fingerprint it was listed with."""
    return _load_span(file, 0, -1, mark, where)


def load_line(file: str, span: tuple[int, int], mark: str, where: Where) -> Article | Rejected:
    """Load one line of a JSONL file; ``span`` is its offset and length in bytes."""
    return _load_span(file, *span, mark, where)


def _load_span(file: str, offset: int, length: int, mark: str, where: Where) -> Article | Rejected:
    try:
        with Path(file).open("rb") as stream:
            stream.seek(offset)
            data = stream.read(length)
    except OSError as error:
        return where.rejected(f"cannot be read: {(error.strerror or str(error)).lower()}")
    if sha256(data).hexdigest() != mark:
        return where.rejected(CHANGED)
    return load_payload(data, Path(file).suffix.lower(), where)


def load_payload(data: bytes, suffix: str, where: Where) -> Article | Rejected:
    """Load bytes that are at hand; ``suffix`` names the format."""
    identity = None
    try:
        if suffix in {".jsonl", ".ndjson"}:
            item, known = parse_line(data)
            identity = given_id(item)
            fields = read_object(item, where.shown, where.today, known)
        else:
            read = read_text if suffix == ".txt" else read_html
            fields = read(data, where.shown, where.today)
        return build_article(fields, where.name)
    except BadInput as error:
        return where.rejected(error.reason, identity)
