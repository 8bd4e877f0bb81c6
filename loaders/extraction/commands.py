"""``trunkline extract``: the claims of articles on standard output, what could not be read on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from graph.model.claim import Claim, Quantity


class Format(StrEnum):
    """How claims are printed."""

    jsonl = "jsonl"
    table = "table"


def extract(
    files: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
    format: Annotated[
        Format, typer.Option("--format", help="jsonl: one claim a line; table: for reading.")
    ] = Format.table,
    min_confidence: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out claims below it.")] = 0.0,
) -> None:
    """Print the claims that articles make, each with its sentence."""
    counts = {"read": 0, "rejected": 0}
    claims = (c for c in read_claims(files, counts) if c.confidence >= min_confidence)
    for line in as_lines(claims, format):
        sys.stdout.write(line + "\n")
    if counts["rejected"] and not counts["read"]:
        raise typer.Exit(1)


def read_claims(paths: Sequence[str], counts: dict[str, int]) -> Iterator[Claim]:
    """Give the claims of every article that can be read; name the others on standard error."""
    from graph.errors import BadInput
    from loaders.documents.article import Rejected
    from loaders.documents.flags import HOMOGLYPHS
    from loaders.documents.reading import read_articles
    from loaders.extraction.extractor import extract as claims_of

    for item in read_articles([_source(path) for path in paths]):
        if isinstance(item, Rejected):
            _refuse(str(item), counts)
            continue
        try:
            found = claims_of(item)
        except BadInput as error:
            _refuse(f"{item.path}: {error}", counts)
            continue
        counts["read"] += 1
        if HOMOGLYPHS in item.flags:
            sys.stderr.write(f"Words mix Latin and Cyrillic letters: {item.path}\n")
        if not found:
            sys.stderr.write(f"No claims: {item.path}\n")
        yield from found


def _source(path: str) -> Path | Literal["-"]:
    return "-" if path == "-" else Path(path)


def _refuse(reason: str, counts: dict[str, int]) -> None:
    counts["rejected"] += 1
    sys.stderr.write(f"Not read: {reason}\n")


def as_lines(claims: Iterable[Claim], form: Format) -> Iterator[str]:
    """Write claims one a line."""
    for claim in claims:
        yield json.dumps(as_json(claim), ensure_ascii=False) if form is Format.jsonl else as_row(claim)


def as_json(claim: Claim) -> dict[str, Any]:
    """Give a claim as the contract's JSON object, with what this extractor adds at its end."""
    return {
        "article": claim.item,
        "type": claim.type,
        "about": list(claim.about),
        "roles": {name: list(fillers) for name, fillers in claim.roles},
        "value": quantity_json(claim.value) if claim.value else None,
        "when": claim.when,
        "modality": claim.modality.value,
        "said_by": list(claim.said_by),
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "id": claim.id,
        "confidence": claim.confidence,
        "extractor": claim.extractor,
        "version": claim.version,
    }


def quantity_json(value: Quantity) -> dict[str, Any]:
    """Give a quantity without its empty fields; whole amounts without a fraction."""
    found: dict[str, Any] = {"amount": _plain(value.amount), "unit": value.unit}
    if value.amount_to is not None:
        found["amount_to"] = _plain(value.amount_to)
    if value.about:
        found["about"] = value.about
    if value.also:
        found["also"] = [quantity_json(other) for other in value.also]
    return found


def _plain(amount: float) -> float | int:
    return int(amount) if amount == int(amount) else amount


def as_row(claim: Claim) -> str:
    """Give a claim as one line for a reader: what, about what, how much, when, who says so, the sentence."""
    value = ""
    if claim.value:
        upper = f"-{_plain(claim.value.amount_to)}" if claim.value.amount_to is not None else ""
        value = f"{_plain(claim.value.amount)}{upper} {claim.value.unit}"
    roles = " ".join(f"{name}={','.join(fillers)}" for name, fillers in claim.roles)
    parts = [claim.type, ",".join(claim.about), value, claim.when or "", claim.modality.value, roles]
    speakers = f" ({', '.join(claim.said_by)})" if claim.said_by else ""
    return "  ".join(part for part in parts if part) + f"{speakers}\n    {claim.quote}"
