"""The file of sources: read, added to, and one line flipped; its comments and order stay."""

from __future__ import annotations

import json
import os
import re
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from graph.errors import TrunklineError, UsageError
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
    return {name: checked(name, given) for name, given in _tables(path, _content(path)).items()}


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
    source, before = checked(name, given), _content(path)
    if name in read_book(path):
        raise UsageError(f'A source called "{name}" stands in {path} already; choose another name.')
    lines = [f"{key} = {_written(value)}" for key, value in given.items()]
    text = f"{(before or HEADER).rstrip()}\n\n[sources.{name}]\n" + "\n".join(lines) + "\n"
    _write(path, text, {**_tables(path, before), name: given})
    return source


def set_enabled(path: Path, name: str, enabled: bool) -> bool:
    """Switch a source on or off by one line; False where it was so already.

    Raises:
        UsageError: no such source, or it is written in a way that one line cannot change.
    """
    if source_in(path, name).enabled == enabled:
        return False
    before = _content(path)
    wanted = _tables(path, before)
    wanted[name] = {**wanted[name], "enabled": enabled}
    _write(path, _flipped(before, name, str(enabled).lower()), wanted)
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


def _content(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The file of sources {path} cannot be read: {error}.") from None


def _tables(path: Path, text: str) -> dict[str, dict[str, Any]]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The file of sources {path} is no TOML: {error}.") from None
    found = document.pop("sources", {})
    if document or not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
        raise UsageError(f"The file of sources {path} must hold nothing but tables written [sources.NAME].")
    return found


def _written(value: object) -> str:
    """Write a value as TOML; JSON's notation of texts, lists and truth is TOML's too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _write(path: Path, text: str, wanted: dict[str, Any]) -> None:
    """Replace the file as a whole, if the new text says exactly what is wanted."""
    if _tables(path, text) != wanted:
        raise UsageError(f"{path} is written in a way that cannot be changed here; change it in an editor.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(temporary).replace(path)
    except OSError as error:
        raise TrunklineError(f"The file of sources {path} cannot be written: {error}.") from None
