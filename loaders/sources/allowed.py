"""What a source may say: claims of other types are refused, and said so by type and count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from graph.model.claim import Claim
from loaders.sources.model import ConfiguredSource


def split_allowed(source: ConfiguredSource, claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], Counter[str]]:
    """Give the claims that the source may make, and count the others by type."""
    allowed: list[Claim] = []
    refused: Counter[str] = Counter()
    for claim in claims:
        if claim.type in source.may_say:
            allowed.append(claim)
        else:
            refused[claim.type] += 1
    return tuple(allowed), refused


def refused_sentences(source: str, refused: Mapping[str, int]) -> list[str]:
    """Say what was refused, a sentence a type."""
    return [_sentence(source, name, count) for name, count in sorted(refused.items())]


def _sentence(source: str, claim_type: str, count: int) -> str:
    many = f"{count} claims" if count > 1 else "a claim"
    return f'{many} of the type {claim_type} refused: "{source}" may not say that (see its may_say)'
