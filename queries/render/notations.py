"""The notations of an answer of rows."""

from __future__ import annotations

from enum import StrEnum

SCHEMA_VERSION = 1


class Format(StrEnum):
    """Notations of an answer of rows."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"
    GEOJSON = "geojson"
    GRAPHML = "graphml"
    PARQUET = "parquet"


BY_SUFFIX = {".md": Format.MARKDOWN, ".txt": Format.TABLE, **{f".{one}": one for one in Format}}
