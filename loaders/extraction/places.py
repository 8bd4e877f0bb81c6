"""What carries a quantity, where it comes from, where it goes and who ships it: by preposition, case and adjective."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.extraction.fillers import goes_on
from loaders.extraction.mentions import GENERIC, PERSON, VESSEL, Mention
from loaders.extraction.propose import Reading
from loaders.extraction.quantities import Measure
from loaders.extraction.trees import Tree
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT

_CARRIER = frozenset({"pipeline", "terminal", "corridor", "consortium"})
_PORT = frozenset({"port", "terminal"})
_END = frozenset({"country", "port", "terminal", "refinery", "site", "region"})
_BY_WAY = frozenset({"через", "по", "via", "through", "along", "over", "on"})
FROM = frozenset({"из", "с", "со", "from", "out of"})
TOWARDS = frozenset({"в", "во", "to", "into", "на", "до", "towards", "toward", "в сторону", "в направлении", "for"})
_OIL = re.compile(
    r"нефт|сырь|транзит|экспорт|поставк|уран|газ|тонн|баррел|oil|crude|transit|export|barrel|origin|uranium|gas|суточн",
    re.IGNORECASE,
)


_OF_OIL = re.compile(rf"\s*(?:(?:,|and|и)\s+\w+\s+)?(?:\w+\s+)?(?:{_OIL.pattern})", re.IGNORECASE)
_RECEIVES = re.compile(
    r"\s+(?:\w+\s+){0,4}?(?:receiv|got(?!\w)|import|bought|получ|приня|импортир|закуп|купил)", re.IGNORECASE
)


_ENTERS = re.compile(
    r"(?:oil|crude)\s+in\s+(?:the\s+)?$|(?:flow|volumes?|throughput|transit)\s+in\s+(?:the\s+)?$|"
    r"(?:поступ|сда[нл]|закач)\w*\s+(?:[^,;]{0,30}\s)?в\s+(?:систему\s+|трубу\s+|нефтепровод\s+)?[«“]?$|"
    r"fed\s+into\s+(?:the\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Carrier:
    """What carries: its id and its mention."""

    entity: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Places:
    """The roles of a flow."""

    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)


def carrier_of(reading: Reading, mentions: tuple[Mention, ...], measure: Measure) -> Carrier | None:
    """Choose what carries a quantity: what stands under "through", else the port it leaves from, else the subject."""
    tree = reading.scene.tree
    usable = [
        m for m in mentions if m.kind not in {PERSON, VESSEL, DEMONYM, GOVERNMENT} and not _is_only_a_place(reading, m)
    ]
    ranked: list[tuple[int, int, Carrier]] = []
    for mention in usable:
        prep = preposition(reading, mention)
        entered = _ENTERS.search(reading.text[: mention.start]) or _is_loaded_in(reading.text, mention)
        rank = 1 if entered else _carries(_role_in(tree, mention), mention, prep)
        if _is_chained(reading.text, mention, mentions):
            rank = 0
        found = mention.pick(_PORT if prep in FROM else _CARRIER | _PORT)
        if rank is not None and found:
            gap = max(mention.start - measure.end, measure.start - mention.end, 0)
            ranked.append((rank, gap, Carrier(found, mention)))
    return min(ranked, key=lambda row: row[:2])[2] if ranked else None


def _is_loaded_in(text: str, mention: Mention) -> bool:
    """Tell whether tankers are filled in a port: "the loading of oil into tankers in the port of"."""
    return bool(mention.pick(_PORT)) and bool(_LOADED_IN.search(text[: mention.start]))


_LOADED_IN = re.compile(
    r"(?:load|transship|transhipm|handl)\w*\s+(?:[\w-]+\s+){0,6}?(?:in|at)\s+(?:the\s+)?$|"
    r"(?:погруз|отгруж|отгруз|перевал|налив)\w*\s+(?:[^\W\d]+\s+){0,5}?в\s+(?:порту\s+)?$",
    re.IGNORECASE,
)


def _is_only_a_place(reading: Reading, mention: Mention) -> bool:
    """Tell whether a town with two terminals only says where the one spoken of stands: "its terminal in …"."""
    return mention.town and "cpc" in reading.known and preposition(reading, mention) in {"", "in", "в", "near", "под"}


_CLASS_NOUNS = frozenset(
    {"route", "pipeline", "system", "line", "network", "terminal", "маршрут", "система", "нефтепровод", "трубопровод"}
)


def _role_in(tree: Tree, mention: Mention) -> str:
    """Give the role of a name, or that of the class noun it stands before: "the CPC route carried"."""
    token = tree[mention.top]
    above = tree[token.head]
    inside = token.role in {"mod", "flat", "gen", "appos", "compound"} and above.lemma in _CLASS_NOUNS
    return above.role if inside else token.role


def _is_chained(text: str, mention: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Tell whether a port opens a chain of places, "the Aktau-Baku-Ceyhan route": the flow is told where it leaves."""
    after = next((m for m in mentions if 0 < m.start - mention.end < 4), None)
    gap = text[mention.end : after.start].strip() if after else ""
    return bool(mention.pick(_PORT)) and gap in {"-", "–", "—"}


def producer_of(reading: Reading, mentions: tuple[Mention, ...], measure: Measure) -> str | None:
    """Give the field a quantity was produced at: the nearest one named; else the producing country."""
    rows = [(abs(m.start - measure.start), f) for m in mentions if (f := m.pick(frozenset({"field"})))]
    return min(rows)[1] if rows else country_of(reading, mentions) or _country_in(reading, mentions)


