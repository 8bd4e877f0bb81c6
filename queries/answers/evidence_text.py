"""Evidence written for a reader, or as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from queries.answers.evidence import Evidence
from queries.answers.evidence_claims import Statement
from queries.answers.evidence_conflicts import Conflict

SCHEMA_VERSION = 1


def evidence_text(found: Evidence, limit: int | None = None) -> str:
    """Write every claim with its sentence and source; of each type at most ``limit``."""
    subject = found.subject
    count = len(found.statements)
    lines = [f"{subject.id}  {subject.kind}: {subject.title}", f"{count} claim{'' if count == 1 else 's'} behind it"]
    if found.conflicts:
        lines += ["", "Sources disagree", *(f"  {_conflict(one)}" for one in found.conflicts)]
    for kind, members in groupby(found.statements, key=lambda one: one.type):
        held = list(members)
        shown = held if limit is None else _most_telling(held, limit, found)
        lines += ["", f"{kind} ({len(held)})", *(line for one in shown for line in _statement(one, found))]
        if len(held) > len(shown):
            lines.append(f"  … {len(held) - len(shown)} more: add --all")
    return "\n".join(lines)


def _most_telling(held: list[Statement], limit: int, found: Evidence) -> list[Statement]:
    marked = {found.weakest, found.oldest}
    return [one for place, one in enumerate(held) if place < limit or one.id in marked]


def _conflict(one: Conflict) -> str:
    values = "  |  ".join(f"{value:.10g} {one.unit} ({', '.join(claims)})" for value, claims in one.values)
    return f"{one.about}: {values}"


def _statement(one: Statement, found: Evidence) -> Iterator[str]:
    marks = [word for word, key in (("weakest", found.weakest), ("oldest", found.oldest)) if key == one.id]
    head = [one.value, one.period or "", "" if one.modality == "fact" else one.modality, f"trust {one.trust_word}"]
    yield f"  {one.id}  {', '.join(part for part in [*head, *marks] if part)}"
    roles = "; ".join(f"{name}: {', '.join(fillers)}" for name, fillers in one.roles.items() if _short(fillers))
    if roles:
        yield f"    {', '.join(one.about)}  {roles}"
    yield f"    «{' '.join(one.quote.split())}»"
    said = f", said by {', '.join(one.said_by)}" if one.said_by else ""
    yield f"    {_source(one)}{said}; read by {one.extractor}"


def _short(fillers: list[str]) -> bool:
    return sum(map(len, fillers)) <= 80


def _source(one: Statement) -> str:
    name = (
        one.source_title if one.outlet is None or one.source_title == one.url else f"{one.source_title}, {one.outlet}"
    )
    address = f" <{one.url}>" if one.url and one.url != one.source_title else ""
    published = f"published {one.published}" if one.published else "no day of publication"
    known = "" if one.known_from in {None, one.published} else f", known from {one.known_from} at the earliest"
    return f"{name}{address}, {published}{known}"


def evidence_json(found: Evidence) -> str:
    """Give the one stable document."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "subject": {"id": found.subject.id, "kind": found.subject.kind, "title": found.subject.title},
        "weakest": found.weakest,
        "oldest": found.oldest,
        "conflicts": [_conflict_record(one) for one in found.conflicts],
        "claims": [_record(one) for one in found.statements],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _conflict_record(one: Conflict) -> dict[str, Any]:
    values = [{"value": value, "claims": list(claims)} for value, claims in one.values]
    return {"about": one.about, "unit": one.unit, "values": values}


def _record(one: Statement) -> dict[str, Any]:
    return {**asdict(one), "trust_word": one.trust_word}
