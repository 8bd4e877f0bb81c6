"""The answers of ``timeline`` and ``availability``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from queries.answers.citing import cited_words, without_files
from queries.answers.report import Document, Row
from queries.answers.route_disputed import outcome_document, outcome_words
from queries.answers.route_json import evidence_document, question_document
from queries.answers.route_table import assumed, headline
from queries.network.model import Network
from queries.routes.answer import Evidence
from queries.routes.availability import CLASSES, Availability, Outage
from queries.routes.timeline import Cause, Step, Timeline

_SHOWN = 2  # claims behind a cause in the table; JSON carries all


@dataclass(frozen=True, slots=True)
class TimelineReport:
    """A row is one step."""

    found: Timeline
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    kind: ClassVar[str] = "timeline"
    columns: ClassVar[tuple[str, ...]] = (
        "from", "to", "flow_low", "flow_high", "unit", "best_route", "legs", "because", "claims",
    )  # fmt: skip

    @property
    def _network(self) -> Network:
        return self.found.answer.network

    def document(self) -> Document:
        """Give the question and the steps, each with its causes and the claims behind them."""
        return {
            "graph_digest": self._network.digest, "question": self._question(),
            "unit": self._network.unit, "assumed": list(self.found.answer.notes),
            "remarks": list(self.found.answer.remarks),
            "steps": [self._step(one) for one in self.found.steps],
        }  # fmt: skip

    def _question(self) -> Document:
        return {**question_document(self.found.answer), "as_of": self.found.steps[-1].until.isoformat()}

    def _step(self, step: Step) -> Document:
        return {
            "from": step.day.isoformat(), "to": step.until.isoformat(), "answer": outcome_document(step.outcome),
            "because": [self._cause(one) for one in step.causes],
        }  # fmt: skip

    def _cause(self, one: Cause) -> Document:
        held = [evidence_document(self.evidence[key]) for key in one.claims if key in self.evidence]
        return {"subject": one.subject, "says": one.says, "claims": list(one.claims), "evidence": held}

    def rows(self) -> list[Row]:
        """Give the steps."""
        return [
            {
                "from": step.day.isoformat(), "to": step.until.isoformat(), "flow_low": step.outcome.low,
                "flow_high": step.outcome.high, "unit": self._network.unit, "best_route": list(step.outcome.sites),
                "legs": list(step.outcome.legs), "because": [f"{one.subject}: {one.says}" for one in step.causes],
                "claims": sorted({key for one in step.causes for key in one.claims}),
            }
            for step in self.found.steps
        ]  # fmt: skip

    def text(self) -> str:
        """Give a paragraph a step."""
        answer, steps = self.found.answer, self.found.steps
        period = f"{steps[0].day} to {steps[-1].until}"
        lines = [headline(answer).replace(f"as of {answer.question.as_of}", period), *assumed(answer), ""]
        for step in self.found.steps:
            lines.append(f"{step.day} to {step.until}: {outcome_words(step.outcome, self._network)}")
            for one in step.causes:
                lines += self._cause_lines(one)
        return "\n".join(lines)

    def _cause_lines(self, one: Cause) -> Iterator[str]:
        yield f"  because {one.name}: {without_files(one.says.removeprefix(f'{one.name}: '))}"
        for key in [key for key in one.claims if key in self.evidence][:_SHOWN]:
            yield f"    {cited_words(self.evidence[key])}"


@dataclass(frozen=True, slots=True)
class AvailabilityReport:
    """A row is one outage."""

    found: Availability
    digest: str | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    kind: ClassVar[str] = "availability"
    columns: ClassVar[tuple[str, ...]] = (
        "subject", "name", "kind", "from", "to", "days", "only_some", "says", "claims", "source", "known_on", "trust",
    )  # fmt: skip

    def document(self) -> Document:
        """Give the shares, the days by class, and every outage with its claims."""
        found = self.found
        return {
            "graph_digest": self.digest, "things": [key for key, _ in found.things],
            "from": found.first.isoformat(), "to": found.last.isoformat(),
            "days": {name: found.days[name] for name in CLASSES}, "share_surely_available": found.sure,
            "share_without_certain_stop": found.possible,
            "share_of_capacity": found.of_capacity and dict(zip(("low", "high"), found.of_capacity, strict=True)),
            "outages": [self._outage(one) for one in found.outages],
        }  # fmt: skip

    def _outage(self, one: Outage) -> Document:
        held = [evidence_document(self.evidence[key]) for key in one.claims if key in self.evidence]
        return {**_plain(one), "claims": list(one.claims), "evidence": held}

    def rows(self) -> list[Row]:
        """Give the outages, each with the first of its sources."""
        rows = []
        for one in self.found.outages:
            best = next((self.evidence[key] for key in one.claims if key in self.evidence), None)
            said = {name: getattr(best, name) for name in ("source", "known_on", "trust")} if best else {}
            rows.append({**_plain(one), "name": one.name, "claims": list(one.claims), **said})
        return rows

    def text(self) -> str:
        """Give the shares and the outages."""
        found = self.found
        named = ", ".join(name for _, name in found.things)
        lines = [f"{named}, {found.first} to {found.last}", "", *_share_lines(found), ""]
        for one in found.outages:
            some = ", only for those it names" if one.only_some else ""
            lines.append(
                f"{one.first} to {one.last} ({one.days} days) {one.kind}{some}: {one.name}, {without_files(one.says)}"
            )
            lines += [f"  {cited_words(self.evidence[key])}" for key in one.claims if key in self.evidence][:_SHOWN]
        return "\n".join(lines) if found.outages else "\n".join([*lines, "No outage is told."])


def _plain(one: Outage) -> Row:
    return {
        "subject": one.subject, "kind": one.kind, "from": one.first.isoformat(), "to": one.last.isoformat(),
        "days": one.days, "only_some": one.only_some, "says": one.says,
    }  # fmt: skip


def _share_lines(found: Availability) -> Iterator[str]:
    if found.sure is None or found.possible is None:
        yield "It was not there on any day of this period."
        return
    low, high = f"{found.sure:.1%}", f"{found.possible:.1%}"
    words = low if low == high else f"{low} to {high}"
    yield f"Available on {words} of {found.existing} days."
    if found.of_capacity and found.of_capacity != (found.sure, found.possible):
        least, most = (f"{one:.1%}" for one in found.of_capacity)
        left = least if least == most else f"{least} to {most}"
        yield f"Weighted by what was left of its capacity: {left}; an unstated restriction may take all or nothing."
    yield "Days: " + ", ".join(f"{count} {name}" for name, count in found.days.items() if count)
