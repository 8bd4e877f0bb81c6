"""What can be said of one leg, kind by kind, and how statements are combined.

A finding is true, false, or open: a stake without a figure may or may not reach a threshold. A leg is avoided unless
the finding is surely false, and allowed by ``--only`` if it is surely true, so doubt never opens a way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from queries.network.model import Leg, Network


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a statement is true of a leg (None: the sources leave it open), and in which words."""

    truth: bool | None
    reason: str = ""


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
        reasons, truth = [], True
        for one in self.conditions:
            found = one.of(leg, network)
            if found.truth is False:
                return FALSE
            truth = truth and found.truth is True
            reasons.append(found.reason)
        return Finding(truth or None, " and ".join(reasons))


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of them."""

    conditions: tuple[Condition, ...]

    def of(self, leg: Leg, network: Network) -> Finding:
        """True as soon as one is true."""
        doubt = FALSE
        for one in self.conditions:
            found = one.of(leg, network)
            if found.truth:
                return found
            doubt = found if found.truth is None and doubt.truth is False else doubt
        return doubt
