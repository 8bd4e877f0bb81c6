"""Probabilities from cues by the fitted weights (``tables/calibration.toml``), and from which one on a claim counts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.extraction.data import table

UNKNOWN_NAME = "unknown_name"
LEAST, MOST = 0.02, 0.98  # nothing read by a machine is certain


@dataclass(frozen=True, slots=True)
class Cues:
    """What is known of a reading, as (name, amount)."""

    parts: tuple[tuple[str, float], ...]


def sure() -> float:
    """Give the confidence from which on a claim counts without a person's word."""
    return float(table("calibration")["sure"])


def without(found: float, cue: str) -> float:
    """Give the confidence that is left when one of its cues is settled; settling a doubt takes nothing away."""
    weight = float(table("calibration")["weights"].get(cue, 0.0))
    return found if weight >= 0 or not LEAST <= found <= MOST else _bounded(math.log(found / (1 - found)) - weight)


def probability(cues: Cues, weights: Mapping[str, float]) -> float:
    """Weigh the cues; one that the annotated articles lack has a weight set by hand, or says nothing."""
    by_hand = table("confidence")["unseen"]
    rest = (weights.get(name, by_hand.get(name, 0.0)) * amount for name, amount in cues.parts)
    return _bounded(weights["plain"] + sum(rest))


def _bounded(odds: float) -> float:
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-odds)))), 3)
