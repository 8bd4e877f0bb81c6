"""The one tree of exceptions.

::

    TrunklineError                  1  something went wrong; the message says what to do
    ├── UsageError                  2  the request itself cannot be understood
    │   └── UnknownName             2  a name that no entity bears, with suggestions
    ├── NoRoute                     3  proved: no allowed route exists
    ├── StoreUnreachable            4  no store answers
    ├── AssertionUnmet              5  a watched condition does not hold
    ├── StoreError                  1  the store answered, but refused or failed
    │   ├── ReadOnlyViolation       1  a write was tried through a reader
    │   ├── GraphNotReady           1  whole as it is, and not to be used as it is
    │   └── StatementCancelled      1  somebody stopped the statement
    ├── InvalidClaim                1  a claim that breaks the vocabulary
    │   ├── InvalidTime             1  a text that is no EDTF time
    │   └── UnknownUnit             1  a unit that the unit table lacks
    ├── BadInput                    1  a document or table row that cannot be used
    └── FloorBreached               1  a refresh that would lose too much

Every message is one clear sentence for the person at the keyboard. ``exit_code``
is the process exit code of DESIGN section 7.
"""

from __future__ import annotations

from collections.abc import Sequence


class TrunklineError(Exception):
    """Base of every error that a user may see."""

    exit_code = 1


class UsageError(TrunklineError):
    """The request cannot be understood as given."""

    exit_code = 2


class UnknownName(UsageError):
    """A name that resolves to no entity, or to several.

    ``suggestions`` holds the nearest known names, best first.
    """

    def __init__(self, name: str, suggestions: Sequence[str] = (), *, wanted: str = "entity") -> None:
        self.name = name
        self.suggestions = tuple(suggestions)
        hint = f" Did you mean: {', '.join(self.suggestions)}?" if self.suggestions else ""
        super().__init__(f'No {wanted} is called "{name}".{hint}')


class NoRoute(TrunklineError):
    """Proved: no allowed route exists."""

    exit_code = 3


class StoreUnreachable(TrunklineError):
    """No store answers at the configured address."""

    exit_code = 4


class AssertionUnmet(TrunklineError):
    """A watched condition does not hold."""

    exit_code = 5


class StoreError(TrunklineError):
    """The store answered, but refused or failed."""


class ReadOnlyViolation(StoreError):
    """A write was tried through a connection that may only read."""


class GraphNotReady(StoreError):
    """Nothing is damaged, but the graph cannot be used before the person has done what the message says."""


class StatementCancelled(StoreError):
    """The statement was stopped on request before it ended."""


class InvalidClaim(TrunklineError):
    """A claim that breaks the vocabulary."""


class InvalidTime(InvalidClaim):
    """A text that is no EDTF time of the supported subset."""


class UnknownUnit(InvalidClaim):
    """A unit that the unit table lacks."""


class BadInput(TrunklineError):
    """A document or table row that cannot be used; ``place`` says where it stands."""

    def __init__(self, reason: str, *, place: str = "") -> None:
        self.reason = reason
        self.place = place
        super().__init__(f"{place}: {reason}" if place else reason)


class FloorBreached(TrunklineError):
    """A refresh that would lose more than its floor allows."""
