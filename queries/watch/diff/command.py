"""``trunkline diff``: what changed between two runs or days, and which documents did it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from queries.answers.report import PLAIN, Form, Output, Renderer, destination

if TYPE_CHECKING:
    from queries.watch.diff.report import DiffReport
    from queries.watch.saved import SavedQuestion

Start = Annotated[str, typer.Argument(metavar="FROM", help="A day as it was known, a run, or: last.")]
End = Annotated[
    str | None, typer.Argument(metavar="[TO]", help="The same, or: now. A run alone shows what it changed.")
]


def _markdown(report: DiffReport) -> bytes:
    return (report.markdown() + "\n").encode()


RENDERERS: Mapping[str, Renderer] = {**PLAIN, "markdown": _markdown}


def diff(start: Start, end: End = None, form: Form = "table", output: Output = None) -> None:
    """Compare the graph and the saved answers of two runs or days; --format also takes markdown."""
    from graph.fuse.objects import Node
    from graph.schema.statements import read_nodes
    from graph.store import open_store
    from queries.watch.diff.answers import answers_of
    from queries.watch.diff.comparing import Comparison
    from queries.watch.diff.points import points_of, state_at
    from queries.watch.diff.report import Difference, DiffReport

    out, today = destination(form, output, RENDERERS), date.today()
    with open_store() as store:
        first, second = points_of(store, start, end)
        comparison = Comparison(state_at(store, first, today), state_at(store, second, today))
        rows = store.read(read_nodes("Decision"))
    decisions = tuple(Node("Decision", row["id"], row["properties"]) for row in rows)
    answers = answers_of(comparison, _questions(), decisions)
    out.write(DiffReport(Difference.of(comparison, answers)))


def _questions() -> list[SavedQuestion]:
    """Give the saved questions of the package and all watches."""
    from queries.watch.book import WatchBook
    from queries.watch.saved import packaged

    return [*packaged(), *(one.question for one in WatchBook().watches().values())]
