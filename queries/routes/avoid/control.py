"""Who owns and runs what on a day, and whom an authority sanctions: what owner, operator and sanction terms ask."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from graph.fuse.objects import Node, Relation
from graph.model.time import parse_period
from queries.network.properties import number, text, texts
from queries.network.reading import Material
from queries.network.values import believed, holding, read_values
from queries.routes.avoid.ownership import Ownership, Stake

# A company that listed parties hold at least half of together is treated as listed: US Treasury, OFAC, "Revised
# guidance on entities owned by persons whose property and interests in property are blocked", 13 August 2014. The
# guidance of the EU and the UK draws the line at the same place or just above it.
LISTED_FROM = 50.0


@dataclass(frozen=True)
class Control:
    """The stakes, operators and measures of ``material`` on ``day``."""

    material: Material
    day: date
    _told: dict[tuple[str, str], dict[str, Node]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def ownership(self) -> Ownership:
        """The stakes of the day; a rival naming of another owner's stake is no second one."""
        return Ownership(stake for one in self.material.of("OWNS") if (stake := self._stake(one)))

    @cached_property
    def operators(self) -> dict[str, tuple[str, ...]]:
        """For every thing who runs it."""
        found: dict[str, list[str]] = {}
        for one in self.material.of("OPERATES"):
            found.setdefault(one.end, []).append(one.start)
        return {thing: tuple(group) for thing, group in found.items()}

    def has_owner(self, thing: str) -> bool:
        """Tell whether any owner of a thing, or of what it is part of, is known; what nobody can own needs none."""
        return not self._ownable(thing) or any(self.ownership.high.get(one) for one in self._with_wholes(thing))

    def has_operator(self, thing: str) -> bool:
        """Tell in the same manner whether it is known who runs it."""
        return not self._ownable(thing) or any(one in self.operators for one in self._with_wholes(thing))

    def _ownable(self, thing: str) -> bool:
        node = self.material.entities.get(thing)
        return node is not None and "Asset" in node.labels

    def _with_wholes(self, thing: str) -> tuple[str, ...]:
        found, waiting = {thing: None}, [thing]
        while waiting:
            for whole in self._wholes.get(waiting.pop(), ()):
                if whole not in found:
                    found[whole] = None
                    waiting.append(whole)
        return tuple(found)

    @cached_property
    def _wholes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in self.material.of("PART_OF"):
            found.setdefault(one.start, []).append(one.end)
        return found

    @cached_property
    def _country(self) -> dict[str, str]:
        nodes = self.material.entities.values()
        return {one.id: country for one in nodes if (country := text(one.properties, "country"))}

    def of_country(self, key: str) -> frozenset[str]:
        """Give a party with, where it is a country, everybody who belongs to it."""
        return frozenset({key, *(one for one, country in self._country.items() if country == key)})

    def country(self, key: str) -> str | None:
        """Give the country of an entity, None where no source tells it."""
        return self._country.get(key)

    def flag(self, asset: str) -> str | None:
        """Give the flag under which a vessel or fleet sails: the country told of it."""
        return self._country.get(asset)

    def name(self, key: str) -> str:
        """Give the English name of an entity, its id where it has none."""
        node = self.material.entities.get(key)
        return (text(node.properties, "name_en") if node else None) or key

    def claims(self, name: str, pairs: Set[tuple[str, str]]) -> list[str]:
        """Give the claims behind the relations of a type between pairs of parties and things."""
        found = (one for one in self.material.of(name) if (one.start, one.end) in pairs)
        return [claim for one in found for claim in texts(one.properties, "claims")]

    def _stake(self, one: Relation) -> Stake | None:
        """Give a stake as it is on the day: of several stated sizes the ones that hold then."""
        facts = one.properties
        if "same_stake_as" in facts:
            return None
        if stated := believed(read_values(texts(facts, "share_history"))):
            held = holding(stated, self.day)
            ends = (min(value.low for value in held), max(value.high for value in held)) if held else None
            return Stake(one.start, one.end, *ends) if ends else None
        sizes = number(facts, "share_low"), number(facts, "share_high")
        return Stake(one.start, one.end, *sizes) if holds(text(facts, "when"), self.day) else None

    def listed(self, authority: str) -> dict[str, Node]:
        """Give everybody whom ``authority`` (or a body of it) sanctions on the day, with the measure."""
        return self._measures("sanction", authority)

    def exempt(self, authority: str) -> dict[str, Node]:
        """Give everything that an exemption of ``authority`` protects on the day."""
        return self._measures("exemption", authority)

    def _measures(self, kind: str, authority: str) -> dict[str, Node]:
        if (kind, authority) not in self._told:
            self._told[kind, authority] = self._read_measures(kind, authority)
        return self._told[kind, authority]

    def _read_measures(self, kind: str, authority: str) -> dict[str, Node]:
        bodies = self.of_country(authority)
        inside = {one.id: one for one in self.material.events if self._in_force(one, kind, bodies)}
        links = self.material.of("AFFECTS")
        return {link.end: inside[link.start] for link in links if link.start in inside}

    def _in_force(self, event: Node, kind: str, bodies: frozenset[str]) -> bool:
        facts = event.properties
        if facts.get("type") != kind or facts.get("modality") != "fact":
            return False
        until = texts(facts, "role_until")
        begun = (text(facts, "valid_from") or "9999") <= self.day.isoformat()
        ended = bool(until) and f"{until[0]}~" < self.day.isoformat()  # "2027-10" lasts to the end of the month
        return begun and not ended and bool(bodies & set(texts(facts, "role_by")))


def holds(when: str | None, day: date) -> bool:
    """Tell whether a stake holds on ``day``: a year or a day alone says since when it is known, not until when."""
    if when is None:
        return True
    period = parse_period(when)
    ended = period.is_interval and period.end is not None and period.end < day
    return not ended and (period.start is None or period.start <= day)
