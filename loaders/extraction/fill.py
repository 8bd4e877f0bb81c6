"""Fillers of a frame's slots: which mentions stand where the frame says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from loaders.extraction.arguments import Arguments
from loaders.extraction.ends import has_way, is_end, is_end_of_line
from loaders.extraction.frames import Slot, word_class
from loaders.extraction.mentions import GENERIC, VESSEL, Mention, class_nouns
from loaders.extraction.trees import Tree, governing
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT

_RANK = {
    "mooring": 0,
    "station": 0,
    "refinery": 1,
    "terminal": 1,
    "field": 1,
    "vessel": 0,
    "port": 2,
    "pipeline": 2,
    "company": 3,
}
_NEAR = frozenset(
    {
        "в",
        "во",
        "in",
        "под",
        "близ",
        "возле",
        "near",
        "around",
        "у",
        "вблизи",
        "недалеко от",
        "outside",
        "рядом с",
        "неподалеку от",
    }
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A parsed sentence with what it names."""

    tree: Tree
    mentions: tuple[Mention, ...]

    def inside(self, index: int) -> list[Mention]:
        """Give the mentions inside the phrase of a token."""
        phrase = set(self.tree.phrase(index))
        return [m for m in self.mentions if m.top in phrase or index in m.tokens]


def indices(scene: Scene, trigger: int, found: Arguments, slot: Slot) -> list[int]:
    """Give the tokens that fill a slot by grammar alone."""
    if slot.name == "clause":
        return [scene.tree.clause(trigger)]
    if slot.name in _MANNERS:
        return _of_manner(scene, _MANNERS[slot.name])
    if slot.name == "sentence":
        return [next((t.index for t in scene.tree.tokens if t.role == "root"), 0)]
    if slot.name in {"obl", "outer"}:
        row = found.obliques if slot.name == "obl" else found.outer
        wanted = slot.prepositions  # «в обход России»: the noun is as good as a preposition
        fitting = [i for prep, i in row if not wanted or prep in wanted or scene.tree[i].lemma in wanted]
        if "vessel" in slot.kinds and scene.tree.lang == "ru":  # «атака на порт»: what is pumped «в порт» is not hit
            fitting = [i for i in fitting if scene.tree[i].prep != "в" or scene.tree[i].feats.get("Case") != "Acc"]
        return fitting or (_to_the_right(scene.tree, trigger, slot) if slot.name == "obl" else [])
    row_by_name = {
        "theme": found.theme, "subject": found.subject, "recipient": found.recipient, "content": found.content,
        "attribute": found.attribute, "self": [trigger],
    }  # fmt: skip
    return row_by_name[slot.name]


def adopt_subject(scene: Scene, trigger: int, found: Arguments) -> None:
    """Give a verb without subject or object the name right before it: trees miss "mooring No. 3 was put"."""
    tree = scene.tree
    if tree.lang != "en" or tree[trigger].pos != "VERB" or found.theme or found.subject:
        return
    before = trigger - 1
    while before > 0 and (tree[before].role in {"aux", "advmod", "neg"} and tree[before].head == trigger):
        before -= 1
    if before < trigger - 1:
        row = found.theme if found.passive or tree[trigger].feats.get("Tag") == "VBN" else found.subject
        row.extend(m.top for m in scene.mentions if before in m.tokens)


_AVOIDING = frozenset(
    {"bypass", "circumvent", "avoid", "skirt", "bypassing", "обойти", "обходить", "миновать", "минуть", "минуя"}
)


_USING = frozenset({"use", "utilize", "utilise", "использовать", "задействовать"})
_MANNERS = {"bypass": _AVOIDING, "using": _USING}


def _of_manner(scene: Scene, verbs: frozenset[str]) -> list[int]:
    """Find what a sentence says is gone around or used: the object of "bypassing", or the next name after it."""
    for token in scene.tree.tokens:
        if token.lemma in verbs or token.text.lower() in verbs:
            following = [m.top for m in scene.mentions if 0 <= m.start - token.end < 25]
            return [k.index for k in scene.tree.kids(token.index, "obj")] or following[:1]
    return []


