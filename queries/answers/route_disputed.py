"""The answer of ``disputed``: a range, what decides within it, and whether it holds without each source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import ClassVar

from queries.answers.citing import cited_words, without_files
from queries.answers.report import Document, Row
from queries.answers.route_json import evidence_document, question_document
from queries.answers.route_table import assumed, flow_range_words, headline
from queries.network.model import Network
from queries.routes.answer import Evidence
from queries.routes.disputed import Disputed, Effect, Outcome, Tried
from queries.routes.sources import UNKNOWN, Dropped

SHOWN = 12  # disputes without any effect in the text; JSON has all of them


@dataclass(frozen=True, slots=True)
class DisputedReport:
    """A row is one side of one dispute, or one source left out."""

    found: Disputed
    dropped: tuple[Dropped, ...] | None = None
    """None where it was not asked."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    kind: ClassVar[str] = "disputed"
    columns: ClassVar[tuple[str, ...]] = (
        "part", "kind", "subject", "name", "says", "best_route", "flow_low", "flow_high", "unit", "flips_the_route",
        "moves_the_flow", "holds", "claims", "source", "known_on", "trust", "quote",
    )  # fmt: skip

    @property
    def _network(self) -> Network:
        return self.found.answer.network

    def document(self) -> Document:
        """Give question, answer as a range, every dispute with its sides, and every source left out."""
        flips, moves = self.found.flips_the_route, self.found.moves_the_flow
        return {
            "graph_digest": self._network.digest, "question": question_document(self.found.answer),
            "unit": self._network.unit, "assumed": list(self.found.answer.notes),
            "remarks": list(self.found.answer.remarks),
            "answer": outcome_document(self.found.outcome),
            "flips_the_route": flips.dispute.subject if flips else None,
            "moves_the_flow_most": moves.dispute.subject if moves else None,
            "disputes": [self._effect(one) for one in self.found.effects],
            "without_source": None if self.dropped is None else [_without(one) for one in self.dropped],
        }  # fmt: skip

    def _effect(self, one: Effect) -> Document:
        return {
            "kind": one.dispute.kind, "subject": one.dispute.subject, "name": one.dispute.name,
            "flips_the_route": one.flips, "moves_the_flow": _finite(one.moves),
            "sides": [self._side(tried) for tried in one.tried],
        }  # fmt: skip

    def _side(self, tried: Tried) -> Document:
        held = [evidence_document(self.evidence[key]) for key in tried.side.claims if key in self.evidence]
        return {"says": tried.side.says, "answer": outcome_document(tried.outcome), "claims": list(tried.side.claims),
                "evidence": held}  # fmt: skip

    def rows(self) -> list[Row]:
        """Give a row a side, then a row a source."""
        sides = [self._side_row(one, tried) for one in self.found.effects for tried in one.tried]
        return [*sides, *(self._source_row(one) for one in self.dropped or ())]

    def _side_row(self, one: Effect, tried: Tried) -> Row:
        best = next((self.evidence[key] for key in tried.side.claims if key in self.evidence), None)
        said = {name: getattr(best, name) for name in ("source", "known_on", "trust", "quote")} if best else {}
        return {
            "part": "dispute", "kind": one.dispute.kind, "subject": one.dispute.subject, "name": one.dispute.name,
            "says": tried.side.says, **self._answer_row(tried.outcome), "flips_the_route": one.flips,
            "moves_the_flow": _finite(one.moves), "claims": list(tried.side.claims), **said,
        }  # fmt: skip

    def _source_row(self, one: Dropped) -> Row:
        answer = self._answer_row(one.outcome) if one.outcome else {"says": one.why}
        return {"part": "source", "subject": one.source, "holds": one.holds, **answer}

    def _answer_row(self, outcome: Outcome) -> Row:
        return {
            "best_route": list(outcome.sites), "flow_low": outcome.low, "flow_high": outcome.high,
            "unit": self._network.unit,
        }  # fmt: skip

    def text(self) -> str:
        """Give the range, the disputes that matter, and the sources that carry the answer."""
        lines = [
            headline(self.found.answer),
            *assumed(self.found.answer),
            "",
            f"The answer: {outcome_words(self.found.outcome, self._network)}",
        ]
        telling = [one for one in self.found.effects if one.flips or one.moves > 0]
        lines += ["", "Disputed facts that change it:" if telling else "No disputed fact changes it."]
        for one in telling:
            lines += self._effect_lines(one)
        idle = list(dict.fromkeys(one.dispute.name for one in self.found.effects if one not in telling))
        more = f" and {len(idle) - SHOWN} more" if len(idle) > SHOWN else ""
        lines += ["", f"Disputed without any effect: {', '.join(idle[:SHOWN])}{more}"] if idle else []
        return "\n".join([*lines, *self._source_lines()])

    def _effect_lines(self, one: Effect) -> Iterator[str]:
        does = [
            *(["decides the best route"] if one.flips else []),
            *([f"moves the flow by {_moves(one.moves)} {self._network.unit}"] if one.moves > 0 else []),
        ]  # fmt: skip
        yield f"  {one.dispute.kind} of {one.dispute.name}: {' and '.join(does)}"
        for tried in one.tried:
            yield f"    {without_files(tried.side.says)}: {outcome_words(tried.outcome, self._network)}"
            for key in tried.side.claims:
                if key in self.evidence:
                    yield f"      {cited_words(self.evidence[key])}"

    def _source_lines(self) -> Iterator[str]:
        if self.dropped is None:
            return
        needed = [one for one in self.dropped if not one.holds]
        yield ""
        yield f"It holds without any one of {len(self.dropped) - len(needed)} of {len(self.dropped)} sources."
        for one in needed:
            answer = outcome_words(one.outcome, self._network) if one.outcome else one.why
            yield f"  without {_source(one.source)}: {answer}"


def _source(name: str) -> str:
    return "sources whose country nobody tells" if name == UNKNOWN else name


def outcome_words(outcome: Outcome, network: Network) -> str:
    """Say how much can flow, and by which route best."""
    if not outcome.sites:
        return "no route"
    way = " -> ".join(network.sites[key].name if key in network.sites else key for key in outcome.sites)
    amount = flow_range_words(outcome.low, outcome.high, network.unit) if outcome.told else "flow not told"
    return f"{amount}; best route {way}"


def outcome_document(one: Outcome) -> Document:
    """Give the best route and the greatest flow in short."""
    return {"legs": list(one.legs), "sites": list(one.sites), "flow_low": one.low, "flow_high": one.high}


def _without(one: Dropped) -> Document:
    return {
        "source": one.source, "claims": one.claims, "holds": one.holds, "why": one.why or None,
        "answer": outcome_document(one.outcome) if one.outcome else None,
    }  # fmt: skip


def _finite(amount: float) -> float | None:
    return round(amount, 6) if isfinite(amount) else None


def _moves(amount: float) -> str:
    return f"{amount:g}" if isfinite(amount) else "an unknown amount of"
