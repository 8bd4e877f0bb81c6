"""What was learned about sources while reading them: where one moved, when it was last read, what it usually brings."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from loaders.sources.model import ConfiguredSource

FILE = "sources-state.json"
REMEMBERED = 10  # runs from which the usual count is taken
EARLY_SHARE = 0.1  # of the interval: a run that an hourly timer starts three seconds early still counts


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of one source; times are ISO 8601 in UTC.

    ``moved_to`` is where it moved for good, away from ``address``. ``tried`` is the last try, ``read`` the last good
    one; ``failures`` counts the bad ones since, ``failure`` says why the last one was. ``listed`` and ``fresh``: how
    many items the last runs listed, and how many of them were new. ``odd_since``: from when on its count is odd.
    ``trouble`` is the sentence that a person must see until a try ends otherwise. ``mark`` changes with the bytes of
    its feed.
    """

    address: str = ""
    moved_to: str | None = None
    tried: str | None = None
    read: str | None = None
    failures: int = 0
    failure: str = ""
    trouble: str = ""
    listed: tuple[int, ...] = ()
    fresh: tuple[int, ...] = ()
    odd_since: str | None = None
    mark: str = ""


def is_due(source: ConfiguredSource, state: SourceState, now: datetime) -> bool:
    """Tell whether the interval of a source is over."""
    if state.tried is None:
        return True
    passed = now - datetime.fromisoformat(state.tried)
    return passed < timedelta(0) or passed.total_seconds() >= source.interval * (1 - EARLY_SHARE)


def remembered(counts: tuple[int, ...], new: int) -> tuple[int, ...]:
    """Add a count and forget the oldest."""
    return (*counts, new)[-REMEMBERED:]


def at_current_address(home: Path, source: ConfiguredSource) -> ConfiguredSource:
    """Give the source where it is now: at the new address if it moved away from the one in the file of sources."""
    return moved(source, read_states(home).get(source.name, SourceState()))


def moved(source: ConfiguredSource, state: SourceState) -> ConfiguredSource:
    """Give the source where it is now; a new address in the file of sources outweighs a noted move."""
    return replace(source, address=state.moved_to) if state.moved_to and state.address == source.address else source


def write_states(home: Path, states: Mapping[str, SourceState]) -> None:
    """Replace what is known, as a whole."""
    handle, temporary = tempfile.mkstemp(dir=home, prefix=FILE)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump({name: asdict(one) for name, one in states.items()}, stream, ensure_ascii=False, sort_keys=True)
    Path(temporary).replace(home / FILE)


def read_states(home: Path) -> dict[str, SourceState]:
    """Give what is known by name. A damaged or missing file only means that it is found out again."""
    try:
        known = json.loads((home / FILE).read_text("utf-8"))
        return {str(name): _state(one) for name, one in known.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _state(noted: dict[str, Any]) -> SourceState:
    names = {one.name for one in fields(SourceState)}
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in noted.items() if name in names
    }
    state = SourceState(**given)
    for moment in (state.tried, state.read, state.odd_since):
        if moment is not None and datetime.fromisoformat(moment).tzinfo is None:
            raise ValueError("a time without its zone")
    return state
