"""Ids and names of entities, inside strings and as arguments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from queries.console.completion.patterns import bearer, opener
from queries.console.completion.scope import Scope
from queries.console.completion.suggestion import Suggestion
from queries.console.cypher.tokens import Token
from queries.console.vocabulary import Entity, Vocabulary

MOST = 60
_NAME_KEYS = frozenset({"name_en", "name_ru", "name", "aliases"})
_OTHER_KEYS = frozenset({"quote", "status", "mode", "type", "title", "url", "when", "unit", "summary"})


def in_string(string: Token, held: Sequence[Token], scope: Scope, words: Vocabulary) -> list[Suggestion]:
    """Offer what an open string may hold: an id after ``id:``, a name after ``name_en:``, either elsewhere."""
    key, labels = _bears(held, scope)
    if key in _OTHER_KEYS:
        return []
    prefix, quote = string.text[1:], string.text[0]
    found: list[Suggestion] = []
    for entity, name in words.named(prefix, MOST * 4):
        if labels and entity.labels and not labels & entity.labels:
            continue
        text = _text(entity, name, key, prefix)
        if text is not None and len(found) < MOST:
            found.append(Suggestion(text.replace(quote, "\\" + quote), string.start + 1, _kind(entity), _note(entity)))
    return found


def _text(entity: Entity, name: str, key: str, prefix: str) -> str | None:
    if key not in _NAME_KEYS:
        return entity.id
    fitting = [one for one in entity.names if (one.isascii() if key == "name_en" else True)]
    if key == "name_ru":
        fitting = [one for one in entity.names if not one.isascii()]
    if name in fitting and prefix:
        return name
    return fitting[0] if fitting else None


def _bears(held: Sequence[Token], scope: Scope) -> tuple[str, frozenset[str]]:
    """The property that the string is compared with, and the labels of its bearer."""
    back = len(held) - 1
    while (back > 0 and held[back].text in {"[", ","}) or (back > 0 and held[back].kind == "string"):
        back -= 1
    texts = [one.text for one in held[: back + 1]]
    if texts[-1:] == [":"] and len(texts) > 1:
        start = opener(held[:back])
        node = opener(held[:start]) if start is not None else None
        return held[back - 1].name, bearer(held, node, scope) if node is not None else frozenset()
    if (len(texts) > 3 and texts[-3] == ".") or (len(texts) > 4 and texts[-4] == "."):
        dot = len(texts) - 3 if texts[-3] == "." else len(texts) - 4
        return held[dot + 1].name, scope.get(held[dot - 1].name, frozenset())
    return "", frozenset()


def as_argument(prefix: str, start: int, words: Vocabulary, label: str = "") -> Iterator[Suggestion]:
    """Offer ids for a word of a command; the word may be the beginning of any name."""
    count = 0
    for entity, _name in words.named(prefix.strip("'\""), MOST * 4):
        if count < MOST and (not label or label in entity.labels) and entity.id != prefix:
            count += 1
            yield Suggestion(entity.id, start, _kind(entity), _note(entity))


def _kind(entity: Entity) -> str:
    return min(entity.labels - {"Entity", "Site", "Asset"}, default="entity")


def _note(entity: Entity) -> str:
    return next((name for name in entity.names if name != entity.id), "")
