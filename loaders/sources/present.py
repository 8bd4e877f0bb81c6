"""Sources, and what a try of one brought, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.terminal import safe
from loaders.sources.item import FeedItem
from loaders.sources.model import ConfiguredSource, default_claim_types
from loaders.sources.preview import Preview
from loaders.sources.state import SourceState


def as_row(source: ConfiguredSource, state: SourceState) -> dict[str, Any]:
    """Describe a source as JSON; ``interval`` is in seconds, ``read`` the moment when it could last be read."""
    return {
        "name": source.name, "kind": source.kind.name, "address": source.address, "outlet": source.outlet,
        "trust": source.trust, "interval": source.interval, "language": source.language, "enabled": source.enabled,
        "may_say": sorted(source.may_say), "private_hosts": sorted(source.private_hosts),
        "read": state.read, "failures": state.failures, "failure": state.failure,
    }  # fmt: skip


def as_text(sources: list[ConfiguredSource], states: Mapping[str, SourceState], path: Path) -> str:
    """List sources, each with a second line: whose it is, what it may say, and when it was last read."""
    if not sources:
        return f"No sources yet; add one with: trunkline source add (they are kept in {path})"
    rows = [(one.name, one.kind.name, one.trust, _state(one), one.address) for one in sources]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]) for row in rows
    ]
    more = [f"  {'; '.join(_details(one, states.get(one.name, SourceState())))}" for one in sources]
    return safe("\n".join([*(text for pair in zip(lines, more, strict=True) for text in pair), f"({path})"]))


def _details(source: ConfiguredSource, state: SourceState) -> Iterator[str]:
    yield source.outlet
    if source.language:
        yield f"language {source.language}"
    if source.may_say != default_claim_types(source.kind.says):
        yield f"may say {', '.join(sorted(source.may_say))}"
    if source.is_remote:  # what lies on this machine is looked at by every refresh
        yield f"last read {state.read.replace('+00:00', 'Z')}" if state.read else "never read"
    if state.failures:
        yield (
            f"failed {state.failures} times since: {state.failure}"
            if state.failures > 1
            else f"failed: {state.failure}"
        )


def _state(source: ConfiguredSource) -> str:
    return f"every {source.interval // 60} min" if source.enabled else "disabled"


def preview_row(source: ConfiguredSource, found: Preview) -> dict[str, Any]:
    """Describe a try as JSON."""
    table = found.table
    return {
        "source": source.name,
        "moved_to": found.moved_to,
        "notes": list(found.notes),
        "items": [_item_row(one) for one in found.items],
        "table": table and {
            "table": table.table, "credit": table.credit, "columns": list(table.rows[0]),
            "left_out": list(table.left_out), "rows": len(table.rows),
        },
    }  # fmt: skip


def _item_row(item: FeedItem) -> dict[str, Any]:
    return {
        "key": item.key, "title": item.title, "link": item.link, "published": item.published,
        "language": item.language, "characters": len(item.content), "notes": list(item.notes),
    }  # fmt: skip


def preview_text(source: ConfiguredSource, found: Preview, most: int) -> str:
    """Describe a try for a person: the first items or rows, and every note."""
    lines = _table_lines(found, most) if found.table else _item_lines(found, most)
    moved = [f"It moved for good to {found.moved_to}; write that into the file of sources."] if found.moved_to else []
    notes = [f"Note: {note}." for note in found.notes[:most]]
    notes += [f"And {left} more notes."] if (left := len(found.notes) - most) > 0 else []
    return safe("\n".join([f"{source.name}: {lines[0]}", *lines[1:], *moved, *notes, "Nothing was written."]))


def _item_lines(found: Preview, most: int) -> list[str]:
    lines = [_count(len(found.items), "item")]
    for item in found.items[:most]:
        notes = f" ({'; '.join(item.notes)})" if item.notes else ""
        lines.append(f"  {item.published or 'no date':10}  {item.title or '(no title)'}{notes}")
        lines.extend([f"              {item.link}"] if item.link else [])
    rest = len(found.items) - most
    return [*lines, f"  and {rest} more"] if rest > 0 else lines


def _table_lines(found: Preview, most: int) -> list[str]:
    assert found.table is not None
    table = found.table
    lines = [
        f"{_count(len(table.rows), 'row')} for the table {table.table}"
        + (f" (credit: {table.credit})" if table.credit else "")
    ]
    lines += ["  " + ", ".join(f"{name}={cell}" for name, cell in row.items() if cell) for row in table.rows[:most]]
    left = [f"  left out: {', '.join(table.left_out)}"] if table.left_out else []
    return [*lines, *left]


def _count(number: int, thing: str) -> str:
    return f"1 {thing}" if number == 1 else f"{number} {thing}s"
