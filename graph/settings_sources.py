"""Settings from the environment and a TOML file, checked by pydantic-settings.

Kept apart from ``graph.settings`` because the import is slow and most runs set nothing.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from graph.errors import UsageError
from graph.settings import PREFIX, Settings

URI_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def _bolt_uri(value: str) -> str:
    if value.partition("://")[0] not in URI_SCHEMES or not value.partition("://")[2]:
        raise ValueError(f"{value!r} is no Bolt address; write one such as bolt://127.0.0.1:7687")
    return value


def _memory(value: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]*[kmgKMG]", value):
        raise ValueError(f"{value!r} is no amount of memory; write one such as 512m or 2g")
    return value


class _Sources(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid")

    home: Path | None = None
    store_uri: Annotated[str, AfterValidator(_bolt_uri)] | None = None
    store_user: str | None = None
    store_password: str | None = None
    store_database: str | None = None
    store_reader_user: str | None = None
    store_reader_password: str | None = None
    store_certificate_authority: Path | None = None
    store_pool_size: int = Field(default=20, ge=1)
    store_retry_seconds: float = Field(default=30.0, gt=0)
    store_idle_minutes: float = Field(default=30.0, ge=0)
    store_command_timeout_seconds: float = Field(default=60.0, gt=0)
    store_backups_kept: int = Field(default=5, ge=1)
    answer_memory_mib: int = Field(default=2048, ge=1)
    store_memory: Annotated[str, AfterValidator(_memory)] = "1g"


def read_sources(home: Path, config: Path | None) -> Settings:
    """Read and check every setting; ``home`` is already resolved.

    Raises ``UsageError`` that names the setting, the reason and where it stands.
    """
    import tomllib

    try:
        values = _with_file(config)().model_dump()
        _check_private(config)
    except ValidationError as error:
        raise UsageError(_sentence(error, config)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(f"The settings file {config} cannot be read: {error}.") from error
    return Settings(**{**values, "home": home})


def _check_private(config: Path | None) -> None:
    """Raise ``UsageError`` for a file that holds a password and that others than its owner may read."""
    import tomllib

    if config is None or os.name == "nt" or not config.stat().st_mode & 0o077:
        return
    if any(name.lower().endswith("password") for name in tomllib.loads(config.read_text("utf-8"))):
        raise UsageError(f"Others than you may read the password in {config}: run `chmod 600` on that file.")


def _with_file(config: Path | None) -> type[_Sources]:
    class WithFile(_Sources):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return env_settings, TomlConfigSettingsSource(settings_cls, config)

    return WithFile


def _sentence(error: ValidationError, config: Path | None) -> str:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    reason = "there is no such setting" if first["type"] == "extra_forbidden" else str(first["msg"])
    reason = reason.removeprefix("Value error, ")
    where = f" or in {config}" if config else ""
    return f"The setting {name} ({PREFIX}{name.upper()} in the environment{where}) is wrong: {reason}."
