"""What ``trunkline store status`` says about the reading account."""

from __future__ import annotations

from typing import Any

import pytest

from graph.store import Store
from graph.store.rights import EMBEDDED, ONLY_READING, WITHOUT_RIGHTS, described
from tests.conftest import KIND


def test_the_store_says_what_its_reading_account_may_do(store: Store) -> None:
    assert store.describe().rights == (EMBEDDED if KIND == "embedded" else WITHOUT_RIGHTS)


def _rows(access: str, *actions: str) -> list[dict[str, Any]]:
    return [{"access": access, "action": action} for action in actions]


@pytest.mark.parametrize(
    ("privileges", "said"),
    [
        (_rows("GRANTED", "access", "match", "traverse", "execute"), ONLY_READING),
        (_rows("GRANTED", "match") + _rows("DENIED", "write"), ONLY_READING),
        ([], ONLY_READING),
        (_rows("GRANTED", "match", "write", "load"), "may also: load, write;"),
        (_rows("GRANTED", "dbms_actions"), "may also: dbms_actions;"),
    ],
)
def test_privileges_in_words(privileges: list[dict[str, Any]], said: str) -> None:
    assert said in described(privileges)
