"""The shape of every answer of the command line, and the one way to write it.

An answer is a small class with a ``kind`` (the name of its JSON Schema in ``queries/schemas``), the ``columns`` of its
rows, and three renderings::

    class Gap:
        kind = "gap"
        columns = ("year", "stranded")

        def document(self) -> Document: ...      one JSON object; schema_version and kind are put in front of it
        def rows(self) -> list[Row]: ...         plain values by column: CSV and Parquet are made of them
        def text(self) -> str: ...               what a person reads

    out = destination(form, output)              at the start of the command: a bad request is refused before any work
    out.write(Gap(...))

An answer that can be drawn also has ``features()`` (GeoJSON) and ``graph()`` (GraphML) and passes ``DRAWN``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol, cast

import typer

from graph.errors import TrunklineError, UsageError

if TYPE_CHECKING:
    import networkx as nx

SCHEMA_VERSION = 1
Document = dict[str, Any]
Row = dict[str, Any]

Form = Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, json, csv or parquet.")]
DrawnForm = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="table, json, csv, parquet, geojson or graphml.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to the screen.")]


class Report(Protocol):
    """An answer that can be written."""

    @property
    def kind(self) -> str:
        """The name of its JSON Schema."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its rows, in order."""

    def document(self) -> Document:
        """Give its content as one JSON object."""

    def rows(self) -> list[Row]:
        """Give its content as rows; a column that a row lacks is empty."""

    def text(self) -> str:
        """Give its content for a reader."""


class DrawnReport(Report, Protocol):
    """An answer with places on a map and a graph behind it."""

    def features(self) -> list[Document]:
        """Give the features of a GeoJSON collection."""

    def graph(self) -> nx.MultiDiGraph[str]:
        """Give the sites and legs of the answer; attributes are text and numbers only."""


Renderer = Callable[[Any], bytes]


def json_text(report: Report) -> str:
    """Give the one stable document of an answer."""
    head = {"schema_version": SCHEMA_VERSION, "kind": report.kind}
    return _json({**head, **report.document()})


def geojson_text(report: DrawnReport) -> str:
    """Give a FeatureCollection; the digest says of which graph."""
    head = {"type": "FeatureCollection", "schema_version": SCHEMA_VERSION, "kind": report.kind}
    return _json({**head, "graph_digest": report.document()["graph_digest"], "features": report.features()})


def _json(value: Document) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)


def _text(render: Callable[[Any], str]) -> Renderer:
    return lambda report: (render(report).removesuffix("\n") + "\n").encode()


def _csv(report: Report) -> str:
    from queries.answers.tabular import csv_text

    return csv_text(report)


def _parquet(report: Report) -> bytes:
    from queries.answers.tabular import parquet_bytes

    return parquet_bytes(report)


def _graphml(report: DrawnReport) -> str:
    import networkx as nx

    return "\n".join(nx.generate_graphml(report.graph(), named_key_ids=True))


PLAIN: Mapping[str, Renderer] = {
    "table": _text(lambda report: cast(Report, report).text()),
    "json": _text(json_text),
    "csv": _text(_csv),
    "parquet": _parquet,
}
DRAWN: Mapping[str, Renderer] = {**PLAIN, "geojson": _text(geojson_text), "graphml": _text(_graphml)}
BINARY = frozenset({"parquet"})
DOCUMENTS = frozenset(DRAWN) - {"table"}  # these are written even where the answer is that there is no route


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an answer goes and in which notation."""

    form: str
    path: Path | None
    renderers: Mapping[str, Renderer]

    def write(self, report: Report) -> None:
        """Write the answer; one sentence where the file cannot be written."""
        content = self.renderers[self.form](report)
        if self.path is not None:
            try:
                self.path.write_bytes(content)
            except OSError as error:
                raise TrunklineError(f"{self.path} cannot be written: {error.strerror}.") from error
        elif self.form in BINARY:
            sys.stdout.buffer.write(content)
        else:
            typer.echo(content.decode(), nl=False)

    @property
    def is_document(self) -> bool:
        """Whether the notation has a document also for an answer without a route."""
        return self.form in DOCUMENTS


def destination(form: str, path: Path | None = None, renderers: Mapping[str, Renderer] = PLAIN) -> Destination:
    """Check a request for a notation before any work is done.

    Raises:
        UsageError: no such notation, or a binary one for a terminal.
    """
    if form not in renderers:
        raise UsageError(f'The format "{form}" is unknown; use one of: {", ".join(renderers)}.')
    if form in BINARY and path is None and sys.stdout.isatty():
        raise UsageError(f"{form} is no text for a terminal: name a file with --output FILE.")
    return Destination(form, path, renderers)
