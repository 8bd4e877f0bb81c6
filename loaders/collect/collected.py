"""What a round over the sources gave to a refresh."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from loaders.refresh.items import Source
from loaders.sources.allowed import refused_sentences


@dataclass(slots=True)
class Collected:
    """What a round gave: sources to refresh, sentences about it, and the claims that sources may not make.

    ``known`` are the names of all configured sources, those included that were not read.
    """

    sources: list[Source] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    refused: dict[str, Counter[str]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    def notes(self) -> list[str]:
        """Give all there is to say, once the refresh has read the items."""
        refusals = (one for name, count in sorted(self.refused.items()) for one in refused_sentences(name, count))
        return [*self.said, *refusals]
