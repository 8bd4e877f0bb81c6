"""Says where an allowed route still touches an avoided country: operators and shareholders from there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.fuse.objects import Relation
from graph.model.time import parse_period
from queries.network.model import Leg
from queries.network.properties import number, text
from queries.network.reading import Material


@dataclass(frozen=True)
class Touches:
    """The avoided countries of a question, and who owns and runs what."""

    material: Material
    avoided: tuple[str, ...]
    day: date

    @cached_property
    def _stakes(self) -> dict[str, list[Relation]]:
        """The stakes that hold on the day, by what is owned; one that was sold before is none."""
        held = (one for one in self.material.of("OWNS") if _holds(text(one.properties, "when"), self.day))
        return _by_end(held)

    @cached_property
    def _runs(self) -> dict[str, list[Relation]]:
        return _by_end(self.material.of("OPERATES"))

    def notes(self, route: Sequence[Leg]) -> list[str]:
        """Give one line for every operator or shareholder of an asset on the route from an avoided country."""
        assets = dict.fromkeys(key for leg in route for key in (*leg.assets, leg.start, leg.end))
        return [line for asset in assets for country in self.avoided for line in self._told(asset, country)]

    def _told(self, asset: str, country: str) -> list[str]:
        """Look up what was said of an asset before: many routes share it."""
        if (asset, country) not in self._lines:
            self._lines[asset, country] = self._of(asset, country)
        return self._lines[asset, country]

    @cached_property
    def _lines(self) -> dict[tuple[str, str], list[str]]:
        return {}

    def _of(self, asset: str, country: str) -> list[str]:
        name = self._name(asset)
        runs = [one for one in self._runs.get(asset, ()) if self._from(one.start, country)]
        owns = [one for one in self._stakes.get(asset, ()) if self._counts(one, country)]
        return [f"{name} is run by {self._name(one.start)} ({country})" for one in runs] + [
            f"{self._share(one)} of {name} belongs to {self._name(one.start)} ({country})" for one in owns
        ]

    def _counts(self, one: Relation, country: str) -> bool:
        """Tell whether a stake is one from ``country``; a rival naming of another owner's stake is no second one."""
        return "same_stake_as" not in one.properties and self._controlled(one.start, country)

    def _controlled(self, owner: str, country: str) -> bool:
        """Tell whether an owner, or somebody who owns part of it, is from ``country``; loops end."""
        seen: set[str] = set()
        waiting = [owner]
        while waiting:
            one = waiting.pop()
            if self._from(one, country):
                return True
            if one not in seen:
                seen.add(one)
                waiting += [link.start for link in self._stakes.get(one, ())]
        return False

    def _from(self, key: str, country: str) -> bool:
        node = self.material.entities.get(key)
        return key == country or (node is not None and text(node.properties, "country") == country)

    def _share(self, one: Relation) -> str:
        share = number(one.properties, "share")
        return "an unknown share" if share is None else f"{share:g} %"

    def _name(self, key: str) -> str:
        node = self.material.entities.get(key)
        return (text(node.properties, "name_en") if node else None) or key


def _by_end(relations: Iterable[Relation]) -> dict[str, list[Relation]]:
    found: dict[str, list[Relation]] = {}
    for one in sorted(relations, key=lambda one: one.id):
        found.setdefault(one.end, []).append(one)
    return found


def _holds(when: str | None, day: date) -> bool:
    """Tell whether a stake holds on ``day``: a year or a day alone says since when it is known, not until when."""
    if when is None:
        return True
    period = parse_period(when)
    ended = period.is_interval and period.end is not None and period.end < day
    return not ended and (period.start is None or period.start <= day)
