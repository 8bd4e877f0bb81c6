"""The vocabulary of a session: declared words, and what the graph adds to them, refreshed in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from graph.errors import TrunklineError
from graph.store.port import Store
from queries.console.knowledge import Knowledge, digest_of, load, read_knowledge, save
from queries.console.vocabulary import CommandWords, Vocabulary


@cache
def declared_words() -> Vocabulary:
    """Read the words of this version's schema and catalogue."""
    from graph.schema.declaration import schema
    from queries.catalogue.registry import questions

    declared = schema()
    properties: dict[str, tuple[str, ...]] = {}
    for family in declared.nodes.values():
        names = tuple(sorted(name for name in family.properties if "*" not in name))
        properties |= dict.fromkeys((family.name, *family.labels), names)
    properties |= {one.name: tuple(sorted(one.properties)) for one in declared.relations.values()}
    return Vocabulary(
        labels=tuple(sorted(label for family in declared.nodes.values() for label in (family.name, *family.labels))),
        types=tuple(sorted(declared.relations)),
        properties=properties,
        questions={one.id: {each.name: each.type for each in one.parameters} for one in questions()},
    )


def words_with(
    knowledge: Knowledge | None, commands: Mapping[str, CommandWords], choices: Mapping[str, tuple[str, ...]]
) -> Vocabulary:
    """Join the declared words with those of the graph."""
    base = declared_words()
    if knowledge is None:
        return replace(base, commands=commands, choices=choices)
    properties = {
        kind: tuple(sorted({*base.properties.get(kind, ()), *knowledge.properties.get(kind, ())}))
        for kind in sorted({*base.properties, *knowledge.properties})
    }
    return Vocabulary(
        labels=tuple(sorted({*base.labels, *knowledge.labels})),
        types=tuple(sorted({*base.types, *knowledge.types})),
        properties=properties,
        patterns=knowledge.patterns,
        entities=knowledge.entities,
        questions=base.questions,
        commands=commands,
        choices=choices,
    )


class Words:
    """The vocabulary as it stands now; ``refresh`` reads the graph again in a thread of its own.

    Nothing is read before the first prompt stands on the screen; who asks for words earlier waits for the declared
    ones and those of the last reading.
    """

    def __init__(
        self,
        kept: Path,
        commands: Callable[[], Mapping[str, CommandWords]],
        choices: Mapping[str, tuple[str, ...]],
        opener: Callable[[], AbstractContextManager[Store]],
    ) -> None:
        self._kept, self._commands, self._choices, self._opener = kept, commands, choices, opener
        self.knowledge: Knowledge | None = None
        self._now: Vocabulary | None = None
        self._reading = threading.Lock()
        self._loading = threading.Lock()

    @property
    def now(self) -> Vocabulary:
        """The words known so far."""
        with self._loading:
            if self._now is None:
                self.knowledge = load(self._kept)
                self._now = words_with(self.knowledge, self._commands(), self._choices)
            return self._now

    def refresh(self, delay: float = 0.0) -> None:
        """Begin to read the graph after so many seconds; the words stay as they are until it is read."""
        timer = threading.Timer(delay, self._read)
        timer.daemon = True
        timer.start()

    def _read(self) -> None:
        """A store that is away leaves the words as they were: the next statement says so."""
        if not self._reading.acquire(blocking=False):
            return
        try:
            self.now.named("-", 1)  # the index of names is made here, not at the first Tab
            with suppress(TrunklineError), self._opener() as store:
                if self.knowledge and self.knowledge.digest and digest_of(store) == self.knowledge.digest:
                    return
                found = read_knowledge(store)
                words = words_with(found, self._commands(), self._choices)
                words.named("-", 1)
                self.knowledge, self._now = found, words
                save(found, self._kept)
        finally:
            self._reading.release()
