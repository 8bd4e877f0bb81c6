"""Servers that cannot be used: one clear sentence each, the right exit code, and nothing changed. Whole processes."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from graph.store import Store
from graph.store.embedded.accounts import read_accounts
from graph.store.embedded.layout import DATABASE, Layout
from tests.network import listening, proxied, saying
from tests.processes import one_sentence, run

ADDRESS = "TRUNKLINE_STORE_URI"
AUTHORITY = "TRUNKLINE_STORE_CERTIFICATE_AUTHORITY"
Given = dict[str, str]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """A private authority."""
    return trustme.CA()


def encrypting(
    authority: trustme.CA,
    host: str = "127.0.0.1",
    not_before: datetime | None = None,
    not_after: datetime | None = None,
) -> ssl.SSLContext:
    """Give the server's side of TLS, with a certificate of the private authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host, not_before=not_before, not_after=not_after).configure_cert(context)
    return context


@pytest.fixture
def given(store: Store, store_home: Path, authority: trustme.CA, tmp_path: Path) -> Given:
    """The variables of someone who may write on a real store, and trusts the authority."""
    accounts = read_accounts(Layout.under(store_home))
    assert accounts is not None
    store.write(lambda transaction: transaction.run("CREATE (:Entity {id: 'kept'})"))
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    return {
        ADDRESS: store.describe().uri or "", "TRUNKLINE_STORE_USER": "writer", "TRUNKLINE_STORE_DATABASE": DATABASE,
        "TRUNKLINE_STORE_PASSWORD": accounts["writer"].password,
    }  # fmt: skip


def port_of(given: Given) -> int:
    return int(given[ADDRESS].rpartition(":")[2])


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def encrypted(given: Given, context: ssl.SSLContext) -> Iterator[int]:
    """Put TLS in front of the store, and give the port."""
    with proxied(port_of(given), tls=context) as (_, port):
        yield port


def wrong_password(_: ExitStack, given: Given, _authority: trustme.CA) -> Given:
    return {**given, "TRUNKLINE_STORE_PASSWORD": "wrong"}


def wrong_port(_: ExitStack, given: Given, _authority: trustme.CA) -> Given:
    return {**given, ADDRESS: f"bolt://127.0.0.1:{free_port()}"}


def wrong_port_of_a_cluster(_: ExitStack, given: Given, _authority: trustme.CA) -> Given:
    return {**given, ADDRESS: f"neo4j://127.0.0.1:{free_port()}"}


def wrong_host(_: ExitStack, given: Given, _authority: trustme.CA) -> Given:
    return {**given, ADDRESS: "bolt://nobody.invalid"}


def listener(answer: bytes, scheme: str = "bolt") -> Callable[[ExitStack, Given, trustme.CA], Given]:
    def arrange(stack: ExitStack, given: Given, _authority: trustme.CA) -> Given:
        return {**given, ADDRESS: f"{scheme}://127.0.0.1:{stack.enter_context(listening(saying(answer)))}"}

    return arrange


def tls_to_plain(_: ExitStack, given: Given, _authority: trustme.CA) -> Given:
    return {**given, ADDRESS: given[ADDRESS].replace("bolt://", "bolt+s://")}


def plain_to_tls(stack: ExitStack, given: Given, authority: trustme.CA) -> Given:
    return {**given, ADDRESS: f"bolt://127.0.0.1:{stack.enter_context(encrypted(given, encrypting(authority)))}"}


def unknown_authority(stack: ExitStack, given: Given, authority: trustme.CA) -> Given:
    return {**given, ADDRESS: f"bolt+s://127.0.0.1:{stack.enter_context(encrypted(given, encrypting(authority)))}"}


def _trusting(given: Given, port: int, folder: Path) -> Given:
    return {**given, ADDRESS: f"bolt+s://127.0.0.1:{port}", AUTHORITY: str(folder / "authority.pem")}


