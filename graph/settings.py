"""What a user may set, and where each value comes from.

Every setting is read from the environment (``TRUNKLINE_`` + its name in capitals)
and from an optional ``config.toml``, in ``TRUNKLINE_HOME`` or in the user's
configuration folder; the environment wins. A process that sets nothing but
``TRUNKLINE_HOME`` needs no validation, so it does not pay for importing
pydantic-settings (measured: 100 to 300 ms, most of a short command).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

PREFIX = "TRUNKLINE_"
CONFIG_NAME = "config.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """One process's settings; see the comment of each field for its meaning and unit."""

    home: Path
    """Folder of all data that Trunkline keeps for this user."""
    store_uri: str | None = None
    """Bolt address of a server to use instead of the embedded store."""
    store_user: str | None = None
    store_password: str | None = field(default=None, repr=False)
    store_database: str | None = None
    """Database on that server; ``None`` means the server's default one."""
    store_reader_user: str | None = None
    """A second account that may only read; without it the first one reads in READ mode."""
    store_reader_password: str | None = field(default=None, repr=False)
    store_certificate_authority: Path | None = None
    """PEM file of a private authority that signed that server's certificate; ``None`` trusts the system's."""
    store_pool_size: int = 20
    """Most connections held open to each server of a cluster at a time."""
    store_retry_seconds: float = 30.0
    """Seconds during which work on that server is tried again after a transient error or a change of leader."""
    store_idle_minutes: float = 30.0
    """Minutes without use after which the embedded store stops by itself; 0 means never."""
    store_command_timeout_seconds: float = 60.0
    """Seconds after which the store stops one statement."""
    store_backups_kept: int = 5
    """How many backups of each store are kept; older ones are deleted."""
    answer_memory_mib: int = 2048
    """Mebibytes that this process may grow by for the rows of one answer that has to be held whole."""
    store_memory: str = "1g"
    """Cap of the embedded store's heap, in the notation of ``java -Xmx``."""


def load_settings() -> Settings:
    """Return the settings of this process, read once per distinct environment.

    Raises ``UsageError`` for a value or a key that cannot be understood.
    """
    return _load(tuple(sorted(item for item in os.environ.items() if item[0].upper().startswith(PREFIX))))


@lru_cache(maxsize=8)
def _load(given: tuple[tuple[str, str], ...]) -> Settings:
    home_given = next((value for name, value in given if name.upper() == PREFIX + "HOME"), "")
    home = Path(home_given).expanduser().absolute() if home_given else _default_home()
    config = _config_file(home)
    if config is None and all(name.upper() == PREFIX + "HOME" for name, _ in given):
        return Settings(home=home)
    from graph.settings_sources import read_sources

    return read_sources(home, config)


def _default_home() -> Path:
    from platformdirs import user_data_path

    return user_data_path("trunkline", appauthor=False)


def _config_file(home: Path) -> Path | None:
    in_home = home / CONFIG_NAME
    if in_home.is_file():
        return in_home
    if PREFIX + "HOME" in os.environ:
        return None
    from platformdirs import user_config_path

    in_user_folder = user_config_path("trunkline", appauthor=False) / CONFIG_NAME
    return in_user_folder if in_user_folder.is_file() else None
