"""Reads an export file: first whether every byte is as it was written, then line by line in constant memory."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import BadInput
from graph.store.transfer.layout import (
    LINE_BYTES,
    MAGIC,
    TRAILER_BYTES,
    Header,
    altered,
    foreign,
    header_from,
    trailer,
)

CHUNK = 2**20
RATIO = 200
"""Most bytes that one compressed byte may unfold to: graphs reach 5 to 20, a bomb 1000 (the limit of deflate)."""

_BROKEN = (OSError, EOFError, zlib.error, ValueError)


@dataclass(frozen=True, slots=True)
class Verified:
    """An export file whose bytes are as they were written; ``checksum`` names its content."""

    path: Path
    header: Header
    checksum: str
    length: int


def verify(path: Path) -> Verified:
    """Check every byte of a file; raises ``BadInput`` that says what is wrong with it."""
    try:
        with path.open("rb") as file:
            length = os.fstat(file.fileno()).st_size - TRAILER_BYTES
            first = _first_line(file, path)
            file.seek(0)
            digest = _hash(file, max(length, 0))
            end = file.read()
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}.") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({(error.strerror or str(error)).lower()}).") from error
    if length <= 0 or end != trailer(digest, length):
        if first is not None:
            header_from(first, path)  # a file from the future may end otherwise
        raise altered(path)
    if first is None:
        raise altered(path)
    return Verified(path, header_from(first, path), digest, length)


def _first_line(file: io.BufferedReader, path: Path) -> bytes | None:
    """Give the header's line, None where an export is too broken to show one."""
    start = file.read(len(MAGIC))
    if not start:
        raise BadInput(f"{path} is empty: nothing was changed.")
    if start != MAGIC[: len(start)]:
        raise foreign(path)
    file.seek(0)
    try:
        line = gzip.GzipFile(fileobj=file).readline(LINE_BYTES)
    except _BROKEN:
        return None
    return line if line.endswith(b"\n") else None


def _hash(file: io.BufferedReader, length: int) -> str:
    digest = hashlib.sha256()
    while length > 0 and (chunk := file.read(min(CHUNK, length))):
        digest.update(chunk)
        length -= len(chunk)
    return digest.hexdigest()


class _Start(io.RawIOBase):
    """The first ``length`` bytes of a file."""

    def __init__(self, file: io.BufferedReader, length: int) -> None:
        self._file = file
        self._left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        data = self._file.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)


def rows_of(found: Verified) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give family and properties of every node of a verified file; raises ``BadInput`` where a line is no node."""
    seen: Counter[str] = Counter()
    try:
        for line in _lines(found):
            family, properties = json.loads(line)
            seen[family] += 1
            if seen[family] > found.header.counts.get(family, 0) or not isinstance(properties["id"], str):
                raise altered(found.path)
            yield family, properties
    except (*_BROKEN, TypeError, KeyError) as error:
        raise altered(found.path) from error
    if seen != Counter(found.header.counts):
        raise altered(found.path)


def _lines(found: Verified) -> Iterator[bytes]:
    allowed = RATIO * found.length
    with found.path.open("rb") as file:
        stream = gzip.GzipFile(fileobj=io.BufferedReader(_Start(file, found.length)))
        stream.readline(LINE_BYTES)
        while line := stream.readline(LINE_BYTES):
            allowed -= len(line)
            if allowed < 0 or not line.endswith(b"\n"):
                raise BadInput(f"{found.path} unfolds to far more than a graph can hold: nothing was changed.")
            yield line
