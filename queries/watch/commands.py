"""``trunkline watch``: questions whose changed answers are told after each refresh."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from graph.errors import TrunklineError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from graph.answers import SavedAnswer
    from graph.store import Store
    from queries.watch.model import Watch

watch = typer.Typer(
    help="Questions whose changed answers are told: list, add, test, remove, tell.", no_args_is_help=True
)

Form = Annotated[str, typer.Option("--format", help="text or json")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Its name in the file of watches.")]
To = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="WHERE", help="stdout (default), file:PATH, https://… or mailto:NAME@HOST; repeat."),
]


@watch.command()
def add(  # noqa: PLR0913, PLR0917 - one option for each setting
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, as changes are told under it.")],
    ask: Annotated[
        list[str], typer.Argument(metavar="-- COMMAND…", help="routes, flow, gap, assert or ask, with its words.")
    ],
    to: To = None,
    quiet: Annotated[str | None, typer.Option("--quiet", help="Tell nothing then: 22:00-07:00.")] = None,
    digest: Annotated[str | None, typer.Option("--digest", help="Tell all at once: daily 08:00, monday 08:00.")] = None,
    zone: Annotated[str | None, typer.Option("--zone", help="The time zone of both: Asia/Almaty.")] = None,
) -> None:
    """Append a watch to the file of watches; its comments stay."""
    from queries.watch.book import STDOUT, WatchBook
    from queries.watch.deliver.settings import make_secret

    given = {
        "ask": ask,
        "to": [_absolute(one) for one in to or [STDOUT]],
        "quiet": quiet,
        "digest": digest,
        "zone": zone,
    }
    book = WatchBook()
    made = book.checked(name, {key: value for key, value in given.items() if value})
    answer = _first_answer(made)
    book.add(name, {key: value for key, value in given.items() if value})
    typer.echo(f"Added {name} to {book.path}. Try it: trunkline watch test {_quoted(name)}")
    typer.echo(f"Now: {answer}")
    secret = book.delivery().webhook_secret
    if any(one.startswith("http") for one in made.to) and make_secret(secret):
        typer.echo(f"The receiver of the webhook needs the secret in {secret} to check who sent it.")


@watch.command("list")
def list_(form: Form = "text") -> None:
    """List the watches, what each has told last, and what still waits."""
    from graph.store import open_store
    from queries.watch.book import WatchBook
    from queries.watch.listing import as_json, as_text
    from queries.watch.state import read_watched

    _check(form)
    book = WatchBook()
    watches = book.watches()
    states = {}
    if watches:
        with open_store() as store:
            states = read_watched(store)
    render = as_json if form == "json" else as_text
    typer.echo(render(book.path, watches, states))


@watch.command()
def test(name: Name) -> None:
    """Answer now, and send a message marked as a test to every destination; nothing is noted as told."""
    from queries.watch.book import WatchBook
    from queries.watch.deliver.destinations import sender_of
    from queries.watch.telling import message_of_test

    book = WatchBook()
    chosen = book.watch(name)
    answer, delivery, now = _answer(chosen), book.delivery(), _now()
    failed = []
    for one in chosen.to:
        outcome = sender_of(one, delivery, typer.echo)(message_of_test(chosen, answer.answer, one, now))
        if outcome.arrived:
            typer.echo(f"Told {one}.", err=True)
        else:
            failed.append(f"{one} was not told: {outcome.problem}.")
    if failed:
        raise TrunklineError(" ".join(failed))


@watch.command()
def remove(name: Name) -> None:
    """Take a watch out of the file, and forget what it has told; its comments stay."""
    from queries.watch.book import WatchBook
    from queries.watch.state import forget

    book = WatchBook()
    gone = book.watch(name)
    with _alone() as store:
        forget(store, gone.name)
        book.remove(name)
    typer.echo(f"Removed {name} from {book.path}.")


@watch.command()
def tell() -> None:
    """Answer all watches and tell what is due, without a refresh: what a quiet time or a failure held back."""
    from queries.watch.telling import Telling

    with _alone() as store:
        for failure in Telling().after(store, _now(), typer.echo):
            typer.echo(failure, err=True)


@contextmanager
def _alone() -> Iterator[Store]:
    """Open the store to note what is told; nobody refreshes or tells at the same time."""
    from graph.store import open_store
    from graph.store.lease import writing_alone

    with open_store(write=True) as opened, writing_alone(opened) as store:
        yield store


def _first_answer(made: Watch) -> str:
    """Answer a new watch, and note that nobody has to be told of this. Raises UsageError where it has no answer."""
    from queries.watch.looking import look_of
    from queries.watch.state import first_look, keep

    with _alone() as store:
        look = look_of(store, _now())
        if not look.has_legs:
            return "the graph holds no legs yet; the first answer after the first refresh is told to nobody"
        answer = look.answer(made)
        _refuse_unanswered(answer)
        keep(store, [first_look(made, one, answer.answer, answer.claims, look.key) for one in made.to])
    return answer.answer.splitlines()[0]


def _answer(chosen: Watch) -> SavedAnswer:
    from graph.store import open_store
    from queries.watch.looking import look_of

    with open_store() as store:
        return look_of(store, _now()).answer(chosen)


def _refuse_unanswered(answer: SavedAnswer) -> None:
    from queries.watch.answering import UNANSWERED

    if answer.answer.startswith(UNANSWERED):
        raise UsageError(f"This cannot be watched: {answer.answer.removeprefix(UNANSWERED)}")


def _absolute(destination: str) -> str:
    """Take a file's path from the folder in which it is typed."""
    from pathlib import Path

    path = destination.removeprefix("file:")
    return f"file:{Path(path).expanduser().absolute()}" if path and path != destination else destination


def _check(form: str) -> None:
    if form not in {"text", "json"}:
        raise UsageError(f'The format "{form}" is unknown; use text or json.')


def _quoted(name: str) -> str:
    import shlex

    return shlex.quote(name)


def _now() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC)
