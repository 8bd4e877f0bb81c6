"""What a route costs in each order, as sums that are compared part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from queries.network.model import Leg

ORDERS = ("distance", "capacity", "legs", "transshipments", "evidence")
STRONGEST = 3  # the highest trust of a claim (graph.model.claim.Trust)
Strengths = Mapping[str, int]
"""For every leg the trust of the weakest statement that it rests on."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a route adds up to; ``narrowest`` is the least known capacity on it, infinite where none is known."""

    idle: int = 0
    unmeasured: int = 0
    metres: int = 0
    legs: int = 0
    narrowest: float = inf
    changes: int = 0
    """Transshipments: how often the mode of transport changes."""
    weak: tuple[int, ...] = (0,) * STRONGEST
    """How many legs rest on a statement of trust 0, 1, 2."""
    mode: str | None = None
    """The mode of the last leg."""

    def plus(self, leg: Leg, site_limit: float = inf, strength: int = STRONGEST) -> Cost:
        """Give the cost with one more leg."""
        return Cost(
            self.idle + (leg.state.status == "idle"),
            self.unmeasured + (leg.metres is None),
            self.metres + (leg.metres or 0),
            self.legs + 1,
            min(self.narrowest, leg.capacity.value if leg.capacity else inf, site_limit),
            self.changes + (self.mode not in (None, leg.mode)),
            tuple(number + (strength == trust) for trust, number in enumerate(self.weak)),
            leg.mode,
        )

    def key(self, order: str) -> tuple[float, ...]:
        """Give what routes are sorted by: operating ones before idle ones in every order."""
        if order == "capacity":
            return (self.idle, -self.narrowest, self.unmeasured, self.metres, self.legs)
        if order == "legs":
            return (self.idle, self.legs, self.unmeasured, self.metres)
        before = {"transshipments": (self.changes,), "evidence": self.weak}.get(order, ())
        return (self.idle, *before, self.unmeasured, self.metres, self.legs)


def leg_parts(leg: Leg, order: str, strength: int, changes: int) -> tuple[int, ...]:
    """Give what one leg adds to the key of an order that only adds up; every part is zero or more."""
    idle, length = int(leg.state.status == "idle"), (int(leg.metres is None), leg.metres or 0)
    if order == "legs":
        return (idle, 1, *length)
    if order == "transshipments":
        return (idle, changes, *length, 1)
    if order == "evidence":
        return (idle, *(int(strength == trust) for trust in range(STRONGEST)), *length, 1)
    return (idle, *length, 1)


class Packing:
    """Packs the parts of a key into one whole number that adds up and compares like them.

    Every part gets as many bits as its sum over a loopless route can need.
    """

    def __init__(self, most: tuple[int, ...], sites: int) -> None:
        self._bits = [max(1, (part * sites).bit_length()) for part in most]

    def pack(self, parts: tuple[int, ...]) -> int:
        """Give the number."""
        packed = 0
        for part, bits in zip(parts, self._bits, strict=True):
            packed = (packed << bits) | part
        return packed
