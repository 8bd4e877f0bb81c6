"""Lists of shares: "Chevron (15%), KazMunayGas – 19%" gives one ownership a name, whatever the verb."""

from __future__ import annotations

import re

from graph.model.claim import Modality, Quantity
from graph.model.identity import new_entity_id
from loaders.extraction.data import table
from loaders.extraction.frames import word_class
from loaders.extraction.mentions import GENERIC, PERSON, Mention
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.quantities import Measure
from loaders.extraction.sales import sells
from loaders.extraction.trees import Token
from loaders.extraction.unitless import bare_shares
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT

_OWNER = frozenset({"company", "country"})
_OWNED = frozenset({"pipeline", "field", "terminal", "port", "refinery", "consortium", "venture"})
_VENTURES = frozenset({"tco", "ncoc", "kpo", "btc_co", "tap", "tanap", "cpc", "inkai_mine", "bot", "pck"})


class PairProposer:
    """Owners and their shares, where a word of ownership frames the list."""

    def __init__(self) -> None:
        self.about: str | None = None
        self.listing = False

    def propose(self, reading: Reading) -> list[Draft]:
        """Give an ownership a share; the thing owned is named in the sentence, or by the list's own heading."""
        framed = _is_framed(reading)
        carried = self.listing and self.about is not None
        sale = sells(reading)
        self.listing = (framed or carried) and (reading.text.rstrip().endswith((":", ";", ",")) or carried)
        if not (framed or carried) or sale:
            return []
        percents = [m for m in reading.measures if m.dimension == "percent" and not m.change]
        if percents:
            percents = sorted([*percents, *bare_shares(reading.text, reading.measures, reading.scene.tree.lang)],
                              key=lambda m: m.start)  # fmt: skip
        pairs = _pairs(reading, percents)
        owned = _operator_of(self._owned(reading, framed, {m.start for _, m, _ in pairs}), reading)
        if owned is None:
            self.listing = False
            return []
        self.about = owned
        pairs = pairs or _equal_parts(reading)
        if len(pairs) > 1:
            pairs = [*pairs, *_unknown_owners(reading, pairs, percents)]
        drafts = [_draft(owned, (entity, mention), share) for entity, mention, share in pairs if entity != owned]
        self.listing = bool(drafts) or self.listing
        return drafts

    def _owned(self, reading: Reading, framed: bool, owners: set[int]) -> str | None:
        things = [m for m in reading.scene.mentions if m.kind not in {DEMONYM, GOVERNMENT} and owned_id(m)]
        tree = reading.scene.tree
        anchors = [t for t in tree.tokens if t.lemma in word_class("@owning", tree.lang)]
        named = next((m for m in reading.scene.mentions if m.start not in owners and _heads(reading.text, m)), None)
        if named is not None:
            return owned_id(named) or named.pick(frozenset({"company"}))
        fields = [m for m in things if m.start not in owners and not _has_percent(reading, m)]
        near = sorted(fields, key=lambda m: (m.kind == GENERIC, _gap_to(m, anchors), m.start))
        if near:
            return owned_id(near[0])
        if self.about and self.listing:
            return self.about
        of_field = re.search(table("pairs")[tree.lang]["of_field"], reading.text, re.IGNORECASE)
        if of_field and (field := reading.context.most(_SHARED)):
            return field
        return whole(reading.topic[0]) if framed and reading.topic else self.about


_SHARED = frozenset({"field", "venture"})  # what "the partners in the project" share


def _operator_of(field: str | None, reading: Reading) -> str | None:
    """Give the company that runs a field, where the share is one "in the operator of the field"."""
    rows = table("pairs")
    said = re.search(rows[reading.scene.tree.lang]["in_operator"], reading.text, re.IGNORECASE)
    operators: dict[str, str] = rows["operators"]
    return operators.get(field, field) if said and field else field


def whole(entity: str) -> str:
    """Give what a part belongs to: moorings and terminals are not owned apart from their pipeline."""
    implied: dict[str, str] = table("generic")["implied"]
    return implied.get(entity, entity)


def _is_framed(reading: Reading) -> bool:
    lang = reading.scene.tree.lang
    if re.search(table("pairs")[lang]["framing"], reading.text, re.IGNORECASE):
        return True
    return any(t.lemma in word_class("@owning", lang) for t in reading.scene.tree.tokens)


def owned_id(mention: Mention) -> str | None:
    """Give what of a mention can be owned in shares: a thing, or a venture."""
    found = mention.pick(_OWNED)
    return found or next((i for i in mention.ids if i in _VENTURES), None)


