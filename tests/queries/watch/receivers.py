"""Real receivers on loopback: a webhook and a mail server that can misbehave, and that keep what they got."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Webhook:
    """``status`` is answered; 0 breaks the line after the request was read; a callable is called first."""

    port: int = field(default_factory=free_port)
    status: int = 204
    on_request: Any = None
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.got]

    def up(self) -> None:
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                if hook.on_request:
                    hook.on_request()
                if hook.status:
                    self.send_response(hook.status)
                    self.send_header("Location", "/elsewhere")
                    self.end_headers()

            def log_message(self, *_: object) -> None: ...

        ThreadingHTTPServer.allow_reuse_address = True
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def down(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@contextmanager
def webhook() -> Iterator[Webhook]:
    found = Webhook()
    found.up()
    try:
        yield found
    finally:
        found.down()


@dataclass
class Post:
    """A mail server; ``answer`` is what it says to a letter."""

    answer: str = "250 OK"
    got: list[Envelope] = field(default_factory=list)
    users: list[str] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.got.append(envelope)
        return self.answer

    def check(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: Any) -> AuthResult:
        assert isinstance(login, LoginPassword)
        self.users.append(login.login.decode())
        return AuthResult(success=login.password == b"open sesame", handled=False)


@contextmanager
def mail_server(post: Post, port: int, tls: Any = None) -> Iterator[Post]:
    """Run one; with ``tls`` it wants STARTTLS and a login."""
    more = (
        {"tls_context": tls, "require_starttls": True, "authenticator": post.check, "auth_required": True}
        if tls
        else {}
    )
    server = Controller(post, hostname="127.0.0.1", port=port, **more)
    server.start()
    try:
        yield post
    finally:
        server.stop()
