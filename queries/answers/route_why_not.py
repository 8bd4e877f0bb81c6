"""The answer of ``why-not``: the named route leg by leg, with the rule that excludes each, or what comes before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from queries.answers.citing import cited_words, without_files
from queries.answers.report import Document, Row
from queries.answers.route_json import evidence_document, question_document
from queries.answers.route_table import headline
from queries.network.model import Leg
from queries.routes.answer import Evidence, RouteFound
from queries.routes.question import MOST_ROUTES
from queries.routes.why_not import Judged, Reason, WhyNot

SHOWN = 2  # claims of a leg in the table; JSON has all of them


@dataclass(frozen=True, slots=True)
class WhyNotReport:
    """A row is one leg of the named route, or one leg that comes near to a missing one."""

    found: WhyNot
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    courses: frozenset[str] = frozenset()
    """The claims that tell where a leg runs: the first to be shown where a place is the reason."""
    kind: ClassVar[str] = "why-not"
    columns: ClassVar[tuple[str, ...]] = (
        "step", "from", "to", "asset", "leg", "mode", "verdict", "rule", "reason", "source", "known_on", "trust",
        "quote",
    )  # fmt: skip

    def document(self) -> Document:
        """Give the question, the steps with every judged leg, the place of the route and those before it."""
        found = self.found
        return {
            "graph_digest": found.answer.network.digest, "question": question_document(found.answer),
            "unit": found.answer.network.unit, "stops": [stop.id for stop in found.stops],
            "excluded": found.is_excluded, "rank": found.rank,
            "route": _route(found.route) if found.route else None,
            "better": [_route(one) for one in found.answer.routes],
            "steps": [self._step(one) for one in found.reasons],
        }  # fmt: skip

    def _step(self, one: Reason) -> Document:
        step = one.step
        return {
            "from": step.start, "to": step.end, "asset": step.asset, "open": one.is_open,
            "legs": [self._judged(judged) for judged in one.judged], "nearest": [_near(leg) for leg in step.near],
        }  # fmt: skip

    def _judged(self, one: Judged) -> Document:
        return {
            "leg": one.leg.id, "mode": one.leg.mode, "allowed": one.verdict is None,
            "rule": one.verdict.rule if one.verdict else None, "reason": one.verdict.reason if one.verdict else None,
            "evidence": [evidence_document(held) for held in self._held(one)],
        }  # fmt: skip

    def _held(self, one: Judged) -> list[Evidence]:
        """Give the claims behind a judgement: where the leg runs, then the most trusted, then the latest."""
        held = [self.evidence[claim] for claim in one.claims if claim in self.evidence]
        latest = sorted(held, key=lambda each: each.known_on or "", reverse=True)
        return sorted(latest, key=lambda each: (each.claim not in self.courses, -each.trust))

    def rows(self) -> list[Row]:
        """Give one row a leg."""
        return [row for number, one in enumerate(self.found.reasons, start=1) for row in self._rows(number, one)]

    def _rows(self, number: int, one: Reason) -> Iterator[Row]:
        ends = {"step": number, "from": one.step.start, "to": one.step.end, "asset": one.step.asset}
        for judged in one.judged:
            best = self._held(judged)[:1]
            told = {key: value for held in best for key, value in evidence_document(held).items() if key != "claim"}
            yield {
                **ends, "leg": judged.leg.id, "mode": judged.leg.mode,
                "verdict": "excluded" if judged.verdict else "allowed",
                "rule": judged.verdict.rule if judged.verdict else None,
                "reason": judged.verdict.reason if judged.verdict else None, **told,
            }  # fmt: skip
        for leg in one.step.near:
            yield {"step": number, "from": leg.start, "to": leg.end, "asset": leg.asset, "leg": leg.id,
                   "mode": leg.mode, "verdict": "nearest"}  # fmt: skip

    def text(self) -> str:
        """Give the verdict first, then the legs."""
        return "\n".join([headline(self.found.answer), "", self._verdict(), "", *self._legs(), *self._better()])

    def _verdict(self) -> str:
        found = self.found
        name = " -> ".join(stop.name for stop in found.stops)
        if found.is_excluded:
            return f"{name} is excluded.{self._way()}"
        if found.rank is None:
            return f"{name} is allowed, but more than {MOST_ROUTES:,} routes come before it.{self._way()}"
        rank = "the best route" if found.rank == 1 else f"number {found.rank}"
        return f"{name} is allowed: {rank}.{self._way()}"

    def _way(self) -> str:
        """Name the places that an asset stands for, where the route passes more than were named."""
        named = {stop.id for stop in self.found.stops}
        network = self.found.answer.network
        steps = [one.step for one in self.found.reasons]
        places = dict.fromkeys(place for step in steps for place in (step.start, step.end))
        if all(stop.is_site for stop in self.found.stops) or places.keys() <= named:
            return ""
        return f" It goes by {' -> '.join(network.name(place) for place in places)}."

    def _legs(self) -> Iterator[str]:
        network = self.found.answer.network
        for one in self.found.reasons:
            ends = f"{network.name(one.step.start)} -> {network.name(one.step.end)}"
            by = f" by {network.name(one.step.asset)}" if one.step.asset else ""
            if not one.judged:
                yield f"- {ends}{by}: there is no such leg. {self._nearest(one.step.near)}"
            for judged in one.judged:
                said = without_files(judged.verdict.reason) if judged.verdict else "allowed"
                yield f"- {judged.leg.id}: {ends}, {judged.leg.mode}: {said}"
                if judged.verdict:
                    yield from (f"    {cited_words(held)}" for held in self._held(judged)[:SHOWN])

    def _nearest(self, near: tuple[Leg, ...]) -> str:
        network = self.found.answer.network
        named = (f"{network.leg_name(leg.id)} by {leg.mode}" for leg in near)
        return f"Nearest are: {', '.join(named)}." if near else "No leg leaves the one or reaches the other."

    def _better(self) -> Iterator[str]:
        found, network = self.found, self.found.answer.network
        if not found.route or not found.answer.routes:
            return
        yield from ["", "Before it come:" if (found.rank or 0) <= 4 else "Before it come, among others:"]
        for place, route in enumerate(found.answer.routes, start=1):
            stops = " -> ".join(network.name(site) for site in route.sites)
            yield f"  {place}. {stops}: {_against(route, found.route, network.unit)}"


def _against(better: RouteFound, named: RouteFound, unit: str) -> str:
    """Say in which respects two routes differ."""
    said = []
    if better.idle != named.idle:
        said.append("operating" if named.idle else "idle")
    if difference := round(named.distance_km - better.distance_km):
        said.append(f"{abs(difference):,} km {'shorter' if difference > 0 else 'longer'}")
    if len(better.unmeasured) != len(named.unmeasured):
        said.append(f"{len(better.unmeasured)} legs of unknown length instead of {len(named.unmeasured)}")
    if better.limit.high != named.limit.high:
        ends = ("unknown" if one is None else f"{one:g} {unit}" for one in (better.limit.high, named.limit.high))
        said.append("carries {} instead of {}".format(*ends))
    if len(better.hops) != len(named.hops):
        said.append(f"{len(better.hops)} legs instead of {len(named.hops)}")
    if better.transshipments != named.transshipments:
        said.append(f"{better.transshipments} transshipments instead of {named.transshipments}")
    return ", ".join(said) or "equal, and earlier by the ids of its legs"


def _route(route: RouteFound) -> Document:
    return {
        "sites": list(route.sites), "legs": [hop.leg.id for hop in route.hops], "distance_km": route.distance_km,
        "distance_unknown_on": list(route.unmeasured), "idle": route.idle, "transshipments": route.transshipments,
        "capacity": {"low": route.limit.low, "high": route.limit.high, "unknown_on": list(route.limit.unknown)},
        "notes": list(route.notes),
    }  # fmt: skip


def _near(leg: Leg) -> Document:
    return {"leg": leg.id, "from": leg.start, "to": leg.end, "mode": leg.mode, "asset": leg.asset}