def _country_in(reading: Reading, mentions: tuple[Mention, ...]) -> str | None:
    """Give the only country that a quantity is said to be produced in."""
    found = {
        c for m in mentions
        if m.kind not in {PERSON, VESSEL, DEMONYM} and (c := m.pick(frozenset({"country"}))) and c == m.ids[0]
    }  # fmt: skip
    at = {c for m in mentions if (c := m.pick(frozenset({"country"}))) and _IN.search(reading.text[: m.start])}
    return at.pop() if len(found) == 1 and at == found else None


_IN = re.compile(r"(?:^|\s)(?:in|в|во)\s+(?:the\s+)?$", re.IGNORECASE)


def _carries(role: str, mention: Mention, prep: str) -> int | None:
    kinds = {k for i in mention.ids for k in mention.kinds_of(i)}
    if prep in _BY_WAY and kinds & (_CARRIER | {"port"}):
        return 0
    if not prep and role == "subj" and "pipeline" in kinds and not kinds & {"company", "consortium"}:
        return 0  # "the line carried 2 million tonnes from the terminal"
    if prep in FROM and kinds & _PORT:
        return 1
    if not prep and role in {"subj", "psubj"} and kinds & (_CARRIER | _PORT):
        return 2
    if not prep and kinds & _CARRIER and role != "conj" and (mention.kind != GENERIC or role in {"obj", "gen"}):
        return 3
    return None


def preposition(reading: Reading, mention: Mention) -> str:
    """Give the preposition right before a name, its adjectives and class nouns left out; else the tree's own."""
    before = reading.text[: mention.start].lower().rstrip(' «“"')
    if _LEAVES.search(before):
        return "из"  # "from the terminal at Ceyhan"
    words = re.findall(r"[\w’'-]+|[^\w\s]", before)[-5:]
    passed = False
    for word in reversed(words):
        if word in {"and", "и"} or passed:
            passed = not passed  # "for Baku and the line": what stands before the name beside this one
            continue
        if word in _BY_WAY | FROM | TOWARDS:
            return str(word)
        if not re.fullmatch(
            r"the|a|its|port|порт\w*|\w+(?:ск|ический|ьн)\w*|pipeline|system|line|нефтепровод\w*|трубопровод\w*|систем\w*|терминал\w*|маршрут\w*|kazakh|russian|oil|own",
            word,
        ):
            break
    return ""


_EARNED = re.compile(
    r"(?:[$€£]|dollars|euros|r(?:o)?ubles|revenues?|budget)[^,;]{0,30}\sfor\s+(?:the\s+)?$", re.IGNORECASE
)
_LEAVES = re.compile(
    r"(?<!\w)(?:из|с|from)\s+(?:the\s+)?(?:\w+\s+)?(?:терминал\w*|порт\w*|terminal|port)\s+(?:в|at|in)$"
)


def country_of(reading: Reading, mentions: tuple[Mention, ...]) -> str | None:
    """Give the country that exports or lets pass: the subject."""
    tree = reading.scene.tree
    subjects = [
        c for m in mentions
        if m.kind not in {PERSON, VESSEL, DEMONYM} and tree[m.top].role in {"subj", "psubj"}
        and not preposition(reading, m) and (c := m.pick(frozenset({"country"}))) and c == m.ids[0]
    ]  # fmt: skip
    return subjects[0] if len(set(subjects)) == 1 else None


def places_of(reading: Reading, mentions: tuple[Mention, ...], measure: Measure, carrier: Carrier | None) -> Places:
    """Give origin, destination and shipper of a quantity out of its part of the sentence."""
    roles: dict[str, list[str]] = {}
    for mention in mentions:
        if mention.kind in {PERSON, VESSEL} or (carrier and mention.start == carrier.mention.start):
            continue
        row = _role(reading, mention, carrier)
        if row is not None:
            roles.setdefault(row[0], []).append(row[1])
    return Places({name: tuple(dict.fromkeys(ids)) for name, ids in roles.items()})


def _role(  # noqa: PLR0911 - one way out a role
    reading: Reading, mention: Mention, carrier: Carrier | None
) -> tuple[str, str] | None:
    tree, after = reading.scene.tree, reading.text[mention.end : mention.end + 30]
    if mention.kind == DEMONYM:
        return ("origin", mention.ids[0]) if _OF_OIL.match(after) else None
    prep = preposition(reading, mention)
    if mention.pick(frozenset({"country"})) and re.match(r"['’]s?\s+(?:own\s+)?(?:oil|crude|part|share)", after):
        return "origin", mention.ids[0]
    end = mention.pick(_END)
    if prep in FROM:
        source = mention.pick(frozenset({"site"})) or mention.pick(frozenset({"country", "field"}))
        return ("origin", source) if source else None
    if prep in TOWARDS and end and mention.kind != GENERIC:
        earned = prep == "for" and _EARNED.search(reading.text[: mention.start])
        return None if earned or goes_on(reading.text, mention) else ("destination", end)
    if prep or tree[mention.top].role != "subj":
        return None
    if _RECEIVES.match(after) and end:
        return "destination", end
    source = mention.pick(frozenset({"site"}))
    if source and mention.pick(frozenset({"field"})):
        return "origin", source
    shipper = mention.pick(frozenset({"company"}))
    return ("shipper", shipper) if shipper and carrier and shipper != carrier.entity else None
