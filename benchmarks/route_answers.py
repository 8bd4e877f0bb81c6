"""One answer on the reference graph, warm, in process: what the reference tables alone give, without a store.

    python -m benchmarks.route_answers

``first`` answers a question of a day that nobody asked about before: it builds the network of the day. ``answer`` is
what a process that lives on gives after that: legs judged, routes, notes, flow, cut and the last look at every rule;
the network, the names and the stakes of the day are kept. ``routes`` and ``flow`` are its parts alone.
"""

from __future__ import annotations

from datetime import date

from benchmarks.measure import median_seconds
from graph.fuse.book import fuse
from graph.store.view import GraphView
from loaders.reference.read import read_tables
from loaders.reference.transform import table_claims
from queries.network.reading import Material, material_of
from queries.routes import Question, RoutesAnswer, answer_routes, flow_range, limits_of, prepare
from queries.routes.choosing import chosen

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
            "first": median_seconds(lambda: first(material, question), 11),  # noqa: B023 - called at once
            "routes": median_seconds(lambda: chosen(case), REPEATS),  # noqa: B023
            "flow": median_seconds(lambda: flow_range(*bound), REPEATS),  # noqa: B023
            "answer": median_seconds(lambda: answer_routes(material, question), REPEATS),  # noqa: B023
        }
        told = ", ".join(f"{part} {seconds * 1000:.2f} ms" for part, seconds in figures.items())
        print(f"{name}: {told}", flush=True)


def first(material: Material, question: Question) -> RoutesAnswer:
    """Answer with nothing kept."""
    material.kept.clear()
    return answer_routes(material, question)


def reference() -> Material:
    """Fuse the reference tables."""
    read = [table_claims(table) for table in read_tables()]
    nodes, relations = fuse([one for table in read for one in table.claims])
    return material_of(GraphView(tuple(nodes), tuple(relations)))


if __name__ == "__main__":
    main()
