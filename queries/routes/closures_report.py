"""The answer of ``closures`` as text, rows and a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from queries.answers.report import Document, Row
from queries.routes.closing import ClosuresAnswer
from queries.routes.closure_groups import Group, grouped
from queries.routes.closures import Closure
from queries.routes.flow_problem import Part

SHOWN = 20  # losses by single closures in the text; the other notations have all of them


@dataclass(frozen=True, slots=True)
class ClosuresReport:
    """What closing costs; a row is one closing."""

    answer: ClosuresAnswer
    kind: ClassVar[str] = "closures"
    columns: ClassVar[tuple[str, ...]] = (
        "rank", "set", "closed", "kinds", "names", "left", "loss", "left_high", "loss_high", "alone", "unit",
    )  # fmt: skip

    def document(self) -> Document:
        """Give the flow before, every closing with its loss, the worst sets and the surprises."""
        found, asked = self.answer.found, self.answer.question
        return {
            "graph_digest": self.answer.network.digest, "unit": self.answer.network.unit,
            "question": {
                "from": self.answer.start.id, "to": self.answer.goal.id, "as_of": asked.as_of.isoformat(),
                "known_at": asked.known_at.isoformat() if asked.known_at else None, "avoid": list(asked.avoid),
                "close": list(asked.close), "commodity": self.answer.network.commodity, "use": asked.use,
            },
            "assumed": list(self.answer.notes), "before": found.before, "before_high": found.before_high,
            "complete": found.complete,
            "singles": [self._closure(one) for one in found.singles],
            "sets": [self._closure(one) for one in found.sets],
            "surprises": [{**self._closure(one.closure), "alone": one.alone} for one in found.surprises],
        }  # fmt: skip

    def _closure(self, one: Closure) -> Document:
        return {"closed": [self._part(part) for part in one.closed], "left": one.left, "loss": one.loss,
                "left_high": one.left_high, "loss_high": one.loss_high}  # fmt: skip

    def _part(self, part: Part) -> Document:
        same = [{"kind": one.kind, "id": one.id} for one in self.answer.things.same.get(part, ())]
        return {"kind": part.kind, "id": part.id, "name": self.answer.name(part), "same": same}

    def rows(self) -> list[Row]:
        """Give the singles, the sets and the surprises, each in its order."""
        found = self.answer.found
        groups = (("single", found.singles), ("set", found.sets))
        rows = [self._row(rank, name, one) for name, group in groups for rank, one in enumerate(group, start=1)]
        for rank, one in enumerate(found.surprises, start=1):
            rows.append({**self._row(rank, "surprise", one.closure), "alone": one.alone})
        return rows

    def _row(self, rank: int, name: str, one: Closure) -> Row:
        return {
            "rank": rank, "set": name, "closed": ";".join(part.id for part in one.closed),
            "kinds": ";".join(part.kind for part in one.closed),
            "names": "; ".join(self.answer.names(part) for part in one.closed), "left": one.left, "loss": one.loss,
            "left_high": one.left_high, "loss_high": one.loss_high, "unit": self.answer.network.unit,
        }  # fmt: skip

    def text(self) -> str:
        """Give the ranking, the worst sets and the warnings; equal losses stand on one line."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        answer, found, unit = self.answer, self.answer.found, self.answer.network.unit
        yield ", ".join([
            f"{answer.start.name} -> {answer.goal.name}", answer.network.commodity, f"as of {answer.question.as_of}",
            *answer.rules_in_words,
        ])  # fmt: skip
        yield from (f"assumed: {note}" for note in answer.notes)
        if found.before is None:
            yield "No source gives a capacity that limits the flow: nothing can be said about closures."
            return
        yield f"Together at least {found.before:g} {unit}{self._high()}. Closing one thing:"
        costly = [one for one in found.singles if one.costs]
        lines = list(self._grouped(costly))
        yield from lines[:SHOWN]
        if len(lines) > SHOWN:
            yield f"  and {len(lines) - SHOWN} more losses"
        yield f"  {len(found.singles) - len(costly)} others cost nothing alone"
        yield from self._sets()
        yield from self._warnings()

    def _high(self) -> str:
        """Name the other end of the range: all losses below are given at both."""
        found = self.answer.found
        if found.before_high == found.before:
            return ""
        most = "without a known limit" if found.before_high is None else f"{found.before_high:g}"
        both = "" if found.before_high is None else "; two figures are the low / the high end"
        return f", {most} where every disputed capacity is the highest and nothing in doubt shut{both}"

    def _sets(self) -> Iterator[str]:
        if self.answer.found.sets:
            yield (
                "The worst together"
                + ("" if self.answer.found.before else ", by the high end as nothing is sure")
                + ":"
            )
            yield from self._grouped(self.answer.found.sets)
        if not self.answer.found.complete:
            yield "The time ran out: these are the worst found so far, others may be worse."

    def _warnings(self) -> Iterator[str]:
        surprises = self.answer.found.surprises
        if surprises:
            yield "The single ranking misleads here; together they lose more than the sum of each alone:"
        for group in grouped([(one.closure.closed, (*_cost(one.closure), one.alone)) for one in surprises]):
            one = surprises[group.first]
            lost = _ends(one.closure.loss, one.closure.loss_high)
            yield f"  -{lost:<18} instead of {one.alone:<8g} {self._told(group)}"

    def _grouped(self, closings: Sequence[Closure]) -> Iterator[str]:
        for group in grouped([(one.closed, _cost(one)) for one in closings]):
            one = closings[group.first]
            lost, left = _ends(one.loss, one.loss_high), _ends(one.left, one.left_high)
            yield f"  -{lost:<18} leaves {left:<18} {self._told(group)}"

    def _told(self, group: Group) -> str:
        """Name the things of a group: each of several, or one of several with one of others."""
        named = [[self.answer.names(part) for part in one] for one in group.classes]
        if len(named) == 1:
            return ("each: " if len(named[0]) > 1 else "") + "; ".join(named[0])
        return " + ".join(one[0] if len(one) == 1 else f"one of ({'; '.join(one)})" for one in named)


def _cost(one: Closure) -> tuple[float, float | None]:
    return (one.loss, one.loss_high)


def _ends(low: float, high: float | None) -> str:
    return f"{low:g}" if high is None or high == low else f"{low:g} / {high:g}"
