"""The shelf: a file in the data folder that keeps every page as it was last read.

It saves fetching and parsing, and it lets an article be read anew without the network. The graph does not depend on it:
when the file is lost, pages are fetched again and found to be what the graph holds already.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import astuple, fields
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.errors import TrunklineError
from loaders.collect.kept import Kept

FILE = "pages.db"
_NAMES = tuple(one.name for one in fields(Kept))
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)
_TABLES = (
    f"CREATE TABLE IF NOT EXISTS page ({_COLUMNS}, PRIMARY KEY (address))",
    "CREATE TABLE IF NOT EXISTS body (address TEXT PRIMARY KEY, packed BLOB)",
    "CREATE TABLE IF NOT EXISTS signature (address TEXT PRIMARY KEY, words BLOB, compared INTEGER)",
    "CREATE TABLE IF NOT EXISTS alike (one TEXT, other TEXT, PRIMARY KEY (one, other))",
)

_BODY_OF = "SELECT packed FROM body JOIN page USING (address) WHERE address = ? OR item = ? ORDER BY address LIMIT 1"


class Shelf:
    """The kept pages; for one thread of one process at a time.

    Raises:
        TrunklineError: somebody else holds the file, or it cannot be opened or written.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        try:
            self._open()
        except sqlite3.OperationalError as error:  # nothing is wrong with what it holds
            raise TrunklineError(
                f"The kept pages ({self._path}) cannot be used now ({error}): free the file, then run it again."
            ) from error
        except sqlite3.DatabaseError:  # damaged: what it kept can be fetched again
            self._path.replace(self._path.with_suffix(".damaged"))
            self._open()

    def _open(self) -> None:
        self._base = sqlite3.connect(self._path)
        try:
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = NORMAL")
            for statement in _TABLES:
                self._base.execute(statement)
        except sqlite3.DatabaseError:
            self._base.close()
            raise

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Close it; what was put is kept."""
        self._base.commit()
        self._base.close()

    def commit(self) -> None:
        """Make sure of what was put."""
        self._base.commit()

    def pages(self) -> dict[str, Kept]:
        """Give every page by address."""
        rows = self._base.execute(f"SELECT {_COLUMNS} FROM page ORDER BY address")
        found = (Kept(*row) for row in rows)
        return {one.address: _with_truths(one) for one in found}

    def put(self, pages: Iterable[Kept]) -> None:
        """Write pages down as they are now."""
        holders = ", ".join("?" for _ in _NAMES)
        self._base.executemany(f"INSERT OR REPLACE INTO page VALUES ({holders})", map(astuple, pages))

    def put_body(self, address: str, body: bytes) -> None:
        """Keep the bytes of a page."""
        self._base.execute("INSERT OR REPLACE INTO body VALUES (?, ?)", (address, zlib.compress(body)))

    def body(self, address: str) -> bytes | None:
        """Give the bytes of a page; None where it was never read."""
        row = self._base.execute("SELECT packed FROM body WHERE address = ?", (address,)).fetchone()
        return zlib.decompress(row[0]) if row else None

    def put_signature(self, address: str, words: bytes) -> None:
        """Keep the signature of a text, to be compared; whatever it was alike to before is forgotten."""
        self._base.execute("INSERT OR REPLACE INTO signature VALUES (?, ?, 0)", (address, words))
        self._base.execute("DELETE FROM alike WHERE one = ? OR other = ?", (address, address))

    def signature(self, address: str) -> bytes:
        """Give the signature of one text, empty where there is none."""
        row = self._base.execute("SELECT words FROM signature WHERE address = ?", (address,)).fetchone()
        return bytes(row[0]) if row else b""

    def signatures(self) -> dict[str, bytes]:
        """Give every signature by address."""
        return dict(self._base.execute("SELECT address, words FROM signature ORDER BY address"))

    def not_compared(self) -> list[str]:
        """Give the addresses whose text was not yet compared with the others."""
        return [row[0] for row in self._base.execute("SELECT address FROM signature WHERE compared = 0 ORDER BY 1")]

    def put_alike(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Note which texts are near-duplicates of each other; with that all are compared."""
        self._base.executemany("INSERT OR REPLACE INTO alike VALUES (?, ?)", map(sorted, pairs))
        self._base.execute("UPDATE signature SET compared = 1 WHERE compared = 0")

    def alike(self) -> list[tuple[str, str]]:
        """Give all pairs of near-duplicates."""
        return list(self._base.execute("SELECT one, other FROM alike ORDER BY one, other"))


def _with_truths(page: Kept) -> Kept:
    """Bring back the truth values, which the file keeps as numbers."""
    page.listed, page.gone = bool(page.listed), bool(page.gone)
    return page


def kept_body(home: Path, item: str) -> bytes | None:
    """Give the bytes of the page of an article without touching the file; None where they are not kept."""
    path = home / FILE
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
            row = base.execute(_BODY_OF, (item, item)).fetchone()
        return zlib.decompress(row[0]) if row else None
    except (sqlite3.DatabaseError, zlib.error):  # damaged: the next refresh fetches it again
        return None
