"""Whether a sentence that does not name the running topic speaks of something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from loaders.extraction.arguments import Arguments
from loaders.extraction.frames import Frame
from loaders.extraction.loading import is_taken_in
from loaders.extraction.mentions import GENERIC
from loaders.resolve.gazetteer import kinds

if TYPE_CHECKING:
    from loaders.extraction.propose import Reading


def is_elsewhere(frame: Frame, reading: Reading, found: Arguments) -> bool:
    """Tell whether a sentence that does not name the running topic speaks of something else."""
    if _is_of_regions(frame, reading):
        return True
    return (
        _is_at_home(frame, reading)
        or _names_another(frame, reading)
        or _goes_through(frame, reading)
        or _starts_elsewhere(frame, reading, found)
    )


_REGIONS = frozenset(
    {"country", "market", "region", "state", "asia", "europe", "buyer", "страна", "рынок", "регион", "европа", "азия"}
)  # fmt: skip


def _is_of_regions(frame: Frame, reading: Reading) -> bool:
    """Tell whether a share is told of who buys: "Asian countries account for half of exports"."""
    told = (t for t in reading.scene.tree.tokens if t.lemma in _REGIONS)
    return frame.type == "share" and any(t.role in {"subj", "psubj"} or t.prep == "на" for t in told)


def _is_at_home(frame: Frame, reading: Reading) -> bool:
    """Tell whether only the supply of a country's own consumers is said to go on: no way out is spoken of."""
    return frame.type == "restriction" and bool(_CONSUMERS.search(reading.text))


_CONSUMERS = re.compile(
    r"газоснабжени|потребител|\b(?:domestic|internal)\s+(?:gas|market|consumers)|\bgas supply\b", re.IGNORECASE
)


def _starts_elsewhere(frame: Frame, reading: Reading, found: Arguments) -> bool:
    """Tell whether a country stops or resumes its flow to another: along which way, the sentence does not say."""
    if "destination" not in frame.roles or not frame.type.startswith(("suspension", "resumption")):
        return False
    country, tree = frozenset({"country"}), reading.scene.tree
    actors = {m.top for m in reading.scene.mentions if m.pick(country)} & set(found.subject)
    ends = [m for m in reading.scene.mentions if m.pick(country) and tree[m.top].prep in {"to", "в", "во"}]
    return bool(actors and ends)


def _goes_through(frame: Frame, reading: Reading) -> bool:
    """Tell whether a share is told of a country crossed: two thirds "through Russia" are no share of the pipeline."""
    tree = reading.scene.tree
    crossed = (m for m in reading.scene.mentions if tree[m.top].prep in {"through", "via", "через", "по"})
    return frame.type == "share" and any(m.pick(frozenset({"country"})) for m in crossed)


def _names_another(frame: Frame, reading: Reading) -> bool:
    """Tell whether a sentence speaks of something else than the running topic."""
    if any(m.kind == GENERIC and m.ids[:1] == reading.topic[:1] for m in reading.scene.mentions):
        return False  # "it runs from A to B; its length is 833 km"
    tree = reading.scene.tree
    rows = (m for m in reading.scene.mentions if m.kind in {"name", "abbr"} and not is_taken_in(frame.type, tree, m))
    named = {i for m in rows for i in m.ids[:1]}
    return any(kinds().get(i, frozenset()) & _TOPICAL and i not in reading.topic for i in named)


_TOPICAL = frozenset({"pipeline", "terminal", "port", "field", "mooring", "station", "strait"})
