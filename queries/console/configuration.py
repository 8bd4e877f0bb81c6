"""The console's own settings: one TOML file with comments, every value optional."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from graph.errors import UsageError
from queries.render.layout import Shape
from queries.render.notations import Format

FILE_NAME = "console.toml"
THEMES = ("auto", "dark", "light", "plain")
EDITING = ("emacs", "vi")

EXAMPLE = """\
# Settings of `trunkline console`. Every line is optional; what is commented out is the default.

# theme = "auto"            # auto uses the terminal's own 16 colours; dark, light; plain: none (as NO_COLOR does)
# editing = "emacs"         # emacs or vi
# screen_reader = false     # no rules, no alignment, no menus that move: every answer is read line by line
# table = "auto"            # auto, wide, wrapped or expanded
# format = "table"          # table, json, jsonl, csv, tsv, markdown, geojson, graphml, parquet
# pager = "auto"            # auto: $PAGER or less where the answer is longer than the screen; off; or a command
# timing = true             # say how long each answer took
# row_limit = 10000         # rows shown on a terminal; 0: all. Scripts are never cut
# time_limit = 0            # seconds after which the console stops a statement; 0: only the store's own limit
# keep_rows = 10000         # rows of the last answer that are kept for $_ and :py
# complete_while_typing = false
# run_complete = false      # Enter on an empty last line also runs a statement that the grammar finds complete
# start = []                # statements and commands that run when a session starts, such as [":as-of 2025-12-01"]
"""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the file may say; ``EXAMPLE`` explains each."""

    theme: str = "auto"
    editing: str = "emacs"
    screen_reader: bool = False
    table: str = "auto"
    format: str = "table"
    pager: str = "auto"
    timing: bool = True
    row_limit: int = 10_000
    time_limit: float = 0.0
    keep_rows: int = 10_000
    complete_while_typing: bool = False
    run_complete: bool = False
    start: tuple[str, ...] = ()


_CHOICES: dict[str, tuple[str, ...]] = {
    "theme": THEMES,
    "editing": EDITING,
    "table": tuple(Shape),
    "format": tuple(Format),
}


def configuration_file(home: Path) -> Path:
    """Give the place of the file: TRUNKLINE_CONSOLE_CONFIG, or in the data folder."""
    return Path(os.environ.get("TRUNKLINE_CONSOLE_CONFIG") or home / FILE_NAME)


def read_configuration(path: Path) -> Configuration:
    """Read the file if there is one.

    Raises:
        UsageError: it cannot be read, or a setting is unknown or wrong; the sentence names it.
    """
    import tomllib

    try:
        given = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return Configuration()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The console's settings in {path} cannot be read: {error}.") from error
    return Configuration(**{name: _checked(name, value, path) for name, value in given.items()})


def _checked(name: str, value: Any, path: Path) -> Any:  # noqa: ANN401 - whatever TOML holds
    known = {field.name: getattr(Configuration(), field.name) for field in fields(Configuration)}
    if name not in known:
        near = get_close_matches(name, known, 1)
        raise UsageError(f"{path}: there is no setting {name}.{f' Did you mean {near[0]}?' if near else ''}")
    if name in _CHOICES and value not in _CHOICES[name]:
        raise UsageError(f"{path}: {name} must be one of {', '.join(_CHOICES[name])}.")
    default = known[name]
    if isinstance(default, tuple):
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise UsageError(f"{path}: {name} must be a list of texts.")
        return tuple(value)
    if isinstance(default, bool) is not isinstance(value, bool) or not isinstance(value, _accepted(default)):
        raise UsageError(f"{path}: {name} must be {_KINDS[type(default)]}.")
    if isinstance(value, int | float) and value < 0:
        raise UsageError(f"{path}: {name} must not be negative.")
    return value


def _accepted(default: object) -> tuple[type, ...]:
    return (int, float) if isinstance(default, float) else (type(default),)


_KINDS = {bool: "true or false", int: "a whole number", float: "a number of seconds", str: "a text"}
