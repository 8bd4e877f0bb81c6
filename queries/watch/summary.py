"""An answer in short: one line to compare and to tell, lists below it, and the claims it rests on.

Nothing stands in it that changes while the answer stays the same: no ids of claims, no order of evidence, no count of
sources. A second witness of a known fact changes no line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from queries.network.model import as_range
from queries.routes.answer import RoutesAnswer
from queries.routes.flow_problem import on_the_way

if TYPE_CHECKING:
    from graph.store import Store
    from queries.catalogue.question import Question
    from queries.routes.assertion import Assertion
    from queries.routes.engine import Case
    from queries.routes.gap import Amount, Gap

# Columns of the catalogue that name the evidence of a row: the same row may come to rest on other claims.
EVIDENCE = frozenset({"claim", "claims", "behind", "event", "sources", "source", "documents", "trust"})
_CLAIM_COLUMNS = frozenset({"claim", "claims", "behind"})
_OF_EVENTS = "MATCH (c:Claim)-[:SUPPORTS]->(e:Event) WHERE e.id IN $events RETURN DISTINCT c.id AS claim ORDER BY claim"


class Summary(NamedTuple):
    """The text and the claims."""

    text: str
    claims: frozenset[str]


def of_routes(answer: RoutesAnswer, case: Case, *, listed: bool = False) -> Summary:
    """Sum up routes: what all carry and the best of them; ``listed`` adds each."""
    text = _routes_line(answer)
    if listed and answer.routes:
        text = "\n".join([text, *(_way(answer, number) for number in range(len(answer.routes)))])
    return Summary(text, frozenset(_claims(answer, case)))


def of_assertion(found: Assertion, case: Case) -> Summary:
    """Sum up an assertion: whether it holds, and why not."""
    line = f"{'holds' if found.holds else 'does not hold'}: {_without_quotes(found.reason, case)}"
    return Summary(line, frozenset(_claims(found.answer, case)))


def _without_quotes(reason: str, case: Case) -> str:
    """Name what is in doubt without the words of whoever said so: another witness is no other answer."""
    for doubt in sorted({leg.state.doubt for leg in case.network.legs if leg.state.in_doubt}, key=len, reverse=True):
        reason = reason.replace(doubt, doubt.partition(": ")[0])
    return reason


def of_no_gap(answer: RoutesAnswer, case: Case) -> Summary:
    """Say that there is no route even with nothing closed."""
    return Summary("no route even with nothing closed", frozenset(_claims(answer, case)))


def of_gap(found: Gap) -> Summary:
    """Sum up a gap by its newest year."""
    claims = {claim for leg in found.closed for claim in leg.claims}
    ways = on_the_way(found.case.network.legs, found.case.between)
    claims |= {claim for leg in ways if leg in found.closed or not leg.state.carries for claim in leg.state.claims}
    if not found.years:
        return Summary("no source tells how much moves", frozenset(claims))
    year, unit = found.years[-1], found.case.network.unit
    claims |= {claim for _, volume in year.used for claim in volume.claims}
    parts = (("moved", year.moved), ("stranded", year.gap_nominal), ("stranded beside others", year.gap_spare))
    line = ", ".join(f"{_amount(amount)} {name}" for name, amount in parts)
    return Summary(f"{line} ({unit}, {year.year}; {_legs(len(found.closed))} closed)", frozenset(claims))


def of_rows(store: Store, question: Question, words: Iterable[str]) -> Summary:
    """Sum up the rows of a question of the catalogue; columns that name evidence are not compared."""
    from queries.catalogue.run import ask

    result = ask(store, question, words)
    shown = [place for place, name in enumerate(result.columns) if name not in EVIDENCE]
    lines = sorted({"; ".join(_cell(row[place]) for place in shown) for row in result.rows})
    text = "\n".join([f"{len(lines)} {'row' if len(lines) == 1 else 'rows'}", *lines])
    held = {name: _ids(result.rows, place) for place, name in enumerate(result.columns)}
    claims = {one for name, found in held.items() if name in _CLAIM_COLUMNS for one in found}
    if events := sorted(held.get("event", ())):
        claims |= {str(row["claim"]) for row in store.read(_OF_EVENTS, {"events": events})}
    return Summary(text, frozenset(claims))


def _legs(number: int) -> str:
    return "1 leg" if number == 1 else f"{number} legs"


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_cell(one) for one in value)
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else " ".join(str(value).split())


def _ids(rows: Iterable[tuple[object, ...]], place: int) -> set[str]:
    found = (row[place] for row in rows)
    return {str(one) for cell in found if cell for one in (cell if isinstance(cell, list | tuple) else [cell])}


def _amount(amount: Amount) -> str:
    if amount.low is None or amount.high is None:
        return "an unknown amount"
    return as_range(amount.low, amount.high, ".4g").replace("..", " to ")


def _routes_line(answer: RoutesAnswer) -> str:
    if not answer.routes:
        return "no route"
    return f"{_carried(answer)}; best route {_way(answer, 0)}{_doubts(answer)}"


def _way(answer: RoutesAnswer, number: int) -> str:
    return " -> ".join(answer.network.name(site) for site in answer.routes[number].sites)


def _carried(answer: RoutesAnswer) -> str:
    if answer.flow is None:
        return "; ".join(answer.remarks) or "what they carry by way of one place is not told"
    low, high = answer.flow.low.amount, answer.flow.high.amount
    if low is None or high is None:
        return "unlimited by any known capacity" + (
            "" if low is None else f", sure is only {low:g} {answer.network.unit}"
        )
    return f"{low:g}{f' to {high:g}' if low != high else ''} {answer.network.unit}"


def _doubts(answer: RoutesAnswer) -> str:
    """Name what is perhaps stopped or restricted on the way, so that a stop whose end nobody told is seen."""
    flow = answer.flow
    used = flow.low.on.keys() | flow.high.on.keys() if flow else set()
    states = [leg.state for leg in answer.network.legs if leg.id in used]
    doubted = [one for one in states if one.in_doubt]
    limited = [one for one in states if one.status == "restricted" and not one.in_doubt]
    named = (
        (word, sorted({answer.network.name(state.bearer) for state in found}))
        for word, found in (("perhaps stopped", doubted), ("restricted", limited))
    )
    return "".join(f"; {word}: {', '.join(names)}" for word, names in named if names)


def _claims(answer: RoutesAnswer, case: Case) -> Iterator[str]:
    """Give what the answer rests on: the legs that carry, what stops the others, and the cut that limits them."""
    network, flow = answer.network, answer.flow
    used = {hop.leg.id for route in answer.routes for hop in route.hops}
    if flow:
        used |= flow.low.on.keys() | flow.high.on.keys()
        for part in (*flow.low.cut, *flow.high.cut):
            if part.kind not in {"supply", "demand"}:
                yield from network.claims_of(part.kind, part.id)
    for leg in network.legs:
        if leg.id in used:
            yield from leg.claims
            yield from leg.state.claims
    stopped = [one.leg for one in case.blocked if one.rule == one.leg.state.status and not one.leg.state.carries]
    would_carry = on_the_way([*case.usable, *stopped], case.between)
    for leg in (leg for leg in would_carry if not leg.state.carries):
        yield from leg.state.claims
    for verdict in answer.blocked:
        yield from verdict.leg.state.claims
