"""What the account that reads may do on a server that is not ours, as the server itself tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from graph.errors import StoreError
from graph.store.port import Parameters, Row

EMBEDDED = "the reading account may only read; the engine refuses everything else"
UNKNOWN = "the server does not tell; reading sessions are opened in READ mode, in which it refuses to write"
WITHOUT_RIGHTS = (
    "this edition gives every account all rights; reading sessions are opened in READ mode, in which the server "
    "refuses to write, and files, addresses and foreign transactions are refused before anything is sent"
)
ONLY_READING = "the reading account may only read; the server refuses everything else"
READING_ACTIONS = frozenset(
    {"access", "execute", "execute_boosted", "match", "read", "show_constraint", "show_index", "traverse"}
)
"""Privileges (the column ``action`` of SHOW USER PRIVILEGES) that change nothing and reach nothing but the graph."""
_EDITION = "CALL dbms.components() YIELD edition RETURN edition"
_PRIVILEGES = "SHOW USER PRIVILEGES YIELD access, action RETURN access, action"


class Asked(Protocol):
    """A store that can be asked."""

    def read(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """Run one reading statement."""


def rights_of(store: Asked) -> str:
    """Say what the account with which ``store`` reads may do; only one edition of the server knows rights at all."""
    try:
        editions = {str(row["edition"]).lower() for row in store.read(_EDITION)}
        return described(store.read(_PRIVILEGES)) if "enterprise" in editions else WITHOUT_RIGHTS
    except StoreError:
        return UNKNOWN


def described(privileges: Iterable[Mapping[str, Any]]) -> str:
    """Say what rows of SHOW USER PRIVILEGES grant beyond reading."""
    granted = {str(row["action"]).lower() for row in privileges if str(row["access"]).upper() == "GRANTED"}
    more = sorted(granted - READING_ACTIONS)
    if not more:
        return ONLY_READING
    return (
        f"the reading account may also: {', '.join(more)}; name one that may only read by TRUNKLINE_STORE_READER_USER"
    )
