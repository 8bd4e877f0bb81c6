"""Near-duplicate texts, by MinHash over word shingles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

SHINGLE = 4  # words
PERMUTATIONS = 128  # the standard error of the estimate is 1/sqrt(128), 9 %
FEWEST_WORDS = 30  # a headline alone proves nothing
REPRINT = 0.45
"""Share of common shingles from which a text counts as a reprint.

Measured on the pairs in ``tests/loaders/collect/test_words.py``: reprints that were shortened, lightly edited or given
a paragraph more share 0.5 and more, reports by two outlets on one event 0.15 and less.
"""
_WORD = re.compile(r"\w+")


def signature_of(text: str) -> bytes:
    """Give the signature of a text, empty where it is too short to be told from others."""
    from datasketch import MinHash  # type: ignore[import-untyped]

    words = _WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return b""
    shingles = {" ".join(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1)}
    sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update_batch([one.encode() for one in sorted(shingles)])
    packed: bytes = sketch.hashvalues.astype("<u4").tobytes()
    return packed


def likeness(left: bytes, right: bytes) -> float:
    """Estimate the share of common shingles; 0 where one is too short."""
    return dict(alike_to(left, {"": right}, 0.0)).get("", 0.0)


def alike_to(one: bytes, others: Mapping[str, bytes], least: float = REPRINT) -> Iterable[tuple[str, float]]:
    """Give the keys of the texts that share at least ``least`` with one, and how much."""
    import numpy as np

    known = {key: words for key, words in others.items() if words}
    if not one or not known:
        return []
    table = np.frombuffer(b"".join(known.values()), "<u4").reshape(len(known), PERMUTATIONS)
    shares = (table == np.frombuffer(one, "<u4")).mean(axis=1)
    return [(key, float(share)) for key, share in zip(known, shares, strict=True) if share >= least]