def _has_percent(reading: Reading, mention: Mention) -> bool:
    after = reading.text[mention.end : mention.end + 12]
    return bool(re.match(r"[»”\"]?\s*(?:\(|[—–-]\s)\s*\d", after)) and not _is_inside(reading.text, mention)


def _is_inside(text: str, mention: Mention) -> bool:
    """Tell whether a name says in what a share is held: "its share in CPC is 12.5 %"."""
    return bool(re.search(r"(?:^|\s)(?:в|во|in)\s+[«“\"]?$", text[: mention.start], re.IGNORECASE))


_HEADING = re.compile(
    r"(?:ownership of|stakes? in|(?:share|stake|owner)holders? (?:of|in)|owners of|дол\w+ в|акционер\w*)\s+"
    r"(?:the\s+)?[«“]?$|^in\s+$",
    re.IGNORECASE,
)


# "Owns 75 % of the shares of X", "of X shares", «владеет 75 % акций X»: whatever is held in shares, a company too.
_SHARES_OF = re.compile(
    r"(?:%|процент\w*)\s+(?:(?:обыкновенных|простых|голосующих)\s+)?акций\s+(?:компании\s+)?(?:[А-Я]{2,4}\s+)?[«“\"]?(?:[А-Я]{2,4}\s+[«“\"])?$|"
    r"(?:%|percent|per cent)\s+of\s+(?:the\s+)?(?:shares|stock|share capital|equity)\s+(?:of|in)\s+(?:the\s+)?[“\"]?$"
)
_PERCENT_OF = re.compile(r"(?:%|percent|per cent)\s+of\s+(?:the\s+)?[“\"]?$")
_ITS_SHARES = re.compile(r"(?:['’]s)?[”\"]?\s+(?:shares|stock|share capital|equity)(?!\w)")


def _heads(text: str, mention: Mention) -> bool:
    """Tell whether a name is what the shares of a sentence are shares of: "ownership of X", "In X, A has the edge"."""
    wanted = frozenset({"company", *_OWNED})
    if mention.kind in {DEMONYM, GOVERNMENT, PERSON} or not mention.pick(wanted):
        return False
    before, after = text[: mention.start], text[mention.end : mention.end + 24]
    if _SHARES_OF.search(before) or (_PERCENT_OF.search(before) and _ITS_SHARES.match(after)):
        return True
    return bool(_HEADING.search(text[max(0, mention.start - 40) : mention.start]))


def _gap_to(mention: Mention, anchors: list[Token]) -> int:
    return min((max(mention.start - a.end, a.start - mention.end, 0) for a in anchors), default=999)


def _pairs(reading: Reading, percents: list[Measure]) -> list[tuple[str, Mention, Measure]]:
    """Tie each share to its owner, or to each of several owners where the text gives it to each of them."""
    used: set[str] = set()
    found = _in_step(reading, percents)
    if found:
        return found
    for percent in percents:
        best = _owner(reading, percent, used)
        if best is None:
            continue
        group = _breath(reading, best[1]) if _is_each(reading.text, percent, best[1]) else [best]
        for entity, mention in group:
            if entity not in used:
                used.add(entity)
                found.append((entity, mention, percent))
    return found


_NAME = r"(?P<name>[A-ZА-ЯЁ][\w&.’'-]*(?:\s+[A-ZА-ЯЁ][\w&.’'-]*){0,4})"
_LISTED = re.compile(rf"(?:[:,;]|\s(?:and|и))\s+[«“\"]?{_NAME}[»”\"]?\s*(?:\(|[—–-]\s*)$")


def _unknown_owners(
    reading: Reading, pairs: list[tuple[str, Mention, Measure]], percents: list[Measure]
) -> list[tuple[str, Mention, Measure]]:
    """Give the owners of a list that nobody knows: a name in capitals right before a share that no known one has."""
    taken = {share.start for _, _, share in pairs}
    found = []
    for share in (p for p in percents if p.start not in taken):
        match = _LISTED.search(reading.text[: share.start])
        known = match and any(m.start < match.end("name") and match.start("name") < m.end and m.kind != PERSON
                              for m in reading.scene.mentions)  # fmt: skip
        if match is None or known:
            continue
        tokens = tuple(reading.scene.tree.at(*match.span("name")))
        if tokens:
            entity = new_entity_id(match["name"])
            top = reading.scene.tree.top(tokens)
            found.append((entity, Mention((entity,), PERSON, *match.span("name"), top, tokens), share))
    return found


