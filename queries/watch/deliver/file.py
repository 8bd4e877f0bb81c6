"""Appends messages to a file, each once: what stands at its end already is not written again."""

from __future__ import annotations

import os
from pathlib import Path

from queries.watch.deliver.message import Message
from queries.watch.deliver.outcome import ARRIVED, Outcome, refused

LOOKED_BACK = 1_000_000  # bytes at the end of the file in which a repeat is looked for


def append(path: Path, message: Message) -> Outcome:
    """Append as text, or as one JSON line where the name ends with ``.jsonl``; on the disk when this returns."""
    as_lines = path.suffix == ".jsonl"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as stream:
            end = _end_of(stream.fileno())
            if not message.test and message.id.encode() in end.rpartition(b"\n")[0]:
                return ARRIVED
            torn = b"\n" if end and not end.endswith(b"\n") else b""
            content = message.json() if as_lines else message.text() + "\n"
            stream.write(torn + content.encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        return refused(f"{path} cannot be written: {error.strerror or error}")
    return ARRIVED


def _end_of(handle: int) -> bytes:
    size = os.fstat(handle).st_size
    os.lseek(handle, max(0, size - LOOKED_BACK), os.SEEK_SET)
    return os.read(handle, LOOKED_BACK)
