"""One request over the guarded network, directly or through the proxy that the environment names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from threading import Lock
from urllib.parse import unquote, urlsplit

import httpcore
import httpx

from loaders.fetch.addresses import Resolver, reachable, refuse_private_literal
from loaders.fetch.backend import GuardedBackend
from loaders.fetch.limits import LONGEST_FRESHNESS
from loaders.fetch.outcome import FetchFault, Reason
from loaders.fetch.proxies import proxy_for

_MAX_AGE = re.compile(r"max-age\s*=\s*\"?(\d{1,10})")


class _Stream(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        close = getattr(self._stream, "close", None)
        if close:
            close()


class GuardedTransport(httpx.BaseTransport):
    """Sends requests to public addresses and to the hosts in ``allowed``."""

    def __init__(self, allowed: frozenset[str], look_up: Resolver) -> None:
        self._allowed = allowed
        self._look_up = look_up
        self._context = httpx.create_ssl_context()
        self._lock = Lock()
        self._pools: dict[str | None, httpcore.ConnectionPool] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; raises ``FetchFault`` and the exceptions of ``httpcore``."""
        refuse_private_literal(request.url.host, self._allowed)
        proxy = proxy_for(request.url.scheme, request.url.host)
        if proxy:
            self._refuse_known_private(request.url.host, request.url.port or 443)
        answer = self._pool(proxy).handle_request(_plain(request))
        headers = _with_short_freshness(answer.headers)
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(
            answer.status, headers=headers, stream=_Stream(answer.stream), extensions=dict(answer.extensions)
        )

    def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            pool.close()

    def _refuse_known_private(self, host: str, port: int) -> None:
        """Behind a proxy names may be known to the proxy alone; what is known here as private is refused."""
        try:
            reachable(host, port, self._allowed, self._look_up)
        except FetchFault as fault:
            if fault.reason is Reason.ADDRESS:
                raise

    def _pool(self, proxy: str | None) -> httpcore.ConnectionPool:
        with self._lock:
            if proxy not in self._pools:
                self._pools[proxy] = self._proxied(proxy) if proxy else self._direct()
            return self._pools[proxy]

    def _direct(self) -> httpcore.ConnectionPool:
        backend = GuardedBackend(self._allowed, self._look_up)
        return httpcore.ConnectionPool(ssl_context=self._context, network_backend=backend)

    def _proxied(self, proxy: str) -> httpcore.ConnectionPool:
        parts = urlsplit(proxy)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise FetchFault(Reason.UNREACHABLE, "the proxy named in the environment is no http or https address")
        login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        port = f":{parts.port}" if parts.port else ""
        # The operator of this machine chose the proxy, so it may be private; nothing else is connected to.
        backend = GuardedBackend(frozenset({parts.hostname}), self._look_up)
        return httpcore.HTTPProxy(
            f"{parts.scheme}://{parts.hostname}{port}",
            proxy_auth=login, ssl_context=self._context, network_backend=backend,
        )  # fmt: skip


def _plain(request: httpx.Request) -> httpcore.Request:
    url = request.url
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    return httpcore.Request(request.method, target, headers=request.headers.raw, extensions=request.extensions)


def _with_short_freshness(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Have the cache ask again wherever a page does not say for how long, up to an hour, it stays as it is.

    Without this a cache guesses from ``Last-Modified`` and may keep silent about a feed for a week.
    """
    stated = b",".join(value for name, value in headers if name.lower() == b"cache-control").decode("latin-1").lower()
    age = _MAX_AGE.search(stated)
    if "no-store" in stated or (age and int(age[1]) <= LONGEST_FRESHNESS):
        return headers
    kept = [(name, value) for name, value in headers if name.lower() not in {b"cache-control", b"expires", b"pragma"}]
    return [*kept, (b"cache-control", b"no-cache")]
