"""Compares two states of the graph: things, claims, conflicts, and the documents behind each difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.fuse.claims import claim_properties, document_fragment
from graph.fuse.objects import Properties, Property
from graph.model.claim import Claim
from graph.model.document import Document
from queries.answers.evidence_claims import statement_of
from queries.answers.evidence_conflicts import Conflict, conflicts_of
from queries.watch.citing import each_once
from queries.watch.deliver.message import Cited
from queries.watch.diff.points import State

FAMILIES = ("Entity", "Event")
RELATIONS = ("FLOWS_TO", "OWNS", "OPERATES", "FEEDS", "PART_OF", "CROSSES", "LOCATED_IN")
# What says on which claims a thing rests, not what it is.
_BOOKKEEPING = ("claims", "trust", "oldest", "documents", "confirmed")
_UNSEEN = ("_claims", "_history")


@dataclass(frozen=True, slots=True)
class Changed:
    """One property that differs; None where there is none."""

    name: str
    before: Property | None
    after: Property | None


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity, event or relation that was added, removed or changed."""

    action: str
    kind: str
    id: str
    name: str
    changes: tuple[Changed, ...]
    because: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim that was added or withdrawn."""

    action: str
    claim: Claim
    document: Cited


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict of values that was opened, closed, or runs between other values now."""

    action: str
    about: str
    unit: str
    before: tuple[float, ...]
    after: tuple[float, ...]
    because: tuple[Cited, ...]


class Comparison:
    """Two states, and what differs between them."""

    def __init__(self, before: State, after: State) -> None:
        self.before = before
        self.after = after
        self._claims = {**before.claims, **after.claims}

    def claims(self) -> list[Told]:
        """Give the claims that came and went, by type and document."""
        old, new = self.before.claims, self.after.claims
        gone = [Told("withdrawn", old[key], self._cited(key)) for key in old.keys() - new.keys()]
        come = [Told("added", new[key], self._cited(key)) for key in new.keys() - old.keys()]
        return sorted([*come, *gone], key=lambda one: (one.action, one.claim.type, one.claim.document, one.claim.id))

    def things(self) -> list[Thing]:
        """Give the entities, events and relations that differ in what they are."""
        nodes = self._differing(
            {key: one.properties for key, one in self.before.nodes.items() if key[0] in FAMILIES},
            {key: one.properties for key, one in self.after.nodes.items() if key[0] in FAMILIES},
        )
        links = self._differing(
            {key: one.properties for key, one in self.before.relations.items() if key[0] in RELATIONS},
            {key: one.properties for key, one in self.after.relations.items() if key[0] in RELATIONS},
        )
        return sorted([*nodes, *links], key=lambda one: (one.kind, one.action, one.id))

    def conflicts(self) -> list[Dispute]:
        """Give the conflicts that were opened, closed or moved."""
        old, new = _conflicts(self.before), _conflicts(self.after)
        found = []
        for key in sorted(old.keys() | new.keys()):
            first, second = old.get(key, []), new.get(key, [])
            before, after = _values(first), _values(second)
            if before != after:
                action = "opened" if not before else "closed" if not after else "moved"
                differing = _claims_of(first) ^ _claims_of(second)
                found.append(Dispute(action, *key, before, after, self.documents(differing)))
        return found

    def causes(self, claims: frozenset[str]) -> tuple[Cited, ...]:
        """Give the documents behind the claims that came or went; behind all of them where only the day differs."""
        found = self.documents(claims & (self.before.claims.keys() ^ self.after.claims.keys()))
        return found if found or self.before.as_of == self.after.as_of else self.documents(claims)

    def documents(self, claims: Iterable[str]) -> tuple[Cited, ...]:
        """Give the documents behind claims of either state."""
        return each_once(self._cited(one) for one in claims if one in self._claims)

    def _cited(self, claim: str) -> Cited:
        """Cite a claim as its document was described when the claim stood."""
        key, state = self._claims[claim].document, self.after if claim in self.after.claims else self.before
        found = state.documents.get(key)
        return Cited(key, found.title or None, found.outlet, found.published, found.url) if found else Cited(key)

    def _differing(
        self, before: Mapping[tuple[str, str], Properties], after: Mapping[tuple[str, str], Properties]
    ) -> Iterator[Thing]:
        for key in before.keys() | after.keys():
            old, new = before.get(key), after.get(key)
            changes = tuple(_changes(old or {}, new or {}))
            if old and new and not changes:
                continue
            action = "changed" if old and new else "removed" if old else "added"
            because = self.documents(_listed(old) ^ _listed(new))
            shown = changes if action == "changed" else ()
            yield Thing(action, key[0], key[1], _name(key[1], new or old or {}), shown, because)


def _changes(before: Properties, after: Properties) -> Iterator[Changed]:
    for name in sorted(before.keys() | after.keys()):
        if name not in _BOOKKEEPING and not name.endswith(_UNSEEN) and before.get(name) != after.get(name):
            yield Changed(name, before.get(name), after.get(name))


def _listed(properties: Properties | None) -> frozenset[str]:
    found = (properties or {}).get("claims")
    return frozenset(found) if isinstance(found, list) else frozenset()


def _name(key: str, properties: Properties) -> str:
    """Name an event by what happened to what and when, anything else by its name or id."""
    if "about" not in properties:
        return str(properties.get("name_en", key))
    about = properties["about"]
    things = ", ".join(about) if isinstance(about, list) else str(about)
    return f"{properties['type']} {things} {properties.get('when', 'undated')}"


def _conflicts(state: State) -> dict[tuple[str, str], list[Conflict]]:
    """Give the conflicts by what they are about; what differs in a role that the words leave out stands together."""
    rows = (
        statement_of(claim_properties(one), _row(state.documents.get(one.document), one.document))
        for one in state.claims.values()
        if one.value is not None
    )
    found: dict[tuple[str, str], list[Conflict]] = {}
    for one in conflicts_of(rows):
        found.setdefault((one.about, one.unit), []).append(one)
    return found


def _row(document: Document | None, key: str) -> Mapping[str, object]:
    return document_fragment(document).nodes[0].properties if document else {"id": key}


def _values(conflicts: Iterable[Conflict]) -> tuple[float, ...]:
    return tuple(sorted({value for one in conflicts for value, _ in one.values}))


def _claims_of(conflicts: Iterable[Conflict]) -> frozenset[str]:
    return frozenset(claim for one in conflicts for _, claims in one.values for claim in claims)
