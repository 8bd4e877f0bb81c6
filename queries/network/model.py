"""What a route network is made of.

::

    Site ──Leg──► Site        parallel legs are normal; each has its own id, state and capacity
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from graph.fuse.objects import Node
from queries.network.statuses import rule


class Between(NamedTuple):
    """The two sets of sites that a question joins."""

    origins: frozenset[str]
    goals: frozenset[str]


def as_range(low: float, high: float, form: str = "g") -> str:
    """Write two bounds as people read them: "5.2..7.5", or one number where both are the same."""
    return f"{low:{form}}" if low == high else f"{low:{form}}..{high:{form}}"


@dataclass(frozen=True, slots=True)
class Capacity:
    """A yearly capacity with the range of the claims that stand; the unit is that of the network."""

    low: float
    value: float
    high: float
    claims: tuple[str, ...] = ()
    """Ids of the claims that the range spans."""
    note: str = ""
    """What the figure leaves open: it stands in for another day, or a restriction lowered it."""


@dataclass(frozen=True, slots=True)
class Volume:
    """What is moved or produced in a year, as a yearly rate in the network's unit; rival figures make a range."""

    low: float
    high: float
    year: int
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """The status on a day and why; ``bearer`` is the leg, site or asset that it comes from."""

    status: str
    reason: str
    bearer: str
    claims: tuple[str, ...] = ()
    doubt: str = ""
    """Why it is perhaps stopped, where it is."""

    @property
    def in_doubt(self) -> bool:
        """Whether it is perhaps stopped: nothing flows at the low end of an answer."""
        return bool(self.doubt)

    @property
    def words(self) -> str:
        """The status as people read it."""
        return self.status.replace("_", " ")

    @property
    def carries(self) -> bool:
        """Whether anything can flow."""
        return rule(self.status).carries


@dataclass(frozen=True, slots=True)
class Site:
    """A place where legs meet; ``capacity`` holds for all that passes (a port's berths), None if unknown."""

    id: str
    name: str
    country: str | None
    labels: frozenset[str]
    capacity: Capacity | None
    position: tuple[float, float] | None
    """Longitude and latitude."""
    wholes: tuple[str, ...]
    claims: tuple[str, ...]
    use: Volume | None = None
    """What all shippers move through it."""
    own_use: Volume | None = None
    """The part of it whose oil the question is about."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One directed leg between two sites."""

    id: str
    start: str
    end: str
    mode: str
    asset: str | None
    countries: tuple[str, ...]
    straits: tuple[str, ...]
    distance_km: float | None
    capacity: Capacity | None
    state: State
    assets: tuple[str, ...]
    """The leg's asset and all that this is part of."""
    claims: tuple[str, ...]
    use: Volume | None = None
    """What all shippers move over it."""
    own_use: Volume | None = None
    """The part of it whose oil the question is about."""
    untold: tuple[tuple[str, str], ...] = ()
    """What the terms of a question ask about and no source tells: ``owner`` or ``operator``, and of what."""

    @property
    def in_doubt(self) -> bool:
        """Whether it may carry nothing: it is perhaps stopped, or a term of the question perhaps forbids it."""
        return self.state.in_doubt or bool(self.untold)

    @property
    def metres(self) -> int | None:
        """The length as a whole number, so that sums do not depend on their order."""
        return None if self.distance_km is None else round(self.distance_km * 1000)


@dataclass(frozen=True, slots=True)
class Shared:
    """A capacity that several legs share: a pipeline with branches, a strait, a fleet.

    It bounds what is taken in: at every site, what leaves by these legs beyond what arrived by them, summed over the
    sites. So oil that passes three sections of one line counts once, and the off-takes of a line share its pumps.
    """

    id: str
    kind: str
    """``asset`` or ``strait``."""
    legs: tuple[str, ...]
    capacity: Capacity
    use: Volume | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """All legs of one commodity with their states on ``as_of``; legs are in the order of their ids."""

    commodity: str
    unit: str
    as_of: date
    sites: dict[str, Site]
    legs: tuple[Leg, ...]
    entities: dict[str, Node]
    digest: str | None = None
    shared: tuple[Shared, ...] = ()
    """Capacities that several legs share, in the order of their ids."""
    supply: dict[str, Volume] = field(default_factory=dict)
    """What the fields that enter at a site produce, by site."""

    def limit_of(self, kind: str, key: str) -> Capacity | None:
        """Give the capacity of a part of a cut: a ``leg``, a ``site``, a shared ``asset`` or ``strait``; else None."""
        if kind == "site":
            return self.sites[key].capacity
        if kind == "leg":
            return next(leg.capacity for leg in self.legs if leg.id == key)
        return next((one.capacity for one in self.shared if (one.kind, one.id) == (kind, key)), None)

    def claims_of(self, kind: str, key: str) -> tuple[str, ...]:
        """Give the claims about such a part, those behind its capacity among them."""
        limit = self.limit_of(kind, key)
        own: tuple[str, ...] = ()
        if kind == "site":
            own = self.sites[key].claims
        elif kind == "leg":
            own = next(leg.claims for leg in self.legs if leg.id == key)
        elif limit and key in self.entities:
            stated = self.entities[key].properties.get("claims")
            own = tuple(stated) if isinstance(stated, list) else ()
        return tuple(sorted({*own, *(limit.claims if limit else ())}))

    def name(self, key: str) -> str:
        """Give the English name of an entity, its id where it has none; a leg is named by its ends."""
        node = self.entities.get(key)
        return str(node.properties.get("name_en", key)) if node else self.leg_name(key)

    def leg_name(self, key: str) -> str:
        """Name a leg by its ends, with its id: "Atyrau to Samara (e_uas2)"."""
        leg = next((one for one in self.legs if one.id == key), None)
        return f"{self.name(leg.start)} to {self.name(leg.end)} ({key})" if leg else key

    def part_name(self, kind: str, key: str) -> str:
        """Name a part of a cut: a ``leg`` by its ends, anything else by its name."""
        return self.leg_name(key) if kind == "leg" else self.name(key)
