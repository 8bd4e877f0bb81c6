"""Makes claims from a row: the parts that are the same for every table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model.claim import Claim, Modality, Quantity, make_roles
from loaders.reference.schema import TableSchema
from loaders.reference.sentence import sentence
from loaders.reference.table import Row
from loaders.reference.transform.source import confidence_of, document_of, known_from, trust_of

EXTRACTOR = "table"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Place:
    """The table whose rows become claims."""

    key: str
    file: str
    schema: TableSchema


@dataclass(frozen=True, slots=True)
class Statement:
    """What a row states, before its source is attached."""

    type: str
    about: tuple[str, ...]
    roles: Mapping[str, Iterable[str]]
    value: Quantity | None = None
    when: str | None = None
    modality: Modality = Modality.FACT
    said_by: tuple[str, ...] = ()


def claim_of(place: Place, row: Row, stated: Statement) -> Claim:
    """Attach the source of a row to what it states.

    Raises:
        InvalidClaim: the statement breaks the vocabulary.
    """
    known, basis = known_from(row, stated.when, stated.modality)
    return Claim(
        type=stated.type,
        about=stated.about,
        item=place.key,
        document=document_of(row).id,
        quote=sentence(place.file, place.schema, row),
        roles=make_roles(stated.roles),
        value=stated.value,
        when=stated.when,
        modality=stated.modality,
        said_by=stated.said_by,
        start=row.line,
        end=row.line,
        known_from=known,
        known_basis=basis,
        trust=trust_of(row),
        confidence=confidence_of(row),
        extractor=EXTRACTOR,
        version=VERSION,
    )


def quantity(amount: str, unit: str, upper: str, about: str, also: Quantity | None = None) -> Quantity | None:
    """Read an amount as the source states it; None where the row gives none."""
    if not amount:
        return None
    top = float(upper) if upper else None
    return Quantity(float(amount), unit, top, about or None, (also,) if also else ())


def cells(row: Row, *columns: str) -> dict[str, tuple[str, ...]]:
    """Take columns over as roles of the same name, one filler each; empty ones are left out."""
    return {column: (row[column],) for column in columns if row[column]}


def lists(row: Row, *columns: str) -> dict[str, tuple[str, ...]]:
    """Take list columns over as roles of the same name."""
    return {column: row.many(column) for column in columns if row[column]}
