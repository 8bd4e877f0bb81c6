"""EXPLAIN and PROFILE drawn as a tree with the figures that the store states, and warnings of what makes it slow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.store.plan import Plan, PlanStep, plan_of
from queries.console.checks import products
from queries.console.cypher.parse import parse
from queries.console.cypher.tokens import SILENT, tokens
from queries.console.prose import counted, folded
from queries.render.notations import Format
from queries.render.width import padded, width_of

if TYPE_CHECKING:
    from queries.console.session import Session

# Operators that read everything of a kind, or everything; the embedded engine's names and those of a server.
_SCANS = ("AllNodesScan", "NodeByLabelScan", "AllNodes", "DirectedAllRelationshipsScan", "FullScan")
_UNSAID = "MATCH NODE"  # the embedded engine's step that does not say whether it uses an index
_PRODUCTS = ("CartesianProduct", "CrossProduct")


def asks_for_plan(statement: str) -> bool:
    """Tell whether a statement begins with EXPLAIN or PROFILE."""
    first = next((one.text.upper() for one in tokens(statement) if one.kind not in SILENT), "")
    return first in {"EXPLAIN", "PROFILE"}


def show_plan(session: Session, statement: str) -> None:
    """Draw the plan; in a notation other than tables it is rows."""
    plan = plan_of(session.store, statement, session.statement_parameters(statement))
    if session.output.notation is not Format.TABLE:
        session.show_rows(_records(plan))
        return
    for line in drawn(plan, spoken=session.output.spoken):
        session.say(line)
    for warning in warnings_in(plan, statement):
        session.say(folded(f"Warning: {warning}", session.columns, indent=2))


def drawn(plan: Plan, *, spoken: bool = False) -> Iterator[str]:
    """Give the lines of the tree; the first step is the one whose rows are the answer, what feeds it stands below."""
    steps = list(_indented(plan.roots, "", spoken))
    width = max((width_of(line) for line, _ in steps), default=0)
    for line, step in steps:
        figures = _figures(step, plan.measured)
        yield f"{padded(line, width)}  {figures}".rstrip()
    yield from plan.remarks


def _indented(steps: tuple[PlanStep, ...], lead: str, spoken: bool) -> Iterator[tuple[str, PlanStep]]:
    for place, step in enumerate(steps):
        last = place == len(steps) - 1
        branch = "" if not lead and spoken else ("" if spoken else "└─ " if last else "├─ ")
        details = f" {step.details}" if step.details else ""
        yield f"{lead}{branch}{step.operator}{details}", step
        deeper = lead + ("  " if spoken else "   " if last else "│  ")
        yield from _indented(step.children, deeper, spoken)


def _figures(step: PlanStep, measured: bool) -> str:
    found = []
    if step.rows is not None and measured:
        found.append(counted(step.rows, "row"))
    if step.estimated_rows is not None:
        found.append(f"about {counted(round(step.estimated_rows), 'row')}")
    if step.hits is not None and measured:
        found.append(counted(step.hits, "hit"))
    if step.cost is not None:
        found.append(f"cost {step.cost:,.2f}")
    if step.milliseconds is not None:
        found.append(f"{step.milliseconds:,.2f} ms")
    return ", ".join(found)


def warnings_in(plan: Plan, statement: str) -> list[str]:
    """Name the steps that read everything, and joins of everything with everything."""
    found = [_scan(step) for step in _all(plan.roots) if _reads_all(step, statement)]
    if any(step.operator.startswith(_PRODUCTS) for step in _all(plan.roots)):
        found.append("every row of one part is joined with every row of the other (a cartesian product).")
    return found + [one.reason for one in products(statement) if not any("cartesian" in other for other in found)]


def _scan(step: PlanStep) -> str:
    what = step.details or "of all nodes"
    return f"{step.operator} {what} reads every such node; a key in the pattern lets the store use an index."


def _reads_all(step: PlanStep, statement: str) -> bool:
    if step.operator.startswith(_SCANS):
        return True
    variable = step.details.strip("()").partition(":")[0]
    keyed = {node.variable.name for node in parse(statement).findings.nodes if node.variable and node.keys}
    return step.operator == _UNSAID and variable not in keyed and "WHERE" not in statement.upper()


def _all(steps: tuple[PlanStep, ...]) -> Iterator[PlanStep]:
    for step in steps:
        yield step
        yield from _all(step.children)


def _records(plan: Plan) -> Iterator[dict[str, object]]:
    for line, step in _indented(plan.roots, "", False):
        yield {
            "step": line, "operator": step.operator, "details": step.details, "rows": step.rows,
            "estimated_rows": step.estimated_rows, "cost": step.cost, "hits": step.hits,
            "milliseconds": step.milliseconds,
        }  # fmt: skip
