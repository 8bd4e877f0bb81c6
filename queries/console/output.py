"""Where answers go: the screen, a pager, or a file; in which notation; and how many rows of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, cast

from graph.errors import BadInput, UsageError
from queries.console.configuration import Configuration
from queries.render.layout import Shape
from queries.render.notations import BY_SUFFIX, Format
from queries.render.screen import screen_size
from queries.render.writers import Style

ALONE = frozenset({Format.PARQUET, Format.JSON, Format.GEOJSON, Format.GRAPHML})  # one answer makes one file


class PagerLeft(Exception):
    """The person has seen enough: the pager was left before all rows were written."""


@dataclass(slots=True)
class Output:
    """The state that ``:format``, ``:table``, ``:output``, ``:pager``, ``:limit`` and ``:timing`` change."""

    notation: Format
    shape: Shape
    pager: str
    timing: bool
    row_limit: int
    time_limit: float
    spoken: bool
    colour: bool
    out: TextIO
    file: TextIO | None = None
    before: Format = Format.TABLE
    """The notation of the screen while a file has its own."""
    written: int = 0
    """Answers written to the file."""

    @classmethod
    def from_configuration(cls, chosen: Configuration, notation: Format | None, out: TextIO) -> Output:
        """Begin with the settings; nothing is cut, paged or timed where ``out`` is no terminal."""
        terminal = out.isatty()
        return cls(
            notation=notation or Format(chosen.format), shape=Shape(chosen.table),
            pager=chosen.pager if terminal else "off", timing=chosen.timing and terminal,
            row_limit=chosen.row_limit if terminal else 0, time_limit=chosen.time_limit, spoken=chosen.screen_reader,
            colour=terminal and chosen.theme != "plain" and "NO_COLOR" not in os.environ and not chosen.screen_reader,
            out=out,
        )  # fmt: skip

    @property
    def target(self) -> TextIO:
        """The file where one is set, else the screen."""
        return self.file or self.out

    def style(self) -> Style:
        """Give the look of a table on the target."""
        if self.target.isatty():
            width = screen_size(self.target).columns
            return Style(self.shape, 0 if self.shape is Shape.WIDE else width, self.colour, self.spoken)
        return Style(self.shape if self.shape is Shape.EXPANDED else Shape.WIDE, 0, spoken=self.spoken)

    def to_file(self, path: str, notation: Format | None) -> None:
        """Send the answers that follow to a file; its suffix chooses the notation where none is named."""
        self.to_screen()
        chosen = notation or BY_SUFFIX.get(Path(path).suffix.lower())
        try:
            self.file = Path(path).expanduser().open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise BadInput(f"it cannot be written: {error.strerror}", place=path) from error
        self.written = 0
        self.before, self.notation = self.notation, chosen or self.notation

    def to_screen(self) -> None:
        """Close the file; the screen has the notation that it had before."""
        if self.file is not None:
            self.file.close()
            self.file = None
            self.notation = self.before

    def next_answer(self) -> None:
        """Count an answer that goes to a file; a notation of one document takes only one.

        Raises:
            UsageError: the file holds its document already.
        """
        if self.file is not None:
            if self.written and self.notation in ALONE:
                raise UsageError(f"A {self.notation} file holds one answer: name the next file with :output FILE.")
            self.written += 1

    @contextmanager
    def paged(self, *, wanted: bool) -> Iterator[TextIO]:
        """Give where to write one answer: through the pager where one is wanted and the screen is the target."""
        command = self._pager() if wanted and self.file is None and self.out.isatty() else ""
        if not command:
            yield self.target
            self.target.flush()
            return
        environment = {"LESS": "-FRSX", "LESSCHARSET": "utf-8", **os.environ}
        self.out.flush()
        pager = subprocess.Popen(
            command, shell=True, stdin=subprocess.PIPE, encoding="utf-8", env=environment, errors="replace"
        )
        try:
            yield cast(TextIO, pager.stdin)
        except BrokenPipeError as error:
            raise PagerLeft from error
        finally:
            _finish(pager)

    def _pager(self) -> str:
        if self.pager in {"off", ""} or self.spoken:
            return ""
        if self.pager != "auto":
            return self.pager
        found = os.environ.get("PAGER") or next((one for one in ("less", "more") if shutil.which(one)), "")
        return "" if found == "more" and sys.platform == "win32" else found


def _finish(pager: subprocess.Popen[str]) -> None:
    """Close the pipe and wait until the person has left the pager; Ctrl-C belongs to the pager meanwhile."""
    if pager.stdin is not None:
        with suppress(BrokenPipeError):
            pager.stdin.close()
    while True:
        try:
            pager.wait()
            return
        except KeyboardInterrupt:
            continue
