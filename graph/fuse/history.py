"""Every stated value of a thing with its time, so that a reader can choose by the day it asks about.

One line is one claim as JSON: ``{"claim", "high", "known", "low", "trust", "unit", "when"…}``; keys without a value are
left out. ``low`` and ``high`` are in the canonical unit (crude in barrels is brought to tonnes, ``graph.fuse.policy``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from graph.fuse.policy import amounts_of
from graph.model.claim import Claim, Modality

_ROLES = ("origin", "destination", "shipper", "commodity", "scope", "note")


def value_history(claims: Iterable[Claim], roles: tuple[str, ...] = ()) -> list[str]:
    """List what claims with a value state; plans and possibilities are marked, denials are left out."""
    stated = (claim for claim in claims if claim.value and claim.modality is not Modality.DENIED)
    return sorted(_line(claim, roles) for claim in stated)


def volume_history(claims: Iterable[Claim]) -> list[str]:
    """List volumes or production with whose they are and where they went."""
    return value_history(claims, _ROLES)


def _line(claim: Claim, roles: tuple[str, ...]) -> str:
    low, high, unit = amounts_of(claim)
    told: dict[str, object] = {
        "when": claim.when, "low": low, "high": high, "unit": unit, "trust": int(claim.trust),
        "known": claim.known_from, "claim": claim.id, "about": claim.value.about if claim.value else None,
        "modality": None if claim.modality is Modality.FACT else claim.modality.value,
        **{role: list(claim.role(role)) or None for role in roles},
    }  # fmt: skip
    return json.dumps({name: one for name, one in told.items() if one is not None}, ensure_ascii=False, sort_keys=True)
