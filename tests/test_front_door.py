"""The front door as a whole process: speed, lazy imports, exit codes, one sentence for each ending."""

import importlib.util
import os
import pty
import signal
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

import trunkline
from graph.ending import BROKEN_PIPE

ROOT = Path(__file__).parent.parent
HEAVY = ("spacy", "pandas", "numpy", "neo4j", "networkx", "ortools", "rich", "pydantic", "prompt_toolkit")
HELP_SECONDS = 0.2

# A door with commands of every ending, run by the real main().
PLANTED_DOOR = """
import sys, trunkline
trunkline.COMMANDS = tuple(
    trunkline.Command(name, f"planted:{name}", "Planted.")
    for name in (
        "fine", "bug", "absent", "refused", "nothing_there", "endless", "waits", "stuck", "asks", "colours", "group",
    )
) + (trunkline.Command("gone", "loaders.nowhere.commands:gone", "Not built."),)
sys.exit(trunkline.main())
"""
PLANTED_COMMANDS = """
import os, sys, time
import typer
from graph.ending import BROKEN_PIPE
from graph.errors import NoRoute, UnknownName

def fine(name: str, k: int = 1) -> None:
    print(f"Привет, {name} — {k}")

def bug() -> None:
    raise ZeroDivisionError("in the engine room")

def absent() -> None:
    import a_package_that_nobody_has

def refused() -> None:
    raise UnknownName("Актауу", ["Актау", "Атырау"])

def nothing_there() -> None:
    raise NoRoute("No allowed route exists.")

def endless() -> None:
    while True:
        print("x" * 1000)

def waits() -> None:
    print("waiting", flush=True)
    time.sleep(60)

def stuck() -> None:
    try:
        waits()
    finally:
        raise OSError(5, "the connection broke off and cannot be closed")

def asks() -> None:
    typer.confirm("Write?", abort=True)

def colours() -> None:
    from rich.console import Console
    Console().print("[red]red[/red]")

group = typer.Typer(no_args_is_help=True)

@group.command()
def inner() -> None:
    raise OSError(5, "the disk is gone")

@group.command()
def other() -> None:
    ...
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TRUNKLINE_", "PYTHONIOENCODING", "NO_COLOR"))}
    return kept | {"TRUNKLINE_HOME": str(home), "PYTHONPATH": f"{home}{os.pathsep}{ROOT}"} | more


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "planted.py").write_text(PLANTED_COMMANDS, "utf-8")
    return tmp_path


def door(home: Path, *args: str, code: str = PLANTED_DOOR, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        cwd=home,
        env=environment(home, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )


REAL_DOOR = "import sys, trunkline; sys.exit(trunkline.main())"


def test_help_lists_every_command_with_its_line(tmp_path: Path) -> None:
    width = max(len(command.name) for command in trunkline.COMMANDS)
    for args in ((), ("--help",)):
        shown = door(tmp_path, *args, code=REAL_DOOR, COLUMNS="120")
        assert shown.returncode == 0
        assert shown.stderr == ""
        for command in trunkline.COMMANDS:
            assert f"  {command.name:<{width}}  {command.help}" in shown.stdout


def test_help_comes_in_200_ms(tmp_path: Path) -> None:
    def once() -> float:
        before = os.times()
        assert door(tmp_path, "--help", code=REAL_DOOR).returncode == 0
        after = os.times()
        return sum(after[2:4]) - sum(before[2:4])

    # Processor time of the process, the best of several: the machine's other work is not ours to measure.
    assert min(once() for _ in range(9)) <= HELP_SECONDS


def test_help_imports_no_room_and_nothing_heavy(tmp_path: Path) -> None:
    code = "import sys, trunkline; trunkline.main(); print(*sys.modules, file=sys.stderr)"
    loaded = door(tmp_path, "--help", code=code).stderr.split()
    assert {"trunkline", "typer"} <= set(loaded)
    assert not [name for name in loaded if name.partition(".")[0] in (*HEAVY, "loaders", "queries")]


def exists(command: trunkline.Command) -> bool:
    try:
        return importlib.util.find_spec(command.target.split(":")[0]) is not None
    except ModuleNotFoundError:
        return False


@pytest.mark.parametrize("command", [c for c in trunkline.COMMANDS if exists(c)], ids=lambda c: c.name)
def test_help_of_each_command_stays_light(command: trunkline.Command, tmp_path: Path) -> None:
    code = "import sys, trunkline; code = trunkline.main(); print(*sys.modules, file=sys.stderr); sys.exit(code)"
    shown = door(tmp_path, command.name, "--help", code=code)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith(f"Usage: trunkline {command.name} ")
    assert not [name for name in shown.stderr.split() if name.partition(".")[0] in HEAVY]


def test_version_is_the_package_version(tmp_path: Path) -> None:
    versions = {found.version for found in distributions(name="trunkline")}
    shown = door(tmp_path, "--version", code=REAL_DOOR).stdout
    assert shown.removeprefix("trunkline ").strip() in (versions or {"from a checkout that is not installed"})


def test_answers_are_utf8_whatever_the_locale(home: Path) -> None:
    for locale in ("C", "POSIX", "ru_RU.KOI8-R", "en_US.ISO-8859-1"):
        shown = door(home, "fine", "Тенгиз", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
        assert (shown.returncode, shown.stderr) == (0, "")
        assert shown.stdout.startswith("Привет, ")


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        (("fin",), 2, "No such command 'fin'. Did you mean 'fine'? See \"trunkline --help\"."),
        (("--nothing",), 2, 'No such option: --nothing. See "trunkline --help".'),
        (("fine",), 2, "Missing argument 'name'. See \"trunkline fine --help\"."),
        (("fine", "x", "--k", "many"), 2, "Invalid value for '--k'"),
        (("gone",), 1, '"trunkline gone" is not part of this version yet.'),
        (("refused",), 2, 'No entity is called "Актауу". Did you mean: Актау, Атырау?'),
        (("nothing_there",), 3, "No allowed route exists."),
        (("asks",), 1, "Stopped: no answer was given."),
    ],
)
def test_each_ending_is_one_sentence_and_its_exit_code(
    home: Path, args: tuple[str, ...], code: int, sentence: str
) -> None:
    shown = door(home, *args)
    assert shown.returncode == code
    last = shown.stderr.strip().splitlines()[-1]
    assert sentence in last
    assert "Traceback" not in shown.stderr


def test_an_unforeseen_error_leaves_its_traceback_in_the_log(home: Path) -> None:
    shown = door(home, "bug")
    log = home / "logs" / "errors.log"
    assert shown.returncode == 1
    assert shown.stdout == ""
    assert shown.stderr == f"Something unforeseen went wrong (ZeroDivisionError): the details are in {log}.\n"
    assert "in the engine room" in log.read_text("utf-8")
    first = log.stat().st_size
    door(home, "bug")
    assert log.stat().st_size > first


def test_a_missing_dependency_is_no_missing_command(home: Path) -> None:
    shown = door(home, "absent")
    assert shown.returncode == 1
    assert "ModuleNotFoundError" in shown.stderr
    assert "not part of this version" not in shown.stderr


def test_an_unwritable_home_still_gives_one_sentence(home: Path) -> None:
    (home / "logs").write_text("a file in the way", "utf-8")
    shown = door(home, "bug")
    assert shown.returncode == 1
    assert shown.stderr.count("\n") == 1
    assert "TRUNKLINE_DEBUG=1" in shown.stderr


def test_debug_shows_the_traceback(home: Path) -> None:
    assert "in the engine room" in door(home, "bug", TRUNKLINE_DEBUG="1").stderr
    assert "Traceback" in door(home, "refused", TRUNKLINE_DEBUG="1").stderr


def test_commands_of_a_group_keep_the_same_manners(home: Path) -> None:
    shown = door(home, "group", "inner")
    assert shown.returncode == 1
    assert shown.stderr.startswith("Something unforeseen went wrong (OSError)")
    assert "Usage: trunkline group" in door(home, "group").stderr
    assert 'See "trunkline group --help".' in door(home, "group", "none").stderr


def test_a_reader_that_leaves_ends_it_quietly(home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PLANTED_DOOR, "endless"],
        cwd=home,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == BROKEN_PIPE


@pytest.mark.parametrize("command", ["waits", "stuck"])
def test_ctrl_c_is_130_without_a_traceback(home: Path, command: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PLANTED_DOOR, command],
        cwd=home,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"waiting\n"
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
    assert process.returncode == 130


def on_a_terminal(home: Path, *args: str, **more: str) -> bytes:
    """What the planted door writes to a pseudo-terminal."""
    ours, theirs = pty.openpty()
    settings = environment(home, TERM="xterm-256color", **more)
    subprocess.run([sys.executable, "-c", PLANTED_DOOR, *args], cwd=home, env=settings, stdout=theirs, check=True)
    os.close(theirs)
    written = os.read(ours, 10_000)
    os.close(ours)
    return written


def test_colour_only_on_a_terminal_and_never_with_no_color(home: Path) -> None:
    assert b"\x1b[31m" in on_a_terminal(home, "colours")
    assert b"\x1b[31m" not in on_a_terminal(home, "colours", NO_COLOR="1")
    assert door(home, "colours").stdout == "red\n"
    assert b"\x1b" not in on_a_terminal(home, "--help")
