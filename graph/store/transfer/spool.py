"""Claims and documents on disk, sorted by what they bear on, so that a graph of any size is fused in constant memory.

A temporary SQLite file without a name: the system takes it away even when the process is killed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from graph.errors import TrunklineError
from graph.fuse.buckets import Bucket, buckets_of, fuse_bucket, mentioned_entities
from graph.fuse.claims import claim_fragment, claim_from_properties, document_fragment, document_from_properties
from graph.fuse.objects import Fragment, Relation
from graph.model.claim import Claim
from graph.store.transfer.families import FUSED_FROM

_TABLES = """
CREATE TABLE kept (family TEXT, id TEXT, body TEXT, PRIMARY KEY (family, id)) WITHOUT ROWID;
CREATE TABLE cited (document TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE bears (bucket TEXT, claim TEXT, PRIMARY KEY (bucket, claim)) WITHOUT ROWID;
CREATE TABLE link (type TEXT, id TEXT, start TEXT, end TEXT, body TEXT, PRIMARY KEY (type, id, start, end))
    WITHOUT ROWID;
"""
_BY_BUCKET = """
SELECT bucket, body FROM bears LEFT JOIN kept ON family = 'Claim' AND id = claim ORDER BY bucket, claim
"""


@contextmanager
def scratch(tables: str) -> Iterator[sqlite3.Connection]:
    """Open a temporary database with some tables; raises ``TrunklineError`` where the temporary disk is full."""
    opened = sqlite3.connect("", isolation_level=None)
    try:
        opened.executescript(f"PRAGMA journal_mode = OFF; PRAGMA cache_size = -16000; BEGIN; {tables}")
        yield opened
    except sqlite3.OperationalError as error:
        raise TrunklineError(
            f"There is no temporary space for this ({error}): free some, or set TMPDIR to a larger disk."
        ) from error
    finally:
        opened.close()


class Spool:
    """What a file or a store holds of claims, documents and the ledger."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def add(self, family: str, properties: Mapping[str, Any]) -> Claim | None:
        """Take in one kept node; gives the claim that it is, rebuilt.

        Raises ``ValueError``, ``KeyError`` or ``InvalidClaim`` where its properties make no claim.
        """
        body = json.dumps(properties, ensure_ascii=False)
        self._database.execute("INSERT INTO kept VALUES (?, ?, ?)", (family, properties["id"], body))
        if family not in FUSED_FROM:
            return None
        if family != "Claim":
            document_from_properties(properties)
            return None
        claim = claim_from_properties(properties)
        self._place(claim, str(properties["id"]))
        return claim

    def _place(self, claim: Claim, key: str) -> None:
        bearings = {(_key(bucket), key) for bucket in buckets_of(claim)}
        bearings |= {(_key(("entity", one)), "") for one in mentioned_entities(claim)}
        self._database.executemany("INSERT OR IGNORE INTO bears VALUES (?, ?)", bearings)
        self._database.execute("INSERT OR IGNORE INTO cited VALUES (?)", (claim.document,))

    def kept(self, family: str) -> Iterator[dict[str, Any]]:
        """Give the nodes of a family in the order of their ids."""
        rows = self._database.execute("SELECT body FROM kept WHERE family = ? ORDER BY id", (family,))
        return (json.loads(body) for (body,) in rows)

    def families(self) -> list[str]:
        """Name the families that occur, in alphabetical order."""
        return [name for (name,) in self._database.execute("SELECT DISTINCT family FROM kept ORDER BY family")]

    def fragments(self) -> Iterator[Fragment]:
        """Give the whole graph of the claims, part by part, always in the same order (compare ``ClaimBook``)."""
        for row in self.kept("Claim"):
            yield claim_fragment(claim_from_properties(row))
        cited = "SELECT body FROM cited JOIN kept ON family = 'Article' AND id = document ORDER BY id"
        for (body,) in self._database.execute(cited):
            yield document_fragment(document_from_properties(json.loads(body)))
        for key, rows in groupby(self._database.execute(_BY_BUCKET), key=lambda row: str(row[0])):
            bucket: Bucket = tuple(json.loads(key))
            yield fuse_bucket(bucket, [claim_from_properties(json.loads(body)) for _, body in rows if body is not None])

    def size(self) -> int:
        """Count the fragments, those of uncited documents too."""
        ((kept, bearings),) = self._database.execute(
            "SELECT (SELECT count(*) FROM kept), (SELECT count(DISTINCT bucket) FROM bears)"
        )
        return int(kept) + int(bearings)

    def put_links(self, links: Iterable[Relation]) -> None:
        """Set relations aside until all nodes are there."""
        rows = ((one.type, one.id, one.start, one.end, json.dumps(one.properties, ensure_ascii=False)) for one in links)
        self._database.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?)", rows)

    def link_count(self) -> int:
        """Count the relations that were set aside."""
        ((count,),) = self._database.execute("SELECT count(*) FROM link")
        return int(count)

    def links(self) -> Iterator[Relation]:
        """Give back the relations, by type and id."""
        rows = self._database.execute("SELECT type, id, start, end, body FROM link ORDER BY type, id, start, end")
        return (Relation(name, key, start, end, json.loads(body)) for name, key, start, end, body in rows)


@contextmanager
def new_spool() -> Iterator[Spool]:
    """Open an empty spool; what it holds is gone afterwards."""
    with scratch(_TABLES) as database:
        yield Spool(database)


def _key(bucket: Bucket) -> str:
    return json.dumps(bucket, ensure_ascii=False)
