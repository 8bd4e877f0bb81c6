"""The list of watches as text for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.terminal import safe
from queries.watch.model import Watch, watched_id
from queries.watch.state import Watched

SCHEMA_VERSION = 1


def as_text(path: Path, watches: Mapping[str, Watch], states: Mapping[str, Watched]) -> str:
    """Give a block for each watch."""
    if not watches:
        return f"There are no watches in {path}. Add one: trunkline watch add NAME -- routes KZ mediterranean"
    return safe("\n".join([*(line for one in watches.values() for line in _lines(one, states)), f"({path})"]))


def as_json(path: Path, watches: Mapping[str, Watch], states: Mapping[str, Watched]) -> str:
    """Give one stable document."""
    body = {
        "schema_version": SCHEMA_VERSION, "kind": "watches", "file": str(path),
        "watches": [
            {"name": one.name, "command": one.command, "destinations": [_row(one, place, states) for place in one.to]}
            for one in watches.values()
        ],
    }  # fmt: skip
    return json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True)


def _lines(watch: Watch, states: Mapping[str, Watched]) -> Iterator[str]:
    yield watch.name
    yield f"  {watch.command}"
    for destination in watch.to:
        row = _row(watch, destination, states)
        if row["answer"] is None:
            yield f"  {destination}: no answer noted yet"
            continue
        when = f"told {row['told_at']}" if row["told_at"] else "noted"
        yield f"  {destination}: {when}: {row['answer'].splitlines()[0]}"
        if row["changes_waiting"]:
            problem = f"; last try failed: {row['problem']}; next try {row['next_try']}" if row["problem"] else ""
            yield f"    {row['changes_waiting']} to tell, now {row['latest'].splitlines()[0]}{problem}"


def _row(watch: Watch, destination: str, states: Mapping[str, Watched]) -> dict[str, Any]:
    state = states.get(watched_id(watch.name, destination))
    return {
        "destination": destination,
        "answer": state.answer if state else None, "latest": state.latest if state else None,
        "told_at": state.told_at if state else None,
        "changes_waiting": len(state.sent) + len(state.waiting) if state else 0,
        "attempts": state.attempts if state else 0, "next_try": state.due if state else None,
        "problem": state.problem if state else None,
    }  # fmt: skip
