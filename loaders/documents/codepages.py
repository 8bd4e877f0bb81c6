"""Which eight-bit code page: proved by the frequencies of Russian letters, or by Western punctuation.

KOI8-R read as cp1251 is still all letters, but with the case of each swapped and the wrong letters
frequent; so each candidate is scored by the mean log-frequency of the letters it would give, with
capitals inside words as penalty. The best must be plausible and well ahead of the second.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter

CYRILLIC_PAGES = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_FLOOR = -3.6  # mean natural log; Russian prose gives -2.9 to -3.2, Bulgarian -3.2, noise under -4
_LEAD = 0.35  # a wrong page falls behind by 0.8 and more on 40 letters
_STRANGE = 0.01  # share of characters that Russian lacks; Mac Cyrillic read as cp1251 gives 2 % and more
_FEWEST = 20  # high bytes; fewer prove nothing
_SAMPLE = 200_000

# percent of letters, Russian National Corpus (Lyashevskaya, Sharov 2009)
_LETTERS = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_SHARES = (
    10.97, 8.45, 8.01, 7.35, 6.70, 6.26, 5.47, 4.73, 4.54, 4.40, 3.49, 3.21, 2.98, 2.81, 2.62, 2.01, 1.90,
    1.74, 1.70, 1.65, 1.59, 1.44, 1.21, 0.97, 0.94, 0.73, 0.64, 0.48, 0.36, 0.32, 0.26, 0.04, 0.04,
)  # fmt: skip
_LOG = {letter: math.log(share / 100) for letter, share in zip(_LETTERS, _SHARES, strict=True)}
_UNLIKELY = math.log(0.00005)
_ODD_CASE = re.compile("[а-яё][А-ЯЁ]")
# the bytes that cp1251 and cp1252 read alike: ellipsis, curly quotes, dashes, (c), (r), degree, guillemets
_WESTERN_SIGNS = frozenset(b"\x82\x84\x85\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xa7\xa9\xab\xae\xb0\xb1\xb7\xbb")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


def prove_code_page(data: bytes, declared: str | None = None) -> str | None:
    """Name the code page of bytes that are no Unicode, or None when the evidence is thin."""
    sample = data[:_SAMPLE]
    runs = _HIGH_RUN.findall(sample)
    if all(set(run) <= _WESTERN_SIGNS for run in runs):
        return "cp1252"
    scores = sorted(((score_russian(sample, page), page) for page in CYRILLIC_PAGES), reverse=True)
    (best, page), (second, _) = scores[:2]
    if sum(map(len, runs)) >= _FEWEST and best >= _FLOOR and best - second >= _LEAD:
        return page if _strange_share(sample, page) <= _STRANGE else None
    if declared and _is_western(declared) and max(map(len, runs)) <= 2:
        return "cp1252"
    return None


def score_russian(data: bytes, page: str) -> float:
    """Mean log-frequency of the non-ASCII characters of ``data`` read in ``page``; higher is more Russian."""
    text = data.decode(page, errors="replace")
    counts = Counter(char for char in text if char > "\x7f" and not _is_sign(char))
    total = sum(counts.values())
    if not total:
        return _UNLIKELY
    odd_case = len(_ODD_CASE.findall(text)) * -_UNLIKELY / 2
    return (sum(_LOG.get(char.lower(), _UNLIKELY) * n for char, n in counts.items()) - odd_case) / total


def _strange_share(data: bytes, page: str) -> float:
    high = [char for char in data.decode(page, errors="replace") if char > "\x7f" and not _is_sign(char)]
    return sum(char.lower() not in _LOG for char in high) / max(len(high), 1)


def _is_sign(char: str) -> bool:
    return char in "«»„“”’‘—–…№ ©°•·"


def _is_western(declared: str) -> bool:
    try:
        return codecs.lookup(declared).name in {"cp1252", "iso8859-1", "iso8859-15", "latin-1"}
    except LookupError:
        return False
