"""Warnings before a statement runs: names that nothing bears, steps that never occur, patterns without a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from queries.console.cypher.findings import Fault, Findings, Named, NodeSeen, RelationSeen, StepSeen
from queries.console.cypher.parse import parse
from queries.console.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning: where, how long the place is, and what is odd about it."""

    place: int
    length: int
    reason: str


def warnings_of(statement: str, words: Vocabulary) -> list[Warned]:
    """Give what is odd in a statement that the grammar accepts, in the order of the text."""
    parsed = parse(statement)
    return [] if parsed.fault else sorted(_all(parsed.findings, words), key=lambda one: one.place)


def fault_of(statement: str) -> Fault | None:
    """Give the first place where the grammar refuses a statement."""
    return parse(statement).fault


def _all(seen: Findings, words: Vocabulary) -> Iterator[Warned]:
    bears = bearers(seen)
    labels = [label for node in seen.nodes for label in node.labels] + [test.label for test in seen.tests]
    yield from _unknown(labels, words.labels, "label")
    yield from _unknown([kind for one in seen.relations for kind in one.types], words.types, "relation type")
    yield from _unknown_functions(seen.functions, words)
    for one in seen.properties:
        if one.variable in bears:
            yield from _property(one.property, bears[one.variable], words)
    for bearer in bearing(seen):
        for key in bearer.keys:
            yield from _property(key, kinds_of(bearer), words)
    for step in seen.steps:
        yield from _step(step, bears, words)


def bearers(seen: Findings) -> dict[str, frozenset[str]]:
    """Labels or types of each variable, joined over the whole statement; a name used anew makes it less sure."""
    found: dict[str, frozenset[str]] = {}
    for bearer in bearing(seen):
        if bearer.variable:
            found[bearer.variable.name] = found.get(bearer.variable.name, frozenset()) | kinds_of(bearer)
    return found


def bearing(seen: Findings) -> list[NodeSeen | RelationSeen]:
    """Give all that bears labels or a type, and properties."""
    return [*seen.nodes, *seen.relations]


def kinds_of(bearer: NodeSeen | RelationSeen) -> frozenset[str]:
    """Give the labels of a node or the types of a relation."""
    return frozenset(one.name for one in (bearer.labels if isinstance(bearer, NodeSeen) else bearer.types))


def _near(name: str, known: Iterable[str]) -> str:
    by_fold = {one.lower(): one for one in known}
    found = get_close_matches(name.lower(), by_fold, 1, 0.6)
    return f" Did you mean {by_fold[found[0]]}?" if found else ""


def _unknown(names: Iterable[Named], known: tuple[str, ...], kind: str) -> Iterator[Warned]:
    if not known:
        return
    for one in names:
        if one.name not in known:
            hint = _near(one.name, known)
            yield Warned(one.place, len(one.name), f"nothing in this graph has the {kind} {one.name}.{hint}")


def _unknown_functions(names: Iterable[Named], words: Vocabulary) -> Iterator[Warned]:
    known = {one.lower() for one in words.functions}
    for one in names:
        if "." not in one.name and one.name.lower() not in known:
            hint = _near(one.name, words.functions)
            yield Warned(one.place, len(one.name), f"no function is called {one.name}.{hint}")


def _property(found: Named, kinds: frozenset[str], words: Vocabulary) -> Iterator[Warned]:
    known = [kind for kind in sorted(kinds) if kind in words.properties]
    if not known or any(found.name in words.properties[kind] or _open_ended(found.name) for kind in known):
        return
    borne = sorted({name for kind in known for name in words.properties[kind]})
    bearer = " or ".join(known)
    reason = f"no {bearer} has the property {found.name}.{_near(found.name, borne)}"
    yield Warned(found.place, len(found.name), reason)


def _open_ended(name: str) -> bool:
    """Roles of claims and events are declared as ``role_*``."""
    return name.startswith("role_")


def _step(step: StepSeen, bears: dict[str, frozenset[str]], words: Vocabulary) -> Iterator[Warned]:
    """A step of one type between known labels that the graph has only the other way round, or not at all."""
    relation = step.relation
    left, right = labels_of(step.left, bears), labels_of(step.right, bears)
    if relation.many or not relation.exact or not words.patterns or not (left or right):
        return
    if not (step.left.exact and step.right.exact and {*left, *right} <= set(words.labels)):
        return
    kinds = [one.name for one in relation.types]
    if any(kind not in words.types for kind in kinds) or _fits(left, kinds, right, relation.direction, words):
        return
    turned = {">": "<", "<": ">"}.get(relation.direction, "")
    described = f"{_drawn(left)}{_arrow(kinds, relation.direction)}{_drawn(right)}"
    hint = " It occurs the other way round." if turned and _fits(left, kinds, right, turned, words) else ""
    yield Warned(relation.place, 1, f"the graph has no {described}.{hint}")


def labels_of(node: NodeSeen, bears: dict[str, frozenset[str]]) -> frozenset[str]:
    """Give the labels of a node, those too that its variable bears elsewhere."""
    own = frozenset(one.name for one in node.labels)
    return own | bears.get(node.variable.name, frozenset()) if node.variable else own


def _fits(left: frozenset[str], kinds: list[str], right: frozenset[str], direction: str, words: Vocabulary) -> bool:
    fitting = words.steps(left, direction)
    return any(right <= ends for kind, ends in fitting.items() if not kinds or kind in kinds)


def _drawn(labels: frozenset[str]) -> str:
    return f"({''.join(f':{label}' for label in sorted(labels))})"


def _arrow(kinds: list[str], direction: str) -> str:
    inside = f"[:{'|'.join(kinds)}]" if kinds else ""
    return f"{'<' if direction == '<' else ''}-{inside}-{'>' if direction == '>' else ''}"


def products(statement: str) -> list[Warned]:
    """Warn of MATCH parts that share no variable: every row of one is joined with every row of the other."""
    parsed = parse(statement)
    if parsed.fault:
        return []
    return list(_products(statement, parsed.findings))


def _products(statement: str, seen: Findings) -> Iterator[Warned]:
    held: set[str] = set()
    for place, path in enumerate(seen.paths):
        names = {node.variable.name for node in path if node.variable}
        between = statement[seen.paths[place - 1][-1].place : path[0].place] if place else ""
        if place and "," in between and not any(word in between.upper() for word in ("MATCH", "WHERE", "WITH", "[")):
            if not names & held:
                yield Warned(path[0].place, 1, "this pattern shares no variable with the one before it: "
                             "every match of one is joined with every match of the other.")  # fmt: skip
        else:
            held = held if place else set()
        held |= names
