"""``docs/service``: every unit, line and file of it is read, and the commands in them by our own command line."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import trunkline
from loaders.refresh.service import interval_of

ROOT = Path(__file__).parent.parent
SERVICE = ROOT / "docs" / "service"
UNITS = ("trunkline.service", "trunkline-refresh.service", "trunkline-refresh.timer")
INSTALLED = "/opt/trunkline/bin/trunkline"
CRON_FIELDS = {"minute": (0, 59), "hour": (0, 23), "day": (1, 31), "month": (1, 12), "weekday": (0, 7)}

# What each section may hold, where no systemd is there to ask; values as patterns.
KEYS = {
    "Unit": {"Description": r"Trunkline: .+", "Wants": r"network-online\.target", "After": r"network-online\.target"},
    "Service": {
        "Type": "exec|oneshot", "User": "trunkline", "StateDirectory": "trunkline", "StateDirectoryMode": "0755",
        "Environment": "TRUNKLINE_HOME=/var/lib/trunkline", "ExecStart": f"{INSTALLED} .+", "Restart": "on-failure",
        "RestartSec": r"\d+min", "KillMode": "process", "TimeoutStopSec": r"\d+min", "TimeoutStartSec": r"\d+h",
        "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
        "PrivateDevices": "yes", "ProtectKernelTunables": "yes", "ProtectControlGroups": "yes",
        "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX", "RestrictSUIDSGID": "yes", "LockPersonality": "yes",
    },
    "Timer": {
        "OnCalendar": "hourly", "Persistent": "yes|true", "RandomizedDelaySec": r"\d+min",
        "Unit": r"trunkline-refresh\.service",
    },
    "Install": {"WantedBy": r"(multi-user|timers)\.target"},
}  # fmt: skip


def parsed(line: str) -> dict[str, Any]:
    """Read a command line as ``trunkline`` itself would, without running it."""
    program, name, *args = shlex.split(line)
    assert Path(program).name == "trunkline"
    command = trunkline.load(name)
    context = command.make_context(name, args)
    assert not context.args
    return dict(context.params)


def sections(unit: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in (SERVICE / unit).read_text("utf-8").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            assert key not in current, f"{unit} says {key} twice"
            current[key] = value
    return found


@pytest.mark.parametrize("unit", UNITS)
def test_units_hold_known_keys_with_values_that_mean_something(unit: str) -> None:
    for section, given in sections(unit).items():
        for key, value in given.items():
            assert re.fullmatch(KEYS[section][key], value), f"{unit}: {key}={value}"


def test_systemd_itself_finds_nothing_to_say(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        pytest.skip("this machine has no systemd-analyze")
    program = tmp_path / "trunkline"  # the checkout may lie where a path has spaces
    program.symlink_to(Path(sys.executable).with_name("trunkline"))
    for unit in UNITS:
        text = (SERVICE / unit).read_text("utf-8").replace(INSTALLED, os.fspath(program))
        (tmp_path / unit).write_text(text, "utf-8")
    checked = [analyze, "verify", "--man=no", *(os.fspath(tmp_path / unit) for unit in UNITS)]
    done = subprocess.run(checked, capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if "trunkline" in line]
    assert (done.returncode, complaints) == (0, [])


def test_the_units_run_what_the_command_line_understands() -> None:
    stays = sections("trunkline.service")["Service"]
    assert interval_of(parsed(stays["ExecStart"])["every"]).total_seconds() == 3600
    once = sections("trunkline-refresh.service")["Service"]
    assert once["Type"] == "oneshot"
    assert parsed(once["ExecStart"])["every"] is None
    timer = sections("trunkline-refresh.timer")["Timer"]
    assert (SERVICE / timer["Unit"]).is_file()
    assert "Install" not in sections("trunkline-refresh.service"), "its timer starts it"


def test_the_cron_lines_are_due_every_hour_and_run_what_we_understand() -> None:
    lines = [line for line in (SERVICE / "trunkline.cron").read_text("utf-8").splitlines() if line[:1] not in "#"]
    settings = dict(line.split("=") for line in lines if "=" in line)
    assert settings["TRUNKLINE_HOME"] == "/var/lib/trunkline"
    jobs = [line.split(maxsplit=6) for line in lines if "=" not in line]
    assert len(jobs) == 2
    for *fields, user, rest in jobs:
        for value, (least, most) in zip(fields, CRON_FIELDS.values(), strict=True):
            assert value == "*" or least <= int(value) <= most
        assert fields[1:] == ["*"] * 4
        assert user == "trunkline"
        command, _, output = rest.partition(" > ")
        assert output == "/dev/null"
        assert "%" not in rest, "cron would make a line end of it"
        parsed(command)
    assert (SERVICE / "trunkline.cron").read_text("utf-8").endswith("\n"), "cron drops a last line without its end"


@pytest.fixture(scope="module")
def composed() -> dict[str, Any]:
    return dict(yaml.safe_load((SERVICE / "compose.yaml").read_text("utf-8")))


def test_the_compose_service_runs_what_we_understand(composed: dict[str, Any]) -> None:
    refresh = composed["services"]["refresh"]
    options = parsed(shlex.join(refresh["command"]))
    assert interval_of(options["every"]).total_seconds() == 3600
    assert options["metrics_file"] == "/data/trunkline.prom"
    kind, *check = refresh["healthcheck"]["test"]
    assert (kind, check) == ("CMD", ["trunkline", "health"])
    parsed(shlex.join(check))
    assert refresh["init"], "somebody has to pass the signal on"
    assert refresh["stop_grace_period"] == "5m"


def test_the_compose_service_stands_beside_the_store_of_the_repository(composed: dict[str, Any]) -> None:
    (included,) = composed["include"]
    store = yaml.safe_load((SERVICE / included).resolve().read_text("utf-8"))
    refresh = composed["services"]["refresh"]
    assert set(refresh["depends_on"]) <= set(store["services"])
    assert "healthcheck" in store["services"]["neo4j"]
    assert set(refresh["secrets"]) <= set(store["secrets"])
    assert refresh["environment"]["TRUNKLINE_STORE_URI"] == "bolt://neo4j:7687"
    assert refresh["volumes"] == ["trunkline:/data"]
    assert "trunkline" in composed["volumes"]
    build = refresh["build"]
    root = (SERVICE / build["context"]).resolve()
    assert root == ROOT
    assert (root / build["dockerfile"]).is_file()


def test_the_image_copies_what_is_there_and_hands_the_password_over(tmp_path: Path) -> None:
    text = (SERVICE / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    copied = [line.split()[1:-1] for line in text.splitlines() if line.startswith("COPY ")]
    assert copied
    assert all((ROOT / one).exists() for names in copied for one in names)
    entry = next(line for line in text.splitlines() if line.startswith("ENTRYPOINT "))
    shell = yaml.safe_load(entry.removeprefix("ENTRYPOINT "))
    secret = tmp_path / "neo4j-auth"
    secret.write_text("neo4j/pass word/1", "utf-8")
    script = shell[2].replace("/run/secrets/neo4j-auth", shlex.quote(os.fspath(secret)))
    show = [sys.executable, "-c", "import os, sys; print(os.environ['TRUNKLINE_STORE_PASSWORD'], sys.argv[1:])", "a b"]
    done = subprocess.run([*shell[:2], script, *show], capture_output=True, text=True, check=True)
    assert done.stdout == "pass word/1 ['a b']\n"


def test_compose_itself_reads_it(tmp_path: Path) -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("this machine has no docker compose")
    place = tmp_path / "docs" / "service"
    place.mkdir(parents=True)
    shutil.copy(SERVICE / "compose.yaml", place)
    shutil.copy(ROOT / "compose.yaml", tmp_path)
    done = subprocess.run(
        [docker, "compose", "-f", str(place / "compose.yaml"), "config", "--quiet"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
