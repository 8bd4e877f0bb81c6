"""Checks of the drafts of one sentence against each other and against the rules of the contract."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from graph.model.claim import Modality
from loaders.extraction.data import table
from loaders.extraction.enlarged import raised_too
from loaders.extraction.lasting import for_one
from loaders.extraction.loading import of_moorings
from loaders.extraction.misread import is_misread
from loaders.extraction.modality import is_future
from loaders.extraction.moorings import hit_not_stopped, unnamed_moorings, what_still_works
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.sales import traded
from loaders.extraction.sold_shares import each_sold
from loaders.extraction.sought import is_sought
from loaders.extraction.trees import Tree
from loaders.extraction.withheld import is_decreed, is_told_later
from loaders.resolve.gazetteer import kinds


def reviewed(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Drop drafts that another draft of the sentence makes superfluous."""
    if not drafts:
        return []
    kept = traded(_one_each(_without_doubles([d for d in drafts if not is_told_later(d, reading)])), reading)
    kept = each_sold(kept, reading)
    kept = [d for d in kept if not _is_of_world(d, reading)]
    rows = table("rules")["drop"]
    _agreed_amount(kept, reading)
    names = {d.type for d in kept}
    for draft in kept:
        unnamed_moorings(draft, reading)
        draft.about = of_moorings(draft.about, draft.type, (i for m in reading.scene.mentions for i in m.ids))
        _kept_working(draft, reading)
        what_still_works(draft, reading)
        hit_not_stopped(draft, reading)
        _size_has_no_time(draft, reading)
        _back_in_service(draft)
        if draft.type == "length" and not is_future(reading.scene.tree, draft.trigger):
            draft.modality = Modality.FACT  # "the 674 km pipe could take ...": its length is no possibility
        if draft.type == "length" and not _LONG_ONE_DAY.search(reading.text):
            draft.modality, draft.future = Modality.FACT, False  # "the 674 km pipe will carry ..."
        _not_until(draft, reading)
        _only_a_part_goes(draft, reading)
        _to_be_held(draft, reading)
        _done(draft, reading)
        _since_then(draft, reading.scene.tree)
        for_one(draft, reading)
        _yearly(draft)
        _too_much_for_a_cargo(draft)
    kept = [d for d in kept if not _is_told_surer(d, kept)]
    kept = [d for d in kept if not (d.modality is Modality.DENIED and d.type in _COUNTED and d.value is not None)]
    kept = [
        d for d in kept if not (_is_sold(d, kept) or _is_stretch(d, kept) or _is_nobodys(d) or _is_exempted(d, kept))
    ]
    kept = [
        d
        for d in kept
        if not is_misread(d, reading) and not _is_told_with_share(d, kept) and not _is_its_countrys(d, kept)
    ]
    for draft in kept:
        raised_too(draft, kept, reading)
    dropped = [
        d for d in kept if is_decreed(d, kept, reading) or any(_gives_way(d, row, kept, names) for row in rows)
    ]  # fmt: skip
    for draft in dropped:
        _hand_over(draft, kept)
    kept = [d for d in kept if d not in dropped]
    _undated_orders(kept)
    for draft in kept:
        if draft.timeless:
            draft.when = (
                None
                if draft.type in {"ownership", "rank", "length", "course", "operation", "participation"}
                else draft.when
            )
    return kept


def _one_each(drafts: list[Draft]) -> list[Draft]:
    """Give each of several owners an ownership of its own: "owned by A, B and C"."""
    kept: list[Draft] = []
    for draft in drafts:
        owners = draft.roles.get("owner", ()) if draft.type == "ownership" and draft.value is None else ()
        kept += [replace(draft, roles={**draft.roles, "owner": (o,)}) for o in owners] if len(owners) > 1 else [draft]
    return kept


def _gives_way(draft: Draft, row: dict[str, Any], kept: list[Draft], names: set[str]) -> bool:
    if row["type"] != draft.type or row.get("modality", draft.modality.value) != draft.modality.value:
        return False
    return bool(set(row["if"]) & (names if row.get("anywhere") else _others(kept, draft)))


def _is_sold(draft: Draft, kept: list[Draft]) -> bool:
    """Tell whether a holding is the one that changes hands: "Lukoil bought Chevron's 9.57 % interest"."""
    sales = (d for d in kept if d.type == "ownership_change" and d.measure is not None and d.measure == draft.measure)
    return draft.type == "ownership" and any(
        sale.modality is Modality.FACT and not set(draft.roles.get("owner", ())) & set(sale.roles.get("buyer", ()))
        for sale in sales
    )


