"""The queue by keyboard: one candidate at a time, one key and Enter for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import typer

from graph.errors import UsageError
from loaders.review.queue import NAME, Candidate
from loaders.review.showing import as_text

Take = Callable[[str, str, str, str], None]
KEYS = {"a": "accept", "r": "reject"}


def go_through(queue: Sequence[Candidate], take: Take) -> None:
    """Show each candidate and take its decision; q, Ctrl-D or Ctrl-C ends, and what is decided stays decided."""
    for number, one in enumerate(queue, 1):
        typer.echo(f"\n[{number} of {len(queue)}] {as_text(one)}")
        try:
            if not _decide(one, input, take):
                return
        except (EOFError, KeyboardInterrupt):
            return
    typer.echo("Nothing more waits for a decision.")


def _question(one: Candidate) -> str:
    link = "l ID or 1-3 link, " if one.kind == NAME else ""
    return f"a accept, {link}r reject, s skip, q quit: "


def _decide(one: Candidate, ask: Callable[[str], str], take: Take) -> bool:
    """Ask until the answer is understood; tell whether to go on."""
    while True:
        word, _, rest = ask(_question(one)).strip().partition(" ")
        if word in {"q", "s"}:
            return word == "s"
        try:
            if word in KEYS:
                take(KEYS[word], one.subject, "", rest)
                return True
            if target := _target(one, word, rest):
                take("link", one.subject, target, "")
                return True
        except UsageError as error:
            typer.echo(str(error))
            continue
        typer.echo("Type a, r, s or q" + (", or l and an id." if one.kind == NAME else "."))


def _target(one: Candidate, word: str, rest: str) -> str:
    """Give the id that an answer links to: the one typed, or the numbered suggestion; empty for no such answer."""
    if word == "l":
        return rest.strip()
    if one.kind == NAME and word.isdigit() and 1 <= int(word) <= len(one.suggestions):
        return one.suggestions[int(word) - 1]
    return ""
