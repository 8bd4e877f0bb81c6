"""What changed between two states as a table, a document, rows, and Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar, TypeVar

from graph.fuse.objects import Property
from graph.terminal import safe
from queries.answers.report import Document, Row
from queries.watch.deliver.message import Cited
from queries.watch.diff.answers import Answered
from queries.watch.diff.comparing import Changed, Comparison, Dispute, Thing, Told

One = TypeVar("One")
SHOWN = 15  # of each part in the table; the other notations have all of it
SHOWN_SOURCES = 3
QUOTE = 110
_ADDRESS = re.compile(r"(https?://[^\s<>\\`]+)")
_OWN = re.compile(r"[\\`*_\[\]<>#|]")  # letters that Markdown reads as its own
_SIGNS = {"added": "+", "removed": "-", "withdrawn": "-", "changed": "~", "opened": "+", "closed": "-", "moved": "~"}


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs."""

    start: str
    end: str
    days: tuple[str, str]
    """The days for which answers are given."""
    things: tuple[Thing, ...]
    claims: tuple[Told, ...]
    conflicts: tuple[Dispute, ...]
    answers: tuple[Answered, ...]

    @classmethod
    def of(cls, comparison: Comparison, answers: Iterable[Answered]) -> Difference:
        """Draw everything from a comparison."""
        before, after = comparison.before, comparison.after
        return cls(
            before.label, after.label, (before.as_of.isoformat(), after.as_of.isoformat()),
            tuple(comparison.things()), tuple(comparison.claims()), tuple(comparison.conflicts()), tuple(answers),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DiffReport:
    """A row is a thing, a property of a changed thing, a claim, a conflict or an answer."""

    found: Difference
    kind: ClassVar[str] = "diff"
    columns: ClassVar[tuple[str, ...]] = (
        "part", "action", "kind", "id", "name", "property", "before", "after", "documents",
    )  # fmt: skip

    def document(self) -> Document:
        """Give every difference with the documents behind it."""
        found = self.found
        return {
            "graph_digest": None, "from": found.start, "to": found.end,
            "as_of": {"from": found.days[0], "to": found.days[1]},
            "things": [asdict(one) for one in found.things],
            "claims": [_claim(one) for one in found.claims],
            "conflicts": [asdict(one) for one in found.conflicts],
            "answers": [{**asdict(one), "changed": one.changed} for one in found.answers],
        }  # fmt: skip

    def rows(self) -> list[Row]:
        """Give a line for each difference."""
        return [*_thing_rows(self.found.things), *_other_rows(self.found)]

    def text(self) -> str:
        """Give what a person reads first: answers, conflicts, things, and the claims by type."""
        return safe("\n".join(self._lines(_Plain())))

    def markdown(self) -> str:
        """Give the same for a page, nothing cut."""
        return safe("\n".join(self._lines(_Markdown())))

    def _lines(self, style: _Style) -> Iterator[str]:
        found = self.found
        yield style.title(f"From {found.start} to {found.end}")
        yield from style.part("Answers", found.answers, _answer_lines)
        yield from style.part("Conflicts", found.conflicts, _conflict_lines)
        yield from style.part("Entities, events and relations", found.things, _thing_lines)
        yield from style.part(_counted(found.claims), found.claims, _claim_lines)


class _Style:
    """How titles and lists look; ``most`` cuts lists."""

    most: int | None = None

    def title(self, words: str) -> str:
        return words

    def head(self, words: str) -> list[str]:
        return ["", words]

    def line(self, depth: int, words: str) -> str:
        return f"{'  ' * (depth + 1)}{words}"

    def part(self, title: str, found: Sequence[One], lines: Callable[[One], list[tuple[int, str]]]) -> Iterator[str]:
        yield from self.head(title)
        if not found:
            yield self.line(0, "nothing")
        for one in found[: self.most]:
            yield from (self.line(depth, words) for depth, words in lines(one))
        if self.most is not None and len(found) > self.most:
            yield self.line(0, f"and {len(found) - self.most} more")


class _Plain(_Style):
    most = SHOWN


class _Markdown(_Style):
    def title(self, words: str) -> str:
        return f"# {words}"

    def head(self, words: str) -> list[str]:
        return ["", f"## {words}", ""]

    def line(self, depth: int, words: str) -> str:
        return f"{'  ' * depth}- {_escaped(words)}"


def _escaped(words: str) -> str:
    """Take the meaning from the letters that Markdown reads as its own; an address stays as it is, as a link."""
    parts = _ADDRESS.split(words)
    return "".join(f"<{part}>" if place % 2 else _OWN.sub(r"\\\g<0>", part) for place, part in enumerate(parts))


def _answer_lines(one: Answered) -> list[tuple[int, str]]:
    before, after = one.before.splitlines()[0], one.after.splitlines()[0]
    if not one.changed:
        return [(0, f"{one.question}: as before, {after}")]
    if before == after:
        before, after = one.before.replace("\n", "; "), one.after.replace("\n", "; ")
    return [(0, one.question), (1, f"was {before}"), (1, f"now {after}"), *_sources(one.because)]


def _conflict_lines(one: Dispute) -> list[tuple[int, str]]:
    before, after = (", ".join(f"{value:g}" for value in values) for values in (one.before, one.after))
    told = {"opened": after, "closed": before}.get(one.action, f"{before} -> {after}")
    return [(0, f"{one.action} {one.about}: {told} {one.unit}"), *_sources(one.because)]


def _thing_lines(one: Thing) -> list[tuple[int, str]]:
    named = one.id if one.name == one.id or one.kind == "Event" else f"{one.id} ({one.name})"
    what = one.name if one.kind == "Event" else named
    lines = [(0, f"{_SIGNS[one.action]} {one.kind} {what}")]
    lines += [(1, f"{change.name}: {_value(change.before)} -> {_value(change.after)}") for change in one.changes]
    return [*lines, *_sources(one.because)]


def _claim_lines(one: Told) -> list[tuple[int, str]]:
    quote = one.claim.quote if len(one.claim.quote) <= QUOTE else f"{one.claim.quote[: QUOTE - 1].rstrip()}…"
    about = ", ".join(one.claim.about)
    return [(0, f"{_SIGNS[one.action]} {one.claim.type} {about}: {quote}"), (1, one.document.words)]


def _sources(found: tuple[Cited, ...]) -> list[tuple[int, str]]:
    lines = [(1, f"because of {one.words}") for one in found[:SHOWN_SOURCES]]
    more = len(found) - SHOWN_SOURCES
    return [*lines, (1, f"and {more} more documents")] if more > 0 else lines


def _counted(claims: Iterable[Told]) -> str:
    counts = Counter((one.action, one.claim.type) for one in claims)
    parts = (f"{_SIGNS[action]}{number} {kind}" for (action, kind), number in sorted(counts.items()))
    return " ".join(["Claims", *([f"({', '.join(parts)})"] if counts else [])])


def _value(value: Property | None) -> str:
    if value is None:
        return "nothing"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _claim(one: Told) -> Document:
    said = one.claim
    return {
        "action": one.action, "id": said.id, "type": said.type, "about": list(said.about), "quote": said.quote,
        "when": said.when, "known_from": said.known_from, "document": asdict(one.document),
    }  # fmt: skip


def _thing_rows(things: Iterable[Thing]) -> Iterator[Row]:
    for one in things:
        row = {"part": "thing", "action": one.action, "kind": one.kind, "id": one.id, "name": one.name}
        row["documents"] = _joined(one.because)
        for change in one.changes or (Changed("", None, None),):
            told = {"before": _text(change.before), "after": _text(change.after), "property": change.name}
            yield {**row, **told}


def _other_rows(found: Difference) -> Iterator[Row]:
    for told in found.claims:
        yield {
            "part": "claim", "action": told.action, "kind": told.claim.type, "id": told.claim.id,
            "name": ", ".join(told.claim.about), "after": told.claim.quote, "documents": told.document.document,
        }  # fmt: skip
    for one in found.conflicts:
        before, after = ("; ".join(f"{value:g}" for value in values) for values in (one.before, one.after))
        yield {
            "part": "conflict", "action": one.action, "kind": one.unit, "name": one.about, "before": before,
            "after": after, "documents": _joined(one.because),
        }  # fmt: skip
    for each in found.answers:
        yield {
            "part": "answer", "action": "changed" if each.changed else "same", "id": each.command,
            "name": each.question, "before": each.before, "after": each.after, "documents": _joined(each.because),
        }  # fmt: skip


def _text(value: Property | None) -> str | None:
    return None if value is None else _value(value)


def _joined(found: Iterable[Cited]) -> str:
    return "; ".join(one.document for one in found)
