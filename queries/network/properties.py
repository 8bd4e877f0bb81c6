"""Typed reading of the plain properties of nodes and relations."""

from __future__ import annotations

from graph.fuse.objects import Properties


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
