"""Where a store is and who logs in: all that the Bolt client must know."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Account:
    """A user name with its password."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """One server, its database and the accounts for reading and writing.

    ``None`` as an account means that the server asks for none. The two pieces
    of advice complete the sentences of ``graph.store.failures``.
    """

    uri: str
    database: str | None
    reader: Account | None
    writer: Account | None
    limit_seconds: float
    server_limits_each_statement: bool
    """Whether the server itself stops long statements, so that no limit need be sent."""
    login_advice: str
    reach_advice: str
    data_folder: Path | None = None
    """Where the data lies, when it lies on this machine."""
