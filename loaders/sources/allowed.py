"""What a source may say: claims of other types are refused, each type with one reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from graph.model.claim import Claim
from loaders.sources.model import ConfiguredSource


def split_allowed(source: ConfiguredSource, claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """Give the claims that the source may make, and why the others are refused."""
    allowed: list[Claim] = []
    refused: Counter[str] = Counter()
    for claim in claims:
        if claim.type in source.may_say:
            allowed.append(claim)
        else:
            refused[claim.type] += 1
    return tuple(allowed), tuple(_reason(source, name, count) for name, count in sorted(refused.items()))


def _reason(source: ConfiguredSource, claim_type: str, count: int) -> str:
    many = f"{count} claims" if count > 1 else "a claim"
    return f'{many} of the type {claim_type} refused: "{source.name}" may not say that (see its may_say)'
