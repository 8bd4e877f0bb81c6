"""Reads where to tell, as written in the file of watches.

``stdout``               standard output
``file:PATH``            appended as text, or as JSON lines where PATH ends with .jsonl
``https://…``            a webhook; ``http://`` only on this machine and to the hosts that ``plain_hosts`` names
``mailto:NAME@HOST``     e-mail
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graph.errors import UsageError
from queries.watch.deliver.message import Message
from queries.watch.deliver.outcome import ARRIVED, Outcome

if TYPE_CHECKING:
    from queries.watch.deliver.settings import Delivery

Send = Callable[[Message], Outcome]
Say = Callable[[str], None]
_ADDRESS = re.compile(r"mailto:[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\/?]+")


def check_destination(text: str, delivery: Delivery) -> None:
    """Refuse what cannot be told to, before anything is sent.

    Raises:
        UsageError: no such kind of destination, or one that the settings do not allow.
    """
    if text == "stdout" or (text.startswith("file:") and len(text) > len("file:")):
        return
    if text.startswith("mailto:"):
        _check_mail(text, delivery)
    elif text.startswith(("https://", "http://")):
        _check_webhook(text, delivery)
    else:
        raise UsageError(f'"{text}" is no destination; use stdout, file:PATH, https://…, or mailto:NAME@HOST.')


def _check_mail(text: str, delivery: Delivery) -> None:
    if not _ADDRESS.fullmatch(text) or not text.isprintable():
        raise UsageError(f'"{text}" is no address; write mailto:NAME@HOST.')
    if delivery.mail is None:
        raise UsageError(
            f"To tell {text}, write host and sender under [mail] in {delivery.home / 'watch.toml'}; docs/watch.md "
            "shows how."
        )


def _check_webhook(text: str, delivery: Delivery) -> None:
    try:
        parts = urlsplit(text)
        host, wrong = parts.hostname, not text.isprintable() or " " in text or parts.port == 0
    except ValueError:
        host, wrong = None, True
    if wrong or not host or parts.username or parts.password:
        raise UsageError(f'"{text}" is no address of a webhook.')
    if parts.scheme == "http" and host not in delivery.plain_hosts:
        raise UsageError(
            f'The webhook "{text}" would go unencrypted: use https, or allow "{host}" in plain_hosts under [webhook].'
        )


def sender_of(text: str, delivery: Delivery, say: Say) -> Send:
    """Give what sends a message there; ``say`` writes to standard output."""
    if text == "stdout":
        return partial(_say, say)
    if text.startswith("file:"):
        from queries.watch.deliver.file import append

        return partial(append, delivery.home / Path(text.removeprefix("file:")).expanduser())
    if text.startswith("mailto:"):
        from queries.watch.deliver.mail import mail

        return partial(mail, text.removeprefix("mailto:"), delivery)
    from queries.watch.deliver.webhook import post

    return partial(post, text, delivery)


def _say(say: Say, message: Message) -> Outcome:
    say(message.text())
    return ARRIVED
