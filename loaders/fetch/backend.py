"""The network under the requests: checks the address it connects to, and ends every read by one deadline."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

import httpcore

from loaders.fetch.addresses import Resolver, reachable
from loaders.fetch.outcome import FetchFault, Reason

# When the request of this thread has to be over, on the monotonic clock; slow single bytes cannot stretch it.
DEADLINE: ContextVar[float] = ContextVar("DEADLINE", default=float("inf"))


def time_left(most: float | None) -> float:
    """Give the seconds that one step may take.

    Raises:
        FetchFault: the time of the whole request is used up.
    """
    left = DEADLINE.get() - time.monotonic()
    if left <= 0:
        raise FetchFault(Reason.SLOW, "the server does not answer in time", passing=True)
    return left if most is None else min(left, most)


class TimedStream(httpcore.NetworkStream):
    """A connection whose every step is bounded by the deadline of the request it serves."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come, within the time left."""
        return self._stream.read(max_bytes, time_left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write within the time left."""
        self._stream.write(buffer, time_left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on encrypted; the certificate is checked against the name asked for, not the address."""
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, time_left(timeout)))

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own signature
        """Tell what the connection knows of itself."""
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to the very addresses that were looked up and checked, so that a second look-up cannot differ."""

    def __init__(self, allowed: frozenset[str], look_up: Resolver) -> None:
        self._allowed = allowed
        self._look_up = look_up
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers."""
        addresses = reachable(host, port, self._allowed, self._look_up)
        for address in addresses[:-1]:
            try:
                return self._connect(address, port, timeout, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(addresses[-1], port, timeout, socket_options)

    def _connect(
        self, address: str, port: int, timeout: float | None, options: Iterable[httpcore.SOCKET_OPTION] | None
    ) -> httpcore.NetworkStream:
        stream = self._sockets.connect_tcp(address, port, timeout=time_left(timeout), socket_options=options)
        return TimedStream(stream)

    def sleep(self, seconds: float) -> None:
        """Wait, as the connection pool asks for between its own attempts."""
        time.sleep(seconds)
