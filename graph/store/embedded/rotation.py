"""New passwords for all accounts of the embedded store, whether it runs or not.

::

    passwords.next.json written ──► engine told, root last ──► renamed to passwords.json

A rotation that was cut short at any point is finished by whoever opens the store next: as long as the new file lies
there, each account answers either to its old or to its new password, and both are known. A store that does not run
takes the new file at its start.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from graph.errors import StoreError
from graph.store.embedded.accounts import Accounts, accounts_in, new_accounts, write_passwords
from graph.store.embedded.files import said_clearly
from graph.store.embedded.layout import DATABASE, Layout
from graph.store.embedded.state import ServerState

if TYPE_CHECKING:
    import neo4j

# A password has to stand in the statement itself: the engine takes no parameter here. Ours are of this alphabet.
_SAFE = re.compile(r"[A-Za-z0-9_-]+")


def begin_rotation(layout: Layout) -> None:
    """Write new passwords beside the present ones; from here on the rotation will be finished, whatever happens."""
    write_passwords(layout.next_passwords, new_accounts())


def finish_rotation(layout: Layout, state: ServerState | None) -> None:
    """Make the new passwords the present ones, if there are any; ``state`` is that of a running engine.

    To be called under the store's lock. Raises ``StoreError`` when the engine accepts neither password of ``root``.
    """
    if not layout.next_passwords.exists():
        return
    new = accounts_in(layout.next_passwords)
    if new is not None:
        if state is not None:
            _tell_engine(layout, state, new)
        with said_clearly(layout.root):
            os.replace(layout.next_passwords, layout.passwords)  # noqa: PTH105  (one step, also over a file)
    layout.next_passwords.unlink(missing_ok=True)


def _tell_engine(layout: Layout, state: ServerState, new: Accounts) -> None:
    """Change ``root`` last: while an older password of an account is valid, some password of ``root`` can change it."""
    present = accounts_in(layout.passwords) or {}
    for user in sorted(new, key=lambda name: name == "root"):
        with _as_root(state, present, new) as driver, driver.session(database=DATABASE) as session:
            session.run(_statement(new, user)).consume()


def _statement(accounts: Accounts, user: str) -> neo4j.Query:
    from graph.store.driver import neo4j

    account = accounts[user]
    if not _SAFE.fullmatch(account.user) or not _SAFE.fullmatch(account.password):
        raise StoreError("The new passwords hold characters that Trunkline never writes: run `trunkline store rotate`.")
    return neo4j.Query(f"ALTER USER {account.user} SET PASSWORD '{account.password}'")


def _as_root(state: ServerState, *candidates: Accounts) -> neo4j.Driver:
    from graph.store.driver import neo4j

    for accounts in candidates:
        if "root" not in accounts:
            continue
        root = accounts["root"]
        driver = neo4j.GraphDatabase.driver(state.uri, auth=(root.user, root.password), telemetry_disabled=True)
        try:
            driver.verify_connectivity()
        except neo4j.exceptions.AuthError:
            driver.close()
        else:
            return driver
    raise StoreError(
        "The embedded store accepts none of its own passwords: stop it with `trunkline store stop`; the next command "
        "starts it with the new ones."
    )
