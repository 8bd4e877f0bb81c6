"""The last look at every route before it leaves the engine: is it one, and does it obey every rule as typed?

Nothing here uses the conditions that chose the legs. Every term is parsed again and compared with plain facts about the
leg, as read from the graph; ownership is followed along every single chain instead of being solved. A route that fails
is a fault of the engine, and no answer at all is better than that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from queries.names import Names
from queries.network.model import Between, Leg, Network
from queries.routes.avoid.control import LISTED_FROM, Control
from queries.routes.avoid.grammar import Any, Atom, Every, Not, Term, parse
from queries.routes.avoid.ownership import Stakes
from queries.routes.avoid.places import MODES, PORTS

Truth = bool | None | Literal["untold"]
"""None: sources leave it open. ``untold``: no source says anything about it."""
CHAIN = 1e-15  # a chain that holds less than this part of a thing adds nothing that a percent with nine digits shows
ROUNDS = 5000  # a circle of companies that nobody outside holds would be followed for ever


class Disobeyed(AssertionError):
    """The engine was about to answer with a route that the question forbids; always a fault of the engine."""


@dataclass(frozen=True)
class Orders:
    """What a question demands of every leg, in the words of the person who asks."""

    network: Network
    control: Control
    names: Names
    avoid: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    shut: tuple[str, ...] = ()
    """The terms of the closings that hold on the day and shut the whole."""

    @cached_property
    def _legs(self) -> dict[str, Leg]:
        return {leg.id: leg for leg in self.network.legs}

    @cached_property
    def _sound(self) -> set[str]:
        """The legs that were looked at and break no rule: many routes share them."""
        return set()

    def check_route(self, route: Sequence[Leg], between: Between) -> None:
        """Look at one route.

        Raises:
            Disobeyed: it breaks a rule, or is no loopless chain of usable legs between the ends.
        """
        sites = [route[0].start, *(leg.end for leg in route)]
        joined = all(one.end == other.start for one, other in pairwise(route))
        ends = sites[0] in between.origins and sites[-1] in between.goals and not between.goals & set(sites[:-1])
        if not joined or not ends or len(set(sites)) < len(sites):
            raise Disobeyed(f"no loopless chain between the ends: {' '.join(leg.id for leg in route)}")
        self.check_legs(route)

    def check_legs(self, legs: Iterable[Leg]) -> None:
        """Look at legs one by one.

        Raises:
            Disobeyed: a leg cannot carry, is not of the network, or breaks a rule.
        """
        for leg in legs:
            if self._legs.get(leg.id) != leg or not leg.state.carries:
                raise Disobeyed(f"{leg.id} is no leg that carries")
            if leg.id in self._sound:
                continue
            for broken in self._broken(leg):
                raise Disobeyed(f"{leg.id} breaks {broken}")
            self._sound.add(leg.id)

    def _broken(self, leg: Leg) -> Iterator[str]:
        yield from (f"--avoid {text}" for text in self.avoid if not self._passes(text, leg))
        yield from (f"--close {text}" for text in self.shut if not self._passes(text, leg))
        yield from (f"--only {text}" for text in self.only if not self._passes(text, leg, wanted=True))

    def _passes(self, text: str, leg: Leg, *, wanted: bool = False) -> bool:
        """Tell whether a term is surely as wanted of a leg, or the leg is marked as in doubt where no source tells."""
        truth = self.is_true(text, leg)
        return truth is wanted or (truth == "untold" and bool(leg.untold))

    def is_true(self, text: str, leg: Leg) -> Truth:
        """Tell whether a term is true of a leg."""
        if text in self._legs:
            return leg.id == text
        return self._true(Atom("", text) if self.names.bearers(text) else parse(text), leg)

    def _true(self, term: Term, leg: Leg) -> Truth:
        if isinstance(term, Not):
            inner = self._true(term.term, leg)
            return not inner if isinstance(inner, bool) else inner
        if isinstance(term, Every | Any):
            told = {self._true(one, leg) for one in term.terms}
            decisive = isinstance(term, Any)
            return next((one for one in (decisive, None, "untold") if one in told), not decisive)
        found = self._atom(term, leg)
        return "untold" if found is False and self._nobody_tells(term, leg) else found

    def _nobody_tells(self, atom: Atom, leg: Leg) -> bool:
        """Tell whether no source names an owner, or who runs it, of something that a leg uses and somebody can own."""
        links = {"owner": ("OWNS",), "operator": ("OPERATES",)}.get(atom.kind, ("OWNS", "OPERATES"))
        if atom.kind not in ("owner", "operator", "company", "sanctioned-by"):
            return False
        if atom.kind == "sanctioned-by" and self._named("exemption", self._meant(atom)) & self._used(leg):
            return False
        used = [key for key in self._used(leg) if "Asset" in self.network.entities[key].labels]
        return any(not self._known(key, link) for key in used for link in links)

    def _known(self, key: str, link: str) -> bool:
        parts = {key}
        while more := {one.end for one in self.control.material.of("PART_OF") if one.start in parts} - parts:
            parts |= more
        if link == "OPERATES":
            return any(one.end in parts for one in self.control.material.of(link))
        return any(self.control.ownership.high.get(one) for one in parts)

    def _atom(self, atom: Atom, leg: Leg) -> bool | None:
        if atom.kind in ("leg", "mode"):
            return atom.name == leg.id if atom.kind == "leg" else leg.mode in MODES.get(atom.name, {atom.name})
        keys = self._meant(atom)
        if atom.kind in ("owner", "company"):
            direct = atom.kind == "company" and bool(keys & (self._used(leg) | self._operators(leg)))
            return True if direct else self._held(leg, keys, atom.share or 0.0)
        if atom.kind == "operator":
            return bool(keys & self._operators(leg))
        if atom.kind == "flag":
            return leg.mode in MODES["sea"] and leg.asset is not None and self.control.country(leg.asset) in keys
        if atom.kind == "sanctioned-by":
            return self._sanctioned(leg, atom, keys)
        return bool(keys & self._places(leg, atom.kind))

    def _meant(self, atom: Atom) -> frozenset[str]:
        """Give the ids that a name can mean for its kind; parties of a country with it."""
        accepted = {
            "": ("Country", "Strait", "Site", "Asset"), "territory": ("Country",), "site": ("Site",),
            "asset": ("Asset", "Site"), "port": ("Port", "Terminal", "Mooring", "Country"), "strait": ("Strait",),
            "company": ("Company",), "flag": ("Country",), "sanctioned-by": ("Country", "Company"),
        }.get(atom.kind, ("Company", "Country"))  # fmt: skip
        key = self.names.resolve(atom.name, accepted).id
        parties = atom.kind in ("owner", "operator", "sanctioned-by")
        return frozenset({key, *(one for one in self.network.entities if parties and self.control.country(one) == key)})

    def _used(self, leg: Leg) -> set[str]:
        sites = [self.network.sites[key] for key in (leg.start, leg.end)]
        return {*leg.assets, leg.start, leg.end, *sites[0].wholes, *sites[1].wholes}

    def _places(self, leg: Leg, kind: str) -> set[str]:
        sites = [self.network.sites[key] for key in (leg.start, leg.end)]
        ports = {str(site.country) for site in sites if site.labels & PORTS}
        inland = {str(site.country) for site in sites if not site.labels & PORTS}
        straits = {*leg.straits, leg.start, leg.end}
        crossed = {*leg.countries, *inland, *(str(self.control.country(one)) for one in leg.straits)}
        used = self._used(leg)
        by_kind = {"territory": crossed, "port": ports | used, "strait": straits, "site": used, "asset": used}
        return by_kind.get(kind, crossed | ports | used | straits)

    def _operators(self, leg: Leg) -> set[str]:
        links = self.control.material.of("OPERATES")
        used = self._used(leg)
        return {link.start for link in links if link.end in used}

    def _held(self, leg: Leg, owners: frozenset[str], least: float) -> bool | None:
        told = {self._reaches(thing, owners - {thing}, least) for thing in self._used(leg)}
        return True if True in told else None if None in told else False

    def _reaches(self, thing: str, owners: frozenset[str], least: float) -> bool | None:
        held = self.control.ownership
        low, high = (self._chains(stakes, owners, thing) for stakes in (held.low, held.high))
        if low > 0 and 100 * low >= least - 1e-9:
            return True
        return None if high > 0 and 100 * high >= least - 1e-9 else False

    def _sanctioned(self, leg: Leg, atom: Atom, bodies: frozenset[str]) -> bool | None:
        used = self._used(leg)
        exempt = self._named("exemption", bodies)
        if exempt & used:
            return False
        countries = {key for key, node in self.network.entities.items() if "Country" in node.labels}
        listed = frozenset(self._named("sanction", bodies) - countries - exempt)
        parties = used | self._operators(leg)
        held = self.control.ownership
        least = atom.share or LISTED_FROM
        if parties & self._held_by(held.low, listed, least):
            return True
        return None if parties & self._held_by(held.high, listed, least) else False

    def _held_by(self, stakes: Stakes, listed: frozenset[str], least: float) -> frozenset[str]:
        """Add whoever is held by those before, until nobody is added."""
        held = {thing: sum(part for owner, part in owners if owner in listed) for thing, owners in stakes.items()}
        more = listed | {thing for thing, part in held.items() if 100 * part >= least - 1e-9}
        return listed if more == listed else self._held_by(stakes, more, least)

    def _named(self, kind: str, bodies: frozenset[str]) -> set[str]:
        """Give whom the measures of a kind name that one of ``bodies`` took and that are in force on the day."""
        day, found = self.control.day.isoformat(), set()
        for link in self.control.material.of("AFFECTS"):
            facts = next(one.properties for one in self.control.material.events if one.id == link.start)
            begun = "valid_from" in facts and str(facts["valid_from"]) <= day
            until = str((facts.get("role_until") or ["9999"])[0])  # type: ignore[index]
            by = set(facts.get("role_by") or ())  # type: ignore[arg-type]
            stated = facts["type"] == kind and facts["modality"] == "fact"
            if stated and begun and day[: len(until)] <= until and by & bodies:
                found.add(link.end)
        return found

    def _chains(self, stakes: Stakes, owners: frozenset[str], thing: str) -> float:
        """Add up chain after chain until what is left is nothing."""
        total, level = 0.0, {thing: 1.0}
        for _ in range(ROUNDS):
            further: dict[str, float] = {}
            for one, part in level.items():
                for owner, stake in stakes.get(one, ()):
                    if owner in owners:
                        total += part * stake
                    elif part * stake > CHAIN:
                        further[owner] = further.get(owner, 0.0) + part * stake
            level = further
            if not level:
                break
            if total > 1:
                return 1.0
            if sum(level.values()) > 1e6:  # a circle that holds more than all of itself: anything, or nothing at all
                return float(self._leads_to(stakes, owners, thing))
        return total

    def _leads_to(self, stakes: Stakes, owners: frozenset[str], thing: str) -> bool:
        """Tell whether any of the owners stands behind a thing."""
        seen: set[str] = set()
        further = {thing}
        while further - seen:
            seen |= further
            further = {owner for one in further for owner, _ in stakes.get(one, ())}
        return bool((seen - {thing}) & owners)
