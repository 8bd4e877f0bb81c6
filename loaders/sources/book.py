"""The file of sources: read, added to, and one line flipped; its comments and order stay."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from graph.commented import CommentedFile, as_toml
from graph.errors import UsageError
from graph.settings import load_settings
from loaders.sources.check import checked
from loaders.sources.model import ConfiguredSource

FILE = "sources.toml"
HEADER = """\
# The sources that `trunkline refresh` reads; docs/refresh-service.md explains every setting.
# Add one with `trunkline source add`, try it with `trunkline source test NAME`.
"""
_ENABLED = re.compile(r"^(\s*enabled\s*=\s*)(true|false)\b")


def sources_path() -> Path:
    """Say where the file of sources lies: in the data folder that the settings name."""
    return load_settings().home / FILE


def read_book(path: Path) -> dict[str, ConfiguredSource]:
    """Read all sources, in the order of the file; none where there is no file yet.

    Raises:
        UsageError: the file cannot be read, or a source in it is wrong.
    """
    return {name: checked(name, given) for name, given in _tables(path, _file(path).text()).items()}


def source_in(path: Path, name: str) -> ConfiguredSource:
    """Give one source.

    Raises:
        UsageError: no such source, or a file that cannot be read.
    """
    book = read_book(path)
    if name not in book:
        raise UsageError(f'No source is called "{name}"; {path} has: {", ".join(book) or "none"}.')
    return book[name]


def add_source(path: Path, name: str, given: dict[str, Any]) -> ConfiguredSource:
    """Append a source to the file.

    Raises:
        UsageError: the source is wrong, or its name is taken.
    """
    source, before = checked(name, given), _file(path).text()
    if name in read_book(path):
        raise UsageError(f'A source called "{name}" stands in {path} already; choose another name.')
    lines = [f"{key} = {as_toml(value)}" for key, value in given.items()]
    text = f"{(before or HEADER).rstrip()}\n\n[sources.{name}]\n" + "\n".join(lines) + "\n"
    _file(path).replace(text, {"sources": {**_tables(path, before), name: given}})
    return source


def set_enabled(path: Path, name: str, enabled: bool) -> bool:
    """Switch a source on or off by one line; False where it was so already.

    Raises:
        UsageError: no such source, or it is written in a way that one line cannot change.
    """
    if source_in(path, name).enabled == enabled:
        return False
    before = _file(path).text()
    wanted = _tables(path, before)
    wanted[name] = {**wanted[name], "enabled": enabled}
    _file(path).replace(_flipped(before, name, str(enabled).lower()), {"sources": wanted})
    return True


def _flipped(text: str, name: str, value: str) -> str:
    lines = text.splitlines(keepends=True)
    header = re.compile(rf"""\s*\[\s*sources\s*\.\s*["']?{re.escape(name)}["']?\s*\]""")
    start = next((number for number, line in enumerate(lines) if header.match(line)), None)
    if start is None:
        return text
    for number in range(start + 1, len(lines)):
        if lines[number].lstrip().startswith("["):
            break
        if _ENABLED.match(lines[number]):
            lines[number] = _ENABLED.sub(rf"\g<1>{value}", lines[number])
            return "".join(lines)
    lines[start] = lines[start].rstrip("\n") + "\n"
    return "".join([*lines[: start + 1], f"enabled = {value}\n", *lines[start + 1 :]])


def _file(path: Path) -> CommentedFile:
    return CommentedFile(path, "sources")


def _tables(path: Path, text: str) -> dict[str, dict[str, Any]]:
    document = _file(path).parsed(text)
    found = document.pop("sources", {})
    if document or not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
        raise UsageError(f"The file of sources {path} must hold nothing but tables written [sources.NAME].")
    return found
