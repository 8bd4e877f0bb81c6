"""Walks from any id of the graph back to the claims and sentences behind it.

::

    entity ─┐
    leg ────┤
    share ──┼──► claims ──► documents       event, claim, article, item and run lead there as well
    run ────┘
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from graph.errors import UnknownName
from graph.store.port import Store
from queries.answers.evidence_claims import Statement, statements_of
from queries.answers.evidence_conflicts import Conflict, conflicts_of
from queries.answers.evidence_subjects import SUBJECTS, Subject
from queries.catalogue.names import resolver
from queries.names import AmbiguousName


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind one id; ``weakest`` and ``oldest`` are claim ids, None where nothing is stated."""

    subject: Subject
    statements: tuple[Statement, ...]
    conflicts: tuple[Conflict, ...]
    weakest: str | None
    oldest: str | None


def evidence_of(store: Store, key: str) -> Evidence:
    """Give all claims behind an id.

    Raises:
        UnknownName: nothing in the graph has this id.
    """
    subject = _subject(store, key) or _subject(store, _named(store, key))
    if subject is None:
        raise UnknownName(key, _near(store, key), wanted="node, leg, share or claim")
    return _gathered(store, subject)


def _subject(store: Store, key: str) -> Subject | None:
    return next((found for find in SUBJECTS if (found := find(store, key))), None)


def _named(store: Store, name: str) -> str:
    """Give the id of the entity that bears a name; the name itself where none does."""
    try:
        return resolver(store)(name, "entity")
    except AmbiguousName:
        raise
    except UnknownName:
        return name


def _gathered(store: Store, subject: Subject) -> Evidence:
    found = statements_of(store, subject.claims)
    dated = [one for one in found if one.known_on]
    return Evidence(
        subject=subject,
        statements=tuple(found),
        conflicts=tuple(conflicts_of(found)),
        weakest=min(found, key=lambda one: (one.trust, one.known_on or "", one.id)).id if found else None,
        oldest=min(dated, key=lambda one: (one.known_on or "", one.id)).id if dated else None,
    )


def _near(store: Store, key: str) -> list[str]:
    return get_close_matches(key.lower(), _known_ids(store), 3, 0.6)


def _known_ids(store: Store) -> Sequence[str]:
    entities = store.read("MATCH (n:Entity) RETURN n.id AS id ORDER BY id")
    legs = store.read("MATCH (:Entity)-[r:FLOWS_TO]->(:Entity) RETURN r.id AS id ORDER BY id")
    shares = store.read("MATCH (:Entity)-[r:OWNS]->(:Entity) RETURN r.id AS id ORDER BY id")
    return [str(row["id"]) for row in (*entities, *legs, *shares)]
