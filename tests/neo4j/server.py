"""Fetches Neo4j Community as ordinary jars and runs it on a free loopback port, with authentication and TLS on."""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import trustme

from graph.store.driver import neo4j
from tests.neo4j.lines import Line, java_for
from tests.neo4j.missing import Missing

HERE = Path(__file__).parent
JARS = HERE.parents[1] / ".trunkline" / "neo4j"
READY_SECONDS = 300  # seven on a quiet machine
FETCH_SECONDS = 600
OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")


def fetch_jars(version: str) -> Path:
    """Return the folder of the server's jars, fetched once; raises ``Missing`` where that is impossible."""
    folder = JARS / version
    if (folder / ".complete").exists():
        return folder
    maven = shutil.which("mvn")
    if not maven:
        raise Missing("The Neo4j tests fetch the server with Maven: install it (the command mvn).")
    print(f"Fetching Neo4j {version} with Maven; the first time takes a minute.", file=sys.stderr)
    command = [
        maven, "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies", "-DincludeScope=runtime",
        f"-Dneo4j.version={version}", f"-DoutputDirectory={folder}",
    ]  # fmt: skip
    failed = Missing(f"Maven could not fetch org.neo4j:neo4j:{version}: check its network and its settings.")
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=FETCH_SECONDS)
    except subprocess.TimeoutExpired:
        raise failed from None
    if done.returncode:
        raise failed
    (folder / ".complete").touch()
    return folder


@contextmanager
def running_server(line: Line) -> Iterator[dict[str, str]]:
    """Run a fresh server and give its ``TRUNKLINE_TEST_*`` variables; it is stopped and gone afterwards."""
    java, jars = java_for(line), fetch_jars(line.version)
    with TemporaryDirectory(prefix="trunkline-neo4j-") as home:
        authority = _write_certificates(Path(home, "certificates"))
        port = _free_port()
        command = [str(java), "-Xmx1g", *(f"--add-opens={one}=ALL-UNNAMED" for one in OPENED)]
        command += ["-cp", f"{jars}/*", str(HERE / "Server.java"), home, str(port)]
        log = Path(home, "output.txt")
        with log.open("wb") as output:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=output)
        try:
            ready = _ready(process, f"bolt://127.0.0.1:{port}", log)
            yield {**ready, "TRUNKLINE_TEST_AUTHORITY": str(authority), "TRUNKLINE_TEST_LINE": line.version}
        finally:
            _stop(process)


def _write_certificates(folder: Path) -> Path:
    """Make a private authority and the server's certificate, and return the authority's file."""
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1", "localhost")
    folder.mkdir()
    certificate.private_key_pem.write_to_path(folder / "server.key")
    for blob in certificate.cert_chain_pems:
        blob.write_to_path(folder / "server.crt", append=True)
    authority.cert_pem.write_to_path(folder / "authority.pem")
    return folder / "authority.pem"


def _ready(process: subprocess.Popen[bytes], uri: str, log: Path) -> dict[str, str]:
    password = secrets.token_urlsafe(24)
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            _set_password(uri, password)
        except neo4j.exceptions.ServiceUnavailable:
            time.sleep(0.5)
        else:
            return {
                "TRUNKLINE_TEST_STORE_URI": uri,
                "TRUNKLINE_TEST_STORE_USER": "neo4j",
                "TRUNKLINE_TEST_STORE_PASSWORD": password,
            }
    raise Missing(f"Neo4j did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}")


def _set_password(uri: str, password: str) -> None:
    """The first login may do nothing else."""
    with (
        neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver,
        driver.session(database="system") as system,
    ):
        system.run("ALTER CURRENT USER SET PASSWORD FROM $old TO $new", old="neo4j", new=password).consume()


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()  # the server ends when its input does, so it also ends when this process is killed
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
