"""What a frame is about where its sentence names nothing: what the sentences before speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.extraction.arguments import Arguments
from loaders.extraction.data import table
from loaders.extraction.elsewhere import is_elsewhere
from loaders.extraction.frames import Frame
from loaders.extraction.loading import where_it_loads
from loaders.resolve.gazetteer import kinds

if TYPE_CHECKING:
    from loaders.extraction.propose import Reading


def spoken_of(frame: Frame, reading: Reading, trigger: int, found: Arguments) -> tuple[str, ...]:
    """Give what the sentences before speak of: the thing whose flow stopped there, else the running topic."""
    if reading.flow is not None and means_flow(frame, reading, found):
        return reading.flow.about
    if "ruled" in frame.fallback:
        return reading.ruled
    if is_elsewhere(frame, reading, found):
        return ()
    topic = _harmed(reading, trigger) if frame.type == "accident" else reading.topic[:1]
    topic = reading.ruled or topic if frame.type == "ruling" else topic
    spoken = [_field_of(t, frame, reading) for t in topic]
    return tuple(where_it_loads(t, frame.type, reading.scene.tree, found) for t in spoken if _is_of(t, frame))


def _harmed(reading: Reading, trigger: int) -> tuple[str, ...]:
    """Give where an accident befell that is told without its place: where the blow was, else what is spoken of."""
    if reading.harmed or any(k.lemma == "the" for k in reading.scene.tree.kids(trigger, "det")):
        return reading.harmed  # "the fire" of which nothing was told yet is one told of something else
    return reading.topic[:1]


def means_flow(frame: Frame, reading: Reading, found: Arguments) -> bool:
    """Tell whether what a frame acts on is a pronoun that stands for the flow of the sentence before."""
    flow, tree = reading.flow, reading.scene.tree
    if flow is None or "@flow" not in frame.theme:
        return False
    return any(flow.is_meant_by(tree[i], tree.lang) for i in found.theme)


def _field_of(topic: str, frame: Frame, reading: Reading) -> str:
    """Give the field of an operator spoken of where a frame asks for one that the article names."""
    field_of: str | None = table("generic")["operators"].get(topic)
    return field_of if field_of in reading.known and field_of and not _is_of(topic, frame) else topic


def _is_of(entity: str, frame: Frame) -> bool:
    wanted = {k for slot in frame.about for k in slot.kinds}
    return bool(kinds().get(entity, frozenset()) & wanted)
