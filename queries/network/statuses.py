"""Which states of a leg carry oil or gas, and which of two states on one leg is the one that counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatusRule:
    """What a status means for routes; of several states that meet on a leg the highest ``severity`` counts.

    ``unbuilt`` says that the thing is not there yet; ``lasts`` that a year or a day stated for it is its beginning.
    """

    carries: bool
    severity: int
    unbuilt: bool = False
    lasts: bool = False


STATUSES = {
    "operating": StatusRule(carries=True, severity=0),
    "restricted": StatusRule(carries=True, severity=1),
    "unknown": StatusRule(carries=True, severity=2),
    "perhaps_stopped": StatusRule(carries=True, severity=3),  # carries nothing at the low end of an answer
    "idle": StatusRule(carries=True, severity=4),  # can be used, nobody does
    "expected": StatusRule(carries=True, severity=5),  # counted as built, because the question says so (--horizon)
    "suspended": StatusRule(carries=False, severity=6),
    "under_construction": StatusRule(carries=False, severity=7, unbuilt=True, lasts=True),
    "planned": StatusRule(carries=False, severity=8, unbuilt=True, lasts=True),
    "proposed": StatusRule(carries=False, severity=9, unbuilt=True, lasts=True),
    "shelved": StatusRule(carries=False, severity=10, unbuilt=True, lasts=True),
    "out_of_service": StatusRule(carries=False, severity=11),
    "decommissioned": StatusRule(carries=False, severity=12, lasts=True),
    "destroyed": StatusRule(carries=False, severity=13, lasts=True),
}
_STRANGE = StatusRule(carries=False, severity=14)  # a status this version does not know never carries


def rule(status: str) -> StatusRule:
    """Give what a status means; one that the table lacks stops the flow."""
    return STATUSES.get(status, _STRANGE)
