"""What binds a flow besides legs and sites, as the question asks for it.

``--supply PLACE=AMOUNT`` and ``--demand PLACE=AMOUNT`` bound what enters at the origins, or leaves at the destinations,
that a place stands for (a site, a country, a market, a field), all of them together; ``--supply production`` bounds
every origin by what its fields are stated to produce.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graph.errors import UsageError
from queries.network.kept import names_of
from queries.network.model import Network
from queries.network.reading import Material
from queries.routes.duplicates.undecided import refuse_doubled
from queries.routes.ends import destination, origin
from queries.routes.flow_problem import EndLimit, Limits

if TYPE_CHECKING:
    from queries.routes.engine import Case

PRODUCTION = "production"
USES = ("nominal", "spare")
MOST = 1e9  # more than the world produces in any unit of the tables; also keeps infinities out


def limits_of(case: Case, use: str | None = None) -> Limits:
    """Read the limits of a question; ``use`` (``nominal`` or ``spare``) stands in for what it asks.

    Raises:
        UnknownName: nobody bears the name of a place.
        UsageError: no such use, no amount, or two limits for one site.
        LooksDoubled: two lines look like one, and nobody has decided.
    """
    refuse_doubled(case)
    question, material = case.question, case.control.material
    chosen = use or question.use
    if chosen not in USES:
        raise UsageError(f'--use takes {" or ".join(USES)}; "{chosen}" is neither.')
    return Limits(
        shared=case.network.shared,
        supply=_bounds(question.supply, "supply", material, case.network),
        demand=_bounds(question.demand, "demand", material, case.network),
        spare=chosen == "spare",
    )


def _bounds(typed: Iterable[str], option: str, material: Material, network: Network) -> tuple[EndLimit, ...]:
    found: list[EndLimit] = []
    for one in typed:
        stated = (option, one) == ("supply", PRODUCTION)
        found += _production(network) if stated else [_bound(one, option, material, network)]
    taken: set[str] = set()
    for bound in found:
        if both := sorted(bound.sites & taken):
            raise UsageError(f"--{option} limits {network.name(both[0])} twice; give one limit for it.")
        taken |= bound.sites
    return tuple(found)


def _production(network: Network) -> list[EndLimit]:
    """Bound every origin by its fields, at both ends of what they are stated to produce."""
    return [
        EndLimit(network.name(key), frozenset({key}), known.low, known.high)
        for key, known in sorted(network.supply.items())
    ]


def _bound(typed: str, option: str, material: Material, network: Network) -> EndLimit:
    place, _, amount = typed.rpartition("=")
    value = _amount(amount if place.strip() else "", typed, option)
    names = names_of(material)
    end = (origin if option == "supply" else destination)(material, names, place.strip(), network.commodity)
    return EndLimit(end.name, end.sites, value, value)


def _amount(text: str, typed: str, option: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < MOST:
        raise UsageError(f'--{option} takes PLACE=AMOUNT with an amount from 0 on, such as KZ=70; "{typed}" is none.')
    return value
