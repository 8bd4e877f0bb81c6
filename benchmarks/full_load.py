"""A full load of many claims and legs, and the same again with nothing new, on both stores in one run.

``python -m benchmarks.full_load [CLAIMS [LEGS]]`` (100000 and 20000). The load is one refresh; then come an export
and an import of the same graph. Each step is a process of its own, so that its peak of memory is its own. The server is
the one that ``TRUNKLINE_STORE_URI`` names, in an empty database, else a Neo4j started for this run.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from graph.model.claim import Claim, Quantity, Trust, make_roles
from graph.model.document import Document, DocumentKind
from graph.settings import load_settings
from graph.store import open_store
from loaders.refresh.items import Loaded, Source, SourceItem
from loaders.refresh.run import RefreshRun

CLAIMS, LEGS = 100_000, 20_000
CLAIMS_AN_ITEM = 1_000
EVENTS = ("attack", "suspension", "resumption")


def leg_claims(key: str, numbers: range, sites: int) -> Iterator[Claim]:
    """Give one leg a number, between sites that other legs share."""
    for n in numbers:
        ends = {"from": [f"s{n % sites}"], "to": [f"s{(n * 7 + 1) % sites}"], "mode": ["tanker"], "commodity": ["oil"]}
        yield Claim("leg", (f"leg:l{n}",), key, key, f"row {n}", roles=make_roles(ends), start=n, trust=Trust.HIGH)


def other_claims(key: str, numbers: range, sites: int) -> Iterator[Claim]:
    """Give capacities of sites and events about them."""
    for n in numbers:
        about = (f"s{n % sites}",)
        day = f"20{n % 25:02d}-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
        if n % 2:
            yield Claim("capacity", about, key, key, f"row {n}", value=Quantity(n % 90 + 1, "Mt/y"), start=n, when=day)
        else:
            yield Claim(EVENTS[n % 3], about, key, key, f"row {n}", start=n, when=day)


def source(claims: int, legs: int) -> Source:
    """Give a source with so many claims, so many of them about one leg each."""
    sites = max(2, legs // 10)

    def load(number: int) -> Loaded:
        key = f"made/{number:05d}"
        first, last = number * CLAIMS_AN_ITEM, min(claims, (number + 1) * CLAIMS_AN_ITEM)
        about_legs = range(min(first, legs), min(last, legs))
        rest = range(max(first, legs), max(last, legs))
        made = (*leg_claims(key, about_legs, sites), *other_claims(key, rest, sites))
        return Loaded(made, (Document(key, DocumentKind.DATASET, title=key),))

    def items() -> Iterator[SourceItem]:
        for number in range(-(-claims // CLAIMS_AN_ITEM)):
            yield SourceItem(f"made/{number:05d}", f"{claims} {legs}", "1", partial(load, number))

    return Source("made", "a list in a benchmark", items)


def step(what: str, claims: int, legs: int, file: Path) -> None:
    """Do one step in this process and print it."""
    from graph.store.transfer.moving import export_to, import_from

    settings, began = load_settings(), time.perf_counter()
    said = ""
    if what in {"full load", "nothing new"}:
        with open_store(settings, write=True) as store:
            report = RefreshRun(store).refresh([source(claims, legs)])
            if report.quarantined:
                raise SystemExit(f"The benchmark's own claims are wrong: {report.quarantined[0].reason}")
            counts = store.read("MATCH ()-[r:FLOWS_TO]->() RETURN count(r) AS n")
        said = f"{report.writes} writes, {counts[0]['n']} legs, digest {str(report.digest)[:12]}"
    elif what == "export":
        header = export_to(settings, file, overwrite=True)
        said = f"{header.rows} rows, {file.stat().st_size / 1e6:.1f} MB"
    else:
        moved = import_from(settings, file, command="import", replace=True)
        said = f"digest {moved.imported.digest[:12]}"
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}: {seconds:.1f} s; peak {peak:.0f} MiB; {said}", flush=True)


def one_store(name: str, variables: dict[str, str], claims: int, legs: int) -> None:
    """Run all steps on one store, each in a process of its own."""
    print(f"{name}: {claims} claims, {legs} of them legs", flush=True)
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "TRUNKLINE_HOME": home, **variables}
        for what in ("full load", "nothing new", "export", "import"):
            command = [sys.executable, "-m", "benchmarks.full_load", "--step", what, str(claims), str(legs), home]
            subprocess.run(command, env=environment, check=True)
        if not variables:
            subprocess.run([sys.executable, "-m", "trunkline", "store", "stop"], env=environment, check=True)


def main(arguments: list[str]) -> None:
    """Measure the embedded store, then a server."""
    if arguments[:1] == ["--step"]:
        step(arguments[1], int(arguments[2]), int(arguments[3]), Path(arguments[4]) / "graph.trunkline")
        return
    claims, legs = int(arguments[0]) if arguments else CLAIMS, int(arguments[1]) if arguments[1:] else LEGS
    given = {name: value for name, value in os.environ.items() if name.startswith("TRUNKLINE_STORE_")}
    for name in given:
        del os.environ[name]
    one_store("embedded store", {}, claims, legs)
    if given:
        one_store("server", given, claims, legs)
        return
    from tests.neo4j.lines import LINES
    from tests.neo4j.server import running_server

    with running_server(LINES[0]) as started:
        names = ("URI", "USER", "PASSWORD")
        login = {f"TRUNKLINE_STORE_{one}": started[f"TRUNKLINE_TEST_STORE_{one}"] for one in names}
        one_store(f"Neo4j {LINES[0].version}", login, claims, legs)


if __name__ == "__main__":
    main(sys.argv[1:])
