"""Writes an export file: whole or not at all, and byte for byte the same for the same lines."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.errors import TrunklineError
from graph.store.embedded.files import FORBIDDEN, FULL
from graph.store.transfer.layout import Header, json_line, trailer

LEVEL = 6  # level 9 took twice as long on claims and saved 2 % of the bytes


class _Hashed:
    """A file that knows the hash and the length of what went into it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.length = 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.length += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


class ExportFile:
    """An export file that is being written."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream = stream

    def add(self, family: str, properties: dict[str, object]) -> None:
        """Add one node."""
        self._stream.write(json_line([family, properties]))


@contextmanager
def export_file(path: Path, header: Header) -> Iterator[ExportFile]:
    """Write ``path`` through a temporary neighbour that takes its name only when it is complete and on disk.

    Raises ``TrunklineError`` where the disk is full or the folder may not be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            part.chmod(0o600)
            hashed = _Hashed(file)
            with gzip.GzipFile("", "wb", LEVEL, hashed, mtime=0) as stream:
                stream.write(header.line())
                yield ExportFile(stream)
            file.write(trailer(hashed.digest.hexdigest(), hashed.length))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise TrunklineError(_sentence(error, path)) from error
    finally:
        _forget(part)


def _forget(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # a folder that refused the file itself


def _sentence(error: OSError, path: Path) -> str:
    if error.errno in FULL:
        return f"The disk is full, so {path} was not written: free some space and try again."
    if error.errno in FORBIDDEN:
        return f"{path} may not be written: choose a file in a folder of your own."
    return f"{path} cannot be written ({(error.strerror or str(error)).lower()}): choose another file."
