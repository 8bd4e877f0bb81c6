"""The notations of an answer of rows, and the one function that writes it."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TextIO

from graph.store.port import Result
from queries.render.cells import plain_text
from queries.render.table import write_table

SCHEMA_VERSION = 1


class Format(StrEnum):
    """Notations of an answer of rows."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def write_result(
    result: Result, notation: Format, about: Mapping[str, Any] | None = None, out: TextIO | None = None
) -> None:
    """Write rows to ``out``, standard output by default; ``about`` joins the JSON document only."""
    stream = out or sys.stdout
    if notation is Format.TABLE:
        write_table(result, stream)
    elif notation is Format.JSON:
        stream.write(json_text(result, about or {}) + "\n")
    elif notation is Format.JSONL:
        stream.writelines(_json(row) + "\n" for row in result.dicts())
    else:
        stream.write(csv_text(result))


def json_text(result: Result, about: Mapping[str, Any]) -> str:
    """Give the one stable document of an answer."""
    document = {
        "schema_version": SCHEMA_VERSION,
        **about,
        "columns": list(result.columns),
        "rows": result.dicts(),
    }
    return _json(document, indent=2)


def csv_text(result: Result) -> str:
    """Give CSV with a header line; lists are joined by a semicolon and a space."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([plain_text(value) for value in row] for row in result.rows)
    return buffer.getvalue()


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)
