"""Parameters of statements: from the command line, a JSON file, a CSV file, or the console."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from graph.errors import BadInput, UsageError
from graph.store.values import Node, Relation
from graph.store.values import Path as GraphPath


def parameters_from(words: Iterable[str], files: Iterable[Path], tables: Iterable[str]) -> dict[str, Any]:
    """Join ``name=value`` words, JSON files of one object each, and ``name=file.csv`` tables; later ones win."""
    found: dict[str, Any] = {}
    for file in files:
        found |= _json_object(file)
    for table in tables:
        name, equals, path = table.partition("=")
        found |= {name: read_rows(Path(path))} if equals else {"rows": read_rows(Path(table))}
    for word in words:
        found |= assignment(word)
    return found


def assignment(word: str) -> dict[str, Any]:
    """Read ``name=value``; the value is JSON where it reads as JSON, else text."""
    name, equals, text = word.partition("=")
    name = name.strip().removeprefix("$")
    if not equals or not name.isidentifier():
        raise UsageError(f'"{word}" is no parameter: write name=value.')
    return {name: value_of(text.strip())}


def value_of(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Read a value: numbers, true, false, null, lists, maps and quoted texts as JSON; anything else as it stands."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _json_object(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise BadInput(f"no parameters can be read from it: {_reason(error)}", place=str(file)) from error
    if isinstance(found, list):
        return {"rows": found}
    if not isinstance(found, dict):
        raise BadInput("parameters are one JSON object, or a list of rows", place=str(file))
    return found


def read_rows(file: Path) -> list[dict[str, Any]]:
    """Read a table with a header, each line as a map; numbers stay text, as CSV has no kinds: use toFloat.

    The apostrophe that our CSV sets before what a spreadsheet would compute is taken away again, and the backslashes
    that our TSV sets before a tab, a line end and themselves; TSV has no quotes.
    """
    from queries.render.spreadsheet import unguarded
    from queries.render.tabs import unescaped

    try:
        if file.suffix == ".jsonl":
            return [json.loads(line) for line in file.read_text("utf-8-sig").splitlines() if line.strip()]
        if file.suffix == ".json":
            return _json_rows(file)
        with file.open(encoding="utf-8-sig", newline="") as lines:
            if file.suffix == ".tsv":
                tabbed = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
                return [_plain(row, unescaped) for row in tabbed]
            return [_plain(row, unguarded) for row in csv.DictReader(lines)]
    except (OSError, ValueError, csv.Error) as error:
        raise BadInput(f"no rows can be read from it: {_reason(error)}", place=str(file)) from error


def _plain(row: dict[str, Any], undone: Callable[[str], str]) -> dict[str, Any]:
    """Give names and values as they were written; a line that is too long or too short keeps its list or null."""

    def plain(value: Any) -> Any:  # noqa: ANN401 - text, or the list or null of a line of another length
        return undone(value) if isinstance(value, str) else value

    return {plain(name): plain(value) for name, value in row.items()}


def _json_rows(file: Path) -> list[dict[str, Any]]:
    found = json.loads(file.read_text("utf-8-sig"))
    if not isinstance(found, list):
        raise BadInput("rows are a JSON list; for one object use --param-file", place=str(file))
    return found


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start} is not UTF-8"
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def storable(value: Any) -> Any:  # noqa: ANN401
    """Turn a value of an answer into one that a statement takes: nodes and relations become their properties."""
    if isinstance(value, Node | Relation):
        return {key: storable(one) for key, one in value["properties"].items()}
    if isinstance(value, GraphPath):
        return [storable(node) for node in value["nodes"]]
    if isinstance(value, dict):
        return {key: storable(one) for key, one in value.items()}
    return [storable(one) for one in value] if isinstance(value, list | tuple) else value
