"""The runs in the ledger, and the steps of one, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from graph.errors import UsageError
from graph.store import Store
from graph.terminal import safe
from loaders.refresh.clock import moment_of
from loaders.refresh.journal import Step, step_from
from loaders.refresh.report import BadReport

SCHEMA_VERSION = 1
SHOWN_STEPS = 40  # longer lists end with a count; --format json has all of it
_RUNS = "MATCH (r:Run) RETURN properties(r) AS properties ORDER BY r.sequence DESC LIMIT $limit"
_RUN = "MATCH (r:Run {id: $run}) RETURN properties(r) AS properties"
_STEPS = "MATCH (s:Step {run: $run}) RETURN properties(s) AS properties ORDER BY s.number"
_BAD = (
    "MATCH (q:Quarantined {run: $run}) "
    "RETURN q.item AS item, q.source AS source, q.place AS place, q.reason AS reason ORDER BY q.id"
)


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run. ``seconds`` is None where it did not come to its end; counts are those that are not 0.

    ``quarantined`` says what it brought to quarantine, and why.
    """

    run: str
    kind: str
    started: str
    seconds: int | None
    status: str
    inputs: tuple[str, ...]
    undoes: tuple[str, ...]
    counts: dict[str, int]
    reason: str | None
    quarantined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepLine:
    """What a run did to one item, and the run that undid it."""

    item: str
    source: str
    action: str
    why: str
    claims_before: int
    claims: int
    added: int | None
    withdrawn: int
    undone_by: str | None


_COUNTS = {
    "items_loaded": "loaded", "items_removed": "removed", "items_undone": "undone", "items_unchanged": "unchanged",
    "items_quarantined": "quarantined", "claims_added": "claims added", "claims_removed": "claims removed",
}  # fmt: skip


def runs_of(store: Store, limit: int) -> list[RunLine]:
    """Give the newest runs, the newest first."""
    return [_line(row["properties"]) for row in store.read(_RUNS, {"limit": limit})]


def named(store: Store, run: str) -> str:
    """Give the id of the run that ``last`` or an id names; raises UsageError where there was none yet."""
    if run != "last":
        return run
    newest = runs_of(store, 1)
    if not newest:
        raise UsageError("There was no run yet: trunkline refresh")
    return newest[0].run


def run_of(store: Store, run: str) -> tuple[RunLine, list[StepLine], list[dict[str, Any]]]:
    """Give a run, what it did to each item, and what of it is still in quarantine; raises UsageError."""
    found = store.read(_RUN, {"run": run})
    if not found:
        raise UsageError(f'There is no run "{run}"; `trunkline runs` lists them.')
    steps = [_step(step_from(row["properties"]), row["properties"]) for row in store.read(_STEPS, {"run": run})]
    return _line(found[0]["properties"]), steps, store.read(_BAD, {"run": run})


def _line(row: dict[str, Any]) -> RunLine:
    ended = row.get("ended")
    seconds = int((moment_of(ended) - moment_of(row["started"])).total_seconds()) if ended else None
    counts = {name: row[key] for key, name in _COUNTS.items() if row.get(key)}
    return RunLine(
        row["id"], row.get("kind", "refresh"), row["started"], seconds, row["status"], tuple(row.get("inputs") or ()),
        tuple(row.get("undoes") or ()), counts, row.get("reason"),
        tuple(row.get("quarantined") or ()),
    )  # fmt: skip


def _step(step: Step, row: dict[str, Any]) -> StepLine:
    added = None if step.expired else len(row.get("added") or ())
    undone = f"run_{step.void_since:06d}" if step.void_since else None
    return StepLine(
        step.item, step.source, step.action, step.why, step.claims_before, step.claims, added, step.withdrawn, undone
    )


def as_table(runs: Sequence[RunLine]) -> str:
    """Lay runs out in columns; reasons stand below their run."""
    if not runs:
        return "There was no run yet: trunkline refresh"
    rows = [("run", "kind", "started", "took", "status", "what")]
    rows += [(one.run, one.kind, one.started, _took(one), one.status, _counts(one)) for one in runs]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    lines = []
    for place, row in enumerate(rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        lines.append("  ".join([*cells, row[-1]]).rstrip())
        if place and runs[place - 1].reason:
            lines.append(f"    {runs[place - 1].reason}")
    return safe("\n".join(lines))


def _took(one: RunLine) -> str:
    return "-" if one.seconds is None else f"{one.seconds} s"


def _counts(one: RunLine) -> str:
    of = [f"of {', '.join(one.undoes)}"] if one.undoes else []
    return ", ".join([*of, *(f"{number} {name}" for name, number in one.counts.items())])


def as_lines(run: RunLine, steps: Sequence[StepLine], bad: Iterable[dict[str, Any]]) -> str:
    """Say what one run did."""
    said = [as_table([run]), f"  of: {', '.join(run.inputs)}", *map(_step_line, steps[:SHOWN_STEPS])]
    if len(steps) > SHOWN_STEPS:
        said.append(f"  and {len(steps) - SHOWN_STEPS} more")
    still = [BadReport(**one).sentence for one in bad]
    said += [f"  in quarantine {one}" for one in still]
    said += [f"  was in quarantine {one}" for one in run.quarantined if one not in still]
    return safe("\n".join(said))


def _step_line(one: StepLine) -> str:
    added = "?" if one.added is None else one.added
    why = "" if one.why in {"new", one.action} else f" ({one.why})"
    undone = f"; undone by {one.undone_by}" if one.undone_by else ""
    return f"  {one.action} {one.item}{why}: +{added} -{one.withdrawn} claims, {one.claims} now{undone}"


def as_json(content: dict[str, Any]) -> str:
    """Render one stable document."""
    return json.dumps({"schema_version": SCHEMA_VERSION, **content}, ensure_ascii=False, indent=2, default=asdict)
