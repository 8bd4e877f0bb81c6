"""How a server answers a statement: its plan (EXPLAIN) or what answering really took (PROFILE).

A server of the Neo4j kind sends a tree of operators; the embedded engine sends its plan as text. Both are given as a
tree, with the figures that the engine states.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graph.errors import StoreError
from graph.store.bolt import BoltStore
from graph.store.failures import refused_to_reader
from graph.store.port import Parameters, Store

_STEP = re.compile(r"^(?P<indent>[\s|]*)\+\s*(?P<name>[^\[(\n]+?)\s*(?P<rest>[\[(].*)?$")
_FIGURE = re.compile(r"(cost|rows)=([\d.,]+)")
_MEASURED = re.compile(r"\(([\d.,]+)\s*(ns|μs|us|ms|s),\s*([\d,]+) rows\)")
_FAILURE = re.compile(r"^Error: (.+)$", re.MULTILINE)
_NOT_ALLOWED = "is not allowed to"
_MILLISECONDS = {"ns": 1e-6, "μs": 1e-3, "us": 1e-3, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One operator; figures that the engine does not state are ``None``. ``cost`` is the engine's own measure."""

    operator: str
    details: str = ""
    estimated_rows: float | None = None
    rows: int | None = None
    cost: float | None = None
    hits: int | None = None
    milliseconds: float | None = None
    children: tuple[PlanStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of a statement; ``measured`` tells PROFILE from EXPLAIN, ``remarks`` are the engine's further lines."""

    roots: tuple[PlanStep, ...]
    measured: bool
    remarks: tuple[str, ...] = field(default=())


def plan_of(store: Store, statement: str, parameters: Parameters | None = None) -> Plan:
    """Run a statement that begins with EXPLAIN or PROFILE, through the reader's account, and give its plan.

    Raises:
        ReadOnlyViolation: PROFILE would have written.
        StoreError: the server sent no plan, or could not answer.
    """
    if not isinstance(store, BoltStore):
        raise StoreError("This store gives no plans.")
    found = store.summary(statement, parameters)
    tree = found.profile or found.plan
    if not tree:
        raise StoreError("The server sent no plan for this statement.")
    text = tree.get("args", {}).get("string-representation")
    measured = found.profile is not None
    if text and not tree.get("children") and "Plan" in tree["operatorType"]:
        _check_answered(str(text))
        return _from_text(str(text), measured)
    return Plan((_from_tree(tree),), measured)


def _check_answered(text: str) -> None:
    """The embedded engine does not fail where PROFILE does: it writes the failure below the plan."""
    failure = _FAILURE.search(text)
    if failure:
        raise refused_to_reader(failure[1]) if _NOT_ALLOWED in failure[1] else StoreError(failure[1])


def _from_tree(tree: Mapping[str, Any]) -> PlanStep:
    args = tree.get("args", {})
    return PlanStep(
        operator=tree["operatorType"].partition("@")[0],
        details=str(args.get("Details", "")),
        estimated_rows=args.get("EstimatedRows"),
        rows=args.get("Rows", tree.get("rows")),
        hits=args.get("DbHits", tree.get("dbHits")),
        milliseconds=args["Time"] / 1e6 if args.get("Time") else None,
        children=tuple(_from_tree(child) for child in tree.get("children", ())),
    )


def _from_text(text: str, measured: bool) -> Plan:
    """Read the lines that begin with ``+``; their indent says what feeds what."""
    remarks = []
    flat: list[tuple[int, PlanStep]] = []
    for line in text.splitlines():
        found = _STEP.match(line)
        if found:
            flat.append((len(found["indent"]), _from_line(found["name"], found["rest"] or "")))
        elif ":" in line and not line.rstrip().endswith(":"):
            remarks.append(line.strip())
    return Plan(_nested(flat), measured, tuple(remarks))


def _from_line(name: str, rest: str) -> PlanStep:
    figures = {kind: float(number.replace(",", "")) for kind, number in _FIGURE.findall(rest)}
    measured = _MEASURED.search(rest)
    details = _MEASURED.sub("", re.sub(r"\[(?:cost|rows)=[^\]]*\]", "", rest)).strip()
    return PlanStep(
        operator=name, details=details, estimated_rows=figures.get("rows"), cost=figures.get("cost"),
        rows=int(measured[3].replace(",", "")) if measured else None,
        milliseconds=float(measured[1].replace(",", "")) * _MILLISECONDS[measured[2]] if measured else None,
    )  # fmt: skip


def _nested(flat: list[tuple[int, PlanStep]]) -> tuple[PlanStep, ...]:
    """Put each step under the last one that stands less deep."""
    roots: list[PlanStep] = []
    place = 0
    while place < len(flat):
        depth, step = flat[place]
        end = place + 1
        while end < len(flat) and flat[end][0] > depth:
            end += 1
        roots.append(replace(step, children=_nested(flat[place + 1 : end])))
        place = end
    return tuple(roots)
