"""One answer on the reference graph, warm, in process: what the reference tables alone give, without a store.

    python -m benchmarks.route_answers

``network`` builds the network of the day and judges its legs, ``routes`` and ``flow`` answer on one that is there,
``answer`` is everything after that: routes with their notes, flow, cut and the last look at every rule.
"""

from __future__ import annotations

from datetime import date

from benchmarks.measure import median_seconds
from graph.fuse.book import fuse
from graph.store.view import GraphView
from loaders.reference.read import read_tables
from loaders.reference.transform import table_claims
from queries.network.reading import Material, material_of
from queries.routes import Question, flow_range, limits_of, prepare
from queries.routes.choosing import chosen
from queries.routes.engine import answer_case

DAY = date(2026, 11, 1)
QUESTIONS = {
    "KZ to the Mediterranean without Russia": Question("KZ", "mediterranean", DAY, avoid=("RU",)),
    "western Kazakhstan to the world": Question("western_kazakhstan", "world_market", DAY),
}
REPEATS = 101


def main() -> None:
    material = reference()
    for name, question in QUESTIONS.items():
        case = prepare(material, question)
        bound = (case.usable, case.network.sites, case.between, limits_of(case))
        figures = {
            "network": median_seconds(lambda: prepare(material, question), 11),  # noqa: B023 - called at once
            "routes": median_seconds(lambda: chosen(case), REPEATS),  # noqa: B023
            "flow": median_seconds(lambda: flow_range(*bound), REPEATS),  # noqa: B023
            "answer": median_seconds(lambda: answer_case(case), REPEATS),  # noqa: B023
        }
        told = ", ".join(f"{part} {seconds * 1000:.2f} ms" for part, seconds in figures.items())
        print(f"{name}: {told}", flush=True)


def reference() -> Material:
    """Fuse the reference tables."""
    read = [table_claims(table) for table in read_tables()]
    nodes, relations = fuse([one for table in read for one in table.claims])
    return material_of(GraphView(tuple(nodes), tuple(relations)))


if __name__ == "__main__":
    main()
