"""A candidate as text for people and as JSON for scripts."""

from __future__ import annotations

from typing import Any

from loaders.documents.language import mixes_scripts
from loaders.extraction.commands import as_json as claim_json
from loaders.extraction.commands import as_row
from loaders.review.queue import Candidate

SHOWN = 3


def as_text(one: Candidate) -> str:
    """Give the subject, the claims that rest on it with their sentences, and what it may mean."""
    lines = [one.subject, *(f"  {as_row(claim)}" for claim in one.claims[:SHOWN])]
    if len(one.claims) > SHOWN:
        lines.append(f"  … and {len(one.claims) - SHOWN} more")
    if any(mixes_scripts(claim.quote) for claim in one.claims[:SHOWN]):
        lines.append("  words mix Latin and Cyrillic letters: read as if written in one alphabet")
    if one.suggestions:
        lines.append(f"  may be: {', '.join(one.suggestions)}")
    return "\n".join(lines)


def as_json(one: Candidate) -> dict[str, Any]:
    """Give everything about a candidate."""
    return {
        "kind": one.kind, "subject": one.subject, "suggestions": list(one.suggestions),
        "claims": [claim_json(claim) for claim in one.claims],
    }  # fmt: skip
