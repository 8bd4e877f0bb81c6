"""What the parser saw in a statement, with places: all that completion and warnings need."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a text stops being Cypher, and why; ``expected`` lists what could have stood there."""

    place: int
    reason: str
    length: int = 1


@dataclass(frozen=True, slots=True)
class Named:
    """A name and where it stands."""

    name: str
    place: int


@dataclass(slots=True)
class NodeSeen:
    """``(variable:Label {key: …})``; ``exact`` is False where labels are joined by more than ``:`` or ``&``."""

    place: int
    variable: Named | None = None
    labels: list[Named] = field(default_factory=list)
    keys: list[Named] = field(default_factory=list)
    exact: bool = True


@dataclass(slots=True)
class RelationSeen:
    """``-[variable:TYPE|TYPE*1..3 {key: …}]->``; ``direction`` is ``>``, ``<`` or nothing."""

    place: int
    direction: str = ""
    variable: Named | None = None
    types: list[Named] = field(default_factory=list)
    keys: list[Named] = field(default_factory=list)
    many: bool = False
    exact: bool = True


@dataclass(frozen=True, slots=True)
class StepSeen:
    """One step of a pattern: from left to right as written."""

    left: NodeSeen
    relation: RelationSeen
    right: NodeSeen


@dataclass(frozen=True, slots=True)
class PropertySeen:
    """``variable.name``."""

    variable: str
    property: Named


@dataclass(frozen=True, slots=True)
class LabelTest:
    """``variable:Label`` in an expression."""

    variable: str
    label: Named


@dataclass(slots=True)
class Findings:
    """Everything seen, in the order of the text."""

    nodes: list[NodeSeen] = field(default_factory=list)
    relations: list[RelationSeen] = field(default_factory=list)
    steps: list[StepSeen] = field(default_factory=list)
    properties: list[PropertySeen] = field(default_factory=list)
    tests: list[LabelTest] = field(default_factory=list)
    functions: list[Named] = field(default_factory=list)
    procedures: list[Named] = field(default_factory=list)
    paths: list[list[NodeSeen]] = field(default_factory=list)
    """The nodes of each comma-separated part of a MATCH; parts without a common variable make a product."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A statement's findings, and its first fault if it has one."""

    findings: Findings
    fault: Fault | None
