"""The layout of an export file, format 1.

::

    gzip member   {"format": "trunkline-export", "format_version": 1, "schema_version": …, "counts": {…}, "digest": …}
                  ["Claim", {properties}]              one line a node, in the order of families and ids
                  …
    gzip member   {"sha256": "…", "bytes": "…"}        TRAILER_BYTES long, not compressed: hash and length of the rest

Both members together are an ordinary gzip file (``zcat FILE`` shows it). The hash covers the compressed bytes, and a
reader makes the trailer anew and compares it byte by byte, so no bit of the file can change unseen. Nothing in it comes
from a clock or from chance: one graph gives the same bytes every time.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import BadInput
from graph.schema.declaration import schema

FORMAT = "trunkline-export"
FORMAT_VERSION = 1
SUFFIX = ".trunkline"
MAGIC = b"\x1f\x8b\x08"
LINE_BYTES = 16 * 2**20
"""Longest line that is read; a claim takes about 1 KiB, and its quote is one sentence."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first line of a file says.

    ``digest`` is that of the whole graph where its last run recorded one, else None; ``counts`` are nodes by family.
    """

    schema_version: int
    counts: Mapping[str, int]
    digest: str | None = None
    format_version: int = FORMAT_VERSION

    @property
    def rows(self) -> int:
        """Number of lines that follow the header."""
        return sum(self.counts.values())

    def line(self) -> bytes:
        """Write the first line."""
        return json_line(
            {
                "format": FORMAT, "format_version": self.format_version, "schema_version": self.schema_version,
                "counts": dict(self.counts), "digest": self.digest,
            }
        )  # fmt: skip


def json_line(value: object) -> bytes:
    """Write a value the one canonical way, with its line end."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8") + b"\n"


def header_from(line: bytes, path: Path) -> Header:
    """Read the first line; raises ``BadInput`` for what is no export, or one of a newer version."""
    try:
        found = json.loads(line)
        ours = found["format"] == FORMAT
        version, schema_version = int(found["format_version"]), int(found["schema_version"])
    except (ValueError, TypeError, KeyError):
        raise foreign(path) from None
    if not ours:
        raise foreign(path)
    if version > FORMAT_VERSION:
        raise _newer(path, "format", version, FORMAT_VERSION)
    if schema_version > schema().version:
        raise _newer(path, "schema", schema_version, schema().version)
    counts, digest = found.get("counts"), found.get("digest")
    if not isinstance(counts, dict) or not all(isinstance(n, int) and n >= 0 for n in counts.values()):
        raise altered(path)
    return Header(schema_version, counts, digest, version)


def trailer(digest: str, length: int) -> bytes:
    """Give the last bytes of a file whose first ``length`` bytes have this SHA-256."""
    return gzip.compress(json_line({"sha256": digest, "bytes": f"{length:020}"}), compresslevel=0, mtime=0)


TRAILER_BYTES = len(trailer("0" * 64, 0))


def foreign(path: Path) -> BadInput:
    """Say that this is something else."""
    return BadInput(f"{path} is no export of Trunkline: nothing was changed.")


def altered(path: Path) -> BadInput:
    """Say that this was an export once."""
    return BadInput(
        f"{path} is cut short or was altered since it was written: nothing was changed; copy it again from its origin."
    )


def _newer(path: Path, what: str, found: int, known: int) -> BadInput:
    return BadInput(
        f"{path} was written by a newer Trunkline ({what} {found}, this one reads up to {known}): "
        "nothing was changed; install the newer version."
    )
