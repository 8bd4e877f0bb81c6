"""Names that a session with ``--write`` makes: known from then on, although the graph was read before."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from queries.console.checks import bearers, bearing, kinds_of, labels_of
from queries.console.cypher.findings import Findings
from queries.console.cypher.parse import parse
from queries.console.cypher.tokens import SILENT, tokens
from queries.console.vocabulary import Vocabulary

_MAKING = frozenset({"CREATE", "INSERT", "MERGE", "SET"})


def makes_names(statement: str) -> bool:
    """Tell whether a statement may give the graph labels, types or properties that it did not have."""
    return any(one.text.upper() in _MAKING for one in tokens(statement) if one.kind not in SILENT)


def learned(words: Vocabulary, statement: str) -> Vocabulary:
    """Add the labels, types, properties and steps of a statement to the words."""
    seen = parse(statement).findings
    bears = bearers(seen)
    properties = {kind: set(names) for kind, names in words.properties.items()}
    for bearer in bearing(seen):
        for kind in kinds_of(bearer):
            properties.setdefault(kind, set()).update(key.name for key in bearer.keys)
    for one in seen.properties:
        for kind in bears.get(one.variable, ()):
            properties[kind].add(one.property.name)
    labels = {one.name for node in seen.nodes for one in node.labels} | {test.label.name for test in seen.tests}
    types = {one.name for relation in seen.relations for one in relation.types}
    return replace(
        words,
        labels=tuple(sorted({*words.labels, *labels})),
        types=tuple(sorted({*words.types, *types})),
        properties={kind: tuple(sorted(names)) for kind, names in properties.items()},
        patterns=words.patterns | _steps(seen, bears),
    )


def _steps(seen: Findings, bears: dict[str, frozenset[str]]) -> frozenset[tuple[str, str, str]]:
    found: set[tuple[str, str, str]] = set()
    for step in seen.steps:
        ends = [labels_of(step.left, bears), labels_of(step.right, bears)]
        start, end = ends[::-1] if step.relation.direction == "<" else ends
        found |= set(product(start, (one.name for one in step.relation.types), end))
    return frozenset(found)
