from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.model.claim import Claim
from loaders.reference.read import read_tables
from loaders.reference.schema import schemas
from loaders.reference.table import Table
from loaders.reference.transform import table_claims

COMMON = {"source": "https://example.org/2024/05/06/page", "published": "2024-05-06", "confidence": "high"}


@pytest.fixture(scope="session")
def tables() -> dict[str, Table]:
    return {table.key.removeprefix("reference/"): table for table in read_tables()}


@pytest.fixture(scope="session")
def claims(tables: dict[str, Table]) -> list[Claim]:
    return [claim for table in tables.values() for claim in table_claims(table).claims]


WriteTable = Callable[..., Table]


@pytest.fixture
def written(tmp_path: Path) -> WriteTable:
    """Write one table of the user's own and read it back; cells that are not given stay empty."""

    def write(name: str, *rows: dict[str, str]) -> Table:
        columns = schemas()[name].names
        lines = [",".join(columns)]
        lines += [",".join(f'"{({**COMMON, **row}).get(column, "")}"' for column in columns) for row in rows]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return read_tables(tmp_path)[0]

    return write
