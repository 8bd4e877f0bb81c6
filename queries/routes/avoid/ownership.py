"""Who owns how much of what in the end: shares multiply along chains and add over paths; loops end.

For a set of owners S the share in a thing is the least solution of

    share(thing) = sum over its direct owners o of stake(o, thing) x (1 if o is in S, else share(o))

An owner in S is not looked behind, so nothing counts twice. Companies that own each other give a linear system, as in
Brioschi, Buzzacchi and Colombo, "Risk capital financing and the separation of ownership and control in business
groups", Journal of Banking and Finance 13 (1989), for an owner outside the loop.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Stakes = Mapping[str, tuple[tuple[str, float], ...]]
"""For every thing its direct owners with their stakes, as parts of one."""


@dataclass(frozen=True, slots=True)
class Stake:
    """One direct stake in percent; both ends None where no source gives a figure."""

    owner: str
    owned: str
    low: float | None
    high: float | None


class Ownership:
    """All stakes of a day, read at their low and at their high end.

    Where the figures of a thing's owners add up to more than all of it, the low end scales them down to all of it. A
    stake without a figure may be nothing or what the others leave.
    """

    def __init__(self, stakes: Iterable[Stake]) -> None:
        direct: dict[str, list[Stake]] = {}
        for stake in sorted(stakes, key=lambda one: (one.owned, one.owner)):
            direct.setdefault(stake.owned, []).append(stake)
        self.low: Stakes = {thing: _low(group) for thing, group in direct.items()}
        self.high: Stakes = {thing: _high(group) for thing, group in direct.items()}

    def share(self, owners: frozenset[str], thing: str) -> tuple[float, float]:
        """Give the share of ``owners`` together in ``thing``, in percent, as low and high end."""
        low, high = shares(self.low, owners, thing), shares(self.high, owners, thing)
        return 100 * low, 100 * max(low, high)


def _low(group: list[Stake]) -> tuple[tuple[str, float], ...]:
    parts = [(stake.owner, (stake.low or 0.0) / 100) for stake in group]
    total = sum(part for _, part in parts)
    return tuple((owner, part / total if total > 1 else part) for owner, part in parts if part > 0)


def _high(group: list[Stake]) -> tuple[tuple[str, float], ...]:
    left = max(0.0, 1 - sum((stake.low or 0.0) / 100 for stake in group))
    parts = [(stake.owner, left if stake.high is None else stake.high / 100) for stake in group]
    return tuple((owner, part) for owner, part in parts if part > 0)


def shares(stakes: Stakes, owners: frozenset[str], thing: str) -> float:
    """Give the part of ``thing`` that ``owners`` hold through all chains, between 0 and 1."""
    behind = _behind(stakes, owners, thing)
    known = dict.fromkeys(owners, 1.0) | dict.fromkeys(_without(stakes, owners, behind), 0.0)
    waiting = [one for one in behind if one not in known]
    while waiting:
        ready = [one for one in waiting if all(owner in known for owner, _ in stakes.get(one, ()))]
        if not ready:
            known |= _loop(stakes, waiting, known)
            break
        known |= {one: min(1.0, sum(part * known[owner] for owner, part in stakes.get(one, ()))) for one in ready}
        waiting = [one for one in waiting if one not in known]
    if thing not in owners:
        return known[thing]
    return 1.0


def _behind(stakes: Stakes, owners: frozenset[str], thing: str) -> list[str]:
    """Give the thing and everybody behind it, as far as the owners asked about."""
    found: dict[str, None] = {thing: None}
    waiting = [thing]
    while waiting:
        for owner, _ in stakes.get(waiting.pop(), ()):
            if owner not in found and owner not in owners:
                found[owner] = None
                waiting.append(owner)
    return list(found)


def _without(stakes: Stakes, owners: frozenset[str], behind: list[str]) -> set[str]:
    """Give those behind whom none of the owners stands: their share is zero, also in a closed circle."""
    owned: dict[str, list[str]] = {}
    for one in behind:
        for owner, _ in stakes.get(one, ()):
            owned.setdefault(owner, []).append(one)
    waiting = [one for one in owned if one in owners]
    held: set[str] = set()
    while waiting:
        for one in owned.get(waiting.pop(), ()):
            if one not in held:
                held.add(one)
                waiting.append(one)
    return {one for one in behind if one not in held}


def _loop(stakes: Stakes, waiting: list[str], known: Mapping[str, float]) -> dict[str, float]:
    """Solve what is left over: companies that own each other, and what these own.

    Where stakes in a loop add up to more than all of a company, anything up to all of it is possible.
    """
    if any(sum(part for _, part in stakes.get(one, ())) > 1 + 1e-9 for one in waiting):
        return dict.fromkeys(waiting, 1.0)
    place = {one: index for index, one in enumerate(waiting)}
    rows = []
    for one in waiting:
        row = [0.0] * (len(waiting) + 1)
        row[place[one]] = 1.0
        for owner, part in stakes.get(one, ()):
            if owner in place:
                row[place[owner]] -= part
            else:
                row[-1] += part * known[owner]
        rows.append(row)
    return {one: min(1.0, max(0.0, value)) for one, value in zip(waiting, _solve(rows), strict=True)}


def _solve(rows: list[list[float]]) -> list[float]:
    """Solve by Gauss-Jordan elimination; ``rows`` are changed. Everybody here is held in part from outside."""
    size = len(rows)
    for column in range(size):
        best = max(range(column, size), key=lambda index: abs(rows[index][column]))
        rows[column], rows[best] = rows[best], rows[column]
        pivot = rows[column]
        for row in rows:
            factor = row[column] / pivot[column]
            if row is not pivot and factor:
                row[column:] = [value - factor * top for value, top in zip(row[column:], pivot[column:], strict=True)]
    return [row[-1] / row[index] for index, row in enumerate(rows)]


def links(stakes: Stakes, owners: frozenset[str], thing: str) -> frozenset[tuple[str, str]]:
    """Give the stakes, as (owner, owned), of all chains by which ``owners`` hold a part of ``thing``."""
    behind = _behind(stakes, owners, thing)
    held = set(behind) - _without(stakes, owners, behind)
    return frozenset(
        (owner, one) for one in held for owner, _ in stakes.get(one, ()) if owner in owners or owner in held
    )


def majority_held(stakes: Stakes, parties: frozenset[str], least: float) -> frozenset[str]:
    """Give the parties and all that they hold at least ``least`` percent of together, directly or through such things.

    What is held so counts as a party in turn, with the whole of its own stakes; a stake through anything less counts
    for nothing. So the US Treasury reads "indirectly": OFAC, Frequently Asked Question 401.
    """
    found = set(parties)
    while True:
        more = {
            thing
            for thing, owners in stakes.items()
            if thing not in found and 100 * sum(part for owner, part in owners if owner in found) >= least - 1e-9
        }
        if not more:
            return frozenset(found)
        found |= more
