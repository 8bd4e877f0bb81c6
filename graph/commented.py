"""A commented TOML file that people and commands both write: what a command does not change stays as it was."""

from __future__ import annotations

import json
import os
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from graph.errors import TrunklineError, UsageError


class CommentedFile:
    """One such file; ``what`` names it in sentences."""

    def __init__(self, path: Path, what: str) -> None:
        self.path = path
        self.what = what

    def text(self) -> str:
        """Give its content; empty where there is no file yet. Raises UsageError where it cannot be read."""
        try:
            return self.path.read_text("utf-8-sig")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"The file of {self.what} {self.path} cannot be read: {error}.") from None

    def parsed(self, text: str) -> dict[str, Any]:
        """Read a text as the content of this file. Raises UsageError where it is no TOML."""
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise UsageError(f"The file of {self.what} {self.path} is no TOML: {error}.") from None

    def replace(self, text: str, wanted: dict[str, Any]) -> None:
        """Write the file as a whole, if the new text says exactly what is wanted.

        Raises:
            UsageError: an edit that would say something else; TrunklineError where the file cannot be written.
        """
        if not _says(text, wanted):
            raise UsageError(f"{self.path} is written in a way that cannot be changed here; change it in an editor.")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=self.path.name)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            Path(temporary).replace(self.path)
        except OSError as error:
            raise TrunklineError(f"The file of {self.what} {self.path} cannot be written: {error}.") from None


def as_toml(value: object) -> str:
    """Write a value as TOML; JSON's notation of texts, lists and truth is TOML's too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def without_table(text: str, group: str, name: str) -> str:
    """Take the lines of the table ``[group.name]`` out of a text; comments on lines of their own stay."""
    lines = text.splitlines(keepends=True)
    start = next((number for number, line in enumerate(lines) if _header(line) == (group, name)), None)
    if start is None:
        return text
    end = next((n for n in range(start + 1, len(lines)) if _header(lines[n])), len(lines))
    return "".join([*lines[:start], *(one for one in lines[start:end] if one.lstrip().startswith("#")), *lines[end:]])


def _header(line: str) -> tuple[str, ...] | None:
    """Read the header of a table; None for any other line."""
    if not line.lstrip().startswith("["):
        return None
    try:
        found: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return None
    names = []
    while isinstance(found, dict) and len(found) == 1:
        name, found = next(iter(found.items()))
        names.append(name)
    return tuple(names)


def _says(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False
