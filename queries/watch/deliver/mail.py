"""Sends a message by SMTP, encrypted, with an id that stays the same in every try."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from graph.errors import UsageError
from queries.watch.deliver.message import Message
from queries.watch.deliver.outcome import ARRIVED, Outcome, refused, unknown
from queries.watch.deliver.settings import read_secret

if TYPE_CHECKING:
    from queries.watch.deliver.settings import Delivery, Mail

SILENCE_SECONDS = 15.0


def mail(address: str, delivery: Delivery, message: Message) -> Outcome:
    """Hand it to the mail server once; the server's word that it took it is a delivery."""
    settings = delivery.mail
    if settings is None:
        return refused("the file of watches names no mail server")
    try:
        secret = _login(settings)
    except UsageError as error:
        return refused(str(error).rstrip("."))
    try:
        server = _connect(settings, secret)
    except (OSError, smtplib.SMTPException) as error:
        return refused(_words(error))
    return _hand_over(server, letter(address, settings.sender, message))


def letter(address: str, sender: str, message: Message) -> EmailMessage:
    """Write the message as an e-mail."""
    found = EmailMessage()
    found["Subject"] = " ".join(message.subject().split())
    found["From"] = sender
    found["To"] = address
    found["Date"] = format_datetime(datetime.now(UTC))
    found["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2].rstrip('>') or 'localhost'}>"
    found["Auto-Submitted"] = "auto-generated"
    found.set_content(message.text() + "\n")
    return found


def _login(settings: Mail) -> tuple[str, str] | None:
    if settings.secret is None:
        return None
    user, _, password = read_secret(settings.secret).partition("\n")
    if not password:
        raise UsageError(
            f"The secret {settings.secret} must have the user on its first line, the password on the second."
        )
    return user.strip(), password.strip()


def _connect(settings: Mail, secret: tuple[str, str] | None) -> smtplib.SMTP:
    """Connect, encrypt and sign in; nothing has been handed over yet."""
    where, context = (settings.host, settings.port), ssl.create_default_context()
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=SILENCE_SECONDS, context=context)
    else:
        server = smtplib.SMTP(*where, timeout=SILENCE_SECONDS)
    try:
        if settings.security == "starttls":
            server.starttls(context=context)
        if secret:
            server.login(*secret)
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _hand_over(server: smtplib.SMTP, written: EmailMessage) -> Outcome:
    try:
        server.send_message(written)
    except smtplib.SMTPServerDisconnected as error:
        return unknown(_words(error))
    except smtplib.SMTPException as error:
        return refused(_words(error))
    except OSError as error:
        return unknown(_words(error))
    finally:
        with suppress(OSError, smtplib.SMTPException):  # it has taken the message or refused it; this is only manners
            server.quit()
        server.close()
    return ARRIVED


def _words(error: Exception) -> str:
    """Say what the server or the line said, on one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"the address was refused: {code} {_decoded(said)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the mail server answered {error.smtp_code} {_decoded(error.smtp_error)}"
    return " ".join(str(error).split()) or type(error).__name__


def _decoded(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())
