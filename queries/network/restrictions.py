"""By how much a restriction lowers a capacity, where its source says how much is out.

- ``percent`` out: capacity * (1 - out / 100), at both ends of the range.
- moorings out of the ``n`` that are part of the terminal: capacity * (n - out) / n at the low end. The high end stays:
  a terminal may have a mooring to spare (with one of three in service CPC loaded 1.14 mb/d in December 2025, two
  thirds of its nameplate), and no source says how many each needs.
- A restriction that may be over lowers only the low end. One without an amount stays a note.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from queries.network.interruptions import Happening
from queries.network.model import Capacity

PERCENT = 100.0


def restricted(found: Capacity | None, stops: Iterable[tuple[str, Happening]], moorings: int) -> Capacity | None:
    """Lower a capacity by the restrictions that hold; ``moorings`` is how many the terminal has."""
    for _, event in stops:
        if found is not None and event.type == "restriction" and event.out is not None:
            found = _lowered(found, event, moorings)
    return found


def _lowered(found: Capacity, event: Happening, moorings: int) -> Capacity:
    factors = _left(event, moorings)
    if factors is None:
        return found
    least, most = factors
    words = f"{event.summary}: {least:.0%}" + (f" to {most:.0%}" if most != least else "") + " of the capacity is left"
    return replace(
        found, low=found.low * least, value=found.value * most, high=found.high * most,
        claims=tuple(sorted({*found.claims, *event.claims})), note="; ".join(filter(None, (found.note, words))),
    )  # fmt: skip


def _left(event: Happening, moorings: int) -> tuple[float, float] | None:
    assert event.out is not None
    least_out, most_out = event.out
    certain = event.end_told and event.confirmed
    if event.out_unit == "percent":
        left = (_share(most_out / PERCENT), _share(least_out / PERCENT))
        return left if certain else (left[0], 1.0)
    return (_share(most_out / moorings), 1.0) if moorings else None


def _share(out: float) -> float:
    return min(1.0, max(0.0, 1.0 - out))
