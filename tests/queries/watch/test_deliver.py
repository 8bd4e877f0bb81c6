"""Delivery against real servers on loopback, and what each misbehaviour comes to: arrived, refused, or unknown."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import ssl
import time
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import trustme
from jsonschema import Draft202012Validator

from queries.watch.deliver import webhook as sending
from queries.watch.deliver.destinations import sender_of
from queries.watch.deliver.file import append
from queries.watch.deliver.message import Cited, Message, Step
from queries.watch.deliver.outcome import ARRIVED, Outcome
from queries.watch.deliver.settings import Delivery, Mail, make_secret
from tests.queries.answers.test_schemas import REGISTRY, SCHEMAS, undeclared
from tests.queries.watch.receivers import Post, Webhook, free_port, mail_server, webhook

CITED = (Cited("d", "Актау остановил отгрузку", "Степь", "2026-11-01", "https://news.example/1"),)
MESSAGE = Message(
    "m_1", "Казахская нефть", "trunkline routes KZ EU", (Step("7.5 Mt/y", "no route", "T", "run_000002", CITED),)
)


@pytest.fixture
def delivery(tmp_path: Path) -> Delivery:
    make_secret(tmp_path / "webhook.secret")
    return Delivery(tmp_path, None, None, tmp_path / "webhook.secret", frozenset({"127.0.0.1"}))


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with webhook() as found:
        yield found


def send(to: str, delivery: Delivery, message: Message = MESSAGE) -> Outcome:
    return sender_of(to, delivery, lambda _: None)(message)


def test_a_webhook_gets_a_signed_document(hook: Webhook, delivery: Delivery) -> None:
    assert send(hook.url, delivery) == ARRIVED
    headers, body = hook.got[0]
    secret = base64.b64decode(delivery.webhook_secret.read_text().strip().removeprefix("whsec_"))
    signed = f"m_1.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["idempotency-key"] == headers["webhook-id"] == "m_1"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    told = json.loads(body)
    assert told == json.loads(MESSAGE.json()) and told["changes"][0]["because"][0]["url"] == "https://news.example/1"
    schema = SCHEMAS["watch.schema.json"]
    assert (
        list(Draft202012Validator(schema, registry=REGISTRY).iter_errors(told)) == list(undeclared(told, schema)) == []
    )


def test_the_signature_is_that_of_the_published_example() -> None:
    """The test vector of the Standard Webhooks libraries (github.com/standard-webhooks/standard-webhooks)."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    found = sending.signed_headers("msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', secret, 1614265330)
    assert found["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("status", "arrived", "problem"),
    [
        (200, True, ""), (299, True, ""), (301, False, "answered 301"), (404, False, "answered 404"),
        (503, None, "answered 503"), (0, None, "without sending a response"),
    ],
)  # fmt: skip
def test_what_a_webhook_answers(
    hook: Webhook, delivery: Delivery, status: int, arrived: bool | None, problem: str
) -> None:
    hook.status = status
    found = send(hook.url, delivery)
    assert found.arrived is arrived and problem in found.problem
    assert len(hook.got) == 1  # no redirect is followed, nothing is repeated at once


def test_a_webhook_that_is_down_or_silent(hook: Webhook, delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    assert send(f"http://127.0.0.1:{free_port()}/", delivery).arrived is False
    monkeypatch.setattr(sending, "LIMIT_SECONDS", 0.2)
    hook.on_request = lambda: time.sleep(0.6)
    found = send(hook.url, delivery)
    assert found.arrived is None and "no answer within 0.2 s" in found.problem


@pytest.mark.parametrize(("content", "mode", "said"), [
    ("whsec_AAAA\n", 0o644, "chmod 600"), ("", 0o600, "is empty"), ("whsec_?", 0o600, "no base64"),
    (None, 0, "cannot be read"),
])  # fmt: skip
def test_secrets_that_are_not_used(
    hook: Webhook, delivery: Delivery, content: str | None, mode: int, said: str
) -> None:
    delivery.webhook_secret.unlink()
    if content is not None:
        delivery.webhook_secret.write_text(content)
        delivery.webhook_secret.chmod(mode)
    found = send(hook.url, delivery)
    assert found.arrived is False and said in found.problem and hook.got == []


def test_a_fresh_secret_is_private_and_made_once(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret"
    assert make_secret(path) and path.stat().st_mode & 0o077 == 0
    kept = path.read_text()
    assert not make_secret(path) and path.read_text() == kept and len(kept) > 40


@pytest.mark.parametrize("name", ["told.txt", "told.jsonl"])
def test_a_file_has_each_message_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / "new" / name
    other = replace(MESSAGE, id="m_2")
    assert [append(path, one) for one in (MESSAGE, other, MESSAGE)] == [ARRIVED] * 3
    text = path.read_text("utf-8")
    assert text.count("m_1") == text.count("m_2") == 1 and "Актау" in text
    if name.endswith("jsonl"):
        assert [json.loads(line)["id"] for line in text.splitlines()] == ["m_1", "m_2"]
        path.write_text(text[:-5], "utf-8")  # the last line is torn: it was never acknowledged
        assert append(path, other) == ARRIVED
        assert json.loads(path.read_text("utf-8").splitlines()[-1])["id"] == "m_2"
    found = append(tmp_path, MESSAGE)
    assert found.arrived is False and "cannot be written" in found.problem


def by_mail(delivery: Delivery, port: int, secret: Path | None = None, security: str = "none") -> Delivery:
    return replace(delivery, mail=Mail("127.0.0.1", port, "Trunkline <trunkline@example.org>", security, secret))


def test_mail_down_and_up_again(delivery: Delivery) -> None:
    port, post = free_port(), Post("451 try later")
    settings = by_mail(delivery, port)
    assert send("mailto:desk@example.org", settings).arrived is False
    with mail_server(post, port):
        found = send("mailto:desk@example.org", settings)
        assert found.arrived is False and "451 try later" in found.problem and post.got == []
        post.answer = "250 OK"
        assert send("mailto:desk@example.org", settings) == send("mailto:desk@example.org", settings) == ARRIVED
    contents = [one.content for one in post.got if isinstance(one.content, bytes)]
    assert len(contents) == len(post.got)
    letters = [message_from_bytes(one, policy=policy.default) for one in contents]
    assert {one["Message-ID"] for one in letters} == {"<m_1@example.org>"}
    assert letters[0]["Subject"] == "Казахская нефть: now no route"
    body = letters[0].get_content()
    assert "Актау остановил отгрузку, Степь, 2026-11-01, https://news.example/1" in body
    assert post.got[0].rcpt_tos == ["desk@example.org"] and post.got[0].mail_from == "trunkline@example.org"


def test_mail_is_encrypted_and_signed_in(delivery: Delivery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    port, post, secret = free_port(), Post(), tmp_path / "mail.secret"
    secret.write_text("desk\nopen sesame\n")
    secret.chmod(0o600)
    settings = by_mail(delivery, port, secret, "starttls")
    with mail_server(post, port, context):
        stranger = send("mailto:desk@example.org", settings)
        assert stranger.arrived is False and "certificate" in stranger.problem and post.users == []
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert send("mailto:desk@example.org", settings) == ARRIVED and post.users == ["desk"]
        secret.write_text("desk\nwrong\n")
        refused = send("mailto:desk@example.org", settings)
        assert refused.arrived is False and "535" in refused.problem
        secret.chmod(0o644)
        assert "chmod 600" in send("mailto:desk@example.org", settings).problem
    assert len(post.got) == 1
