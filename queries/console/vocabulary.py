"""What completion and warnings know: words of Cypher, the schema, the catalogue, the console, and the graph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

BEGINNINGS = ("MATCH", "OPTIONAL MATCH", "RETURN", "WITH", "UNWIND", "CALL", "CREATE", "MERGE", "EXPLAIN", "PROFILE")
CLAUSES = (
    "MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "WITH", "UNWIND", "ORDER BY", "SKIP", "LIMIT", "UNION", "CALL",
    "CREATE", "MERGE", "SET", "REMOVE", "DELETE", "DETACH DELETE", "FOREACH", "EXPLAIN", "PROFILE",
)  # fmt: skip
OPERATORS = (
    "AND", "AS", "ASC", "CASE", "CONTAINS", "DESC", "DISTINCT", "ELSE", "END", "ENDS WITH", "FALSE", "IN",
    "IS NOT NULL", "IS NULL", "NOT", "NULL", "OR", "STARTS WITH", "THEN", "TRUE", "WHEN", "XOR", "YIELD",
)  # fmt: skip
KEYWORDS = CLAUSES + OPERATORS
# Functions of openCypher, and those that servers commonly add; a store may lack some.
FUNCTIONS = (
    "abs", "acos", "all", "any", "asin", "atan", "atan2", "avg", "ceil", "coalesce", "collect", "cos", "cot", "count",
    "date", "datetime", "degrees", "duration", "e", "elementId", "endNode", "exists", "exp", "floor", "haversin",
    "head", "id", "isEmpty", "keys", "labels", "last", "left", "length", "localdatetime", "localtime", "log", "log10",
    "ltrim", "max", "min", "nodes", "none", "percentileCont", "percentileDisc", "pi", "point", "properties", "radians",
    "rand", "randomUUID", "range", "reduce", "relationships", "replace", "reverse", "right", "round", "rtrim",
    "shortestPath", "allShortestPaths", "sign", "sin", "single", "size", "split", "sqrt", "startNode", "stDev",
    "stDevP", "substring", "sum", "tail", "tan", "time", "timestamp", "toBoolean", "toFloat", "toInteger", "toLower",
    "toString", "toUpper", "trim", "type",
)  # fmt: skip
PROCEDURES = ("db.labels", "db.propertyKeys", "db.relationshipTypes")


@dataclass(frozen=True, slots=True)
class Entity:
    """Something in the graph that bears a name; ``names`` are all its names, the English one first."""

    id: str
    names: tuple[str, ...]
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CommandWords:
    """What may follow a command: the kinds of its arguments in order (the last one repeats), and its options."""

    arguments: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    """Option to the kind of its value, "" where it takes none."""


@dataclass(frozen=True)
class Vocabulary:
    """Words by kind.

    ``properties`` are by label or relation type, ``questions`` by id with the name and type of each parameter;
    ``patterns`` are the steps that occur: label at the start, type, label at the end.
    """

    labels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    patterns: frozenset[tuple[str, str, str]] = frozenset()
    entities: tuple[Entity, ...] = ()
    questions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    commands: Mapping[str, CommandWords] = field(default_factory=dict)
    parameters: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What an argument of a kind may be, such as the notations."""
    keywords: tuple[str, ...] = KEYWORDS
    functions: tuple[str, ...] = FUNCTIONS
    procedures: tuple[str, ...] = PROCEDURES

    def properties_of(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """Give the properties that the labels or types may bear, or all of them where none is known."""
        known = [kind for kind in kinds if kind in self.properties]
        if len(known) == 1:
            return self.properties[known[0]]
        found = (self.properties[kind] for kind in known) if known else self.properties.values()
        return tuple(sorted({name for names in found for name in names}))

    @cached_property
    def _steps(self) -> dict[tuple[str, str], dict[str, set[str]]]:
        """By label and direction: each type with the labels at the other end."""
        found: dict[tuple[str, str], dict[str, set[str]]] = {}
        for start, kind, end in self.patterns:
            found.setdefault((start, ">"), {}).setdefault(kind, set()).add(end)
            found.setdefault((end, "<"), {}).setdefault(kind, set()).add(start)
        return found

    @cached_property
    def bearing(self) -> frozenset[str]:
        """Every label that some step starts or ends at."""
        return frozenset(label for start, _, end in self.patterns for label in (start, end))

    def steps(self, labels: Iterable[str], direction: str) -> dict[str, set[str]]:
        """Give the types that leave (``>``), reach (``<``) or touch (nothing) a node of all these labels.

        Each type comes with the labels at its other end. Empty where the graph's steps are unknown.
        """
        wanted = tuple(labels)
        found: dict[str, set[str]] = {}
        for way in direction or "<>":
            for kind, ends in self._meeting(wanted, way).items():
                found.setdefault(kind, set()).update(ends)
        return found

    def _meeting(self, labels: tuple[str, ...], way: str) -> dict[str, set[str]]:
        if not labels:
            pairs = [steps for (_, one), steps in self._steps.items() if one == way]
            kinds = {kind for steps in pairs for kind in steps}
            return {kind: set().union(*(steps.get(kind, set()) for steps in pairs)) for kind in kinds}
        first, *others = (self._steps.get((label, way), {}) for label in labels)
        shared = {kind for kind in first if all(kind in steps for steps in others)}
        return {kind: first[kind].intersection(*(steps[kind] for steps in others)) for kind in shared}

    @cached_property
    def _names(self) -> list[tuple[str, str, int]]:
        """Every beginning of a word of a name, folded and sorted, with the name and the entity's place."""
        found = {
            (part, name, place)
            for place, entity in enumerate(self.entities)
            for name in (entity.id, *entity.names)
            for part in _beginnings(name)
        }
        return sorted(found)

    def named(self, prefix: str, limit: int) -> list[tuple[Entity, str]]:
        """Give the entities of which a name, or a word of it, starts so; each once, with that name."""
        small = fold(prefix)
        found: dict[int, str] = {}
        for place in range(bisect_left(self._names, (small,)), len(self._names)):
            part, name, entity = self._names[place]
            if not part.startswith(small) or len(found) >= limit:
                break
            found.setdefault(entity, name)
        return [(self.entities[place], name) for place, name in found.items()]


def fold(text: str) -> str:
    """Bring a name to the form in which beginnings are compared."""
    return text.casefold().replace("ё", "е").lstrip("«\"' ")


def _beginnings(name: str) -> list[str]:
    folded = fold(name)
    return [folded[0 if not place else place + 1 :] for place in [0, *_gaps(folded)]]


def _gaps(text: str) -> list[int]:
    return [place for place, letter in enumerate(text) if letter in " -_–«" and place]
