"""A whole answer of rows in any notation."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Mapping
from typing import Any, TextIO

from graph.store.port import Result
from queries.render.notations import SCHEMA_VERSION, Format
from queries.render.writers import CsvWriter, Style, writer_of

__all__ = ["SCHEMA_VERSION", "Format", "csv_text", "json_text", "style_for", "write_result"]


def write_result(
    result: Result, notation: Format, about: Mapping[str, Any] | None = None, out: TextIO | None = None
) -> None:
    """Write rows to ``out``, standard output by default; ``about`` joins the JSON document only."""
    stream = out or sys.stdout
    if notation is Format.JSON:
        stream.write(json_text(result, about or {}) + "\n")
        return
    writer = writer_of(notation, stream, style_for(stream))
    writer.begin(result.columns)
    writer.rows(result.rows)
    writer.end()


def style_for(stream: TextIO) -> Style:
    """Give the look of a table there: plain and unfolded where it is no terminal."""
    if not stream.isatty():
        return Style()
    return Style(width=shutil.get_terminal_size().columns, colour="NO_COLOR" not in os.environ)


def json_text(result: Result, about: Mapping[str, Any]) -> str:
    """Give the one stable document of an answer."""
    document = {
        "schema_version": SCHEMA_VERSION,
        **about,
        "columns": list(result.columns),
        "rows": result.dicts(),
    }
    return json.dumps(document, ensure_ascii=False, indent=2, default=str)


def csv_text(result: Result) -> str:
    """Give CSV with a header line; lists are joined by a semicolon and a space."""
    buffer = io.StringIO()
    writer = CsvWriter(buffer)
    writer.begin(result.columns)
    writer.rows(result.rows)
    return buffer.getvalue()
