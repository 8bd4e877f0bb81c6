"""Notations that are files of their own kind: GeoJSON and GraphML from the nodes and paths in rows, and Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from graph.errors import TrunklineError, UsageError
from graph.store.values import Node, Path, Relation
from queries.render.cells import kinds_of, plain_text
from queries.render.notations import SCHEMA_VERSION, Format
from queries.render.writers import Rows, RowWriter, json_value

_PLACES = (("longitude", "latitude"), ("lon", "lat"), ("lng", "lat"))


def collecting_writer(notation: Format, out: TextIO) -> RowWriter:
    """Give the writer; Parquet needs an ``out`` over bytes that is no terminal."""
    if notation is Format.GEOJSON:
        return GeoJsonWriter(out)
    return GraphMlWriter(out) if notation is Format.GRAPHML else ParquetWriter(out)


class GeoJsonWriter:
    """One feature a place or path; a row that shows none is a feature without geometry, so that no row is lost."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._first = True
        self._columns: tuple[str, ...] = ()

    def begin(self, columns: tuple[str, ...]) -> None:
        """Open the collection."""
        self._columns = columns
        self._out.write(f'{{"type": "FeatureCollection", "schema_version": {SCHEMA_VERSION}, "features": [')

    def rows(self, batch: Rows) -> None:
        """Write the features of some rows."""
        for row in batch:
            for feature in self._features(dict(zip(self._columns, row, strict=True))):
                self._out.write(f"{'' if self._first else ','}\n{json_value(feature)}")
                self._first = False

    def end(self) -> None:
        """Close the collection."""
        self._out.write("\n]}\n")

    def _features(self, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        scalars = {key: value for key, value in row.items() if not isinstance(value, Node | Path | Relation)}
        shapes = [value for value in row.values() if isinstance(value, Node | Path)]
        for shape in shapes:
            geometry = _line(shape) if isinstance(shape, Path) else _point(shape["properties"])
            own = {} if isinstance(shape, Path) else {"kind": kinds_of(shape)[0], **shape["properties"]}
            yield {"type": "Feature", "geometry": geometry, "properties": {**own, **scalars}}
        if not shapes:
            yield {"type": "Feature", "geometry": _point(row), "properties": scalars}


def _point(values: dict[str, Any]) -> dict[str, Any] | None:
    place = _position(values)
    return None if place is None else {"type": "Point", "coordinates": place}


def _position(values: dict[str, Any]) -> list[float] | None:
    for east, north in _PLACES:
        if isinstance(values.get(east), int | float) and isinstance(values.get(north), int | float):
            return [values[east], values[north]]
    return None


def _line(path: Path) -> dict[str, Any] | None:
    """A straight line between the places of a path; None where one of them has no position."""
    places = [_position(node["properties"]) for node in path["nodes"]]
    return {"type": "LineString", "coordinates": places} if len(places) > 1 and all(places) else None


class GraphMlWriter:
    """The nodes and relations of all rows as one graph; values of rows that are neither are left out."""

    def __init__(self, out: TextIO) -> None:
        import networkx as nx

        self._out = out
        self._graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()

    def begin(self, columns: tuple[str, ...]) -> None:
        """Nothing is written before all is known."""

    def rows(self, batch: Rows) -> None:
        """Keep the nodes and relations of some rows."""
        for row in batch:
            for value in row:
                self._add(value)

    def _add(self, value: Any) -> None:  # noqa: ANN401 - whatever a query returns
        if isinstance(value, Node):
            self._graph.add_node(value["id"], labels=":".join(value["labels"]), **_flat(value["properties"]))
        elif isinstance(value, Relation):
            flat = _flat(value["properties"])
            self._graph.add_edge(value["start"], value["end"], key=value["id"], type=value["type"], **flat)
        elif isinstance(value, Path):
            for part in (*value["nodes"], *value["relations"]):
                self._add(part)
        elif isinstance(value, list):
            for part in value:
                self._add(part)

    def end(self) -> None:
        """Write the graph."""
        import networkx as nx

        if not self._graph:
            raise UsageError("GraphML needs nodes or paths: return them, such as RETURN p.")
        self._out.write("\n".join(nx.generate_graphml(self._graph, named_key_ids=True)) + "\n")


def _flat(properties: dict[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in properties.items() if isinstance(value, str | int | float | bool)}
    return {**{key: plain_text(value) for key, value in properties.items() if value is not None}, **plain}


class ParquetWriter:
    """Row groups as they come; the first batch decides the types."""

    def __init__(self, out: TextIO) -> None:
        if out.isatty() or not hasattr(out, "buffer"):
            raise UsageError("Parquet is no text for a terminal: write :output FILE first, or redirect the output.")
        self._out = out
        self._writer: Any = None
        self._schema: Any = None
        self._columns: tuple[str, ...] = ()

    def begin(self, columns: tuple[str, ...]) -> None:
        """Keep the columns."""
        self._columns = columns

    def rows(self, batch: Rows) -> None:
        """Write some rows as one row group."""
        import pyarrow as pa  # type: ignore[import-untyped]
        from pyarrow import parquet

        columns = {name: [_stored(row[place]) for row in batch] for place, name in enumerate(self._columns)}
        try:
            table = pa.table(columns, schema=self._schema)
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise TrunklineError(
                f"A column holds values of different kinds, which Parquet refuses: {error}."
            ) from error
        if self._writer is None:
            table = table.cast(pa.schema([_typed(field, pa) for field in table.schema]))
            self._schema = table.schema
            self._writer = parquet.ParquetWriter(self._out.buffer, table.schema)
        self._writer.write_table(table)

    def end(self) -> None:
        """Write the footer; an answer without rows is a file with its columns."""
        if self._writer is None:
            self.rows([])
        self._writer.close()


def _typed(field: Any, pa: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """A column that has been empty so far is kept as text."""
    return field.with_type(pa.string()) if pa.types.is_null(field.type) else field


def _stored(value: Any) -> Any:  # noqa: ANN401
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict) else value
