"""Places that a route passes, in order: ``--via A --via B``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from queries.names import Names
from queries.network.model import Leg, Network, Site
from queries.routes.avoid.kinds import leg_condition


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A site, an asset or a leg that has to be passed."""

    id: str
    name: str

    def on_leg(self, leg: Leg) -> bool:
        """Tell whether taking the leg passes it."""
        return self.id == leg.id or self.id in leg.assets or self.id in leg.straits

    def at_site(self, site: Site) -> bool:
        """Tell whether being at the site passes it."""
        return self.id == site.id or self.id in site.wholes


def waypoints(names: Names, network: Network, typed: Sequence[str]) -> tuple[Waypoint, ...]:
    """Read the options ``--via``.

    Raises:
        UnknownName: nobody bears one of the names, or several do.
        UsageError: there is no such leg.
    """
    return tuple(_waypoint(names, network, one) for one in typed)


def _waypoint(names: Names, network: Network, typed: str) -> Waypoint:
    if typed.startswith("leg:"):
        return Waypoint(leg_condition(network, typed.removeprefix("leg:"), "is named").subject, typed)
    node = names.resolve(typed, ("Site", "Asset"), wanted="place or asset")
    return Waypoint(node.id, str(node.properties.get("name_en", node.id)))


def passed(points: Sequence[Waypoint], done: int, leg: Leg | None, site: Site) -> int:
    """Give how many of ``points`` a route has passed that had ``done`` and took ``leg`` (None: starts) to ``site``."""
    while leg and done < len(points) and points[done].on_leg(leg):
        done += 1
    while done < len(points) and points[done].at_site(site):
        done += 1
    return done
