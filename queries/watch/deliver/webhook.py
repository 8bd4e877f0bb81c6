"""Posts a message to a webhook, signed as https://www.standardwebhooks.com describes it.

``webhook-id``          the id of the message, the same in every try; also as ``Idempotency-Key``
``webhook-timestamp``   seconds since 1970 of this try
``webhook-signature``   ``v1,`` and the base64 of HMAC-SHA256 over ``id.timestamp.body`` with the secret
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from typing import TYPE_CHECKING

from graph.errors import UsageError
from queries.watch.deliver.message import Message
from queries.watch.deliver.outcome import ARRIVED, Outcome, refused, unknown
from queries.watch.deliver.settings import read_secret

if TYPE_CHECKING:
    from queries.watch.deliver.settings import Delivery

LIMIT_SECONDS = 15.0
"""For everything from the name lookup to the status line, whatever trickles in."""
_PREFIX = "whsec_"


def post(url: str, delivery: Delivery, message: Message) -> Outcome:
    """Post it once; only an answer of 2xx is a delivery, and redirects are not followed."""
    import asyncio

    try:
        secret = _key(read_secret(delivery.webhook_secret))
    except UsageError as error:
        return refused(str(error).rstrip("."))
    body = message.json().encode()
    headers = signed_headers(message.id, body, secret, int(time.time()))
    return asyncio.run(_posted(url, body, headers))


def signed_headers(identity: str, body: bytes, secret: bytes, timestamp: int) -> dict[str, str]:
    """Give the headers of one try."""
    signed = hmac.new(secret, f"{identity}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json", "User-Agent": "trunkline", "Idempotency-Key": identity,
        "webhook-id": identity, "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }  # fmt: skip


async def _posted(url: str, body: bytes, headers: dict[str, str]) -> Outcome:
    import asyncio
    import ssl

    import httpx

    try:
        async with (
            asyncio.timeout(LIMIT_SECONDS),
            httpx.AsyncClient(verify=ssl.create_default_context(), timeout=LIMIT_SECONDS) as client,
            client.stream("POST", url, content=body, headers=headers) as answer,
        ):
            return _outcome(answer.status_code)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
        return refused(_words(error, "no connection"))
    except (httpx.HTTPError, TimeoutError) as error:
        return unknown(_words(error, f"no answer within {LIMIT_SECONDS:g} s"))


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return ARRIVED
    problem = f"it answered {status}"
    return unknown(problem) if status >= 500 else refused(problem)


def _words(error: Exception, otherwise: str) -> str:
    return str(error) or otherwise


def _key(secret: str) -> bytes:
    """Read a secret: base64 behind ``whsec_``, else the text itself."""
    if not secret.startswith(_PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        raise UsageError(f"The secret of the webhook is no base64 after {_PREFIX}.") from None
