"""Which code and data read an item: a hash of their files, so that nobody can forget to raise a number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

READS_ARTICLES = ("loaders.documents", "loaders.extraction", "loaders.resolve")
READS_TABLES = ("loaders.reference",)
FUSES = ("graph.model", "graph.fuse", "graph.schema")
_READ = (".py", ".toml", ".csv")
_LEFT_OUT = frozenset({"__pycache__", "tables"})  # the reference tables are what is read, not what reads


def fusing_version() -> str:
    """Tell which code makes the graph from claims; a graph of another version is fused anew."""
    return version_of(FUSES)


@cache
def version_of(packages: tuple[str, ...]) -> str:
    """Hash the code and data of some packages; a change in any of them has their items read again."""
    digest = hashlib.sha256()
    for package in packages:
        left_out = _LEFT_OUT if package in READS_TABLES else frozenset({"__pycache__"})
        for name, entry in _files(files(package), package, left_out):
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
