"""Which nodes a file must hold: everything that does not follow from the claims."""

from __future__ import annotations

from graph.schema.declaration import schema

DERIVED = frozenset({"Entity", "Event"})
"""Families that fusing makes of the claims; so are all relations."""

FUSED_FROM = frozenset({"Claim", "Article"})
"""Families that fusing reads."""


def kept_families() -> tuple[str, ...]:
    """Name the families that a file holds, in the order of the schema."""
    return tuple(name for name in schema().nodes if name not in DERIVED)