def _is_told_with_share(draft: Draft, kept: list[Draft]) -> bool:
    """Tell whether an ownership without a share is one that the sentence tells with it."""
    if draft.type != "ownership" or draft.value is not None:
        return False
    same = (d for d in kept if d.type == "ownership" and d.value is not None and d.about == draft.about)
    return any(set(d.roles.get("owner", ())) & set(draft.roles.get("owner", ())) for d in same)


def _is_stretch(draft: Draft, kept: list[Draft]) -> bool:
    """Tell whether a length is that of a part: "1,768 km long, of which 443 run through Azerbaijan and 249 …"."""
    if draft.type != "length" or draft.value is None:
        return False
    same = [d.value.amount for d in kept if d.type == "length" and d.about == draft.about and d.value is not None]
    return draft.value.amount < max(same)


def _agreed_amount(drafts: list[Draft], reading: Reading) -> None:
    """Leave the only flow a sentence counts to the agreement it tells of: "under the contract, 2 Mt move"."""
    agreement = next((d for d in drafts if d.type == "agreement" and d.value is None), None)
    flows = [m for m in reading.measures if m.dimension.startswith(("oil", "gas")) and not m.change]
    if agreement is not None and len(flows) == 1:
        agreement.value, agreement.measure = flows[0].value, flows[0].start


_PART_OF_IT = re.compile(
    r"\b(?:third|half|quarter|part|most|some|rest|remainder|percent|per\s+cent|%)\s+of\s+(?:it|them|which|that|this)\b|"
    r"(?<!\w)(?:из\s+(?:них|него|неё|нее|которых|этого)|в\s+том\s+числе)(?!\w)",
    re.IGNORECASE,
)


def _only_a_part_goes(draft: Draft, reading: Reading) -> None:
    """Leave out of a flow where only a part of it goes: "330,000 tonnes, a third of it bound for Baku"."""
    end = next((m.end for m in reading.measures if m.start == draft.measure), None)
    if draft.type != "volume" or end is None or "destination" not in draft.roles:
        return
    part = _PART_OF_IT.search(reading.text, end)
    later = {i for m in reading.scene.mentions if part and m.start > part.end() for i in m.ids}
    kept = tuple(i for i in draft.roles["destination"] if i not in later)
    if kept:
        draft.roles["destination"] = kept
    else:
        del draft.roles["destination"]


_AHEAD = re.compile(
    r"\b(?:will|would|is\s+to|are\s+to)\s+(?:then\s+|thus\s+|each\s+)?(?:hold|own|have|control|retain|increase|rise|stand|drop|fall|decrease|be)\b|"
    r"(?<!\w)(?:будет|будут)\s+(?:владеть|принадлежать|иметь)|(?<!\w)(?:достанется|получит|получат|увеличится)(?!\w)",
    re.IGNORECASE,
)


def _to_be_held(draft: Draft, reading: Reading) -> None:
    """Make a share that somebody will hold a plan: "once the deal closes, A will hold 30 %"."""
    if draft.type != "ownership" or draft.measure is None or draft.modality is not Modality.FACT:
        return
    if _AHEAD.search(reading.text[max(0, draft.measure - 60) : draft.measure]):
        draft.modality = Modality.PLAN


_OF_WORLD = re.compile(
    r"\s*(?:of\s+)?(?:the\s+)?(?:world|global)|\s*(?:от\s+)?(?:обще)?(?:миров|глобальн)", re.IGNORECASE
)


def _is_of_world(draft: Draft, reading: Reading) -> bool:
    """Tell whether a share is one of what the world supplies: that tells of no way out."""
    ends = [m.end for m in reading.measures if m.start == draft.measure]
    return draft.type == "share" and any(_OF_WORLD.match(reading.text, end) for end in ends)


def _is_its_countrys(draft: Draft, kept: list[Draft]) -> bool:
    """Tell whether a country's way is that of the company which its sentence says goes it."""
    if draft.type != "route" or not kinds().get(draft.about[0], frozenset()) & {"country"}:
        return False
    ways = {*draft.roles.get("via", ()), *draft.roles.get("through", ())}
    others = [d for d in kept if d.type == "route" and kinds().get(d.about[0], frozenset()) & {"company"}]
    return any(ways & {*d.roles.get("via", ()), *d.roles.get("through", ())} for d in others)


