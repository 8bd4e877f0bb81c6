"""Which runs have to be undone to undo one: none may be pulled away from under a later one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.errors import TrunklineError, UsageError
from graph.store import Store
from loaders.refresh.journal import Step, step_from
from loaders.refresh.pruning import UNDOABLE_RUNS

FIND_RUN = (
    "MATCH (r:Run {id: $run}) "
    "RETURN r.sequence AS sequence, coalesce(r.items_loaded, 0) + coalesce(r.items_removed, 0) AS items"
)
NEWEST = "MATCH (r:Run) RETURN coalesce(max(r.sequence), 0) AS sequence"
SINCE = (
    "MATCH (s:Step) WHERE s.sequence >= $sequence RETURN s.id AS id, s.run AS run, s.sequence AS sequence, "
    "s.number AS number, s.day AS day, s.source AS source, s.item AS item, s.action AS action, s.why AS why, "
    "s.undoes AS undoes, s.void_since AS void_since ORDER BY sequence, number"
)


def effective(steps: Iterable[Step]) -> list[Step]:
    """Leave out what has been undone."""
    return [one for one in steps if one.void_since is None]


def runs_to_undo(store: Store, run: str, *, with_later: bool) -> list[str]:
    """Give the runs to undo, the newest first.

    Raises:
        UsageError: there is no such run.
        TrunklineError: it changed nothing, is undone already, lies too far back, or a later run stands on it.
    """
    sequence, items = _run(store, run)
    steps = [step_from(row) for row in store.read(SINCE, {"sequence": sequence})]
    own = [one for one in steps if one.run == run]
    if not own and items:
        raise TrunklineError(f"{run} cannot be undone: the version of Trunkline that ran it kept no journal.")
    if not own:
        raise TrunklineError(f"{run} changed no item, so there is nothing to undo.")
    if not effective(own):
        by = max(one.void_since or 0 for one in own)
        raise TrunklineError(f"{run} is undone already, by run_{by:06d}.")
    chosen = {run: sequence}
    while later := _standing_on(steps, chosen):
        first = min(later, key=lambda one: (one.sequence, one.number))
        if not with_later:
            raise TrunklineError(
                f"{first.run} changed {first.item} after {run} did: undo that run first, or add --with-later to undo "
                "both, the newer one first."
            )
        chosen |= {one.run: one.sequence for one in later}
    return sorted(chosen, key=lambda one: -chosen[one])


def _run(store: Store, run: str) -> tuple[int, int]:
    """Give the number of a run that is near enough to be undone, and how many items it touched."""
    found = store.read(FIND_RUN, {"run": run})
    if not found:
        raise UsageError(f'There is no run "{run}"; `trunkline runs` lists them.')
    sequence, newest = int(found[0]["sequence"]), int(store.read(NEWEST)[0]["sequence"])
    if sequence <= newest - UNDOABLE_RUNS:
        raise TrunklineError(f"{run} can no longer be undone: that goes for the last {UNDOABLE_RUNS} runs.")
    return sequence, int(found[0]["items"])


def _standing_on(steps: Sequence[Step], chosen: dict[str, int]) -> list[Step]:
    """Give the steps of other runs that came after a chosen one of the same item, and count."""
    first: dict[str, Step] = {}
    for one in effective(steps):
        if one.run in chosen:
            first.setdefault(one.item, one)
    later = [
        one for one in steps if one.item in first and one.run not in chosen and one.sequence > first[one.item].sequence
    ]
    undone = {one.id for one in later if one.void_since is not None}
    return [one for one in later if one.id not in undone and one.undoes not in undone]
