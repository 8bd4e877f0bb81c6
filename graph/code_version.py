"""Which code and data did something: a hash of their files, so that nobody can forget to raise a number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

FUSES = ("graph.model", "graph.fuse", "graph.schema")
_READ = (".py", ".toml", ".csv")
_CACHES = frozenset({"__pycache__"})


def fusing_version() -> str:
    """Tell which code makes the graph from claims; a graph of another version is fused anew."""
    return version_of(FUSES)


@cache
def version_of(packages: tuple[str, ...], left_out: frozenset[str] = frozenset()) -> str:
    """Hash the code and data of some packages, without the folders named ``left_out``."""
    digest = hashlib.sha256()
    for package in packages:
        for name, entry in _files(files(package), package, left_out | _CACHES):
            digest.update(name.encode("utf-8"))
            digest.update(entry.read_bytes())
    return digest.hexdigest()[:16]


def _files(folder: Traversable, name: str, left_out: frozenset[str]) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            if entry.name not in left_out:
                yield from _files(entry, f"{name}/{entry.name}", left_out)
        elif entry.name.endswith(_READ) and not entry.name.startswith("commands"):
            yield f"{name}/{entry.name}", entry
