"""The amount in a cell of a table; None for whatever is not plainly one figure."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.model.claim import Quantity
from loaders.extraction.columns import unit_in
from loaders.extraction.data import table
from loaders.extraction.numbers import DIGITS_PATTERN, parse_number
from loaders.extraction.quantities import qualifier, rounded

_CELL = re.compile(
    rf"(?P<about>[^\W\d]+(?:\s[^\W\d]+)?\s|[~≈<>]\s?)?(?P<number>{DIGITS_PATTERN})(?P<unit>\s?[^\d+−–(\[*,-][^\d(\[*,]{{0,30}}[\d³]?)?"
    r"(?:,?\s?\(?(?P<more>(?:рост|плюс|минус|снижени|падени|прирост|вырос|up|down|growth|rise|fall|plus|minus|increase|decrease|drop)"
    r"[^()\d]{0,20}\d[^()]{0,40}|[+−–-]\s?\d[^()]{0,40}|\d[\d.,]*\s?%[^()]{0,30})\)?)?"
)
_THOUSANDS = re.compile(r"\d{1,3}\.\d{3}")  # in Russian thousands to some, thousandths to others
_SIGNS = {"~": "about", "≈": "about", ">": "at_least", "<": "less_than"}
_FLUID = re.compile(r"\s+(?:of\s+)?(?:нефти|сырья|газа|oil|crude(?:\s+oil)?|gas)$|,$", re.IGNORECASE)


def amount_in(cell: str, unit: Quantity | None, lang: str) -> Quantity | None:
    """Read a cell; a unit that stands in the cell itself outweighs that of its column."""
    match = _CELL.fullmatch(cell.strip())
    if match is None:
        return None
    stated = _FLUID.sub("", (match["unit"] or "").strip())
    unit = unit_in(stated, lang) if stated else unit
    if match["more"] and unit is not None and unit.unit == "percent":
        return None
    number = parse_number(match["number"], lang)
    if unit is None or not number or (lang == "ru" and _THOUSANDS.fullmatch(match["number"])):
        return None
    held = _qualifier((match["about"] or "").strip().lower())
    amount = rounded(number * unit.amount)
    return (
        replace(unit, amount=amount, about=held or None) if held is not None and _is_likely(amount, unit.unit) else None
    )


def _qualifier(said: str) -> str | None:
    """Give the qualifier that stands before a number; an empty text without one, None for other words."""
    return _SIGNS.get(said) or (qualifier(f"{said} ", len(said) + 1) if said else "")


def _is_likely(amount: float, unit: str) -> bool:
    bounds = table("columns")
    return bool(bounds["least"].get(unit, 0) <= amount <= bounds["most"].get(unit, amount))
