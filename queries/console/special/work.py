"""Commands of a session that may write: transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import ReadOnlyViolation, UsageError
from queries.console.prose import counted
from queries.console.special.command import Command
from queries.console.transactions import OpenTransaction

if TYPE_CHECKING:
    from queries.console.session import Session


def _begin(session: Session, _arguments: list[str]) -> None:
    if not session.may_write:
        raise ReadOnlyViolation("This session may only read: start it with `trunkline console --write`.")
    if session.transaction is not None:
        raise UsageError("A transaction is open already: :commit or :rollback ends it.")
    session.transaction = OpenTransaction(session.store)
    session.note("Transaction begun; nothing is saved before :commit.")


def _commit(session: Session, _arguments: list[str]) -> None:
    transaction = _open(session)
    transaction.commit()
    session.note(f"Committed ({counted(transaction.statements, 'statement')}).")


def _rollback(session: Session, _arguments: list[str]) -> None:
    transaction = _open(session)
    transaction.roll_back()
    session.note(f"Rolled back ({counted(transaction.statements, 'statement')} undone).")


def _open(session: Session) -> OpenTransaction:
    transaction, session.transaction = session.transaction, None
    if transaction is None:
        raise UsageError("No transaction is open: :begin opens one.")
    return transaction


WORK = {
    "begin": Command(":begin", "open a transaction (with --write)", _begin, group="writing"),
    "commit": Command(":commit", "keep what the transaction did", _commit, group="writing"),
    "rollback": Command(":rollback", "undo what the transaction did", _rollback, group="writing"),
}
