"""The reference tables of the package, written into any store."""

from __future__ import annotations

from operator import methodcaller

from graph.fuse.book import ClaimBook
from graph.schema.statements import definition_statements
from graph.settings import Settings
from graph.store import open_store
from graph.store.writer import write_change
from loaders.reference.read import read_tables
from loaders.reference.transform import table_claims


def load_reference(settings: Settings) -> None:
    """Empty the store and load the tables into it."""
    made = [table_claims(table) for table in read_tables()]
    claims = [claim for one in made for claim in one.claims]
    documents = [document for one in made for document in one.documents]
    change = ClaimBook().replace((), claims, documents)
    with open_store(settings, write=True) as opened:
        opened.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
        for statement in definition_statements():
            opened.write(methodcaller("run", statement))
        opened.write(lambda transaction: write_change(transaction, change))