CASES: dict[str, tuple[Callable[[ExitStack, Given, trustme.CA], Given], int, str]] = {
    "wrong password": (wrong_password, 1, "refused the login: check TRUNKLINE_STORE_USER and TRUNKLINE_STORE_PASSWORD"),
    "wrong port": (wrong_port, 4, "nothing listens on port"),
    "wrong port of a cluster": (wrong_port_of_a_cluster, 4, "nothing listens on port"),
    "wrong host": (wrong_host, 4, "there is no host called 'nobody.invalid'"),
    "not Bolt": (listener(b"220 mail\r\n"), 4, "does not speak Bolt"),
    "not Bolt, silent": (listener(b""), 4, "does not speak Bolt"),
    "HTTP": (listener(b"HTTP/1.1 400 Bad Request\r\n\r\n"), 4, "speaks HTTP, not Bolt: write the Bolt port"),
    "TLS to something without": (listener(b"220 mail\r\n", "neo4j+s"), 4, "speaks no TLS"),
    "TLS to a plain port": (tls_to_plain, 4, "speaks Bolt without TLS: write bolt://"),
    "plain to a TLS port": (plain_to_tls, 4, "speaks TLS only: write bolt+s://"),
    "unknown authority": (unknown_authority, 4, f"not trusted here: name the authority's file by {AUTHORITY}"),
    "no common version of Bolt": (listener(bytes(4)), 4, "versions of Bolt that are too old: upgrade it"),
    "Bolt 3 alone": (listener(b"\x00\x00\x00\x03"), 4, "versions of Bolt that are too old: upgrade it"),
    "Bolt 4.4": (listener(b"\x00\x00\x04\x04"), 4, "versions of Bolt that are too old: upgrade it to Neo4j 5"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_sentence(given: Given, store: Store, authority: trustme.CA, tmp_path: Path, name: str) -> None:
    arrange, code, says = CASES[name]
    with ExitStack() as stack:
        done = run(tmp_path / "home", "refresh", "reference", more=arrange(stack, given, authority))
    assert says in one_sentence(done, code)
    assert done.stdout == ""
    assert store.read("MATCH (n) RETURN n.id AS id") == [{"id": "kept"}]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"TRUNKLINE_STORE_PASSWORD": "wrong"}, "refused the login"), ({"TRUNKLINE_STORE_DATABASE": "nope"}, "nope")],
)
def test_a_check_that_may_not_look_calls_nothing_damaged(given: Given, tmp_path: Path, wrong: Given, says: str) -> None:
    done = run(tmp_path / "home", "store", "check", more={**given, **wrong})
    assert says in (said := one_sentence(done, 1))
    assert (done.stdout, "damaged" in said) == ("", False)


def test_an_expired_certificate(given: Given, store: Store, authority: trustme.CA, tmp_path: Path) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    expired = encrypting(authority, not_before=yesterday - timedelta(days=30), not_after=yesterday)
    with encrypted(given, expired) as port:
        done = run(tmp_path / "home", "refresh", "reference", more=_trusting(given, port, tmp_path))
    assert "its certificate has expired: let the server's administrator renew it" in one_sentence(done, 4)
    assert store.read("MATCH (n) RETURN n.id AS id") == [{"id": "kept"}]


def test_a_certificate_of_another_host(given: Given, authority: trustme.CA, tmp_path: Path) -> None:
    with encrypted(given, encrypting(authority, "elsewhere.example")) as port:
        done = run(tmp_path / "home", "store", "status", more=_trusting(given, port, tmp_path))
    assert "its certificate is for another" in one_sentence(done, 4)


def test_a_certificate_of_the_private_authority(given: Given, authority: trustme.CA, tmp_path: Path) -> None:
    with encrypted(given, encrypting(authority)) as port:
        done = run(tmp_path / "home", "store", "status", more=_trusting(given, port, tmp_path))
        routed = {**_trusting(given, port, tmp_path), ADDRESS: f"neo4j+ssc://127.0.0.1:{port}"}
        refused = run(tmp_path / "home", "store", "status", more=routed)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"bolt+s://127.0.0.1:{port}" in done.stdout
    assert "does not check certificates" in one_sentence(refused, 2)


@pytest.mark.parametrize(("text", "says"), [(None, "cannot be read"), ("no certificate", "holds no PEM certificate")])
def test_a_file_that_is_no_authority(given: Given, tmp_path: Path, text: str | None, says: str) -> None:
    file = tmp_path / "other.pem"
    if text is not None:
        file.write_text(text)
    done = run(
        tmp_path / "home", "store", "status", more={**given, ADDRESS: "bolt+s://127.0.0.1", AUTHORITY: str(file)}
    )
    assert says in one_sentence(done, 2)


@pytest.mark.parametrize(("name", "value"), [("POOL_SIZE", "0"), ("RETRY_SECONDS", "0"), ("RETRY_SECONDS", "long")])
def test_limits_that_are_none(given: Given, tmp_path: Path, name: str, value: str) -> None:
    done = run(tmp_path / "home", "store", "status", more={**given, f"TRUNKLINE_STORE_{name}": value})
    assert f"TRUNKLINE_STORE_{name}" in one_sentence(done, 2)


def test_a_database_of_something_else(given: Given, store: Store, tmp_path: Path) -> None:
    everything = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties"
    store.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
    store.write(lambda transaction: transaction.run("CREATE (:Film {title: 'Stalker'}), (:Person {name: 'Андрей'})"))
    before = store.read(everything)
    for command in (("refresh", "reference"), ("routes", "KZ", "TR")):
        done = run(tmp_path / "home", *command, more=given)
        assert f"The database '{DATABASE}'" in (said := one_sentence(done, 1))
        assert "holds something else (Film, Person), and nothing of Trunkline" in said
    assert store.read(everything) == before
    store.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
