"""What may stand in a pattern, by the steps that occur in the graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from queries.console.completion.scope import Scope, kinds_after
from queries.console.completion.suggestion import Offer, quoted
from queries.console.cypher.tokens import Token
from queries.console.vocabulary import Vocabulary

_OPENERS, _CLOSERS = frozenset("([{"), frozenset(")]}")


class Step(NamedTuple):
    """The part of a path left of the cursor: labels of the left node, types and direction of the relation."""

    labels: frozenset[str]
    types: frozenset[str]
    direction: str


def opener(held: Sequence[Token]) -> int | None:
    """Give the place of the innermost bracket that is still open."""
    depth = 0
    for place in range(len(held) - 1, -1, -1):
        if held[place].text in _CLOSERS:
            depth += 1
        elif held[place].text in _OPENERS:
            if depth == 0:
                return place
            depth -= 1
    return None


def _partner(held: Sequence[Token], place: int) -> int | None:
    """Give the opening bracket of the closing one at ``place``."""
    return opener(held[:place])


def node_before(held: Sequence[Token], place: int, scope: Scope) -> frozenset[str] | None:
    """Give the labels of the node whose ``)`` stands just before ``place``; None where no node stands there."""
    if place < 1 or held[place - 1].text != ")":
        return None
    start = _partner(held, place - 1)
    if start is None:
        return None
    return bearer(held, start, scope)


def bearer(held: Sequence[Token], start: int, scope: Scope) -> frozenset[str]:
    """Give the labels or types written in the bracket that opens at ``start``, or known of its variable."""
    first = held[start + 1] if start + 1 < len(held) else None
    if first is None or first.kind not in {"word", "quoted"}:
        return kinds_after(held, start + 1)
    return kinds_after(held, start + 2) | scope.get(first.name, frozenset())


def step_before(held: Sequence[Token], place: int, scope: Scope) -> Step | None:
    """Give the step whose arrow ends just before the bracket ``(`` at ``place``."""
    texts = [one.text for one in held[:place]]
    if texts[-3:-1] == ["]", "-"] and texts[-1] == ">":
        return _step(held, place - 3, ">", scope)
    if texts[-2:] == ["]", "-"]:
        return _step(held, place - 2, "", scope)
    return _bare_step(held, place, texts, scope)


def _bare_step(held: Sequence[Token], place: int, texts: list[str], scope: Scope) -> Step | None:
    for arrow, direction in ((["-", "-", ">"], ">"), (["<", "-", "-"], "<"), (["-", "-"], "")):
        if texts[-len(arrow) :] == arrow:
            labels = node_before(held, place - len(arrow), scope)
            return None if labels is None else Step(labels, frozenset(), direction)
    return None


def _step(held: Sequence[Token], closing: int, direction: str, scope: Scope) -> Step | None:
    start = _partner(held, closing)
    if start is None or start < 2 or held[start - 1].text != "-":
        return None
    backward = held[start - 2].text == "<"
    labels = node_before(held, start - 2 if backward else start - 1, scope)
    way = "<" if backward and not direction else "" if backward else direction
    return None if labels is None else Step(labels, bearer(held, start, scope), way)


def types_at(held: Sequence[Token], start: int, after: str, scope: Scope, words: Vocabulary) -> list[Offer]:
    """Offer the types for the relation whose ``[`` stands at ``start``, as the node on its left allows."""
    backward = start > 1 and held[start - 2].text == "<"
    labels = node_before(held, start - 2 if backward else start - 1, scope)
    closing = after.partition("]")[2].lstrip()
    either = closing.startswith("-") and not closing.startswith("->")
    direction = "<" if backward else "" if either else ">"
    if not labels or not words.patterns or not labels <= words.bearing:
        return [("type", quoted(words.types))]
    fitting = words.steps(labels, direction)
    return [("type", quoted(sorted(fitting)))]


def labels_at(held: Sequence[Token], start: int, scope: Scope, words: Vocabulary) -> list[Offer]:
    """Offer the labels for the node whose ``(`` stands at ``start``, as the step on its left allows."""
    step = step_before(held, start, scope)
    if step is None or not words.patterns or not (step.labels or step.types):
        return [("label", quoted(words.labels))]
    fitting = words.steps(step.labels, step.direction)
    wanted = step.types or frozenset(fitting)
    found = {label for kind in wanted for label in fitting.get(kind, ())}
    return [("label", quoted(sorted(found)))]


def arrows_at(held: Sequence[Token], scope: Scope, words: Vocabulary) -> list[Offer]:
    """Offer whole steps after ``(a:Label)-`` or ``(a:Label)<-``."""
    if not held or held[-1].text != "-":
        return []
    backward = len(held) > 1 and held[-2].text == "<"
    labels = node_before(held, len(held) - (2 if backward else 1), scope)
    if not labels:
        return []
    fitting = sorted(words.steps(labels, "<" if backward else ">"))
    return [("step", [f"[:{kind}]{'-' if backward else '->'}(" for kind in quoted(fitting)])]
