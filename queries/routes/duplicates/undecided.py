"""Before a flow is computed: lines that look like one are refused until a person has decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from graph.errors import TrunklineError
from queries.network.model import Leg, Network
from queries.network.reading import Material, once
from queries.routes.duplicates.alike import Pair, pairs_of
from queries.routes.duplicates.decisions import decisions_of, standing

if TYPE_CHECKING:
    from queries.routes.engine import Case


class LooksDoubled(TrunklineError):
    """Two lines look like one, and nobody has decided; ``pairs`` names them."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.pairs = tuple(pairs)
        first = self.pairs[0]
        more = f" (and {len(pairs) - 1} more pairs)" if len(pairs) > 1 else ""
        super().__init__(
            f"{first.first} and {first.second} look like one line{more}, which would count twice: decide with "
            f'"trunkline duplicates merge" or "distinct", or add --allow-duplicates.'
        )


def refuse_doubled(case: Case) -> None:
    """Refuse a flow over lines on its way that look like one, unless the question allows it.

    Raises:
        LooksDoubled: there are such lines.
    """
    if case.question.allow_duplicates:
        return
    used, material = case.ways, case.control.material
    key = ("undecided", case.network.commodity, tuple(leg.id for leg in used))
    if found := once(material, key, lambda: undecided(used, case.network, material)):
        raise LooksDoubled(found)


def undecided(legs: Iterable[Leg], network: Network, material: Material) -> list[Pair]:
    """Give the pairs among ``legs`` that look like one line and that no decision has told apart."""
    decided = standing(decisions_of(material))
    return [one for one in pairs_of(legs, network, material) if frozenset((one.first, one.second)) not in decided]
