"""Statements about who stands behind a leg: owners through chains, operators, flags, sanctioned parties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from queries.network.model import Leg, Network
from queries.routes.avoid.conditions import FALSE, Finding, things
from queries.routes.avoid.control import Control
from queries.routes.avoid.places import MODES

_Memory = dict[str, Finding]


def _worst(findings: Iterator[Finding]) -> Finding:
    """Give the first true finding, else the first open one."""
    doubt = FALSE
    for one in findings:
        if one.truth:
            return one
        doubt = one if one.truth is None and doubt.truth is False else doubt
    return doubt


@dataclass(frozen=True, slots=True)
class OwnedBy:
    """Something that it uses belongs to a party, or to parties of a country, at or above a share; 0: at all."""

    subject: str
    name: str
    control: Control
    least: float = 0.0
    memory: _Memory = field(default_factory=dict, compare=False)

    def of(self, leg: Leg, network: Network) -> Finding:
        """Say which thing belongs to whom, and how much of it."""
        return _worst(self.owned(thing) for thing in things(leg, network))

    def owned(self, thing: str) -> Finding:
        """Judge one thing."""
        if thing not in self.memory:
            self.memory[thing] = self._owned(thing)
        return self.memory[thing]

    def _owned(self, thing: str) -> Finding:
        owners = self.control.of_country(self.subject) - {thing}  # nothing owns itself
        low, high = self.control.ownership.share(owners, thing)
        thing_name = self.control.name(thing)
        if low > 0 and reaches(low, self.least):
            return Finding(True, f"{low:.4g} % of {thing_name} belongs to {self.name}")
        if high > 0 and reaches(high, self.least):
            return Finding(None, f"up to {high:.4g} % of {thing_name} may belong to {self.name}")
        return FALSE


def reaches(share: float, least: float) -> bool:
    """Tell whether a share in percent reaches a threshold; what rounding may have taken counts as reached."""
    return share >= least - 1e-9


@dataclass(frozen=True, slots=True)
class RunBy:
    """Something that it uses is operated by a party or by a party of a country."""

    subject: str
    name: str
    control: Control

    def of(self, leg: Leg, network: Network) -> Finding:
        """Say what is run by whom."""
        parties = self.control.of_country(self.subject)
        for thing in things(leg, network):
            for operator in self.control.operators.get(thing, ()):
                if operator in parties:
                    return Finding(True, f"{self.control.name(thing)} is run by {self.control.name(operator)}")
        return FALSE


@dataclass(frozen=True, slots=True)
class Involves:
    """Uses something that a company owns in part, runs, or is."""

    subject: str
    name: str
    control: Control

    def of(self, leg: Leg, network: Network) -> Finding:
        """Say in which way the company is involved."""
        if self.subject in things(leg, network):
            return Finding(True, f"uses {self.name}")
        found = RunBy(self.subject, self.name, self.control).of(leg, network)
        return found if found.truth else OwnedBy(self.subject, self.name, self.control).of(leg, network)


@dataclass(frozen=True, slots=True)
class UnderFlag:
    """Sails under the flag of a country; a flag that no source tells is taken for none of it."""

    subject: str
    name: str
    control: Control

    def of(self, leg: Leg, network: Network) -> Finding:
        """Say which vessel or fleet sails under the flag."""
        if leg.asset is None or leg.mode not in MODES["sea"] or self.control.flag(leg.asset) != self.subject:
            return FALSE
        return Finding(True, f"{self.control.name(leg.asset)} sails under the flag of {self.name}")


@dataclass(frozen=True, slots=True)
class SanctionedBy:
    """Something that it uses, its operator, or owners of at least ``least`` percent together are listed.

    What the authority has exempted is not. A measure against a whole country lists nobody by itself.
    """

    subject: str
    name: str
    control: Control
    least: float
    memory: _Memory = field(default_factory=dict, compare=False)

    def of(self, leg: Leg, network: Network) -> Finding:
        """Say which party is listed, and by which measure."""
        listed, exempt = self.control.listed(self.subject), self.control.exempt(self.subject)
        parties = frozenset(key for key in listed if not self._is_country(key)) - exempt.keys()
        used = things(leg, network)
        return FALSE if exempt.keys() & set(used) else _worst(self._listed(thing, parties) for thing in used)

    def _is_country(self, key: str) -> bool:
        node = self.control.material.entities.get(key)
        return node is not None and "Country" in node.labels

    def _listed(self, thing: str, parties: frozenset[str]) -> Finding:
        if thing not in self.memory:
            runs = self.control.operators.get(thing, ())
            self.memory[thing] = _worst(self._party(one, thing, parties) for one in (thing, *runs))
        return self.memory[thing]

    def _party(self, party: str, thing: str, parties: frozenset[str]) -> Finding:
        control, who = self.control, f"{self.control.name(thing)} is"
        if party in parties:
            return Finding(True, f"{who} {'' if party == thing else 'run by '}a party that {self.name} sanctions")
        low, high = control.ownership.share(parties, party)
        if low > 0 and reaches(low, self.least):
            return Finding(True, f"{low:.4g} % of {control.name(party)} belongs to parties that {self.name} sanctions")
        if high > 0 and reaches(high, self.least):
            return Finding(None, f"up to {high:.4g} % of {control.name(party)} may belong to sanctioned parties")
        return FALSE
