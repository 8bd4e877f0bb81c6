"""Which code and data read an item, so that a change in any of them has their items read again."""

from __future__ import annotations

from graph import code_version
from graph.code_version import fusing_version

READS_ARTICLES = ("loaders.documents", "loaders.extraction", "loaders.resolve", "loaders.review")
READS_TABLES = ("loaders.reference",)
MAPS_TABLES = (*READS_TABLES, "loaders.sources")  # those of others, by our ids: so our own tables count here
_LEFT_OUT = frozenset({"tables"})  # the reference tables are what is read, not what reads

__all__ = ["MAPS_TABLES", "READS_ARTICLES", "READS_TABLES", "fusing_version", "version_of"]


def version_of(packages: tuple[str, ...]) -> str:
    """Hash the code and data of some packages."""
    return code_version.version_of(packages, _LEFT_OUT if packages == READS_TABLES else frozenset())
