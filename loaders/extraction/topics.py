"""What the sentences of an article speak of, one after the other: its running topic."""

from __future__ import annotations

import re

from loaders.extraction.mentions import GENERIC, PERSON, VESSEL, Mention
from loaders.extraction.pronouns import goes_on_with
from loaders.extraction.propose import Reading
from loaders.extraction.trees import Tree
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT, Found, kinds


def sentence_subject(reading: Reading) -> tuple[str, ...]:
    """Give what a sentence is about, for "its capacity" in the next one: its first subject, else its only asset."""
    assets = [
        (m, next((i for i in m.ids if kinds().get(i, frozenset()) & _TOPICS or i in _VENTURES), None))
        for m in reading.scene.mentions
        if m.kind not in {PERSON, VESSEL, DEMONYM, GOVERNMENT} and not _is_dateline(reading.text, m)
    ]
    subjects = [i for m, i in assets if i and _is_subject(reading.scene.tree, m.top)]
    if subjects:
        return (subjects[0],)
    if reading.topic and goes_on_with(reading.scene.tree, reading.topic[0]):
        return reading.topic  # "it starts at Sangachal": still the pipeline
    if any(m.kind == GENERIC and i in reading.topic for m, i in assets):
        return reading.topic  # "the pipeline was hit 50 km from Ceyhan" goes on with the pipeline
    ids = list(
        dict.fromkeys(i for m, i in assets if i and m.kind != GENERIC and "station" not in kinds().get(i, frozenset()))
    )
    return tuple(ids) if len(ids) == 1 else ()


_DATELINE = re.compile(r"(?:,\s+[^.,()]{3,20})?(?:,\s*|\.\s+|\s*\(|\s+[–—-]\s)")


def _is_dateline(text: str, mention: Mention) -> bool:
    """Tell whether a town only says where an agency writes from: "BAKU, Azerbaijan, February 17"."""
    town = any("port" in kinds().get(i, frozenset()) for i in mention.ids)
    shouted = text[mention.start : mention.end].isupper() and mention.end - mention.start > 3
    return town and shouted and mention.start <= 1 and bool(_DATELINE.match(text, mention.end))


def other_topic(topic: tuple[str, ...], found: list[Found]) -> tuple[str, ...]:
    """Give the running topic after a sentence that is not parsed: the only asset it names, none where it names more."""
    rows = [f.ids[0] for f in found if f.kind not in {DEMONYM, GOVERNMENT}]
    assets = list(dict.fromkeys(i for i in rows if kinds().get(i, frozenset()) & _TOPICS))
    if len(assets) == 1 and "port" not in kinds().get(assets[0], frozenset()):  # a port may be no more than its town
        return tuple(assets)
    return topic if set(assets) <= set(topic) else ()


def _is_subject(tree: Tree, index: int) -> bool:
    """Tell whether a name is the subject or its owner: "the pipeline's capacity is"."""
    token = tree[index]
    above = tree[token.head]
    return token.role in _SUBJECTS or (token.role in {"gen", "mod"} and above.role in _SUBJECTS)


_SUBJECTS = frozenset({"subj", "psubj"})
_TOPICS = frozenset({"pipeline", "terminal", "port", "field", "mooring", "station", "refinery"})
_VENTURES = frozenset({"tco", "ncoc", "kpo", "btc_co"})
