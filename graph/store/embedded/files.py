"""Private folders and files, written whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graph.errors import StoreError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def said_clearly(place: Path) -> Iterator[None]:
    """Turn an ``OSError`` about ``place`` into one sentence that says what to do."""
    try:
        yield
    except OSError as error:
        raise StoreError(_sentence(error, place)) from error


def _sentence(error: OSError, place: Path) -> str:
    if error.errno in FULL:
        return f"The disk that holds {place} is full: free some space and try again; nothing was lost."
    if error.errno in FORBIDDEN:
        return f"Trunkline may not write to {place}: allow it, or set TRUNKLINE_HOME to a folder of your own."
    return f"The folder {place} cannot be used ({error.strerror}): set TRUNKLINE_HOME to another folder."


def make_private_folder(folder: Path) -> None:
    """Create ``folder`` and its parents, open to its owner only."""
    with said_clearly(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)


def write_private(path: Path, text: str) -> None:
    """Write ``text`` so that ``path`` holds all of it or what it held before; mode 0600."""
    with said_clearly(path.parent):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)  # noqa: PTH105  (the temporary file is known by name only)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def is_open_to_others(path: Path) -> bool:
    """Whether the system lets others than its owner do anything with ``path``; Windows has no such bits."""
    return os.name != "nt" and bool(path.stat().st_mode & 0o077)


def read_json(path: Path) -> dict[str, Any] | None:
    """Return the JSON object in ``path``, or ``None`` when it is missing or damaged."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def folder_size(folder: Path) -> int:
    """Return the bytes of all files below ``folder``; files that vanish meanwhile count nothing."""
    total = 0
    for where, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(where, name)).st_size  # noqa: PTH118  (a path object per file is slow)
            except OSError:
                continue
    return total
