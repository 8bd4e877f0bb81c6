"""The wheel as a stranger gets it: what is inside, and that it works where no checkout is in reach."""

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("graph", "loaders", "queries")
DATA = (".cypher", ".csv", ".toml", ".txt", ".html", ".jsonl", ".geojson", ".json", ".md", ".typed")
NEEDED = [
    *(f"{room}/{name}" for room in ROOMS for name in ("__init__.py", "py.typed")),
    "trunkline.py",
    "graph/errors.py",
]


def run(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "TRUNKLINE_HOME")}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept | more,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=110,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    built = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, cwd=ROOT)
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = out.glob("trunkline-*.whl")
    return found


@pytest.fixture(scope="module")
def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and this environment's dependencies, but without its link to the checkout."""
    place = tmp_path_factory.mktemp("чужая машина") / "env"
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    done = run(python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel, cwd=place)
    assert done.returncode == 0, done.stderr
    # A link and a relative path, so that the .pth file is ASCII wherever the checkout lies. A .pth file inside a
    # folder that a .pth file adds is not read: the link of an editable Trunkline there stays without effect.
    (place / "dependencies").symlink_to(sysconfig.get_path("purelib"))
    (site,) = place.glob("lib/python3*/site-packages")
    (site / "dependencies.pth").write_text("../../../dependencies\n", "ascii")
    return place


def test_the_wheel_carries_every_file_of_the_packages(contents: set[str]) -> None:
    tracked = run("git", "-c", "core.quotepath=off", "ls-files", *ROOMS, cwd=ROOT).stdout.splitlines()
    expected = {name for name in tracked if name.endswith((".py", *DATA)) and (ROOT / name).exists()}
    assert len(expected) > 20
    assert expected - contents == set()
    assert set(NEEDED) - contents == set()


def test_the_wheel_carries_licence_and_credits(contents: set[str], wheel: Path) -> None:
    (info,) = {name.split("/")[0] for name in contents if ".dist-info/" in name}
    assert {f"{info}/licenses/LICENSE", f"{info}/licenses/NOTICE"} <= contents
    with zipfile.ZipFile(wheel) as archive:
        notice = archive.read(f"{info}/licenses/NOTICE").decode("utf-8")
    for credit in ("Global Energy Monitor", "CC BY 4.0", "World Port Index", "searoute", "OpenCorpora"):
        assert credit in notice


def test_the_wheel_carries_nothing_else(contents: set[str]) -> None:
    tops = {name.split("/")[0] for name in contents if ".dist-info/" not in name}
    assert tops == {*ROOMS, "trunkline.py"}
    assert not [name for name in contents if "__pycache__" in name or name.endswith(".pyc")]


def test_only_the_installed_copy_can_be_imported(installed: Path, tmp_path: Path) -> None:
    code = "import sys, graph, loaders, queries, trunkline; "
    code += "print(*(m.__file__ for m in (graph, loaders, queries, trunkline)))"
    shown = run(installed / "bin" / "python", "-c", f"{code}; print(*sys.path)", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    files, path = shown.stdout.splitlines()
    assert files.count(str(installed)) == 4
    assert str(ROOT) not in path.split()


def test_the_command_works_from_another_folder(installed: Path, tmp_path: Path) -> None:
    shown = run(installed / "bin" / "trunkline", "--help", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("Usage: trunkline ")
    assert "routes" in shown.stdout


def test_the_installed_command_answers_from_its_own_data(installed: Path, tmp_path: Path) -> None:
    command, home = installed / "bin" / "trunkline", str(tmp_path / "home")
    try:
        loaded = run(command, "refresh", "reference", cwd=tmp_path, TRUNKLINE_HOME=home)
        assert loaded.returncode == 0, loaded.stderr
        shown = run(command, "routes", "KZ", "mediterranean", "--avoid", "RU", cwd=tmp_path, TRUNKLINE_HOME=home)
        assert "All together: 5.2..7.5 Mt/y" in shown.stdout, shown.stderr
        listed = run(command, "ask", cwd=tmp_path, TRUNKLINE_HOME=home)
        assert "Owners of an asset, through chains" in listed.stdout, listed.stderr
    finally:
        run(command, "store", "stop", cwd=tmp_path, TRUNKLINE_HOME=home)


def test_the_lock_file_is_hashed_without_any_address() -> None:
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    assert "://" not in lock
    assert "--index" not in lock
    entries = re.split(r"\n(?=[a-z0-9])", lock)
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)


def test_the_lock_file_names_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    locked = {match.lower() for match in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=!~ \[;]", need)[0].lower().replace("_", "-") for need in wanted}
    assert names - locked == set()


def test_the_licence_is_the_whole_apache_text() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.lstrip().startswith("Apache License")
    assert "END OF TERMS AND CONDITIONS" in text
    assert len(text.splitlines()) == 202
