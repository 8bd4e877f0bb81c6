"""Deterministic identity: hashes of few stable raw fields, and ids of names that no table knows."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata

_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans("", "", '«»„“”"‘’')


def digest_of(value: object) -> str:
    """Hash a JSON-like value; equal values give equal hashes on every machine."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def new_entity_id(name: str) -> str:
    """Name an entity that the tables lack: ``new:`` and the normalised name, original script, no quotes."""
    plain = unicodedata.normalize("NFC", name).translate(_QUOTES)
    return "new:" + _SPACES.sub(" ", plain).strip()


def is_new(entity_id: str) -> bool:
    """Tell whether an id stands for a name that no table knows yet."""
    return entity_id.startswith("new:")


LEG_PREFIX = "leg:"


def leg_entity_id(leg: str) -> str:
    """Name a leg as what a claim is about; legs are relations, so their ids have a space of their own."""
    return leg if leg.startswith(LEG_PREFIX) else LEG_PREFIX + leg


def is_leg(entity_id: str) -> bool:
    """Tell whether a claim's ``about`` names a leg."""
    return entity_id.startswith(LEG_PREFIX)
