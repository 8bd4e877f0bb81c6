"""The extractor's tables, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Read ``tables/NAME.toml``."""
    return tomllib.loads(files("loaders.extraction").joinpath("tables", f"{name}.toml").read_text("utf-8"))


@cache
def frame_tables() -> tuple[dict[str, Any], ...]:
    """Read every file of ``frames``, in the order of their names."""
    folder = files("loaders.extraction").joinpath("frames")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(tomllib.loads(folder.joinpath(name).read_text("utf-8")) for name in names)