def _in_step(reading: Reading, percents: list[Measure]) -> list[tuple[str, Mention, Measure]]:
    """Read "A and B hold 30 % and 12 %, respectively": as many owners in one breath as shares, in one order."""
    if len(percents) < 2 or not re.search(r"respectively|соответственно", reading.text, re.IGNORECASE):
        return []
    before = [m for m in reading.scene.mentions if m.end <= percents[0].start and _as_owner(reading.text, m)]
    group = _breath(reading, before[-1]) if before else []
    if len(group) != len(percents):
        return []
    return [(entity, mention, share) for (entity, mention), share in zip(group, percents, strict=True)]


def _equal_parts(reading: Reading) -> list[tuple[str, Mention, Measure]]:
    """Read "split evenly between A and B": each of the owners named in one breath has its part of the whole."""
    match = re.search(table("pairs")[reading.scene.tree.lang]["equal"], reading.text, re.IGNORECASE)
    owners = [m for m in reading.scene.mentions if _as_owner(reading.text, m)]
    if match is None or not owners:
        return []
    after = [m for m in owners if m.start >= match.end()] or owners
    group = _breath(reading, after[0])
    share = Measure(Quantity(round(100 / len(group), 1), "percent"), match.start(), match.end())
    return [(entity, mention, share) for entity, mention in group] if len(group) > 1 else []


_EACH = re.compile(r"^\W*(?:[^\d;.]{0,40}\b)?(?:each|apiece|кажд\w+)\b", re.IGNORECASE)


def _is_each(text: str, percent: Measure, owner: Mention) -> bool:
    """Tell whether a share is said of each owner: «по 2% у …», "2 percent apiece"."""
    after = max(percent.end, owner.end)
    return bool(
        re.search(r"(?<!\w)по\s+$", text[: percent.start]) or _EACH.match(text[after : after + 48].partition("%")[0])
    )


def _breath(reading: Reading, owner: Mention) -> list[tuple[str, Mention]]:
    """Give the owners that are listed in one breath with an owner, itself included."""
    rows = [(e, m) for m in reading.scene.mentions if (e := _as_owner(reading.text, m))]
    place = next(i for i, (_, m) in enumerate(rows) if m.start == owner.start)
    first = last = place
    while first > 0 and _AND.fullmatch(reading.text[rows[first - 1][1].end : rows[first][1].start]):
        first -= 1
    while last + 1 < len(rows) and _AND.fullmatch(reading.text[rows[last][1].end : rows[last + 1][1].start]):
        last += 1
    return rows[first : last + 1]


_AND = re.compile(
    r"[»”\"]?(?:\s*,\s*(?:(?:and|и)\s+)?|\s+(?:and|и|&)\s+)"
    r"(?:(?:the|[A-Z]\w+['’]s|[а-я]+(?:ая|ий|ой|ый|ому|ого))\s+)?(?:[Cc]ompany\s+)?[«“\"]?"
)


def _as_owner(text: str, mention: Mention) -> str | None:
    if mention.kind in {DEMONYM, PERSON} or _is_inside(text, mention):
        return None
    return mention.pick(_OWNER)


def _owner(reading: Reading, percent: Measure, used: set[str]) -> tuple[str, Mention] | None:
    rows = []
    for mention in reading.scene.mentions:
        entity = _as_owner(reading.text, mention)
        if entity is None or entity in used:
            continue
        rank = _pairing(reading.text, mention, percent, reading.scene.tree.lang)
        if rank is not None:
            rows.append((rank, entity, mention))
    if not rows:
        return None
    best = min(rows, key=lambda row: row[0])
    return best[1], best[2]


def _pairing(text: str, mention: Mention, percent: Measure, lang: str) -> int | None:
    """Rank how plainly a name and a share stand together; None where they do not."""
    patterns = table("pairs")[lang]
    if mention.end <= percent.start:
        gap = text[mention.end : percent.start].removeprefix(".")  # "Shell Kazakhstan B.V. (16.8 %)"
        return next((r for r, p in enumerate(patterns["name_first"]) if re.fullmatch(p, gap, re.IGNORECASE)), None)
    gap = text[percent.end : mention.start]
    return next((r + 1 for r, p in enumerate(patterns["share_first"]) if re.fullmatch(p, gap, re.IGNORECASE)), None)


def _draft(owned: str, owner: tuple[str, Mention], percent: Measure) -> Draft:
    return Draft(
        "ownership", (owned,), {"owner": (owner[0],)}, Modality.FACT, owner[1].top, 0.9, value=percent.value,
        measure=percent.start, timeless=True,
    )  # fmt: skip
