"""Settings from nothing, from the environment and from a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.settings import Settings, load_settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRUNKLINE_HOME", str(tmp_path))
    return tmp_path


def test_defaults_lie_in_the_given_home(home: Path) -> None:
    assert load_settings() == Settings(home=home)
    assert load_settings().store_idle_minutes == 30


def test_environment_wins_over_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "config.toml").write_text('store_user = "анна"\nstore_memory = "2g"\n', encoding="utf-8")
    monkeypatch.setenv("TRUNKLINE_STORE_MEMORY", "512m")
    monkeypatch.setenv("TRUNKLINE_STORE_IDLE_MINUTES", "0.5")
    settings = load_settings()
    assert (settings.store_user, settings.store_memory, settings.store_idle_minutes) == ("анна", "512m", 0.5)
    assert settings.home == home


def test_passwords_are_not_printed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUNKLINE_STORE_PASSWORD", "s3cret")
    assert load_settings().store_password == "s3cret"
    assert "s3cret" not in repr(load_settings())


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("STORE_URI", "http://x", "no Bolt address"),
        ("STORE_URI", "bolt://", "no Bolt address"),
        ("STORE_MEMORY", "lots", "no amount of memory"),
        ("STORE_IDLE_MINUTES", "-1", "greater than or equal to 0"),
        ("STORE_COMMAND_TIMEOUT_SECONDS", "soon", "valid number"),
    ],
)
def test_a_wrong_value_is_named(home: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(f"TRUNKLINE_{name}", value)
    with pytest.raises(UsageError, match=said) as caught:
        load_settings()
    assert f"TRUNKLINE_{name}" in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(("text", "said"), [("store_urii = 'x'", "no such setting"), ("a = ", "cannot be read")])
def test_a_wrong_file_is_named(home: Path, text: str, said: str) -> None:
    (home / "config.toml").write_text(text)
    with pytest.raises(UsageError, match=said) as caught:
        load_settings()
    assert str(home / "config.toml") in str(caught.value)


def test_the_slow_library_loads_only_for_settings_that_need_it(home: Path) -> None:
    code = "import sys; from graph.settings import load_settings as f; f(); print('pydantic' in sys.modules)"
    for expected in ("False", "True"):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == expected
        (home / "config.toml").write_text("store_memory = '1g'")


def test_a_password_that_others_may_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUNKLINE_HOME", str(tmp_path))
    config = tmp_path / "config.toml"
    config.write_text('store_uri = "bolt://127.0.0.1:1"\nstore_password = "x"\n')
    config.chmod(0o640)
    with pytest.raises(UsageError, match=r"Others than you may read the password in .*config.toml: run `chmod 600`"):
        load_settings()
    config.chmod(0o600)
    assert load_settings().store_password == "x"
    config.write_text('store_uri = "bolt://127.0.0.1:1"\n')
    config.chmod(0o644)
    monkeypatch.setenv("TRUNKLINE_STORE_USER", "another")  # settings are read once for each environment
    assert load_settings().store_uri == "bolt://127.0.0.1:1"
