"""Statements about who stands behind a leg: owners through chains, operators, flags, sanctioned parties."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from queries.network.model import Leg, Network
from queries.network.properties import texts
from queries.routes.avoid.conditions import FALSE, Finding, things, worst
from queries.routes.avoid.control import Control
from queries.routes.avoid.ownership import links, majority_held
from queries.routes.avoid.places import MODES

_Memory = dict[str, Finding]


def _untold(control: Control, what: str, thing: str) -> Finding:
    """Say that no source tells who owns or runs a thing, where that is so; false otherwise."""
    known = control.has_owner(thing) if what == "owner" else control.has_operator(thing)
    if known:
        return FALSE
    name = control.name(thing)
    return Finding(None, f"no source names an {what} of {name}", ((what, name),))


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
        return worst(self.owned(thing) for thing in things(leg, network))

    def owned(self, thing: str) -> Finding:
        """Judge one thing."""
        if thing not in self.memory:
            self.memory[thing] = self._owned(thing)
        return self.memory[thing]

    def claims(self, leg: Leg, network: Network) -> list[str]:
        """Give the claims on the stakes of all chains."""
        found = set[tuple[str, str]]()
        for thing in things(leg, network):
            owners = self.control.of_country(self.subject) - {thing}
            found |= links(self.control.ownership.high, owners, thing)
        return self.control.claims("OWNS", found)

    def _owned(self, thing: str) -> Finding:
        owners = self.control.of_country(self.subject) - {thing}  # nothing owns itself
        low, high = self.control.ownership.share(owners, thing)
        thing_name = self.control.name(thing)
        if low > 0 and reaches(low, self.least):
            share = f"{low:.4g}" if high < low + 0.01 else f"{low:.4g} to {high:.4g}"
            return Finding(True, f"{share} % of {thing_name} belongs to {self.name}")
        if high > 0 and reaches(high, self.least):
            return Finding(None, f"up to {high:.4g} % of {thing_name} may belong to {self.name}")
        return _untold(self.control, "owner", thing)


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
        return worst(_untold(self.control, "operator", thing) for thing in things(leg, network))

    def claims(self, leg: Leg, network: Network) -> list[str]:
        """Give the claims on who runs what."""
        parties = self.control.of_country(self.subject)
        used = things(leg, network)
        runs = {(one, thing) for thing in used for one in self.control.operators.get(thing, ()) if one in parties}
        return self.control.claims("OPERATES", runs)


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
        named = (self.subject, self.name, self.control)
        return worst((RunBy(*named).of(leg, network), OwnedBy(*named).of(leg, network)))

    def claims(self, leg: Leg, network: Network) -> list[str]:
        """Give the claims on what it runs and owns."""
        named = (self.subject, self.name, self.control)
        return [*RunBy(*named).claims(leg, network), *OwnedBy(*named).claims(leg, network)]


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


@dataclass(frozen=True)
class SanctionedBy:
    """It uses, or its operator is, what an authority lists or what listed parties hold ``least`` percent of together.

    What the authority has exempted is not. A measure against a whole country lists nobody by itself.
    """

    subject: str
    name: str
    control: Control
    least: float

    def of(self, leg: Leg, network: Network) -> Finding:
        """Say which party is listed, or held by listed ones."""
        used = things(leg, network)
        if self._exempt & set(used):
            return FALSE
        return worst((
            *(self._listed(party, thing) for thing in used for party in self._parties(thing)),
            *(_untold(self.control, what, thing) for what in ("owner", "operator") for thing in used),
        ))  # fmt: skip

    def claims(self, leg: Leg, network: Network) -> list[str]:
        """Give the claims on the measures and on the stakes of those they name."""
        listed = self.control.listed(self.subject)
        parties = [party for thing in things(leg, network) for party in self._parties(thing)]
        chains = [links(self.control.ownership.high, self._named - {party}, party) for party in parties]
        stakes = set[tuple[str, str]]().union(*chains)
        named = {key for key in self._named if key in parties or any(key == owner for owner, _ in stakes)}
        measures = [claim for key in sorted(named) for claim in texts(listed[key].properties, "claims")]
        return [*measures, *self.control.claims("OWNS", stakes)]

    def _parties(self, thing: str) -> tuple[str, ...]:
        return (thing, *self.control.operators.get(thing, ()))

    @cached_property
    def _exempt(self) -> frozenset[str]:
        return frozenset(self.control.exempt(self.subject))

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(key for key in self.control.listed(self.subject) if not self._is_country(key)) - self._exempt

    @cached_property
    def _sure(self) -> frozenset[str]:
        return majority_held(self.control.ownership.low, self._named, self.least)

    @cached_property
    def _possible(self) -> frozenset[str]:
        return majority_held(self.control.ownership.high, self._named, self.least)

    def _is_country(self, key: str) -> bool:
        node = self.control.material.entities.get(key)
        return node is not None and "Country" in node.labels

    def _listed(self, party: str, thing: str) -> Finding:
        who = self.control.name(thing) + ("" if party == thing else f" is run by {self.control.name(party)}, which")
        if party in self._named:
            return Finding(True, f"{who} is sanctioned by {self.name}")
        if party in self._sure:
            return Finding(True, f"{who} belongs to parties that {self.name} sanctions")
        return (
            Finding(None, f"{who} may belong to parties that {self.name} sanctions")
            if party in self._possible
            else FALSE
        )
