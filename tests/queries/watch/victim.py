"""A refresh that stops Aktau and tells the watches of its home; it is killed on the way: ``python -m … HOME``."""

from __future__ import annotations

from datetime import UTC, datetime

from graph.store import open_store
from graph.store.lease import writing_alone
from loaders.refresh.run import RefreshRun
from queries.watch.telling import Telling
from tests.queries.watch.news import stop_aktau

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)

if __name__ == "__main__":
    with open_store(write=True) as opened, writing_alone(opened) as store:
        telling = Telling()
        stop_aktau(store, RefreshRun(store, first=lambda: telling.before(store, NOW)))
        telling.after(store, NOW, print)
