"""Typed reading of the plain properties of nodes and relations."""

from __future__ import annotations

from graph.fuse.objects import Properties
from queries.network.model import Capacity


def text(properties: Properties, name: str) -> str | None:
    """Give a text, None where it is missing."""
    found = properties.get(name)
    return found if isinstance(found, str) else None


def texts(properties: Properties, name: str) -> tuple[str, ...]:
    """Give a list of texts, empty where it is missing."""
    found = properties.get(name)
    return tuple(found) if isinstance(found, list) else ()


def number(properties: Properties, name: str) -> float | None:
    """Give a number, None where it is missing."""
    found = properties.get(name)
    return float(found) if isinstance(found, int | float) else None


def fused_capacity(properties: Properties, unit: str) -> Capacity | None:
    """Give the present capacity if it is stated in ``unit``; a figure for something else is none."""
    value = number(properties, "capacity")
    if value is None or text(properties, "capacity_unit") != unit:
        return None
    low, high = number(properties, "capacity_low"), number(properties, "capacity_high")
    claims = texts(properties, "capacity_claims")
    return Capacity(value if low is None else low, value, value if high is None else high, claims)
