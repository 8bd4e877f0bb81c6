"""Units, converted once at the edge; a claim keeps its source's own amount and unit.

The table is ``units.toml`` beside this file.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.errors import UnknownUnit

DAYS_PER_YEAR = 365  # 1 mb/d is about 49.8 Mt/y at 7.33 bbl/t


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: its name, its dimension, and how many canonical units one of it is."""

    name: str
    dimension: str
    factor: float


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("graph.model").joinpath("units.toml").read_text("utf-8"))


@cache
def unit(name: str) -> Unit:
    """Look a unit up.

    Raises:
        UnknownUnit: the table has no such unit.
    """
    row = _table()["units"].get(name)
    if row is None:
        known = ", ".join(_table()["units"])
        raise UnknownUnit(f'"{name}" is no known unit; use one of: {known}.')
    return Unit(name, row["dimension"], row["factor"])


def canonical_unit(dimension: str) -> str:
    """Name the unit in which a dimension is stored, e.g. ``Mt/y`` for ``oil_mass_rate``."""
    return str(_table()["dimensions"][dimension])


def to_canonical(amount: float, name: str) -> float:
    """Convert inside the dimension of ``name``; ``UnknownUnit`` if there is none."""
    return _clean(amount * unit(name).factor)


def barrels_per_tonne(grade: str = "world") -> float:
    """Give the factor of a grade of crude; KeyError for a grade the table lacks."""
    return float(_table()["grades"][grade])


def crude_mt(amount: float, name: str, grade: str = "world") -> float | None:
    """Give crude as Mt or Mt/y, whichever fits ``name``; None for a unit that is neither mass nor barrels."""
    found = unit(name)
    canonical = amount * found.factor
    if found.dimension in {"oil_mass", "oil_mass_rate"}:
        return _clean(canonical)
    if found.dimension == "oil_volume":
        return _clean(canonical / barrels_per_tonne(grade))
    if found.dimension == "oil_volume_rate":
        return _clean(canonical * DAYS_PER_YEAR / barrels_per_tonne(grade))
    return None


def _clean(number: float) -> float:
    """Cut the noise of binary fractions: 12 significant digits are more than any source has."""
    return float(f"{number:.12g}")
