"""By how much a restriction lowers a capacity, where its source says how much is out.

- ``percent`` out: capacity * (1 - out / 100), at both ends of the range; at the low end alone where it may be over.
- moorings out: ``queries.network.moorings``.
- One without an amount stays a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from queries.network.interruptions import Happening, Stop
from queries.network.model import Capacity
from queries.network.moorings import Moorings

PERCENT = 100.0


def restricted(stated: Capacity, stops: Sequence[Stop], moorings: Moorings | None) -> Capacity:
    """Lower a capacity by the restrictions that hold, and by the moorings of the thing that are out."""
    found = stated
    for stop in stops:
        if stop.event.type == "restriction" and stop.event.out is not None and stop.event.out_unit == "percent":
            found = _lowered(found, stop.event, *_left(stop))
    return _narrower(found, moorings.after(stops).limit(stated)) if moorings else found


def _lowered(found: Capacity, event: Happening, least: float, most: float) -> Capacity:
    words = f"{event.says}: {least:.0%}" + (f" to {most:.0%}" if most != least else "") + " of the capacity is left"
    return replace(
        found, low=found.low * least, value=found.value * most, high=found.high * most,
        claims=tuple(sorted({*found.claims, *event.claims})), note="; ".join(filter(None, (found.note, words))),
    )  # fmt: skip


def _left(stop: Stop) -> tuple[float, float]:
    assert stop.event.out is not None
    least_out, most_out = stop.event.out
    return _share(most_out / PERCENT), _share(least_out / PERCENT) if stop.certain else 1.0


def _share(out: float) -> float:
    return min(1.0, max(0.0, 1.0 - out))


def _narrower(one: Capacity, other: Capacity) -> Capacity:
    """Take the lower of both at either end: half of the exports gone and two of three moorings out are one thing."""
    low, high = min(one.low, other.low), min(one.high, other.high)
    notes = dict.fromkeys(part for found in (one, other) for part in found.note.split("; ") if part)
    return replace(
        one, low=low, value=min(one.value, other.value), high=high,
        claims=tuple(sorted({*one.claims, *other.claims})), note="; ".join(notes),
    )  # fmt: skip
