"""What a writing statement changed, in words."""

from __future__ import annotations

from collections.abc import Mapping

_ONE = {
    "nodes": "node", "relations": "relation", "properties": "property", "labels": "label", "indexes": "index",
    "constraints": "constraint",
}  # fmt: skip


def told_changes(changed: Mapping[str, int]) -> str:
    """Tell ``Transaction.changed`` as "2 nodes created, 1 property set"; empty where nothing was changed."""
    return ", ".join(_told(number, what) for what, number in changed.items())


def _told(number: int, what: str) -> str:
    things, _, done = what.partition(" ")
    return f"{number:,} {_ONE[things] if number == 1 else things} {done}"
