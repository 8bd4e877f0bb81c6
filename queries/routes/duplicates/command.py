"""``trunkline duplicates``: lists lines that look like one, and takes decisions about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from graph.errors import UnknownName, UsageError
from queries.answers.report import Document, Form, Output, Row, destination
from queries.routes.duplicates.decisions import DISTINCT, OPEN, SAME, Decision, decide, decisions_of, next_decision

if TYPE_CHECKING:
    from queries.network.reading import Material
    from queries.routes.duplicates.alike import Pair

duplicates = typer.Typer(help="Lines that look like one: list, merge, tell apart, take back.", no_args_is_help=True)
Kept = Annotated[str, typer.Argument(metavar="KEPT", help="The asset or leg that goes on, by its id.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The one that is the same line, by its id.")]
First = Annotated[str, typer.Argument(metavar="FIRST", help="An asset or leg, by its id.")]
Second = Annotated[str, typer.Argument(metavar="SECOND", help="The other one, by its id.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; kept with the decision.")]


@dataclass(frozen=True, slots=True)
class DuplicatesReport:
    """A row is a pair that looks like one line, or a decision."""

    digest: str | None
    pairs: tuple[tuple[str, Pair], ...]
    decisions: tuple[Decision, ...]
    kind: ClassVar[str] = "duplicates"
    columns: ClassVar[tuple[str, ...]] = (
        "part", "commodity", "kind", "first", "second", "score", "grounds", "reason", "decided_on", "number",
    )  # fmt: skip

    def document(self) -> Document:
        """Give the open pairs and all decisions."""
        return {
            "graph_digest": self.digest,
            "pairs": [
                {"commodity": commodity, "kind": one.kind, "first": one.first, "second": one.second,
                 "score": one.score, "likeness": dict(one.likeness)}
                for commodity, one in self.pairs
            ],
            "decisions": [one.properties() for one in self.decisions],
        }  # fmt: skip

    def rows(self) -> list[Row]:
        """Give the pairs, then the decisions."""
        pairs = [
            {"part": "pair", "commodity": commodity, "kind": one.kind, "first": one.first, "second": one.second,
             "score": one.score, "grounds": one.words}
            for commodity, one in self.pairs
        ]  # fmt: skip
        return [*pairs, *(
            {"part": "decision", "kind": one.kind, "first": one.kept, "second": one.other, "reason": one.reason,
             "decided_on": one.decided_on, "number": one.number}
            for one in self.decisions
        )]  # fmt: skip

    def text(self) -> str:
        """Give a line a pair and a line a decision."""
        lines = [f"{one.first} and {one.second}: {one.score:.2f} ({one.words})" for _, one in self.pairs]
        lines = lines or ["No two lines look like one without a decision."]
        told = [f"{one.kept} and {one.other}: {one.kind}, {one.decided_on} {one.reason}" for one in self.decisions]
        return "\n".join([*lines, *(["", "Decisions, the last one about a pair stands:", *told] if told else [])])


@duplicates.command("list")
def list_(form: Form = "table", output: Output = None) -> None:
    """List the pairs of every commodity that look like one line, and the decisions taken."""
    from graph.store import open_store
    from queries.network.reading import read_material

    out = destination(form, output)
    with open_store() as store:
        material = read_material(store)
    out.write(DuplicatesReport(material.digest, tuple(_open_pairs(material)), tuple(decisions_of(material))))


@duplicates.command()
def merge(kept: Kept, other: Other, reason: Reason = "") -> None:
    """Decide that two assets, or two legs, are one line."""
    _take(SAME, (kept, other), reason)


@duplicates.command()
def distinct(first: First, second: Second, reason: Reason = "") -> None:
    """Decide that two assets, or two legs, are two lines."""
    _take(DISTINCT, (first, second), reason)


@duplicates.command()
def undo(first: First, second: Second, reason: Reason = "") -> None:
    """Take back the last decision about a pair; it stays in the list."""
    _take(OPEN, (first, second), reason)


def _open_pairs(material: Material) -> list[tuple[str, Pair]]:
    from queries.network.build import build_network
    from queries.routes.duplicates.decisions import standing
    from queries.routes.duplicates.merging import merged
    from queries.routes.duplicates.undecided import undecided

    read = merged(material, standing(decisions_of(material)).values())
    carried = {name for one in read.of("FLOWS_TO") for name in _names(one.properties.get("commodity"))}
    found = []
    for commodity in sorted(carried):
        network = build_network(read, commodity, date.today())
        found += [(commodity, pair) for pair in undecided(network.legs, network, read)]
    return found


def _names(found: object) -> list[str]:
    return list(found) if isinstance(found, list) else []


def _take(kind: str, lines: tuple[str, str], reason: str) -> None:
    from graph.store import open_store
    from queries.network.reading import read_material

    if lines[0] == lines[1]:
        raise UsageError(f'"{lines[0]}" is one line already.')
    with open_store(write=True) as store:
        material = read_material(store)
        _check(material, kind, lines)
        decision = next_decision(material, kind, lines, reason, date.today())
        decide(store, decision)
    words = {SAME: f"{lines[1]} counts as {lines[0]}", DISTINCT: "they are two lines", OPEN: "nothing is decided"}
    typer.echo(f"Decided ({decision.id}): {words[kind]}.")


def _check(material: Material, kind: str, lines: tuple[str, str]) -> None:
    """Refuse names that are no lines, a line and a part of another, and taking back what was never decided."""
    from queries.routes.duplicates.decisions import standing

    legs = {one.id for one in material.of("FLOWS_TO")}
    assets = {key for key, node in material.entities.items() if "Asset" in node.labels}
    for one in lines:
        if one not in legs | assets:
            raise UnknownName(one, _near(one, legs | assets), wanted="asset or leg")
    if len({one in legs for one in lines}) > 1:
        raise UsageError("An asset and a leg cannot be one line; name two assets or two legs.")
    if kind == OPEN and frozenset(lines) not in standing(decisions_of(material)):
        raise UsageError(f"Nothing is decided about {lines[0]} and {lines[1]}.")


def _near(name: str, known: set[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(name, sorted(known), 3, 0.6)
