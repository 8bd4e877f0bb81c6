"""Why no store answers at an address, found by looking step by step: name, port, TLS, Bolt.

The driver tells these apart only in the texts of nested errors, and behind a routed address not at all, so that the
way is walked once more after a failure. Nothing is sent but the greetings of TLS and Bolt: no login, no statement.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

DEFAULT_PORT = 7687
LOOK_SECONDS = 5.0

# Bolt's greeting: its magic number, then four versions offered, each as (range, minor, major).
# Source: neo4j.com/docs/bolt/current/bolt/handshake.
_GREETING = bytes.fromhex("6060b01700080805000204040000000000000000")
_NO_COMMON_VERSION = bytes(4)
_OLDEST_MAJOR = 5

# Verification results of OpenSSL. Source: its header x509_vfy.h.
_CERTIFICATE_FAULTS = {
    9: "its certificate is not valid yet: check the clock of this machine",
    10: "its certificate has expired: let the server's administrator renew it",
    18: "its certificate is signed by itself: name it by TRUNKLINE_STORE_CERTIFICATE_AUTHORITY",
    19: "its certificate is signed by an authority that is not trusted here: "
    "name the authority's file by TRUNKLINE_STORE_CERTIFICATE_AUTHORITY",
    62: "its certificate is for another host name: write the name that stands in it",
    64: "its certificate is for another address: write the host name that stands in it",
}
_UNKNOWN_AUTHORITY = 19
_SAME_FAULT = {20: _UNKNOWN_AUTHORITY, 21: _UNKNOWN_AUTHORITY}


@dataclass(frozen=True, slots=True)
class _Address:
    host: str
    port: int
    encrypted: bool
    checked: bool
    shown: str


class _Found(Exception):
    """The first step that failed, as the end of a sentence."""


def why_unreachable(uri: str, authority: Path | None) -> str | None:
    """Return what is wrong and what to do, without a final full stop; ``None`` where a Bolt server answers."""
    address = _address(uri)
    try:
        _look(address, authority)
    except _Found as found:
        return str(found)
    except OSError as error:
        return f"the connection broke ({error.strerror or error}): check TRUNKLINE_STORE_URI"
    return None


def _address(uri: str) -> _Address:
    parts = urlsplit(uri)
    kind = parts.scheme.partition("+")[2]
    host, port = parts.hostname or "", parts.port or DEFAULT_PORT
    return _Address(host, port, bool(kind), kind == "s", f"port {port} of {host}")


def _look(address: _Address, authority: Path | None) -> None:
    with _connected(address) as plain:
        if not address.encrypted:
            greeted = _greet(plain)
        else:
            with _encrypted(plain, address, _context(address, authority)) as tunnel:
                greeted = _greet(tunnel)
    if greeted == b"" and not address.encrypted and _speaks_tls(address):
        raise _Found(f"{address.shown} speaks TLS only: write bolt+s:// or neo4j+s://")
    _judge(greeted, address)


@contextmanager
def _connected(address: _Address) -> Iterator[socket.socket]:
    try:
        connection = socket.create_connection((address.host, address.port), LOOK_SECONDS)
    except socket.gaierror as error:
        raise _Found(f"there is no host called {address.host!r}: check TRUNKLINE_STORE_URI") from error
    except TimeoutError as error:
        raise _Found(f"{address.shown} is silent: check TRUNKLINE_STORE_URI and the firewalls on the way") from error
    except ConnectionRefusedError as error:
        raise _Found(
            f"nothing listens on {address.shown}: start the server, or check the port in TRUNKLINE_STORE_URI"
        ) from error
    with connection:
        yield connection


def _context(address: _Address, authority: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=authority)
    if not address.checked:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


@contextmanager
def _encrypted(plain: socket.socket, address: _Address, context: ssl.SSLContext) -> Iterator[ssl.SSLSocket]:
    try:
        tunnel = context.wrap_socket(plain, server_hostname=address.host)
    except ssl.SSLCertVerificationError as error:
        code = _SAME_FAULT.get(error.verify_code, error.verify_code)
        fault = _CERTIFICATE_FAULTS.get(code, f"its certificate is refused ({error.verify_message})")
        raise _Found(fault) from error
    except OSError as error:  # also every other fault of TLS: the other side does not take part in it
        with _connected(address) as again:
            if _is_bolt(_greet(again)):
                raise _Found(
                    f"{address.shown} speaks Bolt without TLS: write bolt:// or neo4j://, or let the server encrypt"
                ) from error
        raise _Found(f"{address.shown} speaks no TLS ({_reason(error)}): check TRUNKLINE_STORE_URI") from error
    with tunnel:
        yield tunnel


def _reason(error: OSError) -> str:
    return str(getattr(error, "reason", None) or error.strerror or error).replace("_", " ").lower()


def _speaks_tls(address: _Address) -> bool:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with _connected(address) as plain, context.wrap_socket(plain, server_hostname=address.host):
            return True
    except (OSError, _Found):
        return False


def _greet(connection: socket.socket) -> bytes:
    """Return the server's answer to the greeting of Bolt: four bytes, or none where it says nothing or leaves."""
    answer = b""
    with suppress(OSError):
        connection.sendall(_GREETING)
        while len(answer) < 4 and (more := connection.recv(4 - len(answer))):
            answer += more
    return answer


def _is_bolt(greeted: bytes) -> bool:
    return greeted == _NO_COMMON_VERSION or (
        len(greeted) == 4 and greeted[0] == 0 and 0 < greeted[3] <= _GREETING[7] and not greeted[1]
    )


def _judge(greeted: bytes, address: _Address) -> None:
    if greeted == b"HTTP":
        raise _Found(f"{address.shown} speaks HTTP, not Bolt: write the Bolt port, by default {DEFAULT_PORT}")
    if not _is_bolt(greeted):
        raise _Found(f"{address.shown} does not speak Bolt: check the port in TRUNKLINE_STORE_URI")
    if greeted == _NO_COMMON_VERSION or greeted[3] < _OLDEST_MAJOR:
        raise _Found(f"{address.shown} speaks only versions of Bolt that are too old: upgrade it to Neo4j 5 or later")
