"""Short ways to write claims for the tests of fusing."""

from __future__ import annotations

from typing import Any

from graph.model.claim import Claim, make_roles


def claim(type_name: str, *about: str, **more: Any) -> Claim:
    """Make a claim of one source item ``item`` (default ``t``), which is its document as well."""
    item = more.pop("item", "t")
    roles = make_roles(more.pop("roles", {}))
    return Claim(type_name, about, item, more.pop("document", item), more.pop("quote", "…"), roles=roles, **more)
