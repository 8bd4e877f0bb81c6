"""Statements about where a leg runs and what it uses: territory, ports, straits, sites, assets, modes."""

from __future__ import annotations

from dataclasses import dataclass

from queries.network.model import Leg, Network, Site
from queries.routes.avoid.conditions import FALSE, Finding, things

PORTS = frozenset({"Port", "Terminal", "Mooring"})  # where ships load
# Words that people use for several modes of the tables at once.
MODES = {"sea": frozenset({"tanker", "ship", "ferry"}), "pipe": frozenset({"pipeline"}), "train": frozenset({"rail"})}


@dataclass(frozen=True, slots=True)
class Territory:
    """Crosses a country, or passes a strait of it, or uses a site of it; with ``ports`` false no port counts."""

    subject: str
    name: str
    ports: bool = True

    def of(self, leg: Leg, network: Network) -> Finding:
        """Say on which ground the leg touches the country."""
        if self.subject in leg.countries:
            return Finding(True, f"crosses {self.name}")
        for site in (network.sites[leg.start], network.sites[leg.end]):
            if site.country == self.subject and (self.ports or not site.labels & PORTS):
                return Finding(True, f"uses {site.name} in {self.name}")
        for strait in leg.straits:
            if self._holds(strait, network):
                return Finding(True, f"passes {network.name(strait)} in {self.name}")
        return FALSE

    def _holds(self, strait: str, network: Network) -> bool:
        node = network.entities.get(strait)
        return node is not None and node.properties.get("country") == self.subject


@dataclass(frozen=True, slots=True)
class PortOf:
    """Loads or unloads in a port, terminal or mooring of a country."""

    subject: str
    name: str

    def of(self, leg: Leg, network: Network) -> Finding:
        """Say which port it is."""
        ends = (network.sites[leg.start], network.sites[leg.end])
        found = next((site for site in ends if self._is(site)), None)
        return Finding(True, f"uses {found.name} in {self.name}") if found else FALSE

    def _is(self, site: Site) -> bool:
        return site.country == self.subject and bool(site.labels & PORTS)


@dataclass(frozen=True, slots=True)
class Passes:
    """Goes through a strait."""

    subject: str
    name: str
    verb: str = "passes"

    def of(self, leg: Leg, network: Network) -> Finding:
        """Say that the leg passes the strait."""
        passes = self.subject in leg.straits or self.subject in (leg.start, leg.end)
        return Finding(True, f"{self.verb} {self.name}") if passes else FALSE


@dataclass(frozen=True, slots=True)
class Uses:
    """Starts from, ends at or runs through a site or an asset, or a part of it."""

    subject: str
    name: str
    verb: str = "uses"

    def of(self, leg: Leg, network: Network) -> Finding:
        """Say that the leg depends on the thing."""
        return Finding(True, f"{self.verb} {self.name}") if self.subject in things(leg, network) else FALSE


@dataclass(frozen=True, slots=True)
class IsLeg:
    """Is the one leg with this id."""

    subject: str
    verb: str = "is named"

    def of(self, leg: Leg, network: Network) -> Finding:
        """Say that this is the leg."""
        return Finding(True, self.verb) if leg.id == self.subject else FALSE


@dataclass(frozen=True, slots=True)
class Travels:
    """Has one of some modes of transport."""

    word: str
    modes: frozenset[str]

    def of(self, leg: Leg, network: Network) -> Finding:
        """Say how the leg travels."""
        return Finding(True, f"goes by {leg.mode}") if leg.mode in self.modes else FALSE
