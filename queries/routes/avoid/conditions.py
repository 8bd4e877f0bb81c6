"""What can be said of one leg, kind by kind, and how statements are combined.

A finding is true, false, or open. Open is what sources state without deciding it: a stake without a figure may or may
not reach a threshold. A leg is avoided unless the finding is surely false, and allowed by ``--only`` if it is surely
true, so doubt never opens a way. Open as well is what no source tells at all, such as the owner of a port
(``untold``): the leg is then left to the high end of an answer, and the low end does without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from queries.network.model import Leg, Network


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a statement is true of a leg (None: the sources leave it open), and in which words."""

    truth: bool | None
    reason: str = ""
    untold: tuple[tuple[str, str], ...] = ()
    """What no source tells, where nothing else leaves it open: ``owner`` or ``operator``, and of what."""


FALSE = Finding(False)


class Condition(Protocol):
    """A statement about a leg."""

    def of(self, leg: Leg, network: Network) -> Finding:
        """Judge one leg."""


def things(leg: Leg, network: Network) -> tuple[str, ...]:
    """Give all that a leg uses: its asset, its ends, and what these are part of."""
    ends = (network.sites[leg.start], network.sites[leg.end])
    wholes = (whole for site in ends for whole in site.wholes)
    return tuple(dict.fromkeys((*leg.assets, leg.start, leg.end, *wholes)))


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    condition: Condition
    text: str

    def of(self, leg: Leg, network: Network) -> Finding:
        """Turn true and false round; open stays open."""
        found = self.condition.of(leg, network)
        if found.truth is None:
            return found
        return Finding(not found.truth, "" if found.truth else f"is not {self.text}")


@dataclass(frozen=True, slots=True)
class Every:
    """All of them."""

    conditions: tuple[Condition, ...]

    def of(self, leg: Leg, network: Network) -> Finding:
        """False as soon as one is false."""
        found = [one.of(leg, network) for one in self.conditions]
        if any(one.truth is False for one in found):
            return FALSE
        reason = " and ".join(one.reason for one in found)
        return (
            replace(doubt_of(found), reason=reason)
            if any(one.truth is None for one in found)
            else Finding(True, reason)
        )


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of them."""

    conditions: tuple[Condition, ...]

    def of(self, leg: Leg, network: Network) -> Finding:
        """True as soon as one is true."""
        return worst(one.of(leg, network) for one in self.conditions)


def worst(findings: Iterable[Finding]) -> Finding:
    """Give the first true finding, else what is open, else false."""
    found = []
    for one in findings:
        if one.truth:
            return one
        found.append(one)
    return doubt_of(found)


def doubt_of(found: Iterable[Finding]) -> Finding:
    """Give the first open finding that sources leave open, else all that nobody tells, else false."""
    open_ones = [one for one in found if one.truth is None]
    stated = next((one for one in open_ones if not one.untold), None)
    if stated or not open_ones:
        return stated or FALSE
    return replace(open_ones[0], untold=tuple(dict.fromkeys(pair for one in open_ones for pair in one.untold)))
