"""Writes the outputs shown in the README anew: ``python -m tests.write_readme HOME`` (make readme)."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from graph.schema.statements import schema_table
from tests.test_readme import ELLIPSIS, README, run

_BLOCK = re.compile(r"^```console\n\$ (.*?)\n(.*?)```$", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"^\| node \| meaning \|.*?(?=^## )", re.MULTILINE | re.DOTALL)


def main(home: Path) -> None:
    """Run the demo in ``home``, then every shown command, keeping as many lines as are shown now."""
    run(home, "demo")

    def fresh(found: re.Match[str]) -> str:
        command, shown = found[1], found[2].splitlines()
        ended = run(home, *shlex.split(command)[1:])
        text = ended.stdout if ended.stdout.strip() else ended.stderr
        lines = [line.rstrip() for line in text.rstrip().splitlines()]
        if ELLIPSIS in shown:
            lines = [*lines[: shown.index(ELLIPSIS)], ELLIPSIS]
        return "\n".join(["```console", f"$ {command}", *lines, "```"])

    text = _BLOCK.sub(fresh, README.read_text("utf-8"))
    README.write_text(_TABLE.sub(lambda _: schema_table() + "\n", text), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
