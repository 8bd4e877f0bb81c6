"""Rows of a table, whatever it is written in: CSV, XLSX or GeoJSON, from bytes at hand."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from graph.errors import BadInput
from loaders.documents.decode import decode

MOST_ROWS = 200_000  # the largest release of Global Energy Monitor's pipeline trackers has some 5,000
MOST_UNPACKED = 300_000_000  # bytes of an XLSX after unpacking
_ZIP = b"PK\x03\x04"

Row = dict[str, str]
Fits = Callable[[Sequence[str]], bool]


def read_rows(data: bytes, sheet: str | None = None, fits: Fits | None = None) -> list[Row]:
    """Read a table; its first row names the columns. The form is told by its bytes, as suffixes lie.

    Of an XLSX file it is the sheet of that name, else the first one whose columns fit, else the first.

    Raises:
        BadInput: no table, too large, or without the sheet.
    """
    if data.startswith(_ZIP):
        rows = _xlsx(data, sheet, fits)
    else:
        text = decode(data).text
        rows = _geojson(text) if text.lstrip().startswith("{") else _csv(text)
    found = list(islice(rows, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise BadInput(f"it has more than the {MOST_ROWS} rows allowed for one table")
    return found


def _csv(text: str) -> Iterator[Row]:
    try:
        dialect: Any = csv.Sniffer().sniff(text[:20_000].partition("\n")[0], ",;\t")
    except csv.Error:
        dialect = csv.excel
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter)
    try:
        yield from _named(next(reader, []), reader)
    except csv.Error as error:
        raise BadInput(f"line {reader.line_num} is no CSV: {error}") from None


def _xlsx(data: bytes, sheet: str | None, fits: Fits | None) -> Iterator[Row]:
    from openpyxl import load_workbook  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED:
                raise BadInput(f"it unpacks to more than {MOST_UNPACKED / 1e6:.0f} MB")
        with warnings.catch_warnings(action="ignore"):  # about styles and filters that no row depends on
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise BadInput(f"no readable XLSX file: {error}") from None
    if sheet is not None and sheet not in book.sheetnames:
        raise BadInput(f'it has no sheet "{sheet}"; its sheets are: {", ".join(book.sheetnames)}')
    named = [sheet] if sheet else [one for one in book.sheetnames if fits and fits(_names(next(_cells(book[one]), [])))]
    rows = _cells(book[(named or book.sheetnames)[0]])
    yield from _named(next(rows, []), rows)


def _cells(sheet: Any) -> Iterator[list[str]]:  # noqa: ANN401 - openpyxl has no types
    return ([_cell(one) for one in row] for row in sheet.iter_rows(values_only=True))


def _geojson(text: str) -> Iterator[Row]:
    """The properties of each feature; a point's place becomes ``latitude`` and ``longitude``."""
    try:
        document = json.loads(text)
        for feature in document["features"]:
            row = {name: _cell(value) for name, value in (feature["properties"] or {}).items()}
            geometry = feature.get("geometry") or {}
            if geometry.get("type") == "Point":
                row["longitude"], row["latitude"] = map(_cell, geometry["coordinates"][:2])
            yield row
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadInput("no GeoJSON: it has no list of features with properties") from None


def _named(header: list[str], rows: Any) -> Iterator[Row]:  # noqa: ANN401 - rows of any reader
    names = _names(header)
    if not any(names):
        raise BadInput("the first row names no columns")
    if len({*names} - {""}) != sum(bool(one) for one in names):
        raise BadInput("two columns have the same name")
    for cells in rows:
        if any(cells):
            yield {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name}


def _names(header: list[str]) -> list[str]:
    return [one.strip() for one in header]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
