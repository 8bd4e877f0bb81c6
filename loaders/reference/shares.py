"""Do the shares of one thing's owners add up to more than the whole?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.model.time import parse_period
from loaders.reference.problem import Problem
from loaders.reference.table import Row

ROUNDING = 0.5  # percent: lists of shares are rounded
_TRUST = ("unverified", "low", "medium", "high")


def share_problems(file: str, rows: Iterable[Row]) -> list[Problem]:
    """Report what is owned beyond 100 percent today; rival namings of one stake are not added."""
    owned: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in filter(_counts, rows):
        held = owned[row["owned"]].get(row["owner"])
        if held is None or _rank(row) > _rank(held):
            owned[row["owned"]][row["owner"]] = row
    return [found for name in sorted(owned) if (found := _excess(file, name, list(owned[name].values())))]


def _counts(row: Row) -> bool:
    return bool(row["share"]) and not row["same_stake_as"] and not _past(row["when"])


def _past(when: str) -> bool:
    return bool(when) and "/" in when and parse_period(when).finish is not None


def _rank(row: Row) -> tuple[int, str, int]:
    return (_TRUST.index(row["confidence"]), row["as_of"], -row.line)


def _excess(file: str, name: str, rows: list[Row]) -> Problem | None:
    total = sum(float(row["share"]) for row in rows)
    if total <= 100 + ROUNDING:
        return None
    line = max(row.line for row in rows)
    return Problem(file, line, f'the owners of "{name}" hold {total:.2f} percent together, over 100', kept=True)
