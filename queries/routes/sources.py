"""Does an answer hold without one of its sources? The graph is fused again without each of them, and asked again.

Fusing works bucket by bucket, so leaving a source out touches only what it speaks of. What things are called and where
they lie (``identity`` claims) always stays: without it the question could not even be asked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graph.errors import TrunklineError, UsageError
from queries.network.reading import FAMILIES, RELATIONS, Material, material_of
from queries.routes.disputed import Outcome, outcome_of
from queries.routes.engine import answer_routes
from queries.routes.question import Question

if TYPE_CHECKING:
    from graph.fuse.book import ClaimBook
    from graph.fuse.change import Change
    from graph.fuse.objects import Node, Relation
    from graph.model.claim import Claim
    from graph.model.document import Document
    from graph.store.view import Reader

GROUPINGS = ("outlet", "press")
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Dropped:
    """The answer without one source; ``outcome`` None means that the question cannot even be asked, ``why`` says it."""

    source: str
    claims: int
    holds: bool
    outcome: Outcome | None
    why: str = ""


def without_each_source(store: Reader, question: Question, by: str = "outlet") -> tuple[Dropped, ...]:
    """Answer a question without each outlet, or without the press of each country; those that change it come first.

    Raises:
        UsageError: no such grouping, or a question that cannot be answered as asked.
    """
    from graph.store.view import claims_of, documents_of, known_claims

    known = question.known_at
    held = known_claims(store, known) if known else (claims_of(store), documents_of(store))
    return without_each(*held, question, by)


def without_each(
    claims: Sequence[Claim], documents: Sequence[Document], question: Question, by: str = "outlet"
) -> tuple[Dropped, ...]:
    """Answer a question on the graph of ``claims`` without each source, as ``without_each_source``."""
    from graph.fuse.book import ClaimBook

    if by not in GROUPINGS:
        raise UsageError(f'Sources cannot be grouped by "{by}"; use one of: {", ".join(GROUPINGS)}.')
    cited = {one.id: one for one in documents}
    book = ClaimBook(claims, documents)
    graph = Graph.of(book)
    asked = replace(question, k=1)
    whole = outcome_of(answer_routes(graph.material(), asked))
    found = []
    for source, group in sorted(_grouped(claims, cited, by).items()):
        change = book.replace(group, ())
        found.append(_dropped(source, len(group), graph.after(change).material(), asked, whole))
        book.replace((), group, [cited[key] for key in sorted({one.document for one in group}) if key in cited])
    return tuple(sorted(found, key=lambda one: (one.holds, one.source)))


@dataclass(frozen=True, slots=True)
class Graph:
    """The part of the graph that routes are made of, by key."""

    nodes: dict[tuple[str, str], Node]
    relations: dict[tuple[str, str, str, str], Relation]

    @classmethod
    def of(cls, book: ClaimBook) -> Graph:
        """Take what routes need from all that follows from the claims."""
        parts = list(book.fragments())
        return cls(
            {node.key: node for part in parts for node in part.nodes if node.family in FAMILIES},
            {one.key: one for part in parts for one in part.relations if one.type in RELATIONS},
        )

    def material(self) -> Material:
        """Sort it into what the network is built from."""
        from graph.store.view import GraphView

        return material_of(GraphView(tuple(self.nodes.values()), tuple(self.relations.values())))

    def after(self, change: Change) -> Graph:
        """Give the graph with a change carried out."""
        left = {one.key for one in change.deleted_nodes}
        nodes = {key: one for key, one in self.nodes.items() if key not in left}
        nodes |= {one.after.key: one.after for one in change.written_nodes if one.after.family in FAMILIES}
        gone = {one.key for one in change.deleted_relations}
        relations = {key: one for key, one in self.relations.items() if key not in gone}
        written = (*change.created_relations, *change.updated_relations)
        return Graph(nodes, relations | {one.key: one for one in written if one.type in RELATIONS})


def _dropped(source: str, count: int, material: Material, question: Question, whole: Outcome) -> Dropped:
    try:
        outcome = outcome_of(answer_routes(material, question))
    except TrunklineError as error:
        return Dropped(source, count, False, None, str(error))
    return Dropped(source, count, outcome == whole, outcome)


def _grouped(claims: Sequence[Claim], documents: dict[str, Document], by: str) -> dict[str, list[Claim]]:
    name = outlet_of if by == "outlet" else press_of
    groups: dict[str, list[Claim]] = {}
    for claim in (one for one in claims if one.type != "identity"):
        groups.setdefault(name(documents.get(claim.document), claim.document), []).append(claim)
    return groups


def outlet_of(document: Document | None, key: str) -> str:
    """Name who published a document: its outlet, or the document itself where it names none."""
    return (document.outlet if document else None) or key


def press_of(document: Document | None, key: str) -> str:
    """Name the country from which a document's outlet writes (``press.toml``)."""
    host = (document.outlet if document else None) or ""
    told: str | None = _press()["hosts"].get(host)
    ending = host.rpartition(".")[2]
    if told or len(ending) != 2 or "." not in host or ending in _press()["generic_endings"]:
        return told or UNKNOWN
    return ending.upper()


@cache
def _press() -> dict[str, Any]:
    return tomllib.loads(files("queries.routes").joinpath("press.toml").read_text("utf-8"))
