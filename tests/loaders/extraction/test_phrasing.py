"""The net under the wordings: each example gives exactly its claims, nothing more and nothing less."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from graph.model.claim import Claim
from tests.loaders.extraction.reading import claims

FOLDER = Path(__file__).parent / "phrasing"
EXAMPLES = [
    pytest.param(row, id=f"{path.stem}-{number}")
    for path in sorted(FOLDER.glob("*.toml"))
    for number, row in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["example"], 1)
]


def told(claim: Claim) -> str:
    """Write a claim as the tables do: type | about | value | when | modality."""
    value = claim.value
    amount = "-"
    if value is not None:
        top = f"-{value.amount_to:g}" if value.amount_to else ""
        amount = f"{value.amount:g}{top} {value.unit}"
    return " | ".join([claim.type, ", ".join(claim.about), amount, claim.when or "-", claim.modality.value])


@pytest.mark.parametrize("row", EXAMPLES)
def test_a_wording_gives_exactly_its_claims(row: dict[str, Any]) -> None:
    found = sorted(told(c) for c in claims(row["lang"], row["text"], row.get("published")))
    assert found == sorted(row["claims"])
