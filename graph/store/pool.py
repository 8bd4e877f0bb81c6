"""The driver of one account: connection pool, routing and encryption as the link says.

The schemes of an address, and what each asks for::

    bolt   one server               neo4j   a cluster (or a single server), asked for its members
    +s     TLS, certificate checked by the system's authorities, or by one file where the link names it
    +ssc   TLS, any certificate
"""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

from graph.errors import UsageError
from graph.store.driver import neo4j
from graph.store.link import Account, Link

CHECKED_TLS = "+s"
CONNECT_SECONDS = 5.0
ACQUIRE_SECONDS = 15.0
"""Longest wait for a free connection of the pool; more than ``CONNECT_SECONDS``, since it may have to be opened."""
FIRST_RETRY_SECONDS = 0.1
"""First pause of a managed transaction; each next one is twice as long, all of them with jitter."""
JITTER = 0.5
"""Share by which each pause is drawn shorter or longer, so that clients that failed together do not return together."""


def open_driver(link: Link, account: Account | None) -> neo4j.Driver:
    """Return a driver for one account; nothing is connected before its first use."""
    uri, encryption = _encryption(link)
    return neo4j.GraphDatabase.driver(
        uri,
        auth=(account.user, account.password) if account else None,
        user_agent="trunkline",
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=ACQUIRE_SECONDS,
        max_connection_pool_size=link.pool_size,
        max_transaction_retry_time=link.retry_seconds,
        initial_retry_delay=FIRST_RETRY_SECONDS,
        retry_delay_jitter_factor=JITTER,
        notifications_min_severity="OFF",
        telemetry_disabled=True,
        **encryption,
    )


def _encryption(link: Link) -> tuple[str, dict[str, Any]]:
    """The driver takes an authority of one's own only beside an address without ``+s``."""
    if link.certificate_authority is None:
        return link.uri, {}
    scheme, _, rest = link.uri.partition("://")
    trusted = neo4j.TrustCustomCAs(str(link.certificate_authority))
    return f"{scheme.removesuffix(CHECKED_TLS)}://{rest}", {"encrypted": True, "trusted_certificates": trusted}


def check_authority(uri: str, file: Path | None) -> Path | None:
    """Return ``file`` if it holds certificates and ``uri`` asks for a check; raises ``UsageError`` otherwise."""
    if file is None:
        return None
    if not uri.partition("://")[0].endswith(CHECKED_TLS):
        raise UsageError(
            f"TRUNKLINE_STORE_CERTIFICATE_AUTHORITY is set, but {uri} does not check certificates: "
            "write neo4j+s:// or bolt+s://, or unset it."
        )
    file = file.expanduser()
    named = f"TRUNKLINE_STORE_CERTIFICATE_AUTHORITY names {file}, which"
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(file)
    except ssl.SSLError as error:
        raise UsageError(f"{named} holds no PEM certificate.") from error
    except OSError as error:
        raise UsageError(f"{named} cannot be read: {error.strerror}.") from error
    return file
