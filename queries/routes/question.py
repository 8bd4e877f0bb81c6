"""A route question as it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.errors import UsageError
from queries.routes.best import ORDERS

MOST_ROUTES = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """From where to where, under which rules, on which day, as known on which day."""

    start: str
    goal: str
    as_of: date
    avoid: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    commodity: str = "oil"
    known_at: date | None = None
    k: int = 5
    by: str = "distance"

    def __post_init__(self) -> None:
        """Refuse what cannot be answered.

        Raises:
            UsageError: no such number of routes, or no such order.
        """
        if not 1 <= self.k <= MOST_ROUTES:
            raise UsageError(f"-k must be between 1 and {MOST_ROUTES}; {self.k} is not.")
        if self.by not in ORDERS:
            raise UsageError(f'Routes cannot be ordered by "{self.by}"; use one of: {", ".join(ORDERS)}.')
