"""An answer on its way from the store to the screen, and what is kept of it for the next question."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, TextIO

from graph.store.port import Row
from queries.console.output import Output, PagerLeft
from queries.console.progress import Progress
from queries.render.notations import Format
from queries.render.screen import screen_size
from queries.render.writers import RowWriter, writer_of

_FIRST = 100  # rows that decide the widths of a table
_BATCH = 1000
_AHEAD = 100_000
"""Largest limit of rows up to which all are read before the second batch is written: a pager may stay open for longer
than a store lets a statement run."""
_PATIENCE = 0.2  # seconds after which a table begins with the rows that have come


@dataclass
class LastAnswer:
    """The rows kept of the last answer; ``load`` gives them where a command must first be asked for rows."""

    columns: tuple[str, ...] = ()
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    load: Callable[[], list[dict[str, Any]]] | None = None
    statement: str = ""
    complete: bool = True

    def dicts(self) -> list[dict[str, Any]]:
        """Give the rows as maps."""
        if self.load is not None:
            found, self.load = self.load(), None
            self.columns = tuple(dict.fromkeys(name for row in found for name in row))
            self.rows = [tuple(row.get(name) for name in self.columns) for row in found]
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Told:
    """How an answer ended: rows written, whether there were more, and seconds to the first and to the last row."""

    rows: int
    cut: bool
    first: float
    seconds: float


def write_answer(
    source: Iterable[Row], columns: tuple[str, ...], output: Output, keep: LastAnswer, keep_rows: int
) -> Told:
    """Write rows as they come, in constant memory; keep the first of them.

    ``columns`` are used where no row comes to name them.
    """
    begun = time.monotonic()
    rows = iter(source)
    try:
        with Progress(shown=output.file is not None or output.out.isatty()) as progress:
            head, over = _head(rows, begun)
            first = time.monotonic() - begun
            if output.file is None or not head:
                progress.stop()
            columns = tuple(head[0]) if head else columns
            output.next_answer()
            keep.columns, keep.rows, keep.complete = columns, [], True
            long = bool(head) and (not over or is_long(head, output))
            writing = _Writing(output, keep, keep_rows, progress, long)
            told = writing.write(chain(head, rows), head)
    finally:
        _close(rows)
    return Told(*told, first, writing.ended - begun)


def _head(rows: Iterator[Row], begun: float) -> tuple[list[Row], bool]:
    """Take rows for the first screen, as many as come soon; tell whether these are all."""
    found: list[Row] = []
    for row in islice(rows, _FIRST):
        found.append(row)
        if time.monotonic() - begun > _PATIENCE:
            return found, False
    return found, len(found) < _FIRST


@dataclass
class _Writing:
    """One answer being written, and what is kept of it."""

    output: Output
    keep: LastAnswer
    keep_rows: int
    progress: Progress
    long: bool
    """Whether it may need more than the screen."""
    ended: float = 0.0
    """When the last row was written; a pager may stay open long after."""

    def write(self, rows: Iterator[Row], head: Sequence[Row]) -> tuple[int, bool]:
        """Write all rows up to the limit; give how many, and whether there were more."""
        try:
            with self.output.paged(wanted=self.long) as out:
                cut = self._write(rows, head, out)
        except PagerLeft:
            cut = True
        self.ended = self.ended or time.monotonic()
        self.keep.complete = not cut and len(self.keep.rows) == self.progress.rows
        return self.progress.rows, cut

    def _write(self, rows: Iterator[Row], head: Sequence[Row], out: TextIO) -> bool:
        writer = _begun(out, self.keep.columns, bool(head), self.output)
        limit = self.output.row_limit if self.output.file is None else 0
        batches = _batches(islice(rows, limit) if limit else rows, len(head) or 1)
        for batch in islice(batches, 1):
            self._take(batch, writer)
            out.flush()
        ahead = list(batches) if 0 < limit <= _AHEAD else []
        over = next(rows, None) is None if ahead else None
        for batch in ahead or batches:
            self._take(batch, writer)
        if writer is not None:
            writer.end()
        self.ended = time.monotonic()
        if over is None:
            over = not limit or self.progress.rows < limit or next(rows, None) is None
        return not over

    def _take(self, batch: list[Row], writer: RowWriter | None) -> None:
        tuples = [tuple(row.values()) for row in batch]
        self.progress.rows += len(tuples)
        self.keep.rows += tuples[: max(0, self.keep_rows - len(self.keep.rows))]
        if writer is not None:
            writer.rows(tuples)


def _batches(rows: Iterator[Row], first: int) -> Iterator[list[Row]]:
    size = first
    while batch := list(islice(rows, size)):
        yield batch
        size = _BATCH


def _begun(out: TextIO, columns: tuple[str, ...], any_rows: bool, output: Output) -> RowWriter | None:
    """Begin the writer; a table without rows or columns is not drawn."""
    if output.notation is Format.TABLE and not (any_rows and columns):
        return None
    writer = writer_of(output.notation, out, output.style())
    writer.begin(columns)
    return writer


def is_long(head: Sequence[Row], output: Output) -> bool:
    """Guess from the first rows whether an answer needs more than the screen."""
    size = screen_size(output.out)
    lines = len(head) * (len(head[0]) + 1 if output.shape.value == "expanded" else 1)
    return lines > size.lines - 4


def _close(rows: Iterator[Row]) -> None:
    close = getattr(rows, "close", None)
    if close is not None:
        close()
