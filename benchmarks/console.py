"""What a person at the console feels: start, keys, the first row, memory, completion."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.measure import line, median_seconds
from queries.console.completion.complete import complete
from queries.console.vocabulary import Entity, Vocabulary
from tests.queries.console.screen import PROMPT, Screen

LONG = "\n".join(f"MATCH (p{n}:Pipeline {{id: 'line {n}'}})-[:CROSSES]->(c{n}:Country)" for n in range(200))
ROWS = 1_000_000
MILLION = f"UNWIND range(1, {ROWS}) AS n RETURN n, n * 2 AS twice, 'row ' + toString(n) AS text"


def start_to_prompt(home: Path) -> float:
    """Seconds from starting the process to the prompt on the screen."""
    begun = time.perf_counter()
    screen = Screen(home)
    try:
        while not any("trunkline>" in one for one in screen.seen.lines):
            screen.read(0.005)
        return time.perf_counter() - begun
    finally:
        screen.close()


def keys_to_screen(home: Path, count: int = 60) -> list[float]:
    """Seconds from each key to its letter on the screen, at the end of a statement of 200 lines."""
    screen = Screen(home, rows=50)
    try:
        screen.wait_for(PROMPT, 30)
        screen.paste(LONG + "\nRETURN ")
        screen.wait_for(r"RETURN", 30)
        while screen.read(1.0) and _quiet(screen):
            break
        return [_key(screen, letter) for letter in "abcdefghij" * (count // 10)]
    finally:
        screen.close()


def _quiet(screen: Screen) -> bool:
    before = screen.seen.text
    screen.read(0.5)
    return screen.seen.text == before


def _key(screen: Screen, letter: str) -> float:
    before = (screen.seen.row, screen.seen.column)
    begun = time.perf_counter()
    os.write(screen.master, letter.encode())
    while True:
        assert time.perf_counter() - begun < 5, "the key did not come to the screen"
        screen.read(0.001)
        row, column = screen.seen.row, screen.seen.column
        if (row, column) != before and screen.seen.cells[row][column - 1][0] == letter:
            took = time.perf_counter() - begun
            time.sleep(0.03)
            return took


def first_row(home: Path) -> tuple[float, int, int]:
    """Seconds from Enter to the first row of a million, and the process's memory in KiB after 10,000 and all rows."""
    command = [sys.executable, "-m", "trunkline", "console", "--format", "jsonl"]
    environment = os.environ | {"TRUNKLINE_HOME": str(home)}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"RETURN 'ready' AS n; {MILLION};".encode())
    process.stdin.close()
    process.stdout.readline()
    begun = time.perf_counter()
    process.stdout.readline()
    took = time.perf_counter() - begun
    early = late = number = 0
    for number, _ in enumerate(process.stdout, start=2):
        if number == 10_000:
            early = _memory(process.pid)
        if number % 50_000 == 0 and number > 10_000:
            late = _memory(process.pid)
    if process.wait() or number != ROWS:
        raise SystemExit(f"the stream ended after {number} rows")
    return took, early, late


def _memory(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    return int(next(one for one in status.splitlines() if one.startswith("VmRSS")).split()[1])


def world() -> Vocabulary:
    """A vocabulary of the world's size: 500 labels, 500 types, 20,000 steps, 100,000 entities of two names."""
    labels = tuple(f"Label{n}" for n in range(500))
    types = tuple(f"TYPE_{n}" for n in range(500))
    steps = frozenset((labels[n % 500], types[n % 499], labels[(n * 7) % 500]) for n in range(20_000))
    entities = tuple(Entity(f"id{n}", (f"Name {n}", f"Имя {n}"), frozenset({labels[n % 500]})) for n in range(100_000))
    properties = dict.fromkeys(labels, ("id", "name_en", "name_ru"))
    return Vocabulary(labels=labels, types=types, patterns=steps, entities=entities, properties=properties)


def completion() -> float:
    """The slowest median of six places."""
    words = world()
    words.named("x", 1)
    places = (
        "MATCH (n:Label", "MATCH (:Label7)-[:", "MATCH (:Label7)-[:TYPE_7]->(:", "MATCH (n {id: 'Имя 19",
        "MATCH (n) RETURN n.", LONG + "\nMATCH (n:Label",
    )  # fmt: skip
    return max(median_seconds(partial(complete, place, len(place), words)) for place in places)


def main() -> None:
    """Print each figure beside its goal. Modules are compiled once, as an installation does it."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(home) / "compiled")
        os.environ["TRUNKLINE_STORE_COMMAND_TIMEOUT_SECONDS"] = "600"  # the store learns it as it starts
        environment = os.environ | {"TRUNKLINE_HOME": home}
        command = [sys.executable, "-m", "trunkline"]
        subprocess.run([*command, "refresh", "reference"], env=environment, check=True, capture_output=True)
        try:
            _print(Path(home))
        finally:
            subprocess.run([*command, "store", "stop"], env=environment, check=True, capture_output=True)


def _print(home: Path) -> None:
    start_to_prompt(home)  # the first one reads the graph for completion
    time.sleep(3)
    starts = [start_to_prompt(home) for _ in range(5)]
    line("start to prompt, store up", statistics.median(starts), "goal", 0.4)
    line("key to screen in 200 lines, median", statistics.median(keys_to_screen(home)), "goal", 0.016)
    first, early, late = first_row(home)
    line("first row of a million", first, "goal", 0.3)
    print(f"memory while streaming: {early / 1024:.0f} MiB after 10,000 rows, {late / 1024:.0f} MiB at the end")
    line("completion, world-size schema", completion(), "goal", 0.03)


if __name__ == "__main__":
    main()
