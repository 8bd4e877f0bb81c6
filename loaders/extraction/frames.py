"""Frames: the table of triggers, read from ``frames/*.toml``. What is said about which type is data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graph.errors import InvalidClaim
from graph.model.vocabulary import claim_type
from loaders.extraction.data import frame_tables, table


@dataclass(frozen=True, slots=True)
class Slot:
    """Where to look for a filler: a slot of the trigger, its prepositions (empty: any), the kinds it must be."""

    name: str
    prepositions: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of the table.

    ``triggers``: lemmas by language; ``parts``: parts of speech they must have. ``theme``: word classes (``@flow``)
    or kinds of which the theme must be one. ``about``, ``roles``, ``texts``: slots in order of preference ("obl
    через,via:asset": what stands under such a preposition and is an asset). ``needs``: groups of slots of which one
    must be filled. ``dimensions``: what the value may measure; ``required``: no value, no claim; ``change``: whether
    differences count. ``near``/``far``: what the words of the clause must / must not match;
    ``wide``: ``near`` looks at the whole sentence. ``negated``: only what is said not to be done counts, as a fact
    ("no oil has passed"). ``fallback``: ids, or
    ``topic``, for a sentence that names nothing. ``one``: only the first thing; ``many``: every value.
    """

    type: str
    triggers: dict[str, frozenset[str]]
    about: tuple[Slot, ...]
    theme: tuple[str, ...] = ()
    parts: frozenset[str] = frozenset()
    roles: dict[str, tuple[Slot, ...]] = field(default_factory=dict)
    texts: dict[str, tuple[Slot, ...]] = field(default_factory=dict)
    constants: dict[str, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[tuple[Slot, ...], ...] = ()
    dimensions: frozenset[str] = frozenset()
    required: bool = False
    change: str = "no"
    near: re.Pattern[str] | None = None
    far: re.Pattern[str] | None = None
    pairs: bool = False
    ignores_can: bool = False
    modality: str | None = None
    confidence: float = 0.9
    timeless: bool = False
    one: bool = False
    many: bool = False
    fallback: tuple[str, ...] = ()
    negated: bool = False
    wide: bool = False


@cache
def frames() -> tuple[Frame, ...]:
    """Read the whole table.

    Raises:
        InvalidClaim: a row of a type or role that the vocabulary lacks.
    """
    return tuple(_frame(row) for document in frame_tables() for row in document.get("frame", ()))


@cache
def by_trigger(lang: str) -> dict[str, tuple[Frame, ...]]:
    """Give the frames of a language by trigger lemma."""
    index: dict[str, list[Frame]] = {}
    for frame in frames():
        for lemma in frame.triggers.get(lang, ()):
            index.setdefault(lemma, []).append(frame)
    return {lemma: tuple(rows) for lemma, rows in index.items()}


def _frame(row: dict[str, Any]) -> Frame:
    kind = claim_type(row["type"])
    unknown = (set(row.get("roles", {})) | set(row.get("text", {})) | set(row.get("const", {}))) - kind.roles
    if unknown:
        raise InvalidClaim(f'A frame of {kind.name} fills the role "{min(unknown)}", which the type lacks.')
    return Frame(
        type=kind.name,
        triggers={lang: frozenset(row.get(lang, ())) for lang in ("ru", "en")},
        about=_slots(row.get("about", ())),
        theme=tuple(row.get("theme", ())),
        parts=frozenset(row.get("pos", ())),
        roles={name: _slots(slots) for name, slots in row.get("roles", {}).items()},
        texts={name: _slots(slots) for name, slots in row.get("text", {}).items()},
        constants={name: tuple(values) for name, values in row.get("const", {}).items()},
        needs=tuple(_slots(group) for group in row.get("needs", ())),
        dimensions=_dimensions(row.get("value", ())),
        required=row.get("required", False),
        change=row.get("change", "no"),
        near=_pattern(row.get("near")),
        far=_pattern(row.get("far")),
        pairs=row.get("pairs", False),
        ignores_can=row.get("ignores_can", False),
        modality=row.get("modality"),
        confidence=row.get("confidence", 0.9),
        timeless=row.get("timeless", False),
        one=row.get("one", False),
        many=row.get("many", False),
        fallback=tuple(row.get("fallback", ())),
        negated=row.get("negated", False),
        wide=row.get("wide", False),
    )


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text, re.IGNORECASE) if text else None


def _slots(rows: Iterable[str]) -> tuple[Slot, ...]:
    return tuple(_slot(row) for row in rows)


def _slot(text: str) -> Slot:
    """Read "obl через,via:asset"."""
    where, _, wanted = text.partition(":")
    name, _, prepositions = where.strip().partition(" ")
    expanded = {p.strip() for p in prepositions.split(",") if p.strip()}
    sets = table("kinds")["prepositions"]
    expanded = {word for p in expanded for word in (sets[p[1:]] if p.startswith("@") else [p])}
    return Slot(name, frozenset(expanded), _kinds(wanted))


@cache
def _kinds(text: str) -> frozenset[str]:
    groups = table("kinds")["kinds"]
    return frozenset(kind for name in text.split(",") if name for kind in groups.get(name.strip(), [name.strip()]))


def _dimensions(names: Iterable[str]) -> frozenset[str]:
    groups = table("kinds")["dimensions"]
    return frozenset(dim for name in names for dim in groups.get(name, [name]))


@cache
def word_class(name: str, lang: str) -> frozenset[str]:
    """Give the lemmas of a word class (``@flow``) in a language."""
    return frozenset(table("words")[name.lstrip("@")][lang])
