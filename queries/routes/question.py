"""A route question as it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.errors import UsageError
from queries.routes.costs import ORDERS
from queries.routes.disjoint import KINDS

MOST_ROUTES = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """From where to where, under which rules, on which day, as known on which day.

    Rules are kept as typed; ``queries.routes.engine.prepare`` reads them and refuses what it does not understand.
    """

    start: str
    goal: str
    as_of: date
    avoid: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    commodity: str = "oil"
    known_at: date | None = None
    k: int = 5
    by: str = "distance"
    only: tuple[str, ...] = ()
    """Terms that every leg must fulfil."""
    via: tuple[str, ...] = ()
    """Sites or assets that a route passes, in this order."""
    trust: str | None = None
    """The policy that picks one of several stated values; None keeps the range."""
    horizon: int | None = None
    """The year until which planned and unfinished assets count as built."""
    use: str = "nominal"
    """``nominal`` capacity, or what present use leaves of it (``spare``)."""
    supply: tuple[str, ...] = ()
    """Limits of what origins give, as ``PLACE=AMOUNT`` in the unit of the network."""
    demand: tuple[str, ...] = ()
    """Limits of what destinations take, as ``PLACE=AMOUNT``."""
    pareto: bool = False
    """Whether the Pareto set of all orders is asked for instead of the ``k`` best in one."""
    disjoint: str = ""
    """``legs`` or ``sites``: up to ``k`` routes that share none."""
    allow_duplicates: bool = False
    """Whether a flow may use lines that look like one and the same."""

    def __post_init__(self) -> None:
        """Refuse what cannot be answered.

        Raises:
            UsageError: no such number of routes, no such order, or two ways of choosing at once.
        """
        if not 1 <= self.k <= MOST_ROUTES:
            raise UsageError(f"-k must be between 1 and {MOST_ROUTES}; {self.k} is not.")
        if self.by not in ORDERS:
            raise UsageError(f'Routes cannot be ordered by "{self.by}"; use one of: {", ".join(ORDERS)}.')
        if self.disjoint not in ("", *KINDS):
            raise UsageError(f'--disjoint takes {" or ".join(KINDS)}; "{self.disjoint}" is neither.')
        if (self.pareto and self.disjoint) or ((self.pareto or self.disjoint) and self.via):
            raise UsageError("--pareto, --disjoint and --via each ask for another set of routes; give one of them.")
