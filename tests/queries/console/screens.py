"""Writes the screens shown in ``docs/console.md``: ``python -m tests.queries.console.screens``.

The console runs on a pseudo-terminal over the reference tables; what stands on its screen becomes an SVG file.
"""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.settings import Settings
from tests.queries.console.screen import PROMPT, Screen, keys
from tests.reference import load_reference

FOLDER = Path(__file__).parents[3] / "docs" / "screens"


def first_minute(screen: Screen) -> None:
    screen.wait_for("two minutes")


def completion(screen: Screen) -> None:
    screen.type("\x0cMATCH (p:Pipeline)-[:" + keys("tab"))
    screen.wait_for("CROSSES +type")


def mistakes(screen: Screen) -> None:
    screen.answer("MATCH (p:Pipline)<-[:CROSSES]-(c) RETURN p.lenght_km;")
    screen.enter("MATCH (p:Pipeline) WHER p.id = 'btc' RETURN p;")
    screen.wait_for(rf"(?s)Error.*{PROMPT}")


def clocks(screen: Screen) -> None:
    screen.answer(":as-of 2025-12-01", "asks")
    screen.enter(":ask status-on-day asset=cpc_spm2")
    screen.wait_for(rf"(?s)\(1 row.*{PROMPT}")


def plan(screen: Screen) -> None:
    screen.answer("PROFILE MATCH (p:Pipeline)-[:CROSSES]->(c:Country {id: 'KZ'}) RETURN p.id;", "ms")


SCREENS: dict[str, Callable[[Screen], None]] = {
    "first-minute": first_minute, "completion": completion, "mistakes": mistakes, "clocks": clocks, "plan": plan,
}  # fmt: skip


def svg_of(screen: Screen, title: str) -> str:
    """Draw what stands on the screen, without the empty lines below it."""
    from rich.console import Console
    from rich.text import Text

    lines = screen.seen.ansi().split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    console = Console(record=True, width=screen.seen.columns, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi("\n".join(lines)))
    drawn = console.export_svg(title=title, unique_id=title.replace(" ", "-"))
    return re.sub(r"@font-face \{.*?\}|<!--.*?-->", "", drawn, flags=re.DOTALL)  # nothing is fetched to show it


def main() -> None:
    """Write every screen anew."""
    from graph.store.embedded.server import stop_server

    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        load_reference(settings)
        try:
            for name, act in SCREENS.items():
                _write(Path(home), name, act)
        finally:
            stop_server(settings)


def _write(home: Path, name: str, act: Callable[[Screen], None]) -> None:
    screen = Screen(home, columns=100, rows=26)
    try:
        screen.wait_for(PROMPT, 60)
        if not (home / "console" / "graph.json").exists():
            time.sleep(8)  # the first session reads the graph before it can complete by it
        act(screen)
        screen.read(0.3)
        (FOLDER / f"{name}.svg").write_text(svg_of(screen, f"trunkline {name}"), "utf-8")
        print(f"docs/screens/{name}.svg", file=sys.stderr)
    finally:
        screen.close()


if __name__ == "__main__":
    main()
