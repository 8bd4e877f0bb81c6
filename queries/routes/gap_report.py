"""The answer of ``gap`` as text, rows and a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from queries.answers.citing import shortened, without_files
from queries.answers.report import Document, Row
from queries.network.model import Network, as_range
from queries.routes.gap import Amount, Gap, YearGap
from queries.routes.precedents import Precedent

SHOWN = 8  # precedents in the text; the other notations have all of them
QUOTE = 90


@dataclass(frozen=True, slots=True)
class GapReport:
    """What a closing would strand; a row is a year or a precedent."""

    answer: Gap
    kind: ClassVar[str] = "gap"
    columns: ClassVar[tuple[str, ...]] = (
        "part", "year", "unit", "moved_low", "moved_high", "nominal_low", "nominal_high", "spare_low", "spare_high",
        "gap_nominal_low", "gap_nominal_high", "gap_spare_low", "gap_spare_high", "event", "type", "about", "when",
        "days", "amount_low", "amount_high", "amount_unit", "summary", "claims",
    )  # fmt: skip

    def document(self) -> Document:
        """Give the question, what is closed, every year, every precedent."""
        case, asked = self.answer.case, self.answer.question
        return {
            "graph_digest": case.network.digest, "unit": case.network.unit,
            "question": {
                "from": case.start.id, "to": case.goal.id, "as_of": asked.as_of.isoformat(),
                "known_at": asked.known_at.isoformat() if asked.known_at else None, "avoid": list(asked.avoid),
                "only": list(asked.only), "close": list(asked.close), "commodity": case.network.commodity,
            },
            "assumed": list(case.notes), "closed": [leg.id for leg in self.answer.closed],
            "years": [_year(one) for one in self.answer.years],
            "precedents": [_precedent(one) for one in self.answer.precedents],
        }  # fmt: skip

    def rows(self) -> list[Row]:
        """Give the years, then the precedents."""
        unit = self.answer.case.network.unit
        years = [{"part": "year", "year": one.year, "unit": unit, **_flat(one)} for one in self.answer.years]
        return years + [_precedent_row(one) for one in self.answer.precedents]

    def text(self) -> str:
        """Give a line a year and the precedents."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        case, asked = self.answer.case, self.answer.question
        asking = f"{case.start.name} -> {case.goal.name}, {case.network.commodity}, as of {asked.as_of}"
        yield ", ".join([asking, *case.rules_in_words])
        yield f"That closes {len(self.answer.closed)} legs; amounts in {case.network.unit}."
        yield from (f"assumed: {note}" for note in case.notes)
        if not self.answer.years:
            yield "No source tells how much moves: nothing can be said about a gap."
        else:
            yield _line("", "moved", "the rest takes", "beside others", "stranded", "beside others")
        for one in self.answer.years:
            yield from _year_lines(one, case.network)
        if self.answer.precedents:
            yield "Measured when parts of it were closed before:"
            yield from (_precedent_line(one, case.network) for one in self.answer.precedents[:SHOWN])
            if (more := len(self.answer.precedents) - SHOWN) > 0:
                yield f"  and {more} more"


def _year_lines(one: YearGap, network: Network) -> Iterator[str]:
    yield _line(str(one.year), *(_words(getattr(one, name)) for name in _AMOUNTS))
    older = sorted({f"{network.name(key)} {volume.year}" for key, volume in one.used if volume.year != one.year})
    if older:
        yield f"      older figures: {', '.join(older)}"


def _line(year: str, *cells: str) -> str:
    return f"{year:<6}" + "".join(f"{cell:<18}" for cell in cells).rstrip()


def _words(amount: Amount) -> str:
    if amount.low is None or amount.high is None:
        return "without a known limit"
    return as_range(amount.low, amount.high, ".4g")


def _precedent_line(one: Precedent, network: Network) -> str:
    measured = "" if one.low is None else f", {one.low:g}" + (f" to {one.high:g}" if one.high != one.low else "")
    days = f", {one.days} days" if one.days else ""
    quote = shortened(without_files(one.summary), QUOTE)
    amount = f"{measured} {one.unit}" if measured else ""
    return f"  {one.type} at {network.name(one.about)}, {one.when}{days}{amount}: {quote}"


def _year(one: YearGap) -> Document:
    amounts = {name: _range(getattr(one, name)) for name in _AMOUNTS}
    used = [
        {"id": key, "low": found.low, "high": found.high, "year": found.year, "claims": list(found.claims)}
        for key, found in one.used
    ]
    return {"year": one.year, **amounts, "used": used}


_AMOUNTS = ("moved", "nominal", "spare", "gap_nominal", "gap_spare")


def _range(amount: Amount) -> Document:
    return {"low": amount.low, "high": amount.high}


def _flat(one: YearGap) -> Row:
    return {f"{name}_{end}": getattr(getattr(one, name), end) for name in _AMOUNTS for end in ("low", "high")}


def _precedent(one: Precedent) -> Document:
    return {
        "event": one.event, "type": one.type, "about": one.about, "when": one.when, "days": one.days,
        "amount_low": one.low, "amount_high": one.high, "unit": one.unit, "summary": one.summary,
        "claims": list(one.claims),
    }  # fmt: skip


def _precedent_row(one: Precedent) -> Row:
    told = _precedent(one)
    return {**told, "part": "precedent", "amount_unit": told.pop("unit"), "claims": ";".join(one.claims)}