def _is_exempted(draft: Draft, kept: list[Draft]) -> bool:
    """Tell whether a sanction is laid to the very thing that its sentence exempts."""
    freed = {a for d in kept if d.type == "exemption" and d.modality is not Modality.DENIED for a in d.about}
    return draft.type == "sanction" and set(draft.about) <= freed


def _is_nobodys(draft: Draft) -> bool:
    """Tell whether an ownership says neither whose a thing is nor how much of it."""
    return draft.type == "ownership" and draft.value is None and not draft.roles.get("owner")


_LONG_ONE_DAY = re.compile(r"(?:will|would)\s+(?:be|have)\s+(?:\w+\s+){0,3}\d|будет\s+состав|составит", re.IGNORECASE)
# What is denied beside a figure is another part of the sentence: "it does not deviate from the plan and will be 1.5".
_COUNTED = frozenset({"volume", "share", "production", "capacity", "length"})
_HEIRS = {"suspension": "ruling", "volume": "expansion"}


def _hand_over(draft: Draft, kept: list[Draft]) -> None:
    """Leave the duration of an ordered stop to the ruling, and what an enlarged thing will carry to its expansion."""
    heir = next((d for d in kept if d.type == _HEIRS.get(draft.type) and d.value is None), None)
    if heir is not None and heir.roles.get("outcome") == ("overturn",):
        return  # "replaced the stop for 30 days by a fine"
    if heir is not None and draft.value is not None:
        heir.value, heir.measure = draft.value, draft.measure


def _kept_working(draft: Draft, reading: Reading) -> None:
    """ "Was not stopped" says that the thing kept working; a denied report of a stop stays one."""
    tree = reading.scene.tree
    negated = any(k.lemma in {"не", "not", "n't", "never"} for k in tree.kids(draft.trigger))
    if draft.type == "suspension" and draft.modality is Modality.DENIED and negated:
        draft.type, draft.value, draft.measure = "restriction", None, None


def _size_has_no_time(draft: Draft, reading: Reading) -> None:
    """ "The line, with a capacity of 7 million tonnes, has stood idle since 2022": that is no time of its size."""
    if draft.type == "capacity" and draft.measure is not None and _SIZE_BESIDE.search(reading.text[: draft.measure]):
        draft.when = None


