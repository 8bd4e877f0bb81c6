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
from queries.console.knowledge import Knowledge, load, read_knowledge, save
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
    """The vocabulary as it stands now; ``refresh`` reads the graph again in a thread of its own."""

    def __init__(
        self,
        kept: Path,
        commands: Mapping[str, CommandWords],
        choices: Mapping[str, tuple[str, ...]],
        opener: Callable[[], AbstractContextManager[Store]],
    ) -> None:
        self._kept, self._commands, self._choices, self._opener = kept, commands, choices, opener
        self.knowledge = load(kept)
        self.now: Vocabulary = words_with(self.knowledge, commands, choices)
        self._reading = threading.Lock()

    def refresh(self) -> threading.Thread:
        """Begin to read the graph; the words stay as they are until it is read."""
        worker = threading.Thread(target=self._read, daemon=True, name="completion")
        worker.start()
        return worker

    def _read(self) -> None:
        """A store that is away leaves the words as they were: the next statement says so."""
        if not self._reading.acquire(blocking=False):
            return
        try:
            with suppress(TrunklineError), self._opener() as store:
                from queries.console.knowledge import digest_of

                if self.knowledge and self.knowledge.digest and digest_of(store) == self.knowledge.digest:
                    return
                found = read_knowledge(store)
                self.knowledge, self.now = found, words_with(found, self._commands, self._choices)
                save(found, self._kept)
        finally:
            self._reading.release()