def _to_the_right(tree: Tree, trigger: int, slot: Slot) -> list[int]:
    """Find phrases that follow a trigger in reading order, for trees that hang them elsewhere."""
    found = []
    for token in tree.tokens[trigger + 1 : trigger + 10]:
        if token.feats.get("VerbForm") in {"Fin", "Inf"} or token.text in {",", ";", ":", "."}:
            break
        if token.prep in slot.prepositions and token.pos in {"NOUN", "PROPN", "X"}:
            found.append(token.index)
    return found[:1]


def fill(  # noqa: PLR0913 - where, what, and two ways of choosing
    scene: Scene,
    trigger: int,
    found: Arguments,
    slots: tuple[Slot, ...],
    *,
    about: bool = False,
    shun: frozenset[str] = frozenset(),
    mixed: bool = False,
) -> list[tuple[str, Mention]]:
    """Give the fillers of the first slot that has any, most specific first for what a claim is about."""
    for slot in slots:
        if about and slot.name == "sentence" and has_way(scene.tree, found):
            continue  # "flows across the sea stopped" is not said of whoever the sentence names elsewhere
        rows = [_pick(scene, index, slot, about, trigger) for index in indices(scene, trigger, found, slot)]
        if slot.name == "sentence":
            rows = [[(e, m) for m in scene.mentions if (e := _allowed(scene, m, slot.kinds))]]
            rows = [sorted(rows[0], key=lambda row: _rank(row[1], row[0]))] if about else rows
        if slot.name == "self":
            rows = [[row for row in rows[0] if row[1].top != trigger or row[1].kind == GENERIC]] if rows else rows
        merged = [row for part in rows for row in part if scene.tree[row[1].top].prep not in shun]
        if merged and about and scene.tree[trigger].pos == "NOUN" and slot.name in _LOOSE:
            merged = _same_stretch(scene, trigger, merged, slot)
        if merged:
            return _coordinated(scene, _with_pairs(scene, merged, slot), mixed=mixed) if about else _unique(merged)
    return []


_LOOSE = frozenset({"clause", "outer"})
_INSIDE = frozenset({"inside", "within", "внутри"})  # a part of it, not the thing


_NEXT = 3  # words: an adjective that stands farther off its noun belongs to another


def is_of_flow(scene: Scene, mention: Mention) -> bool:
    """Tell whether a demonym says whose oil it is: what is said of "the Kazakh company" is not said of the country."""
    lang = scene.tree.lang
    words = word_class("@oil", lang) | word_class("@flow", lang) | word_class("@route", lang)
    head = scene.tree[mention.top].head
    return 0 < head - mention.top <= _NEXT and scene.tree[head].lemma in words  # an adjective stands before its noun


def _under_another(scene: Scene, index: int, mention: Mention, slot: Slot) -> bool:
    """Tell whether a name inside a phrase stands under a preposition that the slot does not ask for."""
    tree = scene.tree
    prep = governing(tree, mention.top)
    if slot.name == "theme" and slot.prepositions:  # "the pumping of Iraqi crude" goes nowhere in particular
        path = takewhile(lambda i: i != index, tree.up(mention.top))
        return mention.kind == DEMONYM or not any({tree[i].prep, tree[i].lemma} & slot.prepositions for i in path)
    return bool(slot.prepositions and mention.top != index and prep and prep != "ins" and prep not in slot.prepositions)


def _same_stretch(scene: Scene, trigger: int, rows: list[tuple[str, Mention]], slot: Slot) -> list[tuple[str, Mention]]:
    """Prefer a thing of the same kind that no comma parts from the trigger: trees hang phrases across clauses."""
    first = rows[0]
    if not _commas(scene, trigger, first[1]):
        return rows
    rank = _rank(first[1], first[0])
    near = [
        (e, m) for m in scene.mentions
        if (e := _allowed(scene, m, slot.kinds)) and not _commas(scene, trigger, m) and _rank(m, e) == rank
    ]  # fmt: skip
    return near or rows


def _is_beyond(scene: Scene, index: int, mention: Mention, trigger: int) -> bool:
    """Tell whether a name follows the participle of a noun it is no part of: "fields run by X export by Y"."""
    tree = scene.tree
    return index < trigger < mention.top and tree[trigger].role == "part" and tree[trigger].head == index


