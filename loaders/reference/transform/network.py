"""Rows that say what is joined to what: legs, courses of pipelines, fields that feed sites."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.identity import leg_entity_id
from loaders.reference.table import Row
from loaders.reference.transform.build import Statement, cells, lists


def legs(row: Row) -> Iterator[Statement]:
    """One directed leg: ``(:Site)-[:FLOWS_TO]->(:Site)``."""
    roles = {**cells(row, "from", "to", "mode", "asset"), **lists(row, "commodity", "countries", "straits")}
    yield Statement("leg", (leg_entity_id(row["id"]),), roles)


def courses(row: Row) -> Iterator[Statement]:
    """The ends of a pipeline and the countries it crosses, in order."""
    roles = {"from": (row["start"],), "to": (row["end"],), "through": row.many("through")}
    yield Statement("course", (row["pipeline"],), roles)


def feeds(row: Row) -> Iterator[Statement]:
    """The site at which the output of a field enters the network."""
    yield Statement("feeds", (row["field"],), {"to": (row["site"],)})
