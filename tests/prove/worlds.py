"""Random small worlds: sites in countries, parallel legs with assets and straits, circles of stakes, measures, states.

A world is the same ``Material`` that is read from a store, so a property asks the engine as a person does.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from graph.fuse.objects import Node, Relation
from graph.store.view import GraphView
from queries.network.reading import Material, material_of

DAY = date(2025, 12, 1)
COUNTRIES = ("AA", "BB", "CC")
SITES = ("s0", "s1", "s2", "s3", "s4", "s5")
ASSETS = ("p0", "p1", "p2")
COMPANIES = ("c0", "c1", "c2", "c3")
STRAITS = ("x0", "x1")
MODES = ("pipeline", "tanker", "rail")
SHARES = (None, 10.0, 25.0, 30.0, 50.0, 60.0, 100.0)

maybe_country = st.sampled_from((*COUNTRIES, None))
capacity = st.sampled_from((None, None, 1.0, 2.0, 3.0, 5.0))


def leg_row(starts: tuple[str, ...] = SITES, goals: tuple[str, ...] = SITES) -> st.SearchStrategy[tuple[Any, ...]]:
    """Draw one leg."""
    return st.tuples(
        st.sampled_from(starts), st.sampled_from(goals), st.sampled_from(MODES), st.sampled_from((*ASSETS, None)),
        st.sets(st.sampled_from(COUNTRIES), max_size=2), st.sampled_from((*STRAITS, None, None)),
        st.sampled_from((None, 1.0, 2.0, 3.0)), capacity,
        st.sampled_from(("operating", "operating", "operating", "idle", "suspended")),
    )  # fmt: skip


# Two legs in every world leave an origin and reach a destination that questions name.
leg_rows = st.tuples(
    leg_row(("s0",)), leg_row(SITES, ("s5",)), st.lists(leg_row(), max_size=10)
).map(lambda rows: [*rows[:2], *rows[2]])  # fmt: skip
stake_rows = st.lists(
    st.tuples(st.sampled_from(COMPANIES), st.sampled_from((*ASSETS, *COMPANIES)), st.sampled_from(SHARES)),
    max_size=7, unique_by=lambda row: row[:2],
)  # fmt: skip
operator_rows = st.lists(st.tuples(st.sampled_from(COMPANIES), st.sampled_from(ASSETS)), max_size=2, unique=True)
measure_rows = st.lists(
    st.tuples(
        st.sampled_from(("sanction", "sanction", "exemption")), st.sampled_from((*COMPANIES, *ASSETS, "AA")),
        st.sampled_from(("CC", "c3")), st.sampled_from(("2025-01-01", "2026-01-01")),
        st.sampled_from((None, "2025-06-30", "2027")),
    ),
    max_size=3,
)  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn) -> Material:
    """Draw a world in which every name that a term can say exists."""
    nodes = [_node(key, "Country") for key in COUNTRIES]
    nodes += [_node("oil", "Commodity")]
    for key in SITES:
        label = draw(st.sampled_from(("Port", "Station")))
        nodes.append(_node(key, "Site", label, country=draw(maybe_country), **_capacity(draw(capacity))))
    nodes += [_node(key, "Asset", "Pipeline", country=draw(maybe_country)) for key in ASSETS]
    nodes += [_node(key, "Company", country=draw(maybe_country)) for key in COMPANIES]
    nodes += [_node(key, "Strait", "Site", country=draw(maybe_country)) for key in STRAITS]
    links = [_leg(number, row) for number, row in enumerate(draw(leg_rows))]
    links += [_stake(*row) for row in draw(stake_rows)]
    links += [Relation("OPERATES", f"{a}|{b}", a, b, {"id": f"{a}|{b}"}) for a, b in draw(operator_rows)]
    for number, row in enumerate(draw(measure_rows)):
        event, target = _measure(number, row)
        nodes.append(event)
        links.append(Relation("AFFECTS", f"{event.id}|{target}", event.id, target))
    return material_of(GraphView(tuple(nodes), tuple(links)), "digest")


def _node(key: str, *labels: str, **facts: Any) -> Node:
    told = {name: value for name, value in facts.items() if value is not None}
    return Node("Entity", key, {"id": key, "name_en": key, **told}, frozenset(labels))


def _capacity(amount: float | None) -> dict[str, Any]:
    if amount is None:
        return {}
    line = f'{{"claim": "k", "high": {amount}, "low": {amount}, "trust": 2, "unit": "Mt/y"}}'
    return {"capacity": amount, "capacity_unit": "Mt/y", "capacity_history": [line]}


def _leg(number: int, row: tuple[Any, ...]) -> Relation:
    start, end, mode, asset, countries, strait, km, amount, status = row
    facts = {
        "id": f"l{number:02}", "mode": mode, "asset": asset, "commodity": ["oil"], "countries": sorted(countries),
        "straits": [strait] if strait else [], "distance_km": km, "status_history": [f"..={status}=2"],
        "trust": number % 4, **_capacity(amount),
    }  # fmt: skip
    told = {name: value for name, value in facts.items() if value is not None}
    return Relation("FLOWS_TO", f"l{number:02}", start, end, told)


def _stake(owner: str, owned: str, share: float | None) -> Relation:
    facts: dict[str, Any] = {"id": f"{owner}|{owned}"}
    if share is not None:
        facts |= {"share": share, "share_low": share, "share_high": share}
    return Relation("OWNS", f"{owner}|{owned}", owner, owned, facts)


def _measure(number: int, row: tuple[Any, ...]) -> tuple[Node, str]:
    kind, target, by, since, until = row
    facts: dict[str, Any] = {
        "id": f"e{number}", "type": kind, "modality": "fact", "when": since, "valid_from": since, "role_by": [by],
        "about": [target],
    }  # fmt: skip
    if until:
        facts["role_until"] = [until]
    return Node("Event", f"e{number}", facts), target


atoms = st.sampled_from(
    (
        *COUNTRIES, *ASSETS, "s2", "s3", "x0", "territory:AA", "territory:BB", "port:AA", "port:s1", "site:s4",
        "asset:p1", "strait:x1", "leg:l03", "mode:rail", "mode:sea", "mode:pipeline", "owner:AA", "owner:BB>=25",
        "owner:c0>=30", "owner:c1", "owner:CC>=50%", "operator:c2", "operator:AA", "company:c1", "flag:BB",
        "sanctioned-by:CC", "sanctioned-by:c3>=25",
    )
)  # fmt: skip
terms = st.recursive(
    atoms,
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        st.tuples(inner, st.sampled_from((" and ", " or ", ", ")), inner).map(
            lambda row: f"({row[0]}){row[1]}({row[2]})"
        ),
    ),
    max_leaves=4,
)
closings = st.sampled_from(
    ("p0", "s3", "x1", "leg:l02", "owner:AA>=50", "p1@2025-01-01..", "p2@2027-01-01..", "p0:50%", "s2:0.5@..2026-01-01")
)
ends = st.tuples(
    st.sampled_from(("s0", "s0", "s1", "s0,s1", "AA")), st.sampled_from(("s5", "s5", "s4", "s4,s5", "CC"))
)  # fmt: skip
