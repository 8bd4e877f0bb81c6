"""What a terminal can load with some of its moorings out.

With ``in service`` of ``all`` moorings, of which the terminal needs ``needed`` for its capacity (a source says that it
loads 100 percent with so many: a volume with the scope "2 moorings in service"; where none does, it needs all):

- low end: the whole capacity from ``needed`` on, else capacity * in service / all;
- high end: capacity * min(1, in service / needed), or what sources tell was loaded with that many in service where
  that is more (a volume with the scope "1 mooring in service").

A mooring that is perhaps stopped is in service at the high end alone. Restrictions that count moorings without naming
them say the same thing once more: the fewer in service count, and nothing is multiplied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from queries.network.interruptions import Stop
from queries.network.model import Capacity
from queries.network.statuses import rule
from queries.network.values import Value

_SCOPE = re.compile(r"(\d+) moorings? in service")
WHOLE = 100.0
"""Percent."""


@dataclass(frozen=True, slots=True)
class Moorings:
    """The moorings of a terminal on a day."""

    total: int
    surely: int
    """How many are surely in service."""
    perhaps: int
    """How many may be."""
    needed: int
    loaded: tuple[tuple[int, float], ...] = ()
    """How many were in service, and what was then loaded a year, in the unit of the network."""
    claims: tuple[str, ...] = ()

    def after(self, stops: Iterable[Stop]) -> Moorings:
        """Give what restrictions leave that say how many are out."""
        found = self
        for stop in stops:
            if stop.event.out and stop.event.out_unit == "mooring" and stop.event.type == "restriction":
                least, most = (max(0, self.total - round(out)) for out in reversed(stop.event.out))
                perhaps = min(found.perhaps, most) if stop.certain else found.perhaps
                claims = tuple(sorted({*found.claims, *stop.event.claims}))
                found = replace(found, surely=min(found.surely, least), perhaps=perhaps, claims=claims)
        return found

    def limit(self, stated: Capacity) -> Capacity:
        """Lower a capacity to what the moorings in service can load."""
        low = stated.low * (1.0 if self.surely >= self.needed else self.surely / self.total)
        high = stated.high * min(1.0, self.perhaps / self.needed)
        high = min(stated.high, max(high, *(rate for count, rate in self.loaded if count <= self.perhaps), 0.0))
        if (low, high) == (stated.low, stated.high):
            return stated
        return replace(
            stated, low=low, value=min(stated.value, high), high=high, note=self._note(stated),
            claims=tuple(sorted({*stated.claims, *self.claims})),
        )  # fmt: skip

    def _note(self, stated: Capacity) -> str:
        count = f"{self.surely}" if self.surely == self.perhaps else f"{self.surely} to {self.perhaps}"
        return "; ".join(filter(None, (stated.note, f"{count} of {self.total} moorings are in service")))


def counted(states: Sequence[str], told: Sequence[Value], unit: str) -> Moorings | None:
    """Count moorings by their states on a day; those not built yet are none. None where there is no mooring."""
    built = [state for state in states if not rule(state).unbuilt]
    if not built:
        return None
    perhaps = sum(rule(state).carries for state in built)
    enough = [count for count, percent, _ in _loaded(told, "percent") if percent >= WHOLE]
    loaded = list(_loaded(told, unit))
    return Moorings(
        len(built), perhaps - built.count("perhaps_stopped"), perhaps, min([*enough, len(built)]),
        tuple((count, rate) for count, rate, _ in loaded), tuple(sorted(claim for *_, claim in loaded)),
    )  # fmt: skip


def _loaded(told: Iterable[Value], unit: str) -> Iterator[tuple[int, float, str]]:
    """Give what was loaded with how many in service, and the claim that says so."""
    for value in told:
        for scope in value.role("scope"):
            found = _SCOPE.fullmatch(scope)
            if found and value.unit == unit and value.modality == "fact":
                yield int(found[1]), value.high, value.claim
