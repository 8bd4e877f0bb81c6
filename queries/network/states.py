"""The state of every leg on a day: its own status, that of its asset and its ends, and what happened to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.fuse.objects import Node, Properties
from queries.network.history import Stated, begun_in_doubt, read_history, status_on
from queries.network.interruptions import Happening, stopped_on
from queries.network.model import State
from queries.network.properties import text, texts
from queries.network.statuses import rule


@dataclass(frozen=True, slots=True)
class Shipper:
    """Whose oil is asked about: a stop for one origin, customer or destination binds only those it names."""

    origins: frozenset[str] = frozenset()
    """The origin sites, their fields and their country, when all of them share one."""

    def bound_by(self, stop: Happening, places: frozenset[str]) -> bool:
        """Tell whether ``stop`` holds for this oil on a leg that touches ``places`` (sites and countries)."""
        if stop.destinations and not stop.destinations & places:
            return False
        if stop.origins:
            return bool(stop.origins & self.origins)
        return not stop.shippers


@dataclass(frozen=True, slots=True)
class Course:
    """A leg as its state depends on it."""

    id: str
    facts: Properties
    bearers: tuple[str, ...]
    """Its asset, its ends, and the assets that these are part of."""
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class States:
    """Everything that says in which state things are on ``day`` for ``shipper``."""

    day: date
    shipper: Shipper
    entities: dict[str, Node]
    told: dict[str, list[Happening]]

    def of(self, leg: Course) -> State:
        """Give the state of a leg: the most severe of all that bear on it."""
        own_history = read_history(texts(leg.facts, "status_history"))
        own = status_on(own_history, self.day, begins_operating=True)
        found = [_own(leg, own, in_doubt=own is not None and begun_in_doubt(own_history, own, self.day))]
        for bearer in leg.bearers:
            found += self._of_bearer(bearer, leg, own)
        worst = max(found, key=lambda one: (rule(one.status).severity, one.bearer == leg.id, one.bearer))
        doubted = next((one for one in found if one.in_doubt), None)
        return replace(worst, doubt=doubted.reason) if doubted and worst.carries else worst

    def thing(self, key: str) -> str:
        """Give the status of a site or asset alone: the most severe that is stated or that events put it in."""
        return max(
            (one.status for one in self._of_bearer(key, Course(key, {}, (), frozenset()), None)),
            key=lambda status: rule(status).severity,
            default="operating",
        )

    def _of_bearer(self, bearer: str, leg: Course, own: Stated | None) -> Iterator[State]:
        node = self.entities.get(bearer)
        if node is None:
            return
        history = read_history(texts(node.properties, "status_history"))
        stated = status_on(history, self.day, begins_operating="Pipeline" in node.labels)
        if stated and stated.status != "operating":
            in_doubt = begun_in_doubt(history, stated, self.day)
            yield _stated(_name(node), bearer, stated, texts(node.properties, "claims"), in_doubt=in_doubt)
        for status, event, _ in stopped_on(
            self.told.get(bearer, ()), self.day, lambda stop: self.shipper.bound_by(stop, leg.places)
        ):
            if not _superseded(event, (own, stated)):
                yield _happened(node, status, event)


def _happened(node: Node, status: str, event: Happening) -> State:
    reason = f"{_name(node)}: {event.says}"
    return State(status, reason, node.id, event.claims, doubt=reason if status == "perhaps_stopped" else "")


def _stated(name: str, bearer: str, stated: Stated, claims: tuple[str, ...], *, in_doubt: bool) -> State:
    reason = f"{name} is {_words(stated.status)}{_since(stated)}"
    if in_doubt:
        return State("perhaps_stopped", reason, bearer, claims, doubt=reason)
    return State(stated.status, reason, bearer, claims)


def _own(leg: Course, stated: Stated | None, *, in_doubt: bool) -> State:
    claims = texts(leg.facts, "claims")
    if stated is None:
        status = "operating" if _was_stopped(leg) else "planned" if _is_unbuilt(leg) else "unknown"
        return State(status, f"no source gives the status of {leg.id} on this day", leg.id, claims)
    return _stated(leg.id, leg.id, stated, claims, in_doubt=in_doubt)


def _was_stopped(leg: Course) -> bool:
    """Tell whether the only known statements are stops of a thing that is there, which do not hold on the day."""
    rules = [rule(one.status) for one in read_history(texts(leg.facts, "status_history"))]
    return bool(rules) and not any(one.carries or one.unbuilt for one in rules)


def _is_unbuilt(leg: Course) -> bool:
    """Tell whether no statement says that the leg was ever there."""
    rules = [rule(one.status) for one in read_history(texts(leg.facts, "status_history"))]
    return bool(rules) and all(one.unbuilt for one in rules)


def _superseded(event: Happening, stated: Sequence[Stated | None]) -> bool:
    """Tell whether a dated status, stated from the same day on or later, says what became of the event."""
    return any(one is not None and one.period is not None and one.start >= event.start for one in stated)


def _name(node: Node) -> str:
    return text(node.properties, "name_en") or node.id


def _words(status: str) -> str:
    return status.replace("_", " ")


def _since(stated: Stated) -> str:
    return f" ({stated.period.text})" if stated.period else ""
