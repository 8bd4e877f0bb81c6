"""The three accounts of the embedded store and what each may do.

``reader`` may read records and nothing else, ``writer`` may also change records and
the schema, ``root`` may do everything and is used at start-up alone. The engine enforces it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from pathlib import Path

from graph.errors import GraphNotReady
from graph.store.embedded.files import is_open_to_others, make_private_folder, read_json, write_private
from graph.store.embedded.layout import DATABASE, Layout
from graph.store.link import Account

_RECORDS = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
_RIGHTS = {
    "admin": (["updateSecurity", "updateSchema", "updateDatabaseSettings"], _RECORDS),
    "writer": (["updateSchema"], _RECORDS),
    "reader": ([], ["readRecord"]),
    "*": ([], []),
}
_MEMBERSHIP = {
    "root": {"*": ["admin"]},
    "writer": {DATABASE: ["writer"]},
    "reader": {DATABASE: ["reader"]},
}
# Passwords are 256 random bits, which no dictionary holds, so stretching them
# gains nothing; the engine's default of 65,536 rounds costs 0.13 s at the first login of each user.
_HASH_ROUNDS = 1000

Accounts = dict[str, Account]


def read_accounts(layout: Layout) -> Accounts | None:
    """Return the accounts by name, or ``None`` when the file is missing or damaged.

    Raises ``GraphNotReady`` when others than its owner may read the file.
    """
    if layout.passwords.exists() and is_open_to_others(layout.passwords):
        raise GraphNotReady(
            f"Others than you may read the passwords in {layout.passwords}: "
            "run `trunkline store rotate`, which makes new ones in a file that only you may read."
        )
    return accounts_in(layout.passwords)


def accounts_in(path: Path) -> Accounts | None:
    """Return the accounts whose passwords ``path`` holds, or ``None`` when it is missing or damaged."""
    values = read_json(path) or {}
    if any(not isinstance(values.get(name), str) or not values[name] for name in _MEMBERSHIP):
        return None
    return {name: Account(name, values[name]) for name in _MEMBERSHIP}


def prepare_accounts(layout: Layout) -> Accounts:
    """Write what the engine reads at its start; make new passwords where none are kept."""
    accounts = read_accounts(layout)
    if accounts is None:
        accounts = new_accounts()
        write_passwords(layout.passwords, accounts)
    make_private_folder(layout.config)
    users = [json.dumps(_user_line(account)) for account in accounts.values()]
    write_private(layout.config / "server-groups.json", json.dumps(_groups()))
    write_private(layout.config / "server-users.jsonl", "\n".join(users) + "\n")
    return accounts


def new_accounts() -> Accounts:
    """Return all accounts with new passwords."""
    return {name: Account(name, secrets.token_urlsafe(32)) for name in _MEMBERSHIP}


def write_passwords(path: Path, accounts: Accounts) -> None:
    """Keep the passwords of ``accounts`` in a file that only its owner may read."""
    write_private(path, json.dumps({name: account.password for name, account in accounts.items()}, indent=1))


def _user_line(account: Account) -> dict[str, object]:
    return {
        "name": account.user,
        "password": _hashed(account.password),
        "databases": _MEMBERSHIP[account.user],
    }


def _hashed(password: str) -> str:
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _HASH_ROUNDS, 32)
    return f"PBKDF2WithHmacSHA256${_HASH_ROUNDS}${salt}${base64.b64encode(digest).decode()}"


def _groups() -> dict[str, object]:
    groups = {name: _group(access, records) for name, (access, records) in _RIGHTS.items()}
    return {"databases": {"*": {"groups": groups}}, "version": 2}


def _group(access: list[str], records: list[str]) -> dict[str, object]:
    return {"access": access, "types": {"*": {"access": records}}, "resultSetLimit": -1, "readTimeout": -1}
