"""Plays the network between the client and a store: lines that break, TLS, and listeners that are no store.

The store behind it is always a real one.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from itertools import chain

LOOPBACK = "127.0.0.1"
# Bolt messages on the wire: a structure of n fields and its tag. Source: neo4j.com/docs/bolt/current/bolt/message.
BEGIN, RUN, COMMIT = b"\xb1\x11", b"\xb3\x10", b"\xb0\x12"
_RESET, _SUCCESS, _IGNORED = b"\xb0\x0f", b"\xb1\x70\xa0", b"\xb0\x7e"


class Moment(Enum):
    """When the line breaks."""

    BEFORE = "before the message reaches the server"
    DURING = "while the server works on the message"
    AFTER = "when the server has answered, before the answer reaches the client"


@dataclass
class Cut:
    """Break the line at every ``every``-th ``message`` after the first ``spared`` ones, at most ``times`` times."""

    message: bytes
    moment: Moment
    spared: int = 0
    every: int = 1
    times: int = 1
    seen: int = 0
    made: int = 0

    def due(self, data: bytes) -> bool:
        if not re.search(rb"\x00." + re.escape(self.message), data, re.DOTALL):
            return False
        self.seen += 1
        if self.seen <= self.spared or (self.seen - self.spared - 1) % self.every or self.made >= self.times:
            return False
        self.made += 1
        return True


@dataclass
class Refusal:
    """Answer the next ``times`` beginnings of a transaction with an error of the server, as a cluster does."""

    code: str
    times: int = 1
    made: int = 0


class Proxy:
    """A line to ``target``; with ``tls`` the client's end of it is encrypted."""

    def __init__(
        self, target: int, *, cut: Cut | None = None, refusal: Refusal | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self._target = target
        self._tls = tls
        self.cut = cut
        self.refusal = refusal
        self.open = True
        self.begun: list[bytes] = []
        """What began each transaction, as it stood on the wire."""
        self._lock = threading.Lock()
        self._lines: list[socket.socket] = []

    def serve(self, client: socket.socket) -> None:
        with suppress(OSError):
            if self._tls:
                client = self._tls.wrap_socket(client, server_side=True)
            if not self.open:
                client.close()
                return
            server = socket.create_connection((LOOPBACK, self._target))
            with self._lock:
                self._lines += [client, server]
            swallow = threading.Event()
            back = threading.Thread(target=self._answers, args=(client, server, swallow), daemon=True)
            back.start()
            self._requests(client, server, swallow)

    @property
    def lines_open(self) -> int:
        """How many lines were laid and not broken by us."""
        return len(self._lines) // 2

    def break_all(self) -> None:
        """Break every line now."""
        with self._lock:
            broken, self._lines = self._lines, []
        for one in broken:
            _end(one)

    def _requests(self, client: socket.socket, server: socket.socket, swallow: threading.Event) -> None:
        moment = None
        with suppress(OSError):
            while moment is not Moment.AFTER and (data := client.recv(65536)):
                if BEGIN in data:
                    self.begun.append(data)
                if self._refuses(client, data):
                    continue
                moment = self.cut.moment if self.cut and self.cut.due(data) else None
                if moment in {Moment.DURING, Moment.AFTER}:
                    swallow.set()  # before the message leaves: a fast answer must not slip through
                if moment is not Moment.BEFORE:
                    server.sendall(data)
                if moment in {Moment.BEFORE, Moment.DURING}:
                    break
        if moment is not Moment.AFTER:  # else the line is ended by the answer
            _end(client)
            _end(server)

    def _answers(self, client: socket.socket, server: socket.socket, swallow: threading.Event) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                if swallow.is_set():
                    break
                client.sendall(data)
        _end(client)
        _end(server)

    def _refuses(self, client: socket.socket, data: bytes) -> bool:
        if not self.refusal or self.refusal.made >= self.refusal.times or data[2:4] != BEGIN:
            return False
        self.refusal.made += 1
        code = self.refusal.code.encode()
        fields = {b"code": code, b"neo4j_code": code, b"message": b"not now", b"description": b"not now"}
        fields |= {b"gql_status": b"50N42"}  # Bolt 5.7 names some of them otherwise; each version reads its own
        failure = b"\xb1\x7f" + bytes([0xA0 + len(fields)]) + b"".join(map(_text, chain(*fields.items())))
        client.sendall(_framed(failure) + b"".join(_framed(_IGNORED) for _ in _messages(data)[1:]))
        while _RESET not in (more := client.recv(65536)):
            client.sendall(b"".join(_framed(_IGNORED) for _ in _messages(more)))
        client.sendall(_framed(_SUCCESS))
        return True


def _messages(data: bytes) -> list[bytes]:
    found, place = [], 0
    while place < len(data):
        length = int.from_bytes(data[place : place + 2], "big")
        if length:
            found.append(data[place + 2 : place + 2 + length])
        place += 2 + length
    return found


def _text(value: bytes) -> bytes:
    return b"\xd0" + bytes([len(value)]) + value


def _framed(message: bytes) -> bytes:
    return len(message).to_bytes(2, "big") + message + b"\x00\x00"


def _end(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """Listen on a free port of this machine, serve each caller in a thread, and give the port."""
    with socket.create_server((LOOPBACK, 0)) as door:

        def accept() -> None:
            while True:
                try:
                    caller, _ = door.accept()
                except OSError:
                    return
                threading.Thread(target=serve, args=(caller,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield door.getsockname()[1]
        door.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxied(target: int, tls: ssl.SSLContext | None = None) -> Iterator[tuple[Proxy, int]]:
    """Run a proxy in front of a port of this machine, and give it with its own port."""
    proxy = Proxy(target, tls=tls)
    with listening(proxy.serve) as port:
        try:
            yield proxy, port
        finally:
            proxy.break_all()


def saying(answer: bytes) -> Callable[[socket.socket], None]:
    """Give a server that reads once, says ``answer`` and leaves."""

    def serve(caller: socket.socket) -> None:
        with suppress(OSError):
            caller.recv(65536)
            caller.sendall(answer)
        _end(caller)

    return serve
