"""The files of the embedded store under one home folder.

::

    HOME/store/            0700
        passwords.json     0600  three accounts with random passwords
        passwords.next.json      while new ones are being made (``rotation``)
        state.json         who runs: process, ports, since when
        start.lock         held while someone starts or stops the server
        last-use           its modification time is the moment of last use
        server.log         what the engine prints       watchdog.log
        config/            accounts and rights, written by us before each start
        databases/         the data, written by the engine alone
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DATABASE = "trunkline"


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths of one embedded store."""

    root: Path

    @classmethod
    def under(cls, home: Path) -> Layout:
        """Return the layout of the store that belongs to ``home``."""
        return cls(home / "store")

    @property
    def passwords(self) -> Path:
        """File with the accounts' passwords."""
        return self.root / "passwords.json"

    @property
    def next_passwords(self) -> Path:
        """File with the passwords that a rotation is about to put in place."""
        return self.root / "passwords.next.json"

    @property
    def state(self) -> Path:
        """File that says which process serves this store."""
        return self.root / "state.json"

    @property
    def lock(self) -> Path:
        """Lock file of starting and stopping."""
        return self.root / "start.lock"

    @property
    def last_use(self) -> Path:
        """File touched at each use."""
        return self.root / "last-use"

    @property
    def server_log(self) -> Path:
        """Output of the engine since its last start."""
        return self.root / "server.log"

    @property
    def watchdog_log(self) -> Path:
        """Output of the watchdog."""
        return self.root / "watchdog.log"

    @property
    def config(self) -> Path:
        """Folder of the engine's accounts and rights."""
        return self.root / "config"

    @property
    def databases(self) -> Path:
        """Folder of the engine's data."""
        return self.root / "databases"

    @property
    def database(self) -> Path:
        """Folder of our one database."""
        return self.databases / DATABASE

    @property
    def complete(self) -> Path:
        """Marker: the database was created to the end, so that it holds data to be kept."""
        return self.root / "database-created"
