"""What a server lets a reading session do although it is no reading of the graph.

The READ access mode of a server refuses every write to data, schema and accounts, and that refusal is the engine's
own. Beyond it stand statements that write nothing and are open to a reading session all the same (tried on Neo4j
5.26): LOAD CSV reads the server's files and any address, some procedures end other people's connections or throw
away caches, and TERMINATE ends other people's transactions. They are refused here, before they are sent. This is an
additional guard and no proof: what else a server offers, plugins above all, its owner has to forbid; see
docs/read-only.md.
"""

from __future__ import annotations

import re
from itertools import pairwise

from graph.errors import ReadOnlyViolation

_TOKEN = re.compile(
    r"""(?P<silent>\s+|/\*.*?(?:\*/|\Z)|//[^\n\r]*)
    |(?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
    |`(?P<quoted>(?:``|[^`])*)`
    |(?P<word>\w+)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")

PAIRS = {
    ("LOAD", "CSV"): "LOAD CSV reads files and addresses: load data by `trunkline refresh`",
    ("TERMINATE", "TRANSACTION"): "TERMINATE ends what others run: press Ctrl-C to end your own statement",
    ("TERMINATE", "TRANSACTIONS"): "TERMINATE ends what others run: press Ctrl-C to end your own statement",
}
"""Two bare words side by side, which no reading statement has, and what is said to whoever writes them."""

PROCEDURES = (
    "db.checkpoint", "db.clearquerycaches", "db.create", "db.prepareforreplanning", "db.resample", "db.stats.",
    "dbms.cluster.", "dbms.kill", "dbms.quarantine", "dbms.security.", "dbms.set", "dbms.upgrade", "tx.setmetadata",
    "apoc.atomic.", "apoc.bolt.", "apoc.couchbase.", "apoc.create.", "apoc.custom.", "apoc.cypher.", "apoc.es.",
    "apoc.export.", "apoc.import.", "apoc.load.", "apoc.lock.", "apoc.log.", "apoc.merge.", "apoc.model.",
    "apoc.mongo", "apoc.nlp.", "apoc.periodic.", "apoc.redis.", "apoc.refactor.", "apoc.schema.assert",
    "apoc.systemdb.", "apoc.trigger.", "apoc.util.sleep", "apoc.uuid.", "apoc.warmup.",
)  # fmt: skip
"""Beginnings of the names of procedures that do more than read, in small letters."""


def check_reading(statement: str) -> None:
    """Raise ``ReadOnlyViolation`` for a statement that reaches beyond reading the graph.

    Words in strings, comments and back-ticks do not count. Unicode escapes are tried both as they stand and read,
    because servers read them anywhere, also inside a keyword.
    """
    for text in dict.fromkeys((statement, _ESCAPE.sub(lambda found: chr(int(found[1], 16)), statement))):
        tokens = [found for found in _TOKEN.finditer(text) if found.lastgroup != "silent"]
        _check_pairs(tokens)
        for place, token in enumerate(tokens):
            if token.lastgroup == "word" and token["word"].upper() == "CALL":
                _check_procedure(_dotted_name(tokens[place + 1 :]))


def _check_pairs(tokens: list[re.Match[str]]) -> None:
    words = [(token["word"] or "").upper() for token in tokens]
    for pair in pairwise(words):
        if pair in PAIRS:
            raise ReadOnlyViolation(f"This connection may only read the graph, and {PAIRS[pair]}.")


def _check_procedure(name: str) -> None:
    if name.lower().startswith(PROCEDURES):
        raise ReadOnlyViolation(
            f"This connection may only read the graph, and the procedure {name} does more than that: "
            "ask the owner of the server to run it."
        )


def _dotted_name(tokens: list[re.Match[str]]) -> str:
    name = ""
    for place, token in enumerate(tokens):
        part = token["word"] or token["quoted"] if place % 2 == 0 else token.group()
        if part is None or (place % 2 and part != "."):
            break
        name += part
    return name
