"""Typed avoidance: every rule is a small object that says which legs it forbids, and why.

A country means its territory and its ports; a strait, a site or a port what passes it; a pipeline or another asset
what runs through it or a part of it. Anything else is refused, never ignored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from graph.errors import UsageError
from graph.fuse.objects import Node
from queries.names import Names
from queries.network.model import Leg, Network

ACCEPTED = ("Country", "Strait", "Site", "Asset")
_WORDS = "a country, a strait, a site or port, or a pipeline or other asset"


class Rule(Protocol):
    """A rule of a question; ``subject`` is the entity it names."""

    @property
    def subject(self) -> str:
        """The id of what is avoided or closed."""

    def forbids(self, leg: Leg, network: Network) -> str | None:
        """Give the reason why a route may not use ``leg``, None where it may."""


@dataclass(frozen=True, slots=True)
class AvoidTerritory:
    """No leg on the territory of a country, none that starts or ends in one of its ports, none through its straits."""

    subject: str
    name: str

    def forbids(self, leg: Leg, network: Network) -> str | None:
        """Say on which ground the leg touches the country."""
        if self.subject in leg.countries:
            return f"crosses {self.name}"
        for site in (network.sites[leg.start], network.sites[leg.end]):
            if site.country == self.subject:
                return f"uses {site.name} in {self.name}"
        for strait in leg.straits:
            if self._holds(strait, network):
                return f"passes {network.name(strait)} in {self.name}"
        return None

    def _holds(self, strait: str, network: Network) -> bool:
        node = network.entities.get(strait)
        return node is not None and node.properties.get("country") == self.subject


@dataclass(frozen=True, slots=True)
class AvoidStrait:
    """No leg through a strait."""

    subject: str
    name: str

    def forbids(self, leg: Leg, network: Network) -> str | None:
        """Say that the leg passes the strait."""
        passes = self.subject in leg.straits or self.subject in (leg.start, leg.end)
        return f"passes {self.name}" if passes else None


@dataclass(frozen=True, slots=True)
class AvoidThing:
    """No leg from, to or through a site or an asset, or a part of it; ``verb`` tells closing from avoiding."""

    subject: str
    name: str
    verb: str = "uses"

    def forbids(self, leg: Leg, network: Network) -> str | None:
        """Say that the leg depends on the thing."""
        ends = (network.sites[leg.start], network.sites[leg.end])
        touched = {*leg.assets, leg.start, leg.end, *(whole for site in ends for whole in site.wholes)}
        return f"{self.verb} {self.name}" if self.subject in touched else None


@dataclass(frozen=True, slots=True)
class CloseLeg:
    """One leg, by its id."""

    subject: str

    def forbids(self, leg: Leg, network: Network) -> str | None:
        """Say that this is the leg."""
        return "is closed" if leg.id == self.subject else None


def avoid_rule(names: Names, typed: str) -> Rule:
    """Read one ``--avoid``.

    Raises:
        UnknownName: nobody bears the name.
        UsageError: what bears it cannot be avoided.
    """
    node = _named(names, typed, "avoid")
    name = str(node.properties.get("name_en", node.id))
    if "Country" in node.labels:
        return AvoidTerritory(node.id, name)
    if "Strait" in node.labels:
        return AvoidStrait(node.id, name)
    return AvoidThing(node.id, name)


def close_rule(names: Names, legs: Sequence[str], typed: str) -> Rule:
    """Read one ``--close``: an asset, a site, a strait, or a leg by its id.

    Raises:
        UnknownName: nobody bears the name.
        UsageError: what bears it cannot be closed.
    """
    leg = typed.removeprefix("leg:")
    if leg in legs:
        return CloseLeg(leg)
    node = _named(names, typed, "close")
    name = str(node.properties.get("name_en", node.id))
    if "Country" in node.labels:
        raise UsageError(f'--close takes an asset, a site, a strait or a leg; for {name} write "--avoid {node.id}".')
    return AvoidStrait(node.id, name) if "Strait" in node.labels else AvoidThing(node.id, name, "needs the closed")


def _named(names: Names, typed: str, option: str) -> Node:
    bearers = names.bearers(typed)
    if bearers and not any(node.labels & set(ACCEPTED) for node in bearers):
        kinds = ", ".join(sorted(bearers[0].labels)) or "a name without a known kind"
        raise UsageError(f'--{option} takes {_WORDS}; "{typed}" is {kinds}.')
    return names.resolve(typed, ACCEPTED, wanted="place or asset")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a leg cannot be used: ``rule`` names the state or the avoided thing."""

    leg: Leg
    rule: str
    reason: str


def verdict(leg: Leg, network: Network, rules: Sequence[Rule]) -> Verdict | None:
    """Judge one leg; None where it may be used. Rules of the question come before the state of the leg."""
    for one in rules:
        if reason := one.forbids(leg, network):
            return Verdict(leg, one.subject, reason)
    return None if leg.state.carries else Verdict(leg, leg.state.status, leg.state.reason)


def split(network: Network, rules: Sequence[Rule]) -> tuple[list[Leg], list[Verdict]]:
    """Part the legs into those a route may use and those it may not, with the reasons."""
    judged = [(leg, verdict(leg, network, rules)) for leg in network.legs]
    return [leg for leg, found in judged if found is None], [found for _, found in judged if found]