_SIZE_BESIDE = re.compile(
    r"(?:(?<!\w)(?:мощностью|способностью)|\bwith\s+(?:a|an|its)\s+(?:\w+\s+){0,3}capacity\s+of)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


def _back_in_service(draft: Draft) -> None:
    """A mooring or station put into service on a day of our years was there before: it came back."""
    old = all(kinds().get(a, frozenset()) & {"mooring", "station"} for a in draft.about)
    recent = draft.when is None or draft.when.begin.month or draft.when.begin.shift
    if draft.type == "commissioning" and old and recent:
        draft.type = "resumption"


_UNTIL = re.compile(r"(?:\bnot|n.t)\b[^.;]*\buntil\b", re.IGNORECASE)


def _not_until(draft: Draft, reading: Reading) -> None:
    """ "Did not resume until the 24th" says that it did, then."""
    denied = draft.type in {"resumption", "commissioning"} and draft.modality is Modality.DENIED
    if denied and _UNTIL.search(reading.text):
        draft.modality = Modality.FACT


def _since_then(draft: Draft, tree: Tree) -> None:
    """A thing that "has been operating since 2006" was opened then; an agreement "until 2034" was not signed then."""
    if draft.type == "commissioning" and draft.when is not None and draft.when.link == "since":
        draft.when = replace(draft.when, link="in")
    if draft.type == "agreement" and draft.when is not None and draft.when.link == "until":
        draft.when = None  # how long it holds
    if draft.type == "agreement" and tree[draft.trigger].prep in _BY and not _SIGNED.search(tree.text):
        draft.when = None  # "supplies under the contract began in May"


_BY = frozenset({"under", "по", "согласно", "в рамках"})
_SIGNED = re.compile(r"\bsign|conclu|подпис|заключ|достиг|соглашени\w+\s+от\s|agreement\s+of\s", re.IGNORECASE)


def _yearly(draft: Draft) -> None:
    """Enlarged "to 15 million tonnes" means a year, and so does "a capacity of 15 million tonnes"."""
    if draft.type in {"expansion", "capacity"} and draft.value is not None and draft.value.unit in {"kt", "Mt", "bcm"}:
        draft.value = replace(draft.value, unit=f"{draft.value.unit}/y")


_LARGEST_CARGO = {"t": 350_000.0, "kt": 350.0, "Mt": 0.35, "bbl": 2.5e6, "kbbl": 2500.0, "Mbbl": 2.5}


def _too_much_for_a_cargo(draft: Draft) -> None:
    """What no tanker holds was shipped in many: the flow of a period. The largest carry some 320,000 tonnes."""
    limit = _LARGEST_CARGO.get(draft.value.unit) if draft.value is not None else None
    if draft.type == "shipment" and draft.value is not None and limit is not None and draft.value.amount > limit:
        draft.type = "volume"
        if "to" in draft.roles:
            draft.roles["destination"] = draft.roles.pop("to")


def _is_told_surer(draft: Draft, kept: list[Draft]) -> bool:
    """Tell whether a flow that was taken for a cargo is also read as a flow, and surer so."""
    twins = (d for d in kept if d is not draft and d.type == "volume" and d.measure == draft.measure)
    return draft.type == "volume" and draft.measure is not None and any(d.confidence > draft.confidence for d in twins)


def _undated_orders(kept: list[Draft]) -> None:
    """The day of an order is not the day of what was ordered."""
    said = {id(d.when) for d in kept if d.type in {"instruction", "agreement"} and d.when is not None}
    for draft in kept:
        if draft.type in {"expansion", "route_search"} and draft.modality is Modality.PLAN and id(draft.when) in said:
            draft.when = None


_DECREED = frozenset({"exemption"})  # who decides on an exemption gives it, who seeks one has none yet


# «КТК завершил программу устранения узких мест».
_ENDED = re.compile(
    r"(?:завершил|выполнил|закончил|осуществил)\w*\s+(?:\w+\s+)?(?:программ|проект|план)\w*\s+$", re.IGNORECASE
)


def _done(draft: Draft, reading: Reading) -> None:
    """A finite verb of the past tells what was done, whatever was ordered or planned around it."""
    verb = reading.scene.tree[draft.trigger]
    past = verb.feats.get("Tag") == "VBD" or (verb.feats.get("Tense") == "Past" and verb.feats.get("VerbForm") == "Fin")
    sought = draft.type in _DECREED and is_sought(reading.text[: verb.start])
    if sought and draft.modality is Modality.FACT:
        draft.modality = Modality.POSSIBLE
    decreed = draft.type in _DECREED and not sought
    past = past or decreed or bool({"fine", "order"} & set(draft.roles.get("outcome", ())))
    ended = bool(_ENDED.search(reading.text[: verb.start]))
    if draft.modality is Modality.PLAN and (ended or (past and draft.type in table("rules")["performed"]["types"])):
        draft.modality, draft.future = Modality.FACT, False


def _others(drafts: list[Draft], draft: Draft) -> set[str]:
    """Name the types that share the trigger or the quantity of a draft."""
    return {
        d.type
        for d in drafts
        if d is not draft and (d.trigger == draft.trigger or (d.measure is not None and d.measure == draft.measure))
    }


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: -d.confidence):
        twin = next((k for k in kept if _is_double(draft, k) or _is_double(k, draft)), None)
        if twin is None:
            kept.append(draft)
        elif draft.measure is not None and set(twin.about) < set(draft.about):
            twin.about = draft.about  # "they", several things named in one breath
        elif twin.trigger != draft.trigger:
            twin.about = max(twin.about, draft.about, key=len)
            for name, fillers in draft.roles.items():
                twin.roles.setdefault(name, fillers)
            twin.value = twin.value or draft.value
            twin.when = twin.when or draft.when
    return sorted(kept, key=lambda d: (d.trigger, d.type))


def _is_double(one: Draft, other: Draft) -> bool:
    if one.type != other.type:
        return False
    if one.roles.get("outcome") != other.roles.get("outcome"):
        return False
    if one.measure is not None and one.measure == other.measure:
        return one.type != "ownership" or one.roles == other.roles  # "2 percent each" is one claim an owner
    if one.measure is not None and other.measure is not None:
        return False
    if one.trigger == other.trigger and one.measure is None:
        return one.type != "ownership"
    within = one.type == "exemption" and set(one.about) < set(other.about)  # one licence names them all
    return (
        (set(one.about) == set(other.about) or within)
        and one.modality is other.modality
        and (one.value is None or other.value is None)
        and (one.type in table("rules")["once"]["types"])
    )
