"""How many items a source may bring: far fewer or far more than usual is a fault until a person says it is right.

For a day an odd count is left out with a word, as sources have bad days; after that it stops and asks. Nothing is lost
meanwhile: what was listed before stays, and what is new is read once the count is fine again or a person lets it pass.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from loaders.sources.model import ConfiguredSource
from loaders.sources.state import SourceState, remembered

GRACE = timedelta(hours=21)  # one bad day; a little less, so that a daily source is asked about at the second time
RUNS_TO_JUDGE = 3  # before that nothing is usual
LEAST_SHARE = 0.2  # of the usual count of items listed
MOST_TIMES = 20  # the usual count of new items
MOST_ALWAYS = 100  # new items that are never too many
MOST_CLAIMS = 500  # of one page; the richest of the annotated articles makes some 40


@dataclass(frozen=True, slots=True)
class Count:
    """What one listing brings: its items, and how many of them were never listed before."""

    listed: int
    new: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a listing is taken, what is remembered, and the sentence where it is not; ``asks``: a person must say."""

    state: SourceState
    said: str = ""
    asks: bool = False


def accepted(state: SourceState, count: Count) -> Verdict:
    """Take a listing, and remember its count; on the first day all of it is new, which says nothing of later days."""
    fresh = remembered(state.fresh, count.new) if state.listed else ()
    return Verdict(replace(state, listed=remembered(state.listed, count.listed), fresh=fresh, odd_since=None))


def judged(source: ConfiguredSource, state: SourceState, count: Count, now: datetime) -> Verdict:
    """Take a listing whose count is usual, or as its source's settings say."""
    reason = _odd(source, state, count)
    if reason is None:
        return accepted(state, count)
    since = datetime.fromisoformat(state.odd_since) if state.odd_since else now
    noted = replace(state, odd_since=since.isoformat(timespec="seconds"))
    if now - since < GRACE:
        return Verdict(noted, f"{source.name}: {reason}; it is left out today, as that may be a bad day.")
    asked = f"If that is right, run: trunkline refresh {source.name} --allow-loss"
    return Verdict(noted, f"{source.name}: {reason}, and not only today; nothing new of it is read. {asked}", True)


def _odd(source: ConfiguredSource, state: SourceState, count: Count) -> str | None:
    least = source.least_items if source.least_items is not None else _least(state)
    if count.listed < least:
        return f"it lists {_items(count.listed)} where {least} or more are usual"
    most = source.most_new_items if source.most_new_items is not None else _most(state)
    if most is not None and count.new > most:
        return f"it lists {_items(count.new, 'new ')} where at most {most} are usual"
    return None


def _least(state: SourceState) -> int:
    """Give a fifth of the usual count; a feed of a few items may well be empty."""
    return int(median(state.listed) * LEAST_SHARE) if len(state.listed) >= RUNS_TO_JUDGE else 0


def _most(state: SourceState) -> int | None:
    if len(state.fresh) < RUNS_TO_JUDGE:
        return None
    return max(MOST_ALWAYS, int(median(state.fresh) * MOST_TIMES))


def _items(count: int, kind: str = "") -> str:
    return f"{count or 'no'} {kind}item{'' if count == 1 else 's'}"