def _is_aside(scene: Scene, mention: Mention) -> bool:
    """Tell whether a name only places or describes what stands before it: "Poti (Georgia)", "A's projects"."""
    text, tree = scene.tree.text, scene.tree
    if text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ")":
        return mention.pick(frozenset({"country"})) == mention.ids[0] and mention.kind != DEMONYM
    first = next((i for i in tree.up(mention.top) if tree[i].role != "conj"), mention.top)
    above = tree[tree[first].head]
    near = {t.lemma for t in tree.tokens[max(0, above.index - 5) : above.index]}
    return above.lemma in _PARTAKING and (bool(near & _VENTURES) or above.prep in {"с", "при"})


_PARTAKING = frozenset({"участие", "participation"})
_VENTURES = frozenset({"проект", "месторождение", "предприятие", "консорциум", "project", "field", "venture"})


def _with_pairs(scene: Scene, rows: list[tuple[str, Mention]], slot: Slot) -> list[tuple[str, Mention]]:
    """Add what a plain "and" joins to the first name where the tree has torn the two apart."""
    first = rows[0][1]
    for mention in scene.mentions:
        gap = scene.tree.text[first.end : mention.start].lower().strip(' «»"“”')
        named = mention.start > first.end and gap in {"и", "and", "а также", "as well as", "and the"}
        entity = _allowed(scene, mention, slot.kinds) if named and not any(mention is m for _, m in rows) else None
        if entity and scene.tree[mention.top].role not in {"subj", "psubj"}:
            rows.append((entity, mention))
    return rows


def _pick(scene: Scene, index: int, slot: Slot, about: bool, trigger: int) -> list[tuple[str, Mention]]:
    rows = [
        (e, m) for m in scene.inside(index)
        if (e := _allowed(scene, m, slot.kinds)) and not _under_another(scene, index, m, slot)
        and not (about and m.kind == DEMONYM and not is_of_flow(scene, m))
        and not (about and slot.name == "theme" and _is_beyond(scene, index, m, trigger))
        and not (about and _is_aside(scene, m))
        and not (about and (is_end_of_line(scene.tree, scene.mentions, m) or scene.tree[m.top].prep in _INSIDE))
    ]  # fmt: skip
    loose = slot.name in _LOOSE
    if about:
        rows.sort(
            key=lambda row: (
                _near(scene, row[1]) and row[1].town,
                is_end(scene.tree, index, row[1]),
                _rank(row[1], row[0]),
                _commas(scene, trigger, row[1]) if loose else 0,
                _near(scene, row[1]),
                _depth(scene, index, row[1]),
                row[1].start,
            )
        )
        return rows
    rows.sort(key=lambda row: (_depth(scene, index, row[1]), row[1].start))
    if slot.name in {"clause", "sentence"} or not rows:
        return rows
    least = _depth(scene, index, rows[0][1])
    return [
        row
        for row in rows
        if _depth(scene, index, row[1]) == least or any(linked(scene, row[1], k[1]) for k in rows[:1])
    ]


_GRADE = re.compile(r"[»”\"]?\s+(?:\(\w+\)\s+)?(?:blend|crude\s+blend)\b", re.IGNORECASE)


def _is_barred(scene: Scene, mention: Mention, wanted: frozenset[str]) -> bool:
    """Tell whether a mention only seems to name a thing: a grade of crude stands for its pipeline where oil flows."""
    if mention.kind == GOVERNMENT:
        return not wanted & {"country", "regulator"}
    return "corridor" not in wanted and bool(_GRADE.match(scene.tree.text, mention.end))


def _allowed(scene: Scene, mention: Mention, wanted: frozenset[str]) -> str | None:
    if mention.kind == DEMONYM:
        return mention.ids[0] if wanted & {"demonym", "country"} and "nominal" not in wanted else None
    if _is_barred(scene, mention, wanted):
        return None
    if mention.kind == VESSEL:
        return mention.ids[0] if "vessel" in wanted else None
    found = mention.pick(wanted)
    if found and len(mention.ids) > 1 and "country" not in wanted and "country" in mention.kinds_of(mention.ids[-1]):
        return None if scene.tree[mention.top].role in {"subj", "psubj"} else found  # "Baku agreed" speaks of the state
    if found and found != mention.ids[0] and "country" in mention.kinds_of(found):
        return found if scene.tree[mention.top].role in {"subj", "psubj"} else None  # "Baku agreed", not "sent to Baku"
    return found


def _rank(mention: Mention, entity: str) -> int:
    return min((_RANK.get(k, 9) for k in mention.kinds_of(entity)), default=9)


