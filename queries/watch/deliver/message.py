"""What is told: which answer, from what to what, which articles did it, and the command that shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from graph.model.identity import digest_of
from graph.terminal import safe

SCHEMA_VERSION = 1
SHOWN = 8  # documents, and lines of a list that changed; the JSON document has all of them
SUBJECT = 160  # letters of a subject line


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as a reader finds it."""

    document: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None

    @property
    def words(self) -> str:
        """Cite it on one line."""
        parts = (self.title or self.document, self.outlet, self.published, self.url)
        return ", ".join(dict.fromkeys(one for one in parts if one))


@dataclass(frozen=True, slots=True)
class Step:
    """One change of an answer, found at ``at`` (ISO, UTC) after the run ``run``."""

    before: str
    after: str
    at: str
    run: str | None
    because: tuple[Cited, ...] = ()

    def packed(self) -> str:
        """Write it as one line, to be kept."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def unpacked(cls, line: str) -> Step:
        """Read what ``packed`` wrote."""
        row = json.loads(line)
        return cls(**{**row, "because": tuple(Cited(**one) for one in row["because"])})


@dataclass(frozen=True, slots=True)
class Message:
    """All changes that one delivery tells, oldest first. The same message keeps its id however often it is sent."""

    id: str
    watch: str
    command: str
    steps: tuple[Step, ...]
    test: bool = False

    def document(self) -> dict[str, Any]:
        """Give it as one JSON object (``queries/schemas/watch.schema.json``)."""
        return {
            "schema_version": SCHEMA_VERSION, "kind": "watch", "id": self.id, "test": self.test, "watch": self.watch,
            "command": self.command, "changes": [asdict(one) for one in self.steps],
        }  # fmt: skip

    def json(self) -> str:
        """Give the document on one line."""
        return json.dumps(self.document(), ensure_ascii=False, sort_keys=True)

    def subject(self) -> str:
        """Give one short line."""
        words = f"{self.watch}: now {self.steps[-1].after.splitlines()[0]}"
        line = f"{'Test: ' if self.test else ''}{words}"
        return safe(line if len(line) <= SUBJECT else f"{line[: SUBJECT - 1]}…")

    def text(self) -> str:
        """Give it as a person reads it; nothing in it can move the cursor of a terminal."""
        return safe("\n".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        yield f"{'Test of the watch' if self.test else 'Changed'}: {self.watch}"
        for one in self.steps:
            yield from _test_lines(one) if self.test else _step_lines(one)
        yield f"  see: {self.command}"
        yield f"  message {self.id}"


def message_id(watched: str, number: int, steps: tuple[Step, ...]) -> str:
    """Name a message by whom it goes to and what it says, so that a receiver can drop a repeat."""
    return "m_" + digest_of([watched, number, [one.packed() for one in steps]])[:32]


def _test_lines(step: Step) -> Iterator[str]:
    yield from _block("now", step.after.splitlines())


def _step_lines(step: Step) -> Iterator[str]:
    before, after = step.before.splitlines() or [""], step.after.splitlines() or [""]
    if len(before) == len(after) == 1:
        yield f"  was {before[0]}"
        yield f"  now {after[0]}"
    else:
        yield from _block("now", after[:1])
        yield from _block("gone", [one for one in before[1:] if one not in after])
        yield from _block("new", [one for one in after[1:] if one not in before])
    if step.because:
        yield from _block("because of", [one.words for one in step.because])
    else:
        yield f"  in {step.run}" if step.run else "  no source changed: it is another day, or somebody decided"
    yield f"  found {step.at}"


def _block(title: str, lines: list[str]) -> Iterator[str]:
    if len(lines) == 1:
        yield f"  {title} {lines[0]}"
    elif lines:
        yield f"  {title}:"
        yield from (f"    {one}" for one in lines[:SHOWN])
        if len(lines) > SHOWN:
            yield f"    and {len(lines) - SHOWN} more"
