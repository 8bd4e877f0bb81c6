"""The tour: a few steps, each a sentence and something that runs on the graph at hand, without any network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import TrunklineError, UsageError
from queries.console.keyboard import echo
from queries.console.prose import folded
from queries.console.statements import split_statements

if TYPE_CHECKING:
    from queries.console.session import Session

STEPS = (
    ("The graph is made of places, lines and claims. This counts the kinds of things in it.",
     "MATCH (n:Entity) UNWIND labels(n) AS kind RETURN kind, count(*) AS nodes ORDER BY nodes DESC, kind LIMIT 8;"),
    ("A pattern is drawn with brackets and arrows. Type MATCH (p:Pipeline)-[: and Tab offers what can follow.",
     "MATCH (p:Pipeline)-[:CROSSES]->(c:Country {id: 'KZ'}) RETURN p.id, p.name_en ORDER BY p.id LIMIT 5;"),
    ("$_ holds the rows of the last answer for the next statement.",
     "UNWIND $_ AS row MATCH (o:Company)-[:OWNS]->(:Entity {id: row['p.id']}) RETURN row['p.id'] AS line, "
     "collect(o.id) AS owners ORDER BY line;"),
    ("Ready questions stand in the catalogue; :ask lists them, Tab completes their arguments.",
     ":ask owners asset=cpc"),
    ("Every fact has its sentence. :evidence walks back to it.", ":evidence btc"),
    ("Two clocks: the state of a day (:as-of), and what was known by a day (:known-at). The prompt shows them.",
     ":as-of 2025-12-01\n:ask status-on-day asset=cpc_spm2\n:as-of off"),
    ("Wide rows become records with \\x; :format and :output write any notation to any file.",
     ":table expanded\nMATCH (n:Mooring) RETURN n.id, n.name_en, n.name_ru ORDER BY n.id LIMIT 1;\n:table auto"),
    ("EXPLAIN draws how a statement is answered and warns of what makes it slow.",
     "EXPLAIN MATCH (p:Pipeline {id: 'btc'})-[:CROSSES]->(c) RETURN c.id;"),
)  # fmt: skip


def take_tour(session: Session, arguments: list[str]) -> None:
    """Show every step, or the one that is named; a person presses Enter between two.

    Raises:
        UsageError: there is no such step.
    """
    if arguments and not (arguments[0].isdigit() and 1 <= int(arguments[0]) <= len(STEPS)):
        raise UsageError(f"Write :tour, or :tour 1 to :tour {len(STEPS)}.")
    chosen = [int(arguments[0])] if arguments else range(1, len(STEPS) + 1)
    for number in chosen:
        _step(session, number)
        last = number == len(STEPS) or bool(arguments)
        if session.interactive and not last and not _goes_on():
            return


def _step(session: Session, number: int) -> None:
    said, script = STEPS[number - 1]
    session.say("\n" + folded(f"{number} of {len(STEPS)}. {said}", session.columns))
    for piece in split_statements(script):
        typed = f"{piece.text}{'' if piece.is_command else ';'}"
        session.say(folded(typed, session.columns, indent=4, first="trunkline> "))
        try:
            session.run(piece)
        except TrunklineError as error:
            session.say(folded(f"(not on this graph: {error})", session.columns))


def _goes_on() -> bool:
    try:
        with echo(wanted=True):
            return input("Enter for the next step, q to leave the tour: ").strip().lower() not in {"q", "quit"}
    except EOFError:
        return False
