"""What the route engine answers, as plain values; renderers only read them."""

from __future__ import annotations

from dataclasses import dataclass

from queries.network.model import Leg, Network
from queries.routes.avoid import Verdict
from queries.routes.consents import Consent, Passage
from queries.routes.ends import End
from queries.routes.flow import FlowRange
from queries.routes.question import Question


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim behind a hop: which source said what, when, and how far it is trusted."""

    claim: str
    trust: int
    known_on: str | None
    source: str
    quote: str
    valid: str | None = None
    """For what time it is stated, as EDTF."""
    is_row: bool = False
    """Whether ``quote`` is a row of a table as we render it, not a sentence of the source."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Who states the capacity of a leg or site of the cut; ``counts`` is false for a value beside the range."""

    kind: str
    id: str
    stated: str
    counts: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Hop:
    """One leg of a shown route with the weakest and the oldest claim it rests on."""

    leg: Leg
    weakest: Evidence | None = None
    oldest: Evidence | None = None
    beside: tuple[str, ...] = ()
    """Figures about the leg that are no capacity of it, each with what it is: "contract ceiling 2.2 Mt/y"."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The capacity of a route: the least over its legs and sites, and which of them holds it down."""

    low: float | None
    high: float | None
    by: tuple[tuple[str, str], ...] = ()
    """(``leg`` or ``site``, id) of what limits at either end of the range."""
    unknown: tuple[str, ...] = ()
    """Legs whose capacity no source gives."""


@dataclass(frozen=True, slots=True)
class RouteFound:
    """One route, best first; ``distance_km`` sums the known legs, ``unmeasured`` names the others."""

    hops: tuple[Hop, ...]
    distance_km: float
    unmeasured: tuple[str, ...]
    limit: Limit
    countries: tuple[str, ...]
    idle: bool
    notes: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    """The countries that it needs the consent of, and those that it only passes in open straits."""
    passages: tuple[Passage, ...] = ()
    """The rules of the straits that it passes."""
    transshipments: int = 0
    """How often the mode of transport changes."""
    latest: Evidence | None = None
    """The newest sentence of an article about a site or asset on the way."""

    @property
    def sites(self) -> tuple[str, ...]:
        """The sites in order."""
        return (self.hops[0].leg.start, *(hop.leg.end for hop in self.hops))


@dataclass(frozen=True, slots=True)
class RoutesAnswer:
    """The answer to ``routes`` and ``flow``; without routes, ``blocked`` is the cut that proves it."""

    question: Question
    network: Network
    start: End
    goal: End
    routes: tuple[RouteFound, ...] = ()
    flow: FlowRange | None = None
    blocked: tuple[Verdict, ...] = ()
    notes: tuple[str, ...] = ()
    """What the question assumes, a line each."""
    bounds: tuple[Bound, ...] = ()
    remarks: tuple[str, ...] = ()
    """Where the answer falls short of what was asked: cut short, a flow that is not told, or a part of the world that
    the graph hardly knows."""
    rules_in_words: tuple[str, ...] = ()
    """The rules of the question with the names of what they mean, in the order of a sentence."""
