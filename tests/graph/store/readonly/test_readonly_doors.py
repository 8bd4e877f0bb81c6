"""The embedded engine's HTTP port: the reader's password opens nothing there that changes anything."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from graph.settings import Settings
from graph.store import Store
from graph.store.embedded.accounts import read_accounts
from graph.store.embedded.layout import DATABASE, Layout
from graph.store.embedded.server import ensure_running, stop_server
from graph.store.embedded.state import read_state
from tests.graph.store.readonly.ground import data_of, surroundings_of, table

pytestmark = pytest.mark.embedded
REQUESTS = [(door["path"], body) for door in table("doors")["request"] for body in door["bodies"]]
Accounts = Callable[[], dict[str, object]]


@pytest.fixture(scope="module")
def store_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Start an engine for this file alone.

    A refused bulk load leaves a thread behind in the engine, and the first new combination of labels after it waits a
    minute for that thread: other tests shall not.
    """
    settings = Settings(home=tmp_path_factory.mktemp("doors"))
    ensure_running(settings)
    yield settings
    stop_server(settings)


def ask(settings: Settings, path: str, body: dict[str, Any]) -> tuple[int, str]:
    layout = Layout.under(settings.home)
    accounts, state = read_accounts(layout), read_state(layout)
    assert accounts is not None
    assert state is not None
    login = b64encode(f"reader:{accounts['reader'].password}".encode()).decode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{state.http_port}{path}".replace("{database}", DATABASE),
        data=json.dumps(body).replace("{database}", DATABASE).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Basic {login}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_the_door_is_open_for_reading(ground: Store, store_settings: Settings) -> None:
    asked = {"language": "opencypher", "command": "MATCH (n:Port) RETURN count(n) AS n"}
    status, answer = ask(store_settings, "/api/v1/query/{database}", asked)
    assert (status, json.loads(answer)["result"]) == (200, [{"n": 2}])
    assert data_of(ground)


def test_nothing_is_changed_through_it(ground: Store, store_settings: Settings, accounts: Accounts) -> None:
    before, around = data_of(ground), surroundings_of(ground, accounts())
    allowed = []
    for path, body in REQUESTS:
        status, _ = ask(store_settings, path, body)
        if status < 400:
            allowed.append(body["command"])
        assert data_of(ground) == before, (path, body)
    assert surroundings_of(ground, accounts()) == around
    # It looks for damage, and in a sound database there is nothing to mend.
    assert allowed == ["CHECK DATABASE FIX"]
    assert len(REQUESTS) >= 50
