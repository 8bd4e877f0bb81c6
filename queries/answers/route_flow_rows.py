"""A greatest flow as rows: every leg that carries, and every part of the cut that proves the amount."""

from __future__ import annotations

from collections.abc import Iterator

from queries.answers.report import Row
from queries.routes.answer import RoutesAnswer
from queries.routes.flow import Flow, FlowRange

FLOW_COLUMNS = (
    "kind", "id", "from", "to", "mode", "asset", "status", "unit", "capacity_low", "capacity_high", "flow_low",
    "flow_high", "in_cut_low", "in_cut_high", "stated", "trust", "source", "known_on", "quote",
)  # fmt: skip


def flow_rows(answer: RoutesAnswer) -> list[Row]:
    """Give legs and sites in the order of kind and id; the evidence is the best behind a capacity of the cut."""
    if answer.flow is None:
        return []
    named = {**_legs(answer, answer.flow), **_cut_parts(answer.flow)}
    best = {(bound.kind, bound.id): bound for bound in reversed(answer.bounds)}
    rows = []
    for kind, key in sorted(named):
        bound = best.get((kind, key))
        evidence = {name: getattr(bound.evidence, name) for name in _EVIDENCE} if bound else {}
        stated = {"stated": bound.stated} if bound else {}
        rows.append({"kind": kind, "id": key, "unit": answer.network.unit, **_part(answer, kind, key), **_flows(
            answer.flow, kind, key), **stated, **evidence})  # fmt: skip
    return rows


_EVIDENCE = ("trust", "source", "known_on", "quote")


def _legs(answer: RoutesAnswer, flow: FlowRange) -> dict[tuple[str, str], None]:
    return {("leg", leg.id): None for leg in answer.network.legs if leg.id in flow.low.on or leg.id in flow.high.on}


def _cut_parts(flow: FlowRange) -> dict[tuple[str, str], None]:
    return {(part.kind, part.id): None for part in (*flow.low.cut, *flow.high.cut)}


def _flows(flow: FlowRange, kind: str, key: str) -> Row:
    cut = {name: (kind, key) in [(part.kind, part.id) for part in one.cut] for name, one in _ends(flow)}
    carried = {f"flow_{name}": one.on.get(key, 0.0) for name, one in _ends(flow)} if kind == "leg" else {}
    return {**carried, "in_cut_low": cut["low"], "in_cut_high": cut["high"]}


def _ends(flow: FlowRange) -> Iterator[tuple[str, Flow]]:
    yield "low", flow.low
    yield "high", flow.high


def _part(answer: RoutesAnswer, kind: str, key: str) -> Row:
    network = answer.network
    leg = next((one for one in network.legs if kind == "leg" and one.id == key), None)
    known = network.limit_of(kind, key)
    limits = {"capacity_low": known.low, "capacity_high": known.high} if known else {}
    if leg is None:
        return limits
    return {
        "from": leg.start, "to": leg.end, "mode": leg.mode, "asset": leg.asset, "status": leg.state.status, **limits,
    }  # fmt: skip
