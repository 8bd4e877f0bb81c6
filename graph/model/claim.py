"""A claim: one statement that one source makes, never overwritten.

Its identity is a hash of what it says and where, so the same source read twice gives the same claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from math import inf

from graph.errors import InvalidClaim
from graph.model.identity import digest_of
from graph.model.time import parse_period
from graph.model.units import unit
from graph.model.vocabulary import claim_type

Roles = tuple[tuple[str, tuple[str, ...]], ...]


class Modality(StrEnum):
    """How the source holds the statement."""

    FACT = "fact"
    PLAN = "plan"
    POSSIBLE = "possible"
    DENIED = "denied"


class Trust(IntEnum):
    """How far a source is trusted; the order decides between conflicting values."""

    UNVERIFIED = 0  # the curator's own knowledge, not checked against a page
    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as the source states it; ``amount_to`` is the upper end of a range.

    ``about`` qualifies: at_least, less_than, about, up_to. ``also`` holds the same quantity in other units.
    """

    amount: float
    unit: str
    amount_to: float | None = None
    about: str | None = None
    also: tuple[Quantity, ...] = ()

    def __post_init__(self) -> None:
        """Keep amounts as floats, so that 30 and 30.0 are one statement in every store."""
        object.__setattr__(self, "amount", float(self.amount))
        if self.amount_to is not None:
            object.__setattr__(self, "amount_to", float(self.amount_to))


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement by one source.

    ``item`` is what a refresh replaces as a whole (an article, a table); ``document`` is the cited source.
    ``start``/``end`` place ``quote`` in the text of the document (characters), or in a table the row number.
    ``known_from`` is the EDTF day from which the statement can have been known, ``known_basis`` says why:
    ``published`` (the source's date) or ``not before`` (the day it speaks of); else None and ``undated``.
    ``reprint_of`` is the document whose text this one repeats: another witness of the same, but not an independent one.
    """

    type: str
    about: tuple[str, ...]
    item: str
    document: str
    quote: str
    roles: Roles = ()
    value: Quantity | None = None
    when: str | None = None
    modality: Modality = Modality.FACT
    said_by: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    known_from: str | None = None
    known_basis: str = "undated"
    trust: Trust = Trust.MEDIUM
    confidence: float = 1.0
    extractor: str = "table"
    version: str = "1"
    reprint_of: str | None = None
    id: str = field(init=False)

    def __post_init__(self) -> None:
        _check(self)
        object.__setattr__(self, "id", "c_" + digest_of(_identity(self))[:24])

    def role(self, name: str) -> tuple[str, ...]:
        """Give the fillers of a role, empty if the source named none."""
        return dict(self.roles).get(name, ())

    def first(self, name: str) -> str | None:
        """Give the first filler of a role."""
        return next(iter(self.role(name)), None)


FROM_TABLE = "table"


def is_doubtful_reading(claim: Claim) -> bool:
    """Tell whether a machine read this from prose without being sure: it is kept and shown, and shapes nothing."""
    return claim.extractor != FROM_TABLE and claim.trust < Trust.MEDIUM


def make_roles(roles: Mapping[str, Iterable[str]]) -> Roles:
    """Bring roles into the one canonical order, leaving empty ones out."""
    filled = ((name, tuple(dict.fromkeys(fillers))) for name, fillers in roles.items())
    return tuple(sorted((name, fillers) for name, fillers in filled if fillers))


def _identity(claim: Claim) -> list[object]:
    value = claim.value
    amount = [value.amount, value.unit, value.amount_to, value.about] if value else None
    return [
        claim.item, claim.document, claim.type, claim.about, claim.roles, amount, claim.when,
        claim.modality.value, claim.said_by, claim.start, claim.end, claim.quote,
    ]  # fmt: skip


def _check(claim: Claim) -> None:
    kind = claim_type(claim.type)
    unknown = {name for name, _ in claim.roles} - kind.roles
    if unknown:
        raise InvalidClaim(f'A {claim.type} claim has no role "{min(unknown)}".')
    if not claim.about or not all(claim.about):
        raise InvalidClaim(f"A {claim.type} claim needs something it is about.")
    if claim.when is not None:
        parse_period(claim.when)
    if claim.value is not None:
        _check_value(claim.type, claim.value)


def _check_value(type_name: str, value: Quantity) -> None:
    dimension = unit(value.unit).dimension
    if dimension not in claim_type(type_name).dimensions:
        raise InvalidClaim(f'A {type_name} claim cannot carry "{value.unit}".')
    upper = value.amount if value.amount_to is None else value.amount_to
    if not 0 <= value.amount <= upper < inf:
        raise InvalidClaim(f"{value.amount} {value.unit} is no possible amount.")
    if dimension == "percent" and type_name in {"ownership", "ownership_change", "share"} and upper > 100:
        raise InvalidClaim(f"A share of {upper} percent is not possible.")
