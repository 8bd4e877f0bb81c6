"""``trunkline refresh --quarantined list | show | retry | drop``: what a person does at the desk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import typer

from graph.errors import UnknownName, UsageError
from graph.store import open_store
from graph.store.lease import writing_alone
from loaders.refresh.clock import SYSTEM_CLOCK
from loaders.refresh.desk import ask_for, drop, is_dropped
from loaders.refresh.desk_content import first_lines
from loaders.refresh.desk_showing import as_list, as_page, as_row, in_order
from loaders.refresh.ledger import Ledger, QuarantinedState
from loaders.refresh.lock import refresh_lock

LIST, SHOW, RETRY, DROP = "list", "show", "retry", "drop"
ACTIONS = (LIST, SHOW, RETRY, DROP)
SCHEMA_VERSION = 1
STDIN = "-"
NOTHING = "Nothing in quarantine is meant by that"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which things are meant: named ``items``, those of a ``source``, those with these words in their ``reason``."""

    items: tuple[str, ...] = ()
    source: str | None = None
    reason: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether everything is meant."""
        return not self.items and self.source is None and self.reason is None

    def of(self, everything: Sequence[QuarantinedState]) -> list[QuarantinedState]:
        """Give what is meant; what was dropped has to be named.

        Raises:
            UnknownName: nothing in quarantine bears one of the names.
        """
        known = {name for one in everything for name in (one.id, one.item)}
        if unknown := [name for name in self.items if name not in known]:
            raise UnknownName(
                unknown[0], get_close_matches(unknown[0], sorted(known), 3, 0.6), wanted="quarantined item"
            )
        return in_order(one for one in everything if self._means(one))

    def _means(self, one: QuarantinedState) -> bool:
        named = bool({one.id, one.item} & set(self.items)) if self.items else not is_dropped(one)
        of_source = self.source is None or one.source in {self.source, str(Path(self.source).expanduser().resolve())}
        return named and of_source and (self.reason is None or self.reason.casefold() in one.reason.casefold())


def at_desk(action: str, choice: Choice, home: Path, form: str) -> tuple[str, ...]:
    """Carry out one action; gives the sources that a refresh has to read now, none where nothing is to be retried.

    Raises:
        UsageError: nothing is chosen, or an item is not in quarantine.
    """
    if action in {SHOW, DROP} and choice.is_open:
        raise UsageError(f"Say what to {action}: items as the list names them, --source, or --reason.")
    if action in {LIST, SHOW}:
        with open_store() as store:
            everything = list(Ledger(store).quarantined().values())
        _show(action, choice, everything, home, form)
        return ()
    with refresh_lock(home), open_store(write=True) as opened, writing_alone(opened) as alone:
        chosen = choice.of(list(Ledger(alone).quarantined().values()))
        if action == DROP:
            drop(alone, [one.id for one in chosen], SYSTEM_CLOCK.now())
            return _dropped(chosen, form)
        names = _to_read(chosen)
        ask_for(alone, [one.id for one in chosen])
        return names


def _show(action: str, choice: Choice, everything: list[QuarantinedState], home: Path, form: str) -> None:
    chosen = choice.of(everything)
    if form == "json":
        rows = [as_row(one) for one in chosen]
        if action == SHOW:
            rows = [{**row, "content": first_lines(home, one)} for row, one in zip(rows, chosen, strict=True)]
        _print_json("in_quarantine", rows)
    elif action == SHOW and chosen:
        typer.echo("\n\n".join(as_page(one, first_lines(home, one)) for one in chosen))
    else:
        typer.echo(as_list(chosen, sum(map(is_dropped, everything)) if not choice.items else 0))


def _dropped(chosen: list[QuarantinedState], form: str) -> tuple[str, ...]:
    if form == "json":
        _print_json("dropped", [as_row(one) for one in chosen])
    else:
        lines = [f"Dropped: {len(chosen)}", *(f"  {one.id}" for one in chosen)]
        typer.echo("\n".join(lines) if chosen else f"{NOTHING}.")
    return ()


def _to_read(chosen: list[QuarantinedState]) -> tuple[str, ...]:
    if not chosen:
        raise UsageError(
            "Nothing in quarantine is meant by that; `trunkline refresh --quarantined list` shows all of it."
        )
    if gone := [one.item for one in chosen if one.source == STDIN]:
        raise UsageError(f"{gone[0]} came by standard input and is not at hand: send it again.")
    return tuple(sorted({one.source for one in chosen}))


def _print_json(name: str, rows: list[dict[str, object]]) -> None:
    typer.echo(json.dumps({"schema_version": SCHEMA_VERSION, name: rows}, ensure_ascii=False, indent=2))
