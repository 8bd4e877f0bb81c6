"""Which states of a leg carry oil or gas, and which of two states on one leg is the one that counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatusRule:
    """What a status means for routes; of several states that meet on a leg the highest ``severity`` counts."""

    carries: bool
    severity: int


STATUSES = {
    "operating": StatusRule(carries=True, severity=0),
    "restricted": StatusRule(carries=True, severity=1),
    "unknown": StatusRule(carries=True, severity=2),
    "idle": StatusRule(carries=True, severity=3),  # can be used, nobody does
    "suspended": StatusRule(carries=False, severity=4),
    "under_construction": StatusRule(carries=False, severity=5),
    "planned": StatusRule(carries=False, severity=6),
    "proposed": StatusRule(carries=False, severity=7),
    "shelved": StatusRule(carries=False, severity=8),
    "out_of_service": StatusRule(carries=False, severity=9),
    "decommissioned": StatusRule(carries=False, severity=10),
    "destroyed": StatusRule(carries=False, severity=11),
}
_STRANGE = StatusRule(carries=False, severity=12)  # a status this version does not know never carries


def rule(status: str) -> StatusRule:
    """Give what a status means; one that the table lacks stops the flow."""
    return STATUSES.get(status, _STRANGE)
