"""The answer of ``assert``: every condition, what was found, and the answer behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from queries.answers.report import Document, Row
from queries.answers.route_disputed import outcome_document
from queries.answers.route_json import question_document
from queries.answers.route_table import assumed, headline
from queries.routes.assertion import Assertion
from queries.routes.disputed import outcome_of


@dataclass(frozen=True, slots=True)
class AssertionReport:
    """A row is one condition."""

    found: Assertion
    kind: ClassVar[str] = "assert"
    columns: ClassVar[tuple[str, ...]] = ("condition", "wanted", "found", "holds", "reason")

    def document(self) -> Document:
        """Give the conditions and the answer in short."""
        answer = self.found.answer
        return {
            "graph_digest": answer.network.digest, "question": question_document(answer), "unit": answer.network.unit,
            "assumed": list(answer.notes), "remarks": list(answer.remarks),
            "holds": self.found.holds, "conditions": self.rows(), "answer": outcome_document(outcome_of(answer)),
        }  # fmt: skip

    def rows(self) -> list[Row]:
        """Give the conditions."""
        return [
            {"condition": one.name, "wanted": one.wanted, "found": one.found, "holds": one.holds, "reason": one.reason}
            for one in self.found.conditions
        ]

    def text(self) -> str:
        """Give a line a condition."""
        words = {True: "holds", False: "does not hold"}
        told = [f"{one.name} {words[one.holds]}: {one.reason}" for one in self.found.conditions]
        return "\n".join([headline(self.found.answer), *assumed(self.found.answer), *told])
