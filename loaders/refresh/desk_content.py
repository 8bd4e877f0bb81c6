"""The first lines of what is in quarantine, if they are at hand, safe for a terminal."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import islice
from pathlib import Path

from loaders.collect.shelf import kept_body
from loaders.refresh.ledger import QuarantinedState

LINES = 8
WIDTH = 160  # characters of a line
READ = 100_000  # bytes; more is read only to find a line by its number

_PACKAGED = {"examples": ("loaders.examples", "articles", ""), "reference": ("loaders.reference", "tables", ".csv")}


def first_lines(home: Path, state: QuarantinedState) -> list[str] | None:
    """Give the line that is meant, or the first ones that are not blank; None where the content is not at hand."""
    data = _from_file(state)
    if data is None and (data := kept_body(home, state.item)) is None:
        return None
    found = (safe(line) for line in data.decode("utf-8", "replace").splitlines())
    return list(islice((line for line in found if line.strip()), LINES))


def safe(text: str) -> str:
    """Replace what could steer a terminal or turn the order of a text around; a long line is cut."""
    shown = "".join(one if one.isprintable() else " " if one in "\t\n" else "\N{REPLACEMENT CHARACTER}" for one in text)
    return shown if len(shown) <= WIDTH else f"{shown[:WIDTH]} …"


def _from_file(state: QuarantinedState) -> bytes | None:
    path = _file_of(state.item)
    if path is None:
        return None
    number = re.fullmatch(r"line (\d+)", state.place)
    try:
        with path.open("rb") as stream:
            if not number:
                return stream.read(READ)
            return next(islice(iter(lambda: stream.readline(READ), b""), int(number[1]) - 1, None), None)
    except OSError:
        return None


def _file_of(item: str) -> Path | None:
    """Give the file that an item stands in: itself, what is before the name of a line, or the table."""
    room, _, rest = item.partition("/")
    if room in _PACKAGED:
        package, folder, suffix = _PACKAGED[room]
        candidates = [Path(str(files(package).joinpath(folder))) / f"{rest}{suffix}"]
    else:
        candidates = [Path(item), Path(item.rpartition("#")[0] or item), Path(f"{item}.csv")]
    return next((one for one in candidates if one.is_absolute() and _is_file(one)), None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file system knows
        return False
