"""One request to one address: through the cache, within the limits, with every trouble as one kind of fault."""

from __future__ import annotations

import hashlib
import ssl
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import httpcore
import httpx
from hishel import CacheOptions, SqliteStorage
from hishel.httpx import CacheTransport

from loaders.fetch.addresses import Resolver
from loaders.fetch.backend import DEADLINE
from loaders.fetch.body import ACCEPTED, read_body
from loaders.fetch.limits import CACHE_BYTES, Limits
from loaders.fetch.outcome import FetchFault, Reason
from loaders.fetch.status import PERMANENT, REDIRECTS, fault_of
from loaders.fetch.transport import GuardedTransport

if TYPE_CHECKING:
    from collections.abc import Mapping

AGENT_HEADER = "Trunkline/1 (energy routes; reads feeds that its operator chose)"
WANTED = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Answer:
    """A page, or where the server sends us instead (``target``, for good where ``permanent``)."""

    body: bytes = b""
    content_type: str = ""
    unchanged: bool = False
    target: str | None = None
    permanent: bool = False


class Client:
    """Sends requests; ``cache`` is the file of the HTTP cache, None to keep nothing."""

    def __init__(self, limits: Limits, cache: Path | None, look_up: Resolver) -> None:
        self._limits = limits
        self._look_up = look_up
        self._lock = Lock()
        self._storage = SqliteStorage(database_path=cache, max_size=CACHE_BYTES) if cache else None
        self._transports: dict[frozenset[str], httpx.BaseTransport] = {}

    def send(self, url: str, allowed: frozenset[str]) -> Answer:
        """Ask once.

        Raises:
            FetchFault: whatever went wrong; it says whether it may pass.
        """
        mark = DEADLINE.set(time.monotonic() + self._limits.seconds)
        try:
            return self._send(url, allowed)
        except httpcore.TimeoutException:
            raise FetchFault(Reason.SLOW, "the server does not answer in time", passing=True) from None
        except (httpcore.ProtocolError, httpx.DecodingError) as error:
            raise FetchFault(Reason.BROKEN, f"the answer is broken ({error})", passing=True) from None
        except (httpcore.NetworkError, httpcore.ProxyError) as error:
            raise _network_fault(error) from None
        except (httpcore.UnsupportedProtocol, httpx.InvalidURL, UnicodeError) as error:
            raise FetchFault(Reason.ADDRESS, f"no address to fetch ({error})") from None
        finally:
            DEADLINE.reset(mark)

    def close(self) -> None:
        """Close connections and cache."""
        for transport in self._transports.values():
            transport.close()
        if self._storage:
            self._storage.close()

    def _send(self, url: str, allowed: frozenset[str]) -> Answer:
        response = self._transport(allowed).handle_request(self._request(url, allowed))
        try:
            if response.status_code in REDIRECTS and "location" in response.headers:
                return Answer(target=response.headers["location"], permanent=response.status_code in PERMANENT)
            if response.status_code != 200:
                raise fault_of(response.status_code, response.headers.get("retry-after"))
            body = read_body(response, self._limits)
            caching: Mapping[str, bool] = response.extensions.get("caching") or {}
            return Answer(body, response.headers.get("content-type", ""), caching.get("from_cache", False))
        finally:
            response.close()

    def _request(self, url: str, allowed: frozenset[str]) -> httpx.Request:
        quiet = self._limits.quiet_seconds
        # What was read with permission to a private host never answers a source without it.
        key = hashlib.sha256(f"{sorted(allowed)} {url}".encode()).hexdigest()
        return httpx.Request(
            "GET", url,
            headers={"User-Agent": AGENT_HEADER, "Accept": WANTED, "Accept-Encoding": ACCEPTED},
            extensions={
                "timeout": {"connect": quiet, "read": quiet, "write": quiet, "pool": quiet}, "caching": {"key": key},
            },
        )  # fmt: skip

    def _transport(self, allowed: frozenset[str]) -> httpx.BaseTransport:
        with self._lock:
            if allowed not in self._transports:
                plain = GuardedTransport(allowed, self._look_up)
                self._transports[allowed] = (
                    CacheTransport(plain, self._storage, rfc=CacheOptions(shared=False)) if self._storage else plain
                )
            return self._transports[allowed]


def _network_fault(error: Exception) -> FetchFault:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchFault(Reason.CERTIFICATE, f"its certificate is not to be trusted ({cause.verify_message})")
        cause = cause.__cause__ or cause.__context__
    return FetchFault(Reason.UNREACHABLE, f"no connection ({str(error) or type(error).__name__})", passing=True)
