"""The report of a refresh as text for people and as JSON for a scheduler."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from graph.terminal import safe
from loaders.refresh.answers import AnswerChange
from loaders.refresh.desk_showing import as_line, as_row, in_order
from loaders.refresh.ledger import QuarantinedState
from loaders.refresh.report import BadReport, ItemReport, RefreshReport

SCHEMA_VERSION = 1
SHOWN = 15  # longer lists end with a count; --format json has all of it
SHOWN_IDS = 6


def as_json(
    report: RefreshReport, changes: Sequence[AnswerChange], listed: Sequence[QuarantinedState], missing: Sequence[str]
) -> str:
    """Render one stable document."""
    body = {
        "schema_version": SCHEMA_VERSION,
        "run": report.run,
        "status": report.status,
        "digest_before": report.digest_before,
        "digest": report.digest,
        "counts": {
            "unchanged": report.unchanged, "loaded": len(report.items), "still_bad": report.still_bad,
            "claims_added": report.count("claims_added"), "claims_removed": report.count("claims_removed"),
            "writes": report.writes,
        },
        "items": [asdict(one) for one in report.items],
        "quarantined": [asdict(one) for one in report.quarantined],
        "in_quarantine": [as_row(one) for one in listed],
        "stopped": report.stopped,
        "notes": report.notes,
        "missing_sources": list(missing),
        "answers": [asdict(one) for one in changes],
    }  # fmt: skip
    return json.dumps(body, ensure_ascii=False, indent=2)


def as_text(report: RefreshReport, changes: Sequence[AnswerChange], listed: Sequence[QuarantinedState]) -> str:
    """Render lines that a person reads from the top."""
    lines = [
        headline(report),
        *_cut(_item_line(one) for one in report.items if one.claims_added or one.claims_removed),
        *_cut(_bad_line(one) for one in report.quarantined if not listed),
        *_cut(f"  {note.rstrip('.')}." for note in report.notes),
        *(line for change in changes for line in _answer_lines(change)),
        *_listed_lines(listed),
    ]
    return safe("\n".join(lines))


def missing_sentences(missing: Iterable[str]) -> list[str]:
    """Say which earlier sources cannot be read, and what to do."""
    return [
        f'The source "{name}" is gone; its claims stay until you run: trunkline refresh --remove "{name}"'
        for name in missing
    ]


def bad_sentences(bad: Sequence[QuarantinedState]) -> list[str]:
    """Say what of the named sources is in quarantine: the first in full, the others as a count."""
    if not bad:
        return []
    first = min(bad, key=lambda one: (one.item, one.id))
    more = f", and {len(bad) - 1} more in quarantine" if len(bad) > 1 else ""
    return [f"Not loaded: {_where(first)}: {first.reason}{more}. Everything else is loaded."]


def _where(one: QuarantinedState) -> str:
    return f"{one.item}, {one.place}" if one.place else one.item


def headline(report: RefreshReport) -> str:
    """Give the outcome of a run in one sentence."""
    if report.run is None:
        bad = f"; {report.still_bad} still in quarantine" if report.still_bad else ""
        return f"Nothing changed: {report.unchanged} items are as they were{bad}. 0 writes."
    added, removed = report.count("claims_added"), report.count("claims_removed")
    actions = Counter(one.action for one in report.items)
    counts = ", ".join(
        [*(f"{number} {action}" for action, number in sorted(actions.items())), f"{report.unchanged} unchanged"]
    )
    return f"{report.run} {report.status}: {counts}; {added} claims added, {removed} removed."


def _item_line(one: ItemReport) -> str:
    ids = ", ".join([*(f"+{x}" for x in one.gained), *(f"-{x}" for x in one.lost)][:SHOWN_IDS])
    more = len(one.gained) + len(one.lost) - SHOWN_IDS
    tail = f": {ids}{f' and {more} more' if more > 0 else ''}" if ids else ""
    return f"  {one.action} {one.key}: +{one.claims_added} -{one.claims_removed} claims{tail}"


def _bad_line(one: BadReport) -> str:
    return f"  quarantined {one.sentence}"


def _answer_lines(change: AnswerChange) -> Iterator[str]:
    yield f"  answer: {change.question}"
    if change.before is not None:
        yield f"    was {change.before}"
    yield f"    {'now' if change.before is not None else 'is'} {change.after}"
    if change.before is not None and change.because:
        yield f"    because of {'; '.join((change.cited or change.because)[:SHOWN_IDS])}"


def _listed_lines(listed: Sequence[QuarantinedState]) -> list[str]:
    if not listed:
        return []
    return [f"In quarantine: {len(listed)}", *(f"  {as_line(one)}" for one in in_order(listed))]


def _cut(lines: Iterable[str]) -> list[str]:
    found = list(lines)
    if len(found) <= SHOWN:
        return found
    return [*found[:SHOWN], f"  and {len(found) - SHOWN} more"]
