"""The openCypher Technology Compatibility Kit: fetched with Maven, read with a small reader of our own.

Of each scenario only the queries matter here, and whether the scenario expects the grammar to refuse them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from zipfile import ZipFile

from tests.neo4j.missing import Missing

ARTIFACT = "org.opencypher:tck:1.0.0-M23"
FOLDER = Path(__file__).parents[2] / ".trunkline" / "tck"
FETCH_SECONDS = 300
_RAISED = re.compile(r"Then an? (\w+) should be raised at ([\w ]+): (\S+)")


@dataclass
class Query:
    """One query of a scenario; ``refusal`` is the error that the scenario expects of it, if any."""

    scenario: str
    text: str
    refusal: str = ""
    when: str = ""


@dataclass
class _Scenario:
    title: str
    lines: list[str] = field(default_factory=list)


def fetch() -> Path:
    """Return the kit's jar, fetched once; raises ``Missing`` where that is impossible."""
    jar = FOLDER / f"tck-{ARTIFACT.rpartition(':')[2]}.jar"
    if jar.exists():
        return jar
    maven = shutil.which("mvn")
    if not maven:
        raise Missing("The openCypher kit is fetched with Maven: install it (the command mvn).")
    command = [maven, "-q", "-B", "dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={FOLDER}"]
    if subprocess.run(command, capture_output=True, check=False, timeout=FETCH_SECONDS).returncode:
        raise Missing(f"Maven could not fetch {ARTIFACT}: check its network and its settings.")
    return jar


def queries() -> Iterator[Query]:
    """Give every query of the kit, outlines filled in with each row of their examples."""
    with ZipFile(fetch()) as jar:
        for name in sorted(one for one in jar.namelist() if one.endswith(".feature")):
            for scenario in _scenarios(jar.read(name).decode("utf-8")):
                for number, lines in enumerate(_filled(scenario.lines), start=1):
                    yield from _queries(f"{Path(name).stem}: {scenario.title} #{number}", lines)


def _scenarios(text: str) -> Iterator[_Scenario]:
    current: _Scenario | None = None
    for line in text.splitlines():
        found = re.match(r"\s*(?:Scenario|Scenario Outline|Background):(.*)", line)
        if found:
            if current:
                yield current
            current = _Scenario(found[1].strip())
        elif current:
            current.lines.append(line)
    if current:
        yield current


def _filled(lines: list[str]) -> Iterator[list[str]]:
    start = next((i for i, line in enumerate(lines) if line.strip().startswith("Examples:")), None)
    if start is None:
        yield lines
        return
    tables = groupby(lines[start:], key=lambda line: line.strip().startswith("|"))
    for is_table, rows in tables:
        if is_table:
            header, *cells = [_cells(row) for row in rows]
            for values in cells:
                known = dict(zip(header, values, strict=True))
                yield [_fill(line, known) for line in lines[:start]]


def _cells(row: str) -> list[str]:
    parts = re.split(r"(?<!\\)\|", row.strip())[1:-1]
    return [re.sub(r"\\([|\\n])", lambda m: "\n" if m[1] == "n" else m[1], part.strip()) for part in parts]


def _fill(line: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        line = line.replace(f"<{name}>", value)
    return line


def _queries(title: str, lines: list[str]) -> Iterator[Query]:
    found: list[Query] = []
    text: list[str] = []
    step, inside = "", False
    for line in lines:
        stripped = line.strip()
        if stripped == '"""':
            if inside and ("executing" in step or "executed" in step):
                found.append(Query(title, "\n".join(text)))
            inside, text = not inside, []
        elif inside:
            text.append(line)
        elif stripped:
            step = stripped
            raised = _RAISED.match(stripped)
            if raised and found:
                found[-1].refusal, found[-1].when = f"{raised[1]} {raised[3]}", raised[2]
    yield from found
