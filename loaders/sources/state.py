"""What was learned about sources while reading them: for now, where a feed has moved for good."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from loaders.sources.model import ConfiguredSource

FILE = "sources-state.json"


def at_current_address(home: Path, source: ConfiguredSource) -> ConfiguredSource:
    """Give the source where it is now: at the new address if it moved away from the one in the file of sources."""
    noted = _read(home).get(source.name, {})
    return replace(source, address=str(noted["moved_to"])) if noted.get("address") == source.address else source


def note_moved(home: Path, source: ConfiguredSource, moved_to: str) -> None:
    """Remember a permanent move; a new address in the file of sources outweighs it."""
    known = {**_read(home), source.name: {"address": source.address, "moved_to": moved_to}}
    handle, temporary = tempfile.mkstemp(dir=home, prefix=FILE)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(known, stream, ensure_ascii=False, indent=1, sort_keys=True)
    Path(temporary).replace(home / FILE)


def _read(home: Path) -> dict[str, Any]:
    """A damaged or missing file only means that a move is found out again."""
    try:
        known = json.loads((home / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
