"""The vocabulary of a session: declared words, and what the graph adds to them, refreshed in the background."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

from graph.errors import TrunklineError
from graph.store.port import Store
from queries.console.knowledge import Knowledge, digest_of, load, read_knowledge, save
from queries.console.learning import learned
from queries.console.vocabulary import CommandWords, Vocabulary

_DRAWN = re.compile(r"\(:([^)]*)\)-\[:\w+[^\]]*\]->\(:([^)]*)\)")
_LABEL = re.compile(r"\w+(?<!\bor)")
_NO_PLACES = {"Country", "Company", "Market", "Region", "Commodity"}


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


@cache
def declared_patterns() -> frozenset[tuple[str, str, str]]:
    """Give the steps that the schema draws; a group of kinds stands for each kind that may belong to it."""
    from graph.schema.declaration import schema

    entities = {"Entity", *schema().nodes["Entity"].labels}
    found: set[tuple[str, str, str]] = set()
    for one in schema().relations.values():
        drawn = _DRAWN.fullmatch(one.drawn)
        ends = [drawn[1], drawn[2]] if drawn else [one.start, one.end]
        lefts, rights = ({kind for label in _LABEL.findall(end) for kind in _kinds(label, entities)} for end in ends)
        found |= set(product(lefts, [one.name], rights))
    return frozenset(found)


def _kinds(label: str, entities: set[str]) -> set[str]:
    """Give a label with those that its nodes may bear beside it."""
    if label in {"Entity", "Site", "Asset"}:
        return entities - (_NO_PLACES if label != "Entity" else set())
    return {label, "Entity", "Site", "Asset"} if label in entities else {label}


def words_with(
    knowledge: Knowledge | None, commands: Mapping[str, CommandWords], choices: Mapping[str, tuple[str, ...]]
) -> Vocabulary:
    """Join the declared words with those of the graph; the steps are the declared ones until the graph is read."""
    base = declared_words()
    if knowledge is None:
        return replace(base, commands=commands, choices=choices, patterns=declared_patterns())
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

    @property
    def sure(self) -> Vocabulary:
        """The words to warn by: until the graph is read nobody knows which steps it lacks."""
        return self.now if self.knowledge else replace(self.now, patterns=frozenset())

    def learn(self, statement: str) -> None:
        """Take the names of a statement for known: it makes them."""
        self._now = learned(self.now, statement)

    def refresh(self, delay: float = 0.0) -> threading.Thread:
        """Begin to read the graph after so many seconds, and give the thread; the words stay until it is read."""
        timer = threading.Timer(delay, self._read)
        timer.daemon = True
        timer.start()
        return timer

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


def words_for(home: Path) -> Words:
    """Give the vocabulary of the graph in a home, from the last reading of it until it is read anew."""
    from graph.store import open_store
    from queries.console.special.registry import choices, command_words

    return Words(kept_in(home), command_words, choices(), open_store)


def kept_in(home: Path) -> Path:
    """Give the file that holds the last reading."""
    return home / "console" / "graph.json"
