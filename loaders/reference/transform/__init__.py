"""From table rows to claims: one small pure function a table, found by the table's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from graph.errors import InvalidClaim
from graph.model.claim import Claim
from graph.model.document import Document
from loaders.reference.problem import Problem
from loaders.reference.table import Row, Table
from loaders.reference.transform import control, events, identities, measures, network
from loaders.reference.transform.build import Place, Statement, claim_of
from loaders.reference.transform.source import document_of

TRANSFORMS: Mapping[str, Callable[[Row], Iterator[Statement]]] = {
    "countries": identities.countries,
    "commodities": identities.commodities,
    "companies": identities.companies,
    "fields": identities.fields,
    "sites": identities.sites,
    "pipelines": identities.pipelines,
    "regions": identities.regions,
    "locations": identities.locations,
    "legs": network.legs,
    "courses": network.courses,
    "feeds": network.feeds,
    "operators": control.operators,
    "ownership": control.ownership,
    "figures": measures.figures,
    "volumes": measures.volumes,
    "status": measures.status,
    "events": events.events,
    "sanctions": events.sanctions,
}


@dataclass(frozen=True, slots=True)
class TableClaims:
    """What a table states, the sources it cites, and all that was wrong with it."""

    claims: list[Claim]
    documents: list[Document]
    problems: list[Problem]


def table_claims(table: Table) -> TableClaims:
    """Turn every row of a table into claims; a row that breaks the vocabulary is reported and left out."""
    problems = list(table.problems)
    if table.schema is None:
        return TableClaims([], [], problems)
    place = Place(table.key, table.file, table.schema)
    claims: list[Claim] = []
    documents: dict[str, Document] = {}
    for row in table.rows:
        try:
            made = [claim_of(place, row, stated) for stated in TRANSFORMS[table.schema.name](row)]
        except InvalidClaim as error:
            problems.append(Problem(table.file, row.line, str(error)))
            continue
        claims += made
        _cite(documents, document_of(row))
    return TableClaims(claims, [documents[key] for key in sorted(documents)], sorted(problems))


def _cite(documents: dict[str, Document], cited: Document) -> None:
    """Keep one document an id, the earliest dated one, whatever the order of the rows."""
    held = documents.get(cited.id)
    if held is None or (cited.published or "~") < (held.published or "~"):
        documents[cited.id] = cited
