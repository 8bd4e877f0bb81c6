"""A route answer as the content of one stable JSON document."""

from __future__ import annotations

from typing import Any

from queries.routes.answer import Bound, Evidence, Hop, Limit, RouteFound, RoutesAnswer
from queries.routes.avoid import Verdict
from queries.routes.flow import Flow, FlowRange

Document = dict[str, Any]


def document(answer: RoutesAnswer) -> Document:
    """Give the document: question, graph digest, routes, flow, what blocks. Capacities are in ``unit``."""
    return {
        "graph_digest": answer.network.digest,
        "question": question_document(answer),
        "unit": answer.network.unit,
        "routes": [_route(rank, one) for rank, one in enumerate(answer.routes, start=1)],
        "flow": flow_document(answer.flow) if answer.flow else None,
        "bounds": [_bound(one) for one in answer.bounds],
        "assumed": list(answer.notes),
        "remarks": list(answer.remarks),
        "blocked_by": [_verdict(one) for one in answer.blocked],
    }


def question_document(answer: RoutesAnswer) -> Document:
    """Give the question with its names resolved."""
    asked = answer.question
    return {
        "from": answer.start.id, "to": answer.goal.id, "origins": sorted(answer.start.sites),
        "destinations": sorted(answer.goal.sites), "avoid": list(asked.avoid), "only": list(asked.only),
        "via": list(asked.via), "close": list(asked.close), "pareto": asked.pareto, "disjoint": asked.disjoint,
        "commodity": answer.network.commodity, "as_of": asked.as_of.isoformat(),
        "known_at": asked.known_at.isoformat() if asked.known_at else None, "k": asked.k, "by": asked.by,
        "trust": asked.trust, "horizon": asked.horizon, "use": asked.use, "supply": list(asked.supply),
        "demand": list(asked.demand), "allow_duplicates": asked.allow_duplicates,
    }  # fmt: skip


def _route(rank: int, route: RouteFound) -> Document:
    return {
        "rank": rank, "sites": list(route.sites), "distance_km": route.distance_km,
        "distance_unknown_on": list(route.unmeasured), "countries": list(route.countries), "idle": route.idle,
        "capacity": _limit(route.limit), "notes": list(route.notes), "hops": [_hop(one) for one in route.hops],
        "consents": [
            {"country": one.country, "free": one.free, "grounds": list(one.grounds)} for one in route.consents
        ],
        "passages": [
            {"strait": one.strait, "free": one.free, "regime": one.regime, "source": one.source}
            for one in route.passages
        ],
        "transshipments": route.transshipments, "latest": _evidence(route.latest),
    }  # fmt: skip


def _limit(limit: Limit) -> Document:
    return {
        "low": limit.low, "high": limit.high, "unknown_on": list(limit.unknown),
        "limited_by": [{"kind": kind, "id": key} for kind, key in limit.by],
    }  # fmt: skip


def _hop(hop: Hop) -> Document:
    leg, known = hop.leg, hop.leg.capacity
    return {
        "leg": leg.id, "from": leg.start, "to": leg.end, "mode": leg.mode, "asset": leg.asset,
        "countries": list(leg.countries), "straits": list(leg.straits), "distance_km": leg.distance_km,
        "capacity": {"low": known.low, "value": known.value, "high": known.high} if known else None,
        "status": leg.state.status, "status_reason": leg.state.reason,
        "weakest": _evidence(hop.weakest), "oldest": _evidence(hop.oldest), "beside": list(hop.beside),
    }  # fmt: skip


def _evidence(found: Evidence | None) -> Document | None:
    return evidence_document(found) if found else None


def evidence_document(found: Evidence) -> Document:
    """Give one claim with its source, date and words."""
    return {
        "claim": found.claim, "trust": found.trust, "known_on": found.known_on, "source": found.source,
        "quote": found.quote, "valid": found.valid, "is_row": found.is_row,
    }  # fmt: skip


def flow_document(flow: FlowRange) -> Document:
    """Give the greatest flow at both ends of the capacities and with unknown legs as zero."""
    return {
        "low": _flow(flow.low), "high": _flow(flow.high), "unknown_as_zero": _flow(flow.strict),
        "unknown_to_blame": list(flow.to_blame),
        "worth": [{"kind": one.kind, "id": one.id, "gain": one.gain, "most": one.most} for one in flow.worth],
    }  # fmt: skip


def _flow(flow: Flow) -> Document:
    cut = [{"kind": part.kind, "id": part.id, "capacity": part.capacity, "weight": part.weight} for part in flow.cut]
    return {"amount": flow.amount, "cut": cut, "on": dict(sorted(flow.on.items()))}


def _bound(one: Bound) -> Document:
    said = {"kind": one.kind, "id": one.id, "stated": one.stated, "counts": one.counts}
    return {**said, "evidence": _evidence(one.evidence)}


def _verdict(one: Verdict) -> Document:
    return {
        "leg": one.leg.id,
        "from": one.leg.start,
        "to": one.leg.end,
        "rule": one.rule,
        "reason": one.reason,
    }
