"""Tables and release files as source items: one item a source, replaced as a whole, so a row that is gone is gone."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from functools import partial

from graph.errors import BadInput
from graph.model.claim import Claim, Trust
from loaders.collect.pages import table_address
from loaders.refresh.items import Loaded, Problem, SourceItem
from loaders.refresh.tables import said_by
from loaders.refresh.versions import MAPS_TABLES, version_of
from loaders.sources.allowed import refused_sentences, split_allowed
from loaders.sources.mapping import MappedTable, read_table, refuse_lacking
from loaders.sources.model import ConfiguredSource
from loaders.sources.releases import reference_tables
from loaders.sources.rows import Row

NOTHING_KNOWN = "none of its rows is about a thing that the tables know by its id there"

Refused = dict[str, Counter[str]]


def table_item(source: ConfiguredSource, mark: str, data: bytes, refused: Refused) -> SourceItem:
    """Offer a table; ``refused`` counts the claims that its source may not make."""
    settings = (
        f"{source.trust} {source.outlet} {sorted(source.may_say)} {source.sheet} {sorted(source.columns.items())}"
    )
    version = f"{version_of(MAPS_TABLES)}+{hashlib.sha256(settings.encode()).hexdigest()[:16]}"
    return SourceItem(table_address(source), mark, version, partial(_load, source, data, refused))


def mark_of(data: bytes) -> str:
    """Give the mark of the bytes of a table."""
    return hashlib.sha256(data).hexdigest()


def _load(source: ConfiguredSource, data: bytes, refused: Refused) -> Loaded | Problem:
    try:
        mapped = read_table(source, data)
        refuse_lacking(source, mapped)
    except BadInput as error:
        return Problem("", error.reason)
    found = _stated(source, mapped)
    if isinstance(found, Problem):
        return found
    claims, no_claims = split_allowed(source, found.claims)
    refused.setdefault(source.name, Counter()).update(no_claims)
    return replace(found, claims=tuple(_bounded(source, claim) for claim in claims))


def objections(source: ConfiguredSource, mapped: MappedTable) -> list[str]:
    """Say which rows of a table could not be used, and which claims its source may not make.

    Raises:
        BadInput: nothing of it could be used.
    """
    found = _stated(source, mapped)
    if isinstance(found, Problem):
        raise BadInput(found.reason)
    said = [f"{one.place}: {one.reason}" for one in found.problems]
    return [*said, *refused_sentences(source.name, split_allowed(source, found.claims)[1])]


def _stated(source: ConfiguredSource, mapped: MappedTable) -> Loaded | Problem:
    defaults = {"source": mapped.credit or source.address, "confidence": source.trust}
    rows = [{**row, **{name: row.get(name) or value for name, value in defaults.items()}} for row in mapped.rows]
    return _joined([_said(source, name, some) for name, some in reference_tables(source, mapped.table, rows).items()])


def _said(source: ConfiguredSource, table: str, rows: list[Row]) -> Loaded | Problem:
    from loaders.reference.read import read_rows as read_reference_rows

    try:
        return said_by(read_reference_rows(table_address(source), table, rows))
    except BadInput as error:
        return Problem("", error.reason)


def _joined(parts: list[Loaded | Problem]) -> Loaded | Problem:
    """Bring what several tables of one file say together; all of them bad is one problem."""
    good = [one for one in parts if isinstance(one, Loaded)]
    bad = tuple(one for one in parts if isinstance(one, Problem))
    if not good:
        return bad[0] if bad else Problem("", NOTHING_KNOWN)
    documents = {document.id: document for one in good for document in one.documents}
    return Loaded(
        tuple(claim for one in good for claim in one.claims), tuple(documents.values()),
        (*(problem for one in good for problem in one.problems), *bad),
    )  # fmt: skip


def _bounded(source: ConfiguredSource, claim: Claim) -> Claim:
    """Trust a row as far as it says, and never further than its source is trusted."""
    return replace(claim, trust=min(claim.trust, Trust[source.trust.upper()]))
