"""The store: one port (``graph.store.port``), one Bolt client, two servers behind it.

Importing this package is cheap: the driver and the engine load on first use.
"""

from graph.store.port import Result, Store, StoreDescription, Transaction, open_store

__all__ = ["Result", "Store", "StoreDescription", "Transaction", "open_store"]
