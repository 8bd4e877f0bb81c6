"""What the driver raises, said in the terms of ``graph.errors``."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from graph.errors import ReadOnlyViolation, StatementCancelled, StoreError, StoreUnreachable, TrunklineError
from graph.store.diagnosis import why_unreachable
from graph.store.driver import neo4j

if TYPE_CHECKING:
    from graph.store.link import Link

_READ_ONLY_CODES = frozenset({"Neo.ClientError.Security.Forbidden", "Neo.ClientError.Statement.AccessMode"})
_FULL_BYTES = 2**20  # the engine grows its files in steps of this order and says only that a commit failed
# How the stores end an error of their own limits of memory: with a setting that is not the user's.
_MEMORY_LIMIT = re.compile(
    r"(?:\. You can set| allowed by the setting|\. Reduce what).*arcadedb\.queryMax.*"
    r"|\. dbms\.memory\.transaction\.total\.max threshold reached",
    re.DOTALL,
)
_TIMEOUT_CODES = frozenset(
    {
        "Neo.ClientError.Transaction.TransactionTimedOut",
        "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
        "Neo.TransientError.Transaction.LockClientStopped",
    }
)

_CANCELLED_CODES = frozenset({"Neo.ClientError.Transaction.Terminated", "Neo.TransientError.Transaction.Terminated"})


def translate(error: Exception, link: Link, *, reading: bool) -> TrunklineError:
    """Return the error that a user may see for one that the driver raised."""
    faults = neo4j.exceptions
    if isinstance(error, faults.IncompleteCommit) and not reading:
        return StoreUnreachable(
            f"The store at {link.uri} went away during a commit, so that the last change "
            "may or may not be saved: run the same command again."
        )
    if isinstance(error, faults.AuthError):
        return StoreError(f"The store at {link.uri} refused the login: {link.login_advice}")
    if isinstance(error, faults.Neo4jError):
        return _from_server(error, link, reading=reading)
    return StoreUnreachable(f"No store answers at {link.uri}: {_reason(error, link)}.")


def refused_to_reader(text: str) -> ReadOnlyViolation:
    """Say that the store refused a statement because this connection may only read; ``text`` is the store's own."""
    return ReadOnlyViolation(
        f"This connection may only read, so the store refused the statement ({_first_line(text)}): "
        "change data by `trunkline refresh`, or in `trunkline console --write`."
    )


def _reason(error: Exception, link: Link) -> str:
    """Say why, and what to do: by looking where the server is somebody else's, by the driver's words elsewhere."""
    if isinstance(error, neo4j.exceptions.ConnectionAcquisitionTimeoutError):
        return f"all {link.pool_size} connections are in use: raise TRUNKLINE_STORE_POOL_SIZE, or ask less at a time"
    found = None if link.data_folder else why_unreachable(link.uri, link.certificate_authority)
    return found or f"{link.reach_advice} ({_first_line(str(error))})"


def _from_server(error: neo4j.exceptions.Neo4jError, link: Link, *, reading: bool) -> TrunklineError:
    text = (error.message or str(error)).strip()
    if reached := _limit_reached(error.code, text, link):
        return StoreError(reached)
    if error.code in _CANCELLED_CODES:
        return StatementCancelled("The statement was stopped before it ended; nothing that it did was saved.")
    if error.code in _READ_ONLY_CODES and reading:
        return refused_to_reader(text)
    if error.code == "Neo.ClientError.Database.DatabaseNotFound":
        return StoreError(f"The server at {link.uri} has no database {link.database!r}: set TRUNKLINE_STORE_DATABASE.")
    if link.data_folder and shutil.disk_usage(link.data_folder).free < _FULL_BYTES:
        return StoreError(
            f"The disk that holds {link.data_folder} is full: free some space and try again; "
            f"the last change was not saved ({_first_line(text)})."
        )
    return StoreError(text)


def _limit_reached(code: str | None, text: str, link: Link) -> str | None:
    """Say which limit a statement reached, if it did."""
    if code in _TIMEOUT_CODES:
        return (
            "The store stopped the statement because it ran longer than its time limit "
            f"({link.limit_seconds:g} s): narrow it, or raise TRUNKLINE_STORE_COMMAND_TIMEOUT_SECONDS."
        )
    cause, found = _MEMORY_LIMIT.subn("", text)
    return f"The statement needs more than the store holds at once ({cause}): narrow it." if found else None


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0].rstrip(".")
