"""Checks of annotated articles: what a gold claim must be before anything is measured against it."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.errors import TrunklineError
from graph.model.claim import Modality
from graph.model.time import parse_period
from graph.model.units import unit
from graph.model.vocabulary import claim_types, text_roles

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
EXAMPLES = ROOT / "loaders" / "examples" / "articles"
TABLES = ROOT / "loaders" / "reference" / "tables"
DEVELOPMENT = HERE / "development"
FROZEN = HERE / "frozen"
BESIDE = FROZEN / "beside"  # boilerplate and sources of frozen articles, apart so that nobody reads them by chance
QUALIFIERS = {"at_least", "less_than", "about", "up_to"}
FIELDS = {"article", "type", "about", "roles", "value", "when", "modality", "said_by", "quote"}
ALWAYS_ALLOWED = {"outcome", "commodity"}  # a plan that was given up; what flows

_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)


def gold_files() -> list[Path]:
    """Every file of gold claims, both halves and the seed article."""
    return [
        *sorted(DEVELOPMENT.glob("*.jsonl")),
        *sorted(FROZEN.glob("*.jsonl")),
        HERE / "seed.ru.jsonl",
    ]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def boilerplate_lines() -> list[dict[str, Any]]:
    """Give the lines of both halves that stand beside an article: {article, text}."""
    return [line for folder in (HERE, BESIDE) for line in read_lines(folder / "boilerplate.jsonl")]


def facts() -> dict[str, list[dict[str, str]]]:
    """Give the sources of the facts that an article tells, by article."""
    return {row["article"]: row["facts"] for folder in (HERE, BESIDE) for row in read_lines(folder / "facts.jsonl")}


def article_texts() -> dict[str, str]:
    """Give the text of each article by id, white space squeezed, tags of HTML pages taken out."""
    folders = (EXAMPLES, DEVELOPMENT / "articles", FROZEN / "articles")
    files = [*(path for folder in folders for path in folder.glob("*")), HERE / "seed.ru.txt"]
    return dict(pair for path in sorted(files) for pair in _texts_of(path))


def known_ids() -> set[str]:
    """Give the ids of the reference tables; empty as long as there are none."""
    ids: set[str] = set()
    for path in sorted(TABLES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            ids.update(row["id"] for row in csv.DictReader(lines) if row.get("id"))
    return ids


def problems(claim: Mapping[str, Any], texts: Mapping[str, str], ids: set[str]) -> Iterator[str]:
    """Name everything that is wrong with one gold claim; ``ids`` empty skips the check of ids."""
    missing = FIELDS - set(claim)
    if missing:
        yield f"lacks {sorted(missing)}"
        return
    yield from _quote_problems(claim, texts)
    for reading in (claim, *({**claim, **other} for other in claim.get("alt", ()))):
        yield from _reading_problems(reading)
        if ids:
            yield from (f"unknown id {x}" for x in _ids_of(reading) if x not in ids and not x.startswith("new:"))


def squeeze(text: str) -> str:
    """Make every run of white space one space."""
    return " ".join(text.split())


def _texts_of(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix == ".jsonl":
        for row in read_lines(path):
            yield row["id"], squeeze(row["title"] + "\n" + row["text"])
    elif path.suffix == ".html":
        yield path.stem, squeeze(html.unescape(_TAGS.sub(" ", path.read_text("utf-8"))))
    else:
        yield path.stem, squeeze(path.read_text("utf-8"))


def _quote_problems(claim: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[str]:
    text = texts.get(claim["article"])
    if text is None:
        yield f"no article {claim['article']}"
    elif not claim["quote"] or _bare(claim["quote"]) not in _bare(text):
        yield f"quote not in the article: {claim['quote'][:60]}"


def _bare(text: str) -> str:
    """Without white space: tags taken out of a page leave spaces where a reader sees none."""
    return "".join(text.split())


def _reading_problems(claim: Mapping[str, Any]) -> Iterator[str]:
    kind = claim_types().get(claim["type"])
    if kind is None or kind.tables_only:
        yield f"unknown type {claim['type']}"
        return
    yield from (f"{kind.name} has no role {r}" for r in claim["roles"] if r not in kind.roles | ALWAYS_ALLOWED)
    yield from (f"role {name} is no list" for name, x in claim["roles"].items() if not isinstance(x, list) or not x)
    if not claim["about"] or not isinstance(claim["about"], list):
        yield "about must be a list of ids"
    if claim["modality"] not in set(Modality):
        yield f"unknown modality {claim['modality']}"
    if claim["when"] is not None:
        yield from _refused(lambda: parse_period(claim["when"]))
    if claim["value"] is not None:
        yield from _value_problems(claim["value"], kind.dimensions)


def _value_problems(value: Mapping[str, Any], dimensions: frozenset[str]) -> Iterator[str]:
    if value.get("about") not in {None, *QUALIFIERS}:
        yield f"unknown qualifier {value['about']}"
    for quantity in (value, *value.get("also", ())):
        refusal = list(_refused(lambda quantity=quantity: unit(quantity["unit"])))
        yield from refusal
        if not refusal and unit(quantity["unit"]).dimension not in dimensions:
            yield f"unit {quantity['unit']} does not fit the type"


def _refused(attempt: Any) -> Iterator[str]:
    try:
        attempt()
    except TrunklineError as refusal:
        yield str(refusal)


def _ids_of(claim: Mapping[str, Any]) -> Iterator[str]:
    yield from claim["about"]
    yield from claim["said_by"]
    for role, fillers in claim["roles"].items():
        if role not in text_roles():
            yield from fillers
