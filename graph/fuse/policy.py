"""The policy that picks one of several conflicting values, written down once.

1. Values of trust medium or high are candidates; lower ones only where there is nothing better.
2. A value whose period has a stated end gives way to one whose period has none.
3. A value a year comes before one without (a port's 7.5 Mt/y before its four berths); other units stay claims only.
4. Among the candidates the range is what all of them span; the pick is the one of highest trust, then of the latest
   period, then of the latest publication, then of the smallest claim id.
5. The present status of a thing is the one that began last and has not ended (``graph.fuse.entity``).

Nothing is lost: every claim stays in the graph, and the fused value names the claims behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model.claim import Claim, Modality, Trust
from graph.model.time import parse_period
from graph.model.units import canonical_unit, crude_mt, to_canonical, unit


def standing(claims: Iterable[Claim]) -> list[Claim]:
    """Give the claims that may decide a value, best first."""
    facts = [claim for claim in claims if claim.modality is Modality.FACT]
    believed = [claim for claim in facts if claim.trust >= Trust.MEDIUM] or facts
    present = [claim for claim in believed if not _ended(claim)] or believed
    return sorted(present, key=_rank)


def pick(claims: Iterable[Claim]) -> Claim | None:
    """Give the one claim that the policy prefers."""
    return next(iter(standing(claims)), None)


def _ended(claim: Claim) -> bool:
    if claim.when is None:
        return False
    period = parse_period(claim.when)
    return period.is_interval and period.finish is not None


def _rank(claim: Claim) -> tuple[int, int, int, str]:
    return (-claim.trust, -_ordinal(claim.when), -_ordinal(claim.known_from), claim.id)


def _ordinal(text: str | None) -> int:
    if text is None:
        return 0
    period = parse_period(text)
    return (period.start or period.end or date.min).toordinal()


@dataclass(frozen=True, slots=True)
class Span:
    """A value with the range of the claims that stand: ``value`` is the pick."""

    value: float
    low: float
    high: float
    unit: str
    claims: tuple[str, ...] = ()
    """Ids of the claims that the range spans."""

    @property
    def disputed(self) -> bool:
        """Whether the standing claims differ."""
        return self.low != self.high


def span(claims: Sequence[Claim]) -> Span | None:
    """Fuse quantities into a value and its range; crude given in barrels is brought to tonnes.

    Only quantities of the unit that is picked count; the claims in other units are left as they are.
    """
    measured = [(amounts_of(claim), claim.id) for claim in standing(claims) if claim.value]
    if not measured:
        return None
    units = [amounts[2] for amounts, _ in measured]
    wanted = next((name for name in units if name.endswith("/y")), units[0])
    same = [amounts for amounts, _ in measured if amounts[2] == wanted]
    behind = tuple(sorted(key for amounts, key in measured if amounts[2] == wanted))
    return Span(same[0][0], min(one[0] for one in same), max(one[1] for one in same), wanted, behind)


def amounts_of(claim: Claim) -> tuple[float, float, str]:
    """Give the low end, the high end and the canonical unit of a claim's value."""
    value = claim.value
    if value is None:
        raise ValueError(f"claim {claim.id} has no value")
    low, high, name = value.amount, value.amount if value.amount_to is None else value.amount_to, value.unit
    dimension = unit(name).dimension
    if dimension in {"oil_volume", "oil_volume_rate"}:
        tonnes = crude_mt(low, name), crude_mt(high, name)
        return tonnes[0] or 0.0, tonnes[1] or 0.0, "Mt" if dimension == "oil_volume" else "Mt/y"
    return to_canonical(low, name), to_canonical(high, name), canonical_unit(dimension)
