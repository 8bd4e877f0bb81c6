"""More than two hundred reads that look like writes, all of which run."""

from __future__ import annotations

import json

import pytest

from graph.settings import Settings
from graph.store import Store, open_store
from tests.graph.store.readonly.ground import data_of, table

READS = {name: group["reads"] for name, group in table("reads").items()}
GIVEN = {"word": "DELETE", "rows": [{"delete": 1}]}


def test_the_table_is_as_long_as_promised() -> None:
    statements = [statement for reads in READS.values() for statement, _ in reads]
    assert len(set(statements)) == len(statements) >= 200


@pytest.mark.parametrize("group", READS)
def test_every_read_runs_and_gives_its_rows(ground: Store, store_settings: Settings, group: str) -> None:
    before = data_of(ground)
    with open_store(store_settings) as reader:
        for statement, rows in READS[group]:
            found = [list(row) for row in reader.query(statement, GIVEN).rows]
            assert found == json.loads(rows), statement
    assert data_of(ground) == before
