"""The console on a real pseudo-terminal."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from graph.settings import Settings
from graph.store import open_store
from queries.console.history import read_entries
from tests.queries.console.screen import PROMPT, Screen, keys

Start = Callable[..., Screen]


@pytest.fixture
def start(reference_home: Path) -> Iterator[Start]:
    """Start consoles on the reference graph; all are ended."""
    started: list[Screen] = []

    def begin(*arguments: str, home: Path = reference_home, **options: Any) -> Screen:
        one = Screen(home, *arguments, **options)
        started.append(one)
        one.wait_for(PROMPT, 30)
        return one

    yield begin
    for one in started:
        one.close()


@pytest.fixture
def screen(start: Start) -> Screen:
    return start()


@pytest.mark.embedded  # a server names itself by its address
def test_the_first_minute(start: Start, reference_home: Path) -> None:
    screen = start(rows=70)
    shown = "\n".join(screen.seen.lines)
    assert shown.count("\n  :") + shown.count("\n  MATCH") == 5
    assert "read-only" in shown
    assert str(reference_home) in screen.answer("?", "Last|Tab completes, Enter")
    assert "first steps" in screen.answer(":help", ":exit")
    assert ":routes" in "\n".join(screen.seen.lines)
    shown = screen.answer(":tour 2", r"\(5 rows")
    assert "2 of 8" in shown


def test_a_statement_over_two_lines_then_an_error_then_goodbye(screen: Screen, reference_home: Path) -> None:
    screen.enter("MATCH (c:Country {id: 'KZ'})")
    screen.wait_for(r"\.\.\. *$")
    screen.enter("RETURN c.name_ru AS name;")
    assert "Казахстан" in screen.wait_for(r"\(1 row")
    shown = screen.answer("RETRN 1;", "Error")
    assert "  RETRN 1\n  ^^^^^ expected a clause" in shown
    assert "out_of_service" in screen.answer(":ask status-on-day asset=cpc_spm2 day=2025-12-01")
    assert screen.answer(":history spm2", "Z  .*:ask").count(":history") == 1, "a search finds itself"
    screen.type(keys("ctrl-d"))
    assert screen.ends() == 0
    entries = read_entries(reference_home / "console" / "history.jsonl")
    mine = [one for one in entries if one.text == "MATCH (c:Country {id: 'KZ'})\nRETURN c.name_ru AS name;"]
    assert mine
    assert mine[-1].at.startswith("20")


def test_what_was_entered_before_comes_back_whole(screen: Screen) -> None:
    screen.enter("RETURN 41 +")
    screen.wait_for(r"\.\.\. *$")
    screen.enter("1 AS sum;")
    screen.wait_for(r"\(1 row")
    screen.type(keys("ctrl-r") + "41 +")
    screen.wait_for("RETURN 41")
    screen.type(keys("enter"))
    screen.wait_for(r"1 AS sum;")


def wait_for_graph(home: Path) -> None:
    """The first session on a graph reads it in the background."""
    deadline = time.monotonic() + 40
    while not (home / "console" / "graph.json").exists():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_the_menu_offers_what_the_graph_allows(screen: Screen, reference_home: Path) -> None:
    wait_for_graph(reference_home)
    screen.type("MATCH (p:Pipeline)-[:" + keys("tab"))
    shown = screen.wait_for(r"CROSSES +type")
    assert "FLOWS_TO" not in shown
    assert "STATED_IN" not in shown
    screen.type("CR" + keys("tab"))
    screen.wait_for(r"\[:CROSSES")
    screen.type("]->(c) RETURN count(*) AS crossings;\r")
    screen.wait_for(r"\(1 row")


def test_russian_names_complete_inside_strings(screen: Screen, reference_home: Path) -> None:
    wait_for_graph(reference_home)
    screen.type("MATCH (c:Country {name_ru: 'Каза" + keys("tab"))
    screen.wait_for("Казахстан")
    screen.type("'}) RETURN c.id AS id;\r")
    assert "KZ" in screen.wait_for(r"\(1 row")


def test_ctrl_c_ends_an_endless_statement_on_the_server(screen: Screen, reference_home: Path) -> None:
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS endless;"
    screen.enter(endless)
    screen.wait_for("running for", 10)
    with open_store(Settings(home=reference_home)) as store:
        running = "SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery"
        screen.type(keys("ctrl-c"))
        screen.wait_for("Cancelled", 10)
        deadline = time.monotonic() + 10  # the server tells us of the end a moment before it strikes it from its list
        while [row for row in store.read(running) if "endless" in row["currentQuery"]]:
            assert time.monotonic() < deadline, "the statement would end by itself after 60 s"
            time.sleep(0.05)
    assert "still here" in screen.answer("RETURN 'still here' AS said;")


def test_forty_columns(start: Start) -> None:
    screen = start(columns=40, rows=30, more={"COLUMNS": "120"})  # as the shell of a wider terminal left it
    shown = screen.answer("MATCH (c:Country {id: 'KZ'}) RETURN c.id AS id, c.name_en AS english, c.name_ru AS russian, "
                          "c.category AS category, size(c.claims) AS claims;")  # fmt: skip
    assert "-[ 1 ]-" in shown
    assert "russian" in shown
    assert all(len(line) <= 40 for line in shown.splitlines())


def test_wide_and_cyrillic_letters_stay_in_their_columns(screen: Screen) -> None:
    shown = screen.answer(
        "RETURN '石油' AS a, 'труба' AS b, 'x' AS c UNION ALL RETURN 'oil' AS a, 'pipe' AS b, 'y' AS c;", "rows"
    )
    lines = [line for line in shown.splitlines() if line.startswith(("石油", "oil"))]
    cells = [line for line in screen.seen.cells if "".join(letter for letter, _ in line).startswith(("石油", "oil "))]
    assert len(lines) == len(cells) == 2
    assert {next(place for place, (letter, _) in enumerate(line) if letter and letter in "xy") for line in cells} == {
        13
    }


def test_a_pager_gets_what_is_longer_than_the_screen(start: Start, tmp_path: Path) -> None:
    copy = tmp_path / "paged.txt"
    screen = start(rows=20, more={"PAGER": f"tee '{copy}'"})
    screen.answer("UNWIND range(1, 500) AS n RETURN n;", r"\(500 rows")
    assert copy.read_text().split()[-1] == "500"
    screen.answer("UNWIND range(1, 5) AS n RETURN n;", r"\(5 rows")
    assert copy.read_text().split()[-1] == "500"
    screen.answer(":evidence btc", r"\([\d.]+ s\)")
    lines = copy.read_text().splitlines()
    assert lines[0].startswith("btc ")
    assert max(map(len, lines)) <= 120


def test_leaving_the_pager_ends_the_statement(start: Start) -> None:
    screen = start(rows=20, more={"PAGER": "head -3"})
    screen.answer(":limit 0", "")
    assert ":limit" not in screen.answer("UNWIND range(1, 5000000) AS n RETURN n;", r"rows; the pager was left", 15)
    assert "7" in screen.answer("RETURN 7 AS n;")


def test_a_megabyte_can_be_pasted(screen: Screen) -> None:
    statement = "RETURN size('" + "нефть " * 95_000 + "') AS letters;"
    assert len(statement.encode()) > 1_000_000
    begun = time.monotonic()
    screen.paste(statement)
    screen.type(keys("enter"))
    assert "570000" in screen.wait_for(r"\(1 row", 60)
    assert time.monotonic() - begun < 60


def test_pasted_lines_do_not_run_by_themselves(screen: Screen) -> None:
    screen.paste("RETURN 1 AS first;\nRETURN 2 AS second;\n")
    screen.wait_for("second;")
    assert "row" not in "\n".join(screen.seen.lines[-10:])
    screen.type(keys("enter"))
    screen.wait_for(r"(?s)\(1 row.*\(1 row")


def test_what_is_typed_meanwhile_waits_for_the_prompt(screen: Screen) -> None:
    screen.answer("RETURN 1 AS one;")
    screen.type(keys("ctrl-l") + ":watch 1 2\r")
    screen.wait_for(r"(?s)every 1 s.*\(1 row")
    screen.enter("RETURN 'meanwhile' AS typed;")
    shown = screen.wait_for(r"(?s)\nmeanwhile.*\(1 row.*trunkline> *$")
    assert shown.count("meanwhile") == 2


def test_the_prompt_shows_the_clocks(start: Start) -> None:
    screen = start(rows=90)
    screen.answer(":as-of 2025-12-01", r"asks as of 2025-12-01")
    screen.answer(":known-at 2025-06-30", r"known at 2025-06-30")
    assert "[as of 2025-12-01, known at 2025-06-30] trunkline>" in "\n".join(screen.seen.lines)
    assert "2025-12-01" in screen.answer("RETURN $as_of AS day;")
    assert "as of 2025-12-01, as known at 2025-06-30" in screen.answer(
        ":flow KZ mediterranean", "All together", seconds=45
    )


def test_writing_asks_first_and_transactions_show(start: Start, reference_home: Path) -> None:
    screen = Screen(reference_home, "--write")
    try:
        shown = screen.wait_for("Go on")
        assert re.search(r"which holds \d,\d{3} nodes and \d,\d{3} relations", " ".join(shown.split()))
        screen.enter("y")
        screen.wait_for(r"trunkline! *$")
        screen.answer(":begin", "begun")
        assert "[transaction] trunkline!" in "\n".join(screen.seen.lines)
        made = screen.answer("CREATE (n:Scratch {id: 'in tx'})-[:NEAR]->(m:Scratch) RETURN 1 AS made;", r"1 row")
        assert "2 nodes created, 1 relation created, 1 property set, 2 labels added" in " ".join(made.split())
        assert "warning" not in made
        screen.answer(":rollback", r"Rolled back \(1 statement undone\)")
        assert "(0 rows" in screen.answer("MATCH (n:Scratch) RETURN n;")
        screen.answer(":begin", "begun")
        assert "The transaction was rolled back" in screen.answer("RETURN nothing;", "Error")
        assert "[transaction]" not in screen.seen.lines[-1]
    finally:
        screen.close()


def test_no_colour_and_screen_reader(start: Start, tmp_path: Path) -> None:
    settings = tmp_path / "console.toml"
    settings.write_text("screen_reader = true\n")
    spoken = start(more={"TRUNKLINE_CONSOLE_CONFIG": str(settings), "NO_COLOR": "1"})
    shown = spoken.answer("MATCH (c:Country {id: 'KZ'}) RETURN c.id AS id, c.iso3 AS iso3;")
    assert "Row 1.\nid: KZ\niso3: KAZ" in shown
    assert not any(set(line) & set("│─┌└├") for line in shown.splitlines())
    assert not [colours for line in spoken.seen.cells for _, colours in line if "3" in colours.split(";")[0]]


def test_vi_keys(start: Start, tmp_path: Path) -> None:
    settings = tmp_path / "console.toml"
    settings.write_text('editing = "vi"\n')
    screen = start(more={"TRUNKLINE_CONSOLE_CONFIG": str(settings)})
    screen.type("RETURN 12 AS n;")
    screen.type(keys("escape"))
    time.sleep(0.7)
    screen.type("0fAi+ 1 " + keys("escape"))
    time.sleep(0.7)
    screen.type(keys("enter"))
    assert "13" in screen.wait_for(r"\(1 row")


def test_the_editor_of_the_person(start: Start, tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nsed -i "s/one/two/" "$1"\n')
    editor.chmod(0o700)
    screen = start(more={"EDITOR": str(editor), "VISUAL": str(editor)})
    screen.enter("RETURN 'one' AS n; \\e")
    screen.wait_for("'two'")
    screen.type(keys("enter"))
    screen.wait_for(r"(?s)two\n.*\(1 row")


@pytest.mark.timeout(300)
def test_a_store_that_is_killed_is_survived_and_the_statement_kept(start: Start, fresh_home: Path) -> None:
    settings = Settings(home=fresh_home)
    with open_store(settings, write=True) as store:
        store.write(lambda transaction: transaction.run("CREATE (n:Scratch {id: 'one'})"))
        described = store.describe()
    assert described.pid is not None
    screen = start(home=fresh_home)
    assert "one" in screen.answer("MATCH (n:Scratch) RETURN n.id AS id;")
    screen.answer(f":output '{fresh_home / 'rows.csv'}'", "Answers go to")
    screen.enter("UNWIND range(1, 6000000) AS n RETURN n;")
    screen.wait_for(r"running for .* rows", 40)
    os.kill(described.pid, signal.SIGKILL)
    screen.wait_for(r"(?s)Error: .*The statement is kept.*trunkline> UNWIND range", 60)
    screen.type(keys("ctrl-c"))
    screen.answer(":output off", "the screen")
    assert "one" in screen.answer("MATCH (n:Scratch) RETURN n.id AS id;", seconds=40)
