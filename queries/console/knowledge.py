"""What the graph itself tells the console: its labels, types, properties, steps and names.

Read in the background when a session starts and again after the graph has changed; kept beside the data under the
graph's digest, so that the next session knows it at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from graph.store.port import Store
from queries.console.vocabulary import Entity

_DIGEST = "MATCH (m:Meta) RETURN m.digest AS digest LIMIT 1"
_STEPS = "MATCH (a)-[r]->(b) RETURN DISTINCT labels(a) AS a, type(r) AS t, labels(b) AS b"
_NODE_KEYS = "MATCH (n) RETURN DISTINCT labels(n) AS kinds, keys(n) AS keys"
_RELATION_KEYS = "MATCH ()-[r]->() RETURN DISTINCT type(r) AS kind, keys(r) AS keys"
_COUNTS = "MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS n ORDER BY label"
_NAMES = (
    "MATCH (n:Entity) RETURN n.id AS id, n.name_en AS en, n.name_ru AS ru, n.aliases AS aliases, labels(n) AS labels "
    "ORDER BY id LIMIT 200000"
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One reading of a graph; ``digest`` says of which."""

    digest: str
    properties: Mapping[str, tuple[str, ...]]
    patterns: frozenset[tuple[str, str, str]]
    entities: tuple[Entity, ...]
    counts: Mapping[str, int]

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that a node bears."""
        return tuple(self.counts)

    @property
    def types(self) -> tuple[str, ...]:
        """Every relation type that occurs."""
        return tuple(sorted({kind for _, kind, _ in self.patterns}))


def digest_of(store: Store) -> str:
    """Give the digest that the last refresh left, "" where none did."""
    rows = store.read(_DIGEST)
    return str(rows[0]["digest"] or "") if rows else ""


def read_knowledge(store: Store) -> Knowledge:
    """Read all of it; takes about a second on the reference graph."""
    return Knowledge(
        digest=digest_of(store),
        properties=_properties(store),
        patterns=frozenset(
            step for row in store.read(_STEPS) for step in product(row["a"], [row["t"]], row["b"])
        ),
        entities=tuple(_entity(row) for row in store.read(_NAMES)),
        counts={row["label"]: row["n"] for row in store.read(_COUNTS)},
    )  # fmt: skip


def _properties(store: Store) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for row in store.read(_NODE_KEYS):
        for label in row["kinds"]:
            found.setdefault(label, set()).update(row["keys"])
    for row in store.read(_RELATION_KEYS):
        found.setdefault(row["kind"], set()).update(row["keys"])
    return {kind: tuple(sorted(keys)) for kind, keys in sorted(found.items())}


def _entity(row: Mapping[str, Any]) -> Entity:
    names = [one for one in (row["en"], row["ru"], *(row["aliases"] or ())) if one]
    return Entity(row["id"], tuple(dict.fromkeys(names)), frozenset(row["labels"]))


def save(knowledge: Knowledge, path: Path) -> None:
    """Keep a reading; a folder that cannot be written only makes the next start know less."""
    document = {
        "digest": knowledge.digest,
        "properties": {kind: list(keys) for kind, keys in knowledge.properties.items()},
        "patterns": sorted(map(list, knowledge.patterns)),
        "entities": [[one.id, list(one.names), sorted(one.labels)] for one in knowledge.entities],
        "counts": dict(knowledge.counts),
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(".new")
        scratch.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
        scratch.replace(path)
    except OSError:
        return


def load(path: Path) -> Knowledge | None:
    """Give the kept reading; None where there is none that can be read."""
    try:
        found = json.loads(path.read_text("utf-8"))
        return Knowledge(
            digest=found["digest"],
            properties={kind: tuple(keys) for kind, keys in found["properties"].items()},
            patterns=frozenset((a, t, b) for a, t, b in found["patterns"]),
            entities=tuple(Entity(key, tuple(names), frozenset(labels)) for key, names, labels in found["entities"]),
            counts=found["counts"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
