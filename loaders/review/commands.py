"""``trunkline review``: decide about unsure claims and unknown names, by keyboard or from a script."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from graph.errors import UnknownName, UsageError

if TYPE_CHECKING:
    from loaders.review.decisions import Decision
    from loaders.review.queue import Candidate

review = typer.Typer(help="Unsure claims and unknown names: list, accept, link, reject.", invoke_without_command=True)
Subject = Annotated[str, typer.Argument(metavar="SUBJECT", help="A claim (c_…) or a name (new:…).")]
Reason = Annotated[str, typer.Option("--reason", help="Why; kept with the decision.")]
NEXT = "It counts from the next: trunkline refresh"


@review.callback()
def front(ctx: typer.Context) -> None:
    """Go through the queue by keyboard where no command is named."""
    if ctx.invoked_subcommand is None:
        if not sys.stdin.isatty():
            raise UsageError("There is no keyboard here; use: trunkline review list, accept, link or reject.")
        from loaders.review.keyboard import go_through

        go_through(_queue(), _take)


@review.command("list")
def list_(form: Annotated[str, typer.Option("--format", help="text or json")] = "text") -> None:
    """List what waits for a decision, with its sentences and suggestions."""
    if form not in {"text", "json"}:
        raise UsageError(f'The format "{form}" is unknown; use text or json.')
    from loaders.review.showing import as_json, as_text

    queue = _queue()
    if form == "json":
        typer.echo(json.dumps([as_json(one) for one in queue], ensure_ascii=False, indent=2))
    else:
        typer.echo("\n\n".join(map(as_text, queue)) or "Nothing waits for a decision.")


@review.command()
def accept(subject: Subject, reason: Reason = "") -> None:
    """Decide that a name is a thing of its own, or that a claim is right."""
    _take("accept", subject, "", reason)


@review.command()
def link(
    subject: Subject, target: Annotated[str, typer.Argument(metavar="ID", help="A known id.")], reason: Reason = ""
) -> None:
    """Decide that a name means a known id."""
    _take("link", subject, target, reason)


@review.command()
def reject(subject: Subject, reason: Reason = "") -> None:
    """Decide that a name is no thing, or that a claim is wrong."""
    _take("reject", subject, "", reason)


@review.command()
def undo(subject: Subject, reason: Reason = "") -> None:
    """Take back the decision about a subject; it stays in the file."""
    _take("open", subject, "", reason)


def _queue() -> list[Candidate]:
    from graph.store import open_store
    from graph.store.view import claims_of
    from loaders.review.decisions import standing
    from loaders.review.queue import candidates

    with open_store() as store:
        claims = claims_of(store)
    return candidates(claims, standing(_decisions()))


def _decisions() -> list[Decision]:
    from graph.settings import load_settings
    from loaders.review.decisions import path_in, read_decisions

    return read_decisions(path_in(load_settings().home))


def _take(kind: str, subject: str, target: str, reason: str) -> None:
    from graph.settings import load_settings
    from loaders.review.decisions import OPEN, Decision, add_decision, path_in, standing

    earlier = standing(_decisions()).of(subject)
    if kind == OPEN and earlier is None:
        raise UsageError(f'Nothing is decided about "{subject}".')
    if kind != OPEN and earlier is None:
        subject = _in_queue(subject)
    if kind == "link":
        _check_link(subject, target)
    add_decision(path_in(load_settings().home), Decision(kind, subject, target, reason, date.today().isoformat()))
    typer.echo(f"Decided: {kind} {subject}{f' {target}' if target else ''}. {NEXT}")


def _in_queue(subject: str) -> str:
    """Give the subject of the queue that is meant, also where a claim goes by its id in the graph."""
    for one in _queue():
        if subject == one.subject or (one.kind == "claim" and subject == one.claims[0].id):
            return one.subject
    raise UnknownName(subject, wanted="claim or name of the queue")


def _check_link(subject: str, target: str) -> None:
    from difflib import get_close_matches

    from graph.model.identity import is_new
    from loaders.resolve.gazetteer import kinds

    if not is_new(subject):
        raise UsageError("Only a name (new:…) can be linked; accept or reject a claim.")
    if target not in kinds():
        raise UnknownName(target, get_close_matches(target, sorted(kinds()), 3, 0.6))
