"""What mail and webhooks need, from the tables ``[mail]`` and ``[webhook]`` of the file of watches."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import UsageError

SECURITY = ("starttls", "tls", "none")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server; ``secret`` names a file with the user on its first line and the password on its second."""

    host: str
    port: int
    sender: str
    security: str
    secret: Path | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """The settings that all watches share."""

    home: Path
    zone: str | None
    mail: Mail | None
    webhook_secret: Path
    plain_hosts: frozenset[str]
    """Hosts to which a webhook may go without encryption."""


def delivery_of(home: Path, document: Mapping[str, Any]) -> Delivery:
    """Read the settings.

    Raises:
        UsageError: one that does not exist, or is wrong.
    """
    known = {"watches", "zone", "mail", "webhook"}
    for name in document:
        if name not in known:
            raise UsageError(f'The file of watches has "{name}", which is no setting; docs/watch.md lists them.')
    mail, webhook = document.get("mail"), document.get("webhook", {})
    _check(webhook, {"secret": str, "plain_hosts": list}, "webhook")
    zone = document.get("zone")
    if zone is not None and not isinstance(zone, str):
        raise UsageError('The setting "zone" of the file of watches must name a time zone.')
    return Delivery(
        home, zone, _mail(home, mail) if mail is not None else None, home / webhook.get("secret", "webhook.secret"),
        frozenset(LOOPBACK | set(webhook.get("plain_hosts", []))),
    )  # fmt: skip


def _mail(home: Path, row: Any) -> Mail:  # noqa: ANN401 - whatever stands in the file
    _check(row, {"host": str, "port": int, "sender": str, "security": str, "secret": str}, "mail")
    security = row.get("security", "starttls")
    if "host" not in row or "sender" not in row or security not in SECURITY:
        raise UsageError(f"[mail] in the file of watches needs host, sender, and security: {', '.join(SECURITY)}.")
    if not row["sender"].isprintable() or "@" not in row["sender"]:
        raise UsageError("The sender under [mail] in the file of watches is no address.")
    if security == "none" and row["host"] not in LOOPBACK:
        raise UsageError(f"Mail by {row['host']} would go unencrypted: [mail] needs security starttls or tls.")
    secret = home / row["secret"] if "secret" in row else None
    return Mail(row["host"], row.get("port", 465 if security == "tls" else 587), row["sender"], security, secret)


def _check(row: Any, known: Mapping[str, type], table: str) -> None:  # noqa: ANN401 - whatever stands in the file
    if not isinstance(row, dict) or any(not isinstance(one, known.get(name, ())) for name, one in row.items()):
        raise UsageError(f"[{table}] in the file of watches takes: {', '.join(known)}; docs/watch.md explains them.")


def read_secret(path: Path) -> str:
    """Read a secret that nobody but the owner of its file may read.

    Raises:
        UsageError: no such file, or others may read it.
    """
    try:
        if os.name != "nt" and path.stat().st_mode & 0o077:
            raise UsageError(f"Others than you may read the secret in {path}: run `chmod 600` on that file.")
        text = path.read_text("utf-8").strip()
    except OSError as error:
        raise UsageError(f"The secret {path} cannot be read: {error.strerror}.") from None
    if not text:
        raise UsageError(f"The secret file {path} is empty.")
    return text


def make_secret(path: Path) -> bool:
    """Write a fresh secret where there is none yet; whether it was written."""
    import base64

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    except OSError as error:
        raise UsageError(f"The secret {path} cannot be written: {error.strerror}.") from None
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(f"whsec_{base64.b64encode(os.urandom(32)).decode()}\n")
    return True
