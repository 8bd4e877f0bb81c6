"""A loopback server that plays the internet: each path misbehaves in its own way, and every request is noted."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Internet

    def do_GET(self) -> None:
        self.server.requests.append((self.headers.get("Host", "").partition(":")[0], self.path, time.monotonic()))
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        try:
            self.server.paths.get(self.path, missing)(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


class Internet(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.paths: dict[str, Answer] = {}
        self.requests: list[tuple[str, str, float]] = []
        self.headers: list[dict[str, str]] = []
        self.names: dict[str, list[str]] = {}

    def url(self, path: str, host: str = "news.example") -> str:
        return f"http://{host}:{self.server_address[1]}{path}"

    def asked(self, path: str) -> int:
        return sum(one[1] == path for one in self.requests)

    def look_up(self, host: str, _port: int) -> list[str]:
        """Resolve names as the test says; names that it does not mention are unknown."""
        found = self.names.get(host) or (["127.0.0.1"] if host.endswith(".example") else [])
        if host[0].isdigit():
            return [host]
        if not found:
            raise socket.gaierror(-2, "name not known")
        return found

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what these tests are about."""


@contextmanager
def running() -> Iterator[Internet]:
    server = Internet()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def missing(handler: Handler) -> None:
    handler.say(404)


def text(body: bytes, status: int = 200, **headers: str) -> Answer:
    return lambda handler: handler.say(status, body, **headers)


def redirect(target: str, status: int = 301) -> Answer:
    return lambda handler: handler.say(status, Location=target)


def in_turn(*answers: Answer) -> Answer:
    """Give one answer after the other, the last one for ever."""
    left = list(answers)

    def answer(handler: Handler) -> None:
        following = left.pop(0) if len(left) > 1 else left[0]
        following(handler)

    return answer


def with_etag(body: bytes, etag: str = '"one"') -> Answer:
    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            handler.say(304, ETag=etag)
        else:
            handler.say(200, body, ETag=etag)

    return answer


def _open_ended(handler: Handler, **headers: str) -> None:
    handler.close_connection = True
    handler.send_response(200)
    for name, value in {"Connection": "close", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()


def slow_bytes(handler: Handler) -> None:
    """A byte now and then, each in time, for a minute."""
    _open_ended(handler)
    for _ in range(600):
        handler.wfile.write(b".")
        time.sleep(0.1)


def silent(handler: Handler) -> None:
    _open_ended(handler)
    time.sleep(3)


def endless(handler: Handler) -> None:
    _open_ended(handler)
    for _ in range(4000):
        handler.wfile.write(b"x" * 65536)


def cut_short(handler: Handler) -> None:
    """Promise a thousand bytes and hang up after ten."""
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"0123456789")


def no_http(handler: Handler) -> None:
    handler.close_connection = True
    handler.wfile.write(b"220 mail.example ready\r\n")


@cache
def bomb() -> bytes:
    """Pack a hundred million zeros into a hundred thousand bytes."""
    return gzip.compress(b"\0" * 100_000_000, 1)


def gzip_bomb(handler: Handler) -> None:
    handler.say(200, bomb(), Content_Encoding="gzip")


def gzip_torn(handler: Handler) -> None:
    handler.say(200, gzip.compress(b"news " * 5000)[:-12], Content_Encoding="gzip")
