"""The engine's own Java and jars, found inside its wheel without importing it."""

from __future__ import annotations

import importlib.util
import os
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from graph.errors import StoreError

PACKAGE = "arcadedb_embedded"
DISTRIBUTION = "arcadedb-embedded"


@dataclass(frozen=True, slots=True)
class Runtime:
    """Where the engine's programs lie."""

    java: Path
    jars: Path


def find_runtime() -> Runtime:
    """Return the engine's ``java`` and jars; ``StoreError`` when this platform has none."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise _missing("its package arcadedb-embedded is not installed")
    package = Path(spec.origin).parent
    java = package / "jre" / "bin" / ("java.exe" if os.name == "nt" else "java")
    if not java.is_file():
        raise _missing(f"its package brings no Java for {platform.system()} on {platform.machine()}")
    return Runtime(java=java, jars=package / "jars")


def engine_version() -> str:
    """Return the engine's version, ``unknown`` when it is not installed."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "unknown"


def _missing(reason: str) -> StoreError:
    return StoreError(
        f"The embedded store cannot run here: {reason}. "
        "Set TRUNKLINE_STORE_URI to a Neo4j server, or use Linux, Windows or macOS on arm64."
    )
