"""The vocabulary of claims, read from ``vocabulary.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.errors import InvalidClaim


@dataclass(frozen=True, slots=True)
class ClaimType:
    """One type of claim: the roles it may name and the dimensions its value may have.

    ``background`` says what there is: it counts as known on every day, whenever its source was printed.
    """

    name: str
    roles: frozenset[str]
    dimensions: frozenset[str]
    is_event: bool
    tables_only: bool
    background: bool


@cache
def _document() -> dict[str, Any]:
    return tomllib.loads(files("graph.model").joinpath("vocabulary.toml").read_text("utf-8"))


@cache
def claim_types() -> dict[str, ClaimType]:
    """Give every claim type by name, in the order of the file."""
    return {name: _claim_type(name, row) for name, row in _document()["types"].items()}


@cache
def text_roles() -> frozenset[str]:
    """Name the roles that hold short texts; all others hold ids."""
    return frozenset(_document()["text_roles"])


def claim_type(name: str) -> ClaimType:
    """Look a type up.

    Raises:
        InvalidClaim: the vocabulary has no such type.
    """
    found = claim_types().get(name)
    if found is None:
        raise InvalidClaim(f'"{name}" is no claim type; the vocabulary has: {", ".join(claim_types())}.')
    return found


def _claim_type(name: str, row: dict[str, Any]) -> ClaimType:
    return ClaimType(
        name=name,
        roles=frozenset(row.get("roles", ())),
        dimensions=frozenset(row.get("units", ())),
        is_event=row.get("event", False),
        tables_only=row.get("tables", False),
        background=row.get("background", False),
    )
