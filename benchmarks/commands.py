"""Whole processes: what a person waits for."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import line, median_seconds

QUESTION = ["routes", "KZ", "mediterranean", "--avoid", "RU"]


def main() -> None:
    """Time the commands in a data folder of their own. Modules are compiled once, as an installation does it."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"TRUNKLINE_HOME": home, "PYTHONPYCACHEPREFIX": str(Path(home) / "compiled")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def trunkline(*args: str) -> None:
            code = "import sys, trunkline; sys.exit(trunkline.main())"
            subprocess.run(
                [sys.executable, "-c", code, *args], env=environment, check=True, capture_output=True, cwd=Path.cwd()
            )

        def empty() -> None:
            subprocess.run([sys.executable, "-c", "pass"], env=environment, check=True)

        peer = median_seconds(empty)
        line("trunkline --help", median_seconds(lambda: trunkline("--help")), "empty Python process", peer)
        trunkline("refresh", "reference")
        line("trunkline routes, store up", median_seconds(lambda: trunkline(*QUESTION)), "empty Python process", peer)

        def cold() -> None:
            trunkline(*QUESTION)

        times = []
        for _ in range(3):
            trunkline("store", "stop")
            times.append(median_seconds(cold, repeats=1))
        line("trunkline routes, store down", sorted(times)[1], "empty Python process", peer)
        trunkline("store", "stop")


if __name__ == "__main__":
    main()
