"""``trunkline ask``: list, show and run the questions of the catalogue."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from queries.render.formats import Format


def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Id of a question; without it, the list.")
    ] = None,
    arguments: Annotated[list[str] | None, typer.Argument(metavar="[name=value]…", help="Its arguments.")] = None,
    show: Annotated[bool, typer.Option("--show", help="Show text, parameters and statement; run nothing.")] = False,
    output: Annotated[Format, typer.Option("--format", help="Notation of the answer.")] = Format.TABLE,
) -> None:
    """List, show or run a question of the catalogue."""
    from queries.catalogue.describe import described, listed

    if question is None:
        typer.echo(listed(output is not Format.TABLE))
    elif show:
        from queries.catalogue.registry import question as find_question

        typer.echo(described(find_question(question), output is not Format.TABLE))
    else:
        _run(question, arguments or [], output)


def _run(name: str, words: list[str], output: Format) -> None:
    from graph.store import open_store
    from queries.catalogue.arguments import bind, read_words
    from queries.catalogue.names import resolver
    from queries.catalogue.registry import question as find_question
    from queries.catalogue.run import answer
    from queries.render.formats import write_result

    question = find_question(name)
    given = read_words(question, words)
    bind(question, given, lambda text, _kind: text)  # what is missing or misspelt is said before a store is started
    with open_store() as store:
        values = bind(question, given, resolver(store))
        result = answer(store, question, values)
    if not result.rows:
        typer.echo(
            f'No rows: the graph holds nothing that answers "{question.title_en}" for these arguments.', err=True
        )
    if result.rows or output is not Format.TABLE:
        write_result(result, output, {"question": question.id, "parameters": values}, sys.stdout)
