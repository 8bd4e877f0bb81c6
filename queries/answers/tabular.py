"""The rows of an answer as CSV and as Parquet."""

from __future__ import annotations

from io import BytesIO

from graph.store.port import Result
from queries.answers.report import SCHEMA_VERSION, Report
from queries.render import formats


def csv_text(report: Report) -> str:
    """Give header and lines; unknown values are empty, lists are joined by a semicolon and a space."""
    columns = report.columns
    return formats.csv_text(Result(columns, [tuple(row.get(name) for name in columns) for row in report.rows()]))


def parquet_bytes(report: Report) -> bytes:
    """Give a Parquet file; kind, schema version and graph digest stand in its metadata."""
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet

    rows = report.rows()
    columns = {name: pa.array([row.get(name) for row in rows]) for name in report.columns}
    about = {
        "trunkline.kind": report.kind,
        "trunkline.schema_version": str(SCHEMA_VERSION),
        "trunkline.graph_digest": report.document().get("graph_digest") or "",
    }
    out = BytesIO()
    parquet.write_table(pa.table(columns).replace_schema_metadata(about), out)
    return out.getvalue()
