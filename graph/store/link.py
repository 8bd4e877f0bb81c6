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
    """One server or cluster, its database and the accounts for reading and writing.

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
    answer_memory_bytes: int = 2**31
    """How much this process may grow by for one answer that has to be held whole."""
    data_folder: Path | None = None
    """Where the data lies, when it lies on this machine."""
    certificate_authority: Path | None = None
    """PEM file of the private authority to trust in place of the system's."""
    pool_size: int = 20
    """Most connections to each server at a time."""
    retry_seconds: float = 0.0
    """How long the driver tries managed transactions again; 0 for a store of our own, which may come back elsewhere."""

    @property
    def is_managed(self) -> bool:
        """Whether the driver itself tries work again: after transient errors, lost connections, changes of leader."""
        return self.retry_seconds > 0
