"""The official driver, imported without the packages that it would drag in.

``import neo4j`` imports pandas, numpy and pyarrow whenever it finds them, only to
accept their types as parameters, which Trunkline never passes. Measured on two
busy cores: 1.3 s with them, 0.15 s without. So they are hidden while the driver
loads and shown again afterwards; a package that is already loaded stays loaded.
Hiding is Python's own way to say "not installed": a ``None`` in ``sys.modules``.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_OPTIONAL = ("pandas", "numpy", "pyarrow")


@contextmanager
def _hidden(names: tuple[str, ...]) -> Iterator[None]:
    absent = [name for name in names if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)


with _hidden(_OPTIONAL):
    import neo4j
    import neo4j.exceptions
    import neo4j.graph

# Retries and lost connections are reported by our own errors, not by the driver's log on standard error.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

__all__ = ["neo4j"]