def _near(scene: Scene, mention: Mention) -> int:
    return int(scene.tree[mention.top].prep in _NEAR)


def _commas(scene: Scene, trigger: int, mention: Mention) -> int:
    """Count the marks between a trigger and a name: what stands in the same stretch of words is nearer."""
    token = scene.tree[trigger]
    start, end = sorted((token.start, mention.start))
    return sum(scene.tree.text.count(mark, start, end) for mark in ",;:")


def _depth(scene: Scene, index: int, mention: Mention) -> int:
    for depth, step in enumerate(scene.tree.up(mention.top)):
        if step == index:
            return depth
    return 99


def _coordinated(scene: Scene, rows: list[tuple[str, Mention]], *, mixed: bool) -> list[tuple[str, Mention]]:
    """Keep the first and what is named with it in one breath; ``mixed``: of whatever kind."""
    if mixed:  # who exempts stands first, and is none of those exempted
        rows = [row for row in rows if "regulator" not in row[1].kinds_of(row[0])] or rows
        rows = sorted(rows, key=lambda row: row[1].start)
    first = rows[0]
    kept = [first]
    for row in rows[1:]:
        same_kind = mixed or min(_rank(row[1], row[0]), 2 if "company" in row[1].kinds_of(row[0]) else 9) == min(
            _rank(first[1], first[0]), 2 if "company" in first[1].kinds_of(first[0]) else 9
        )
        if same_kind and row[0] not in {e for e, _ in kept} and any(linked(scene, row[1], k[1]) for k in kept):
            kept.append(row)
    return sorted(kept, key=lambda row: row[1].start)


def linked(scene: Scene, one: Mention, other: Mention) -> bool:
    """Tell whether two names are told in one breath, joined or one after the other."""
    if one.start == other.start and one.kind == other.kind == GENERIC:
        return True  # "both ports" stands for the two
    tree = scene.tree
    a, b = (one, other) if one.start < other.start else (other, one)
    gap = re.sub(r"\([^()]*\)", " ", tree.text[a.end : b.start].lower()).strip(' «»"“”()-–')
    words = gap.split()
    if (
        len(words) <= 9
        and words[:1]
        and words[0] in {"и", "and", "с", "with"}
        and not any(c in gap for c in ",;:.")
        and scene.tree[b.top].role in {"conj", "appos", "flat"}
    ):
        return a.end < b.start
    if a.end < b.start and _CLASSED.fullmatch(gap):
        return True
    return (
        gap
        in {
            "и",
            "and",
            ",",
            "&",
            "а также",
            "as well as",
            "и на",
            "и в",
            "и с",
            "», «",
            ", and",
            "и по",
            "и через",
            "and the",
            ", and the",
            "",
            "и порт",
        }
        and a.end < b.start
    )


_CLASSED = re.compile(
    r"(?:,|,?\s*(?:и|and|а также|as well as))\s+(?:the\s+)?(?:[a-zа-я]+\s+){0,2}"
    r"(?:company|field|project|venture|consortium|компани\w+|месторождени\w+|проект\w*|консорциум\w*)?"
)


def _unique(rows: list[tuple[str, Mention]]) -> list[tuple[str, Mention]]:
    seen: dict[str, tuple[str, Mention]] = {}
    for row in rows:
        seen.setdefault(row[0], row)
    return list(seen.values())


def satisfies(scene: Scene, tokens: list[int], wanted: tuple[str, ...], kinds: frozenset[str]) -> bool:
    """Tell whether one of some tokens is of a word class or names a thing of a kind."""
    classes = [w for w in wanted if w.startswith("@")]
    counted = [
        k.index for i in tokens if scene.tree[i].pos in {"NUM", "PRON"} for k in scene.tree.kids(i, "obl", "gen", "num")
    ]
    tokens = [*tokens, *counted]
    for index in tokens:
        token = scene.tree[index]
        if any(token.lemma in word_class(c, scene.tree.lang) for c in classes):
            return True
        beside = ("appos", "flat", "mod") if token.lemma in class_nouns(scene.tree.lang) else ("appos", "flat")
        names = {index, *(k.index for k in scene.tree.kids(index, *beside))}  # "the pipe Kenkiyak – Kumkol"
        if kinds and any(names & {*m.tokens, m.top} for m in scene.mentions if _allowed(scene, m, kinds)):
            return True
    return False
