"""The answers of ``routes`` and ``flow`` in the shape in which every answer is written (``report``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from queries.answers.report import Document, Row
from queries.answers.route_csv import COLUMNS, hop_rows
from queries.answers.route_flow_rows import FLOW_COLUMNS, flow_rows
from queries.answers.route_geojson import features_of
from queries.answers.route_graphml import graph_of
from queries.answers.route_json import document
from queries.answers.route_table import flow_text, routes_text
from queries.routes.answer import RoutesAnswer

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class RoutesReport:
    """The best routes; a row is a hop."""

    answer: RoutesAnswer
    kind: ClassVar[str] = "routes"
    columns: ClassVar[tuple[str, ...]] = COLUMNS

    def document(self) -> Document:
        """Give question, digest, routes, flow and what blocks."""
        return document(self.answer)

    def rows(self) -> list[Row]:
        """Give the hops."""
        return hop_rows(self.answer)

    def text(self) -> str:
        """Give the routes with their evidence."""
        return routes_text(self.answer)

    def features(self) -> list[Document]:
        """Give the hops as lines on the map."""
        return features_of(self.answer)

    def graph(self) -> nx.MultiDiGraph[str]:
        """Give the sites and legs of the routes."""
        return graph_of(self.answer)


@dataclass(frozen=True, slots=True)
class FlowReport(RoutesReport):
    """The greatest flow; a row is a leg that carries or a part of the cut."""

    kind: ClassVar[str] = "flow"
    columns: ClassVar[tuple[str, ...]] = FLOW_COLUMNS

    def rows(self) -> list[Row]:
        """Give what flows where, and the cut."""
        return flow_rows(self.answer)

    def text(self) -> str:
        """Give the amount, the cut that proves it and the flow on every leg."""
        return flow_text(self.answer)
