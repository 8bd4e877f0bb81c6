"""What other words of a sentence rule out: a length of what was built, half of a capacity, an agreement that ends."""

from __future__ import annotations

import re
from collections.abc import Callable

from loaders.extraction.propose import Draft, Reading


def is_ruled_out(draft: Draft, reading: Reading) -> bool:
    """Tell whether the words beside a draft's own say that it is not so."""
    return any(test(draft, reading) for test in _TESTS.get(draft.type, ()))


_KM_OF = re.compile(
    r"[^\w,;.]*(?:\s+of\s+(?:the\s+)?|\s+(?:этого\s+)?(?:трубо|нефте|газо)провода(?!\w))", re.IGNORECASE
)
_PART_OF_CAPACITY = re.compile(
    r"[^.;]{0,60}?(?:половин|трет|четверт|half|third|quarter|percent|процент|%)\w*\s+(?:[^\W\d]+\s+){0,4}"
    r"(?:мощност|capacity)",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"(?:прекращени|расторжени|денонсаци|разрыв)\w*\s+(?:[^\W\d]+\s+){0,3}(?:договор|соглашени|контракт)|"
    r"(?:terminat|cancel|denounc|annul|withdr[ae]w)\w*\s+(?:[^\W\d]+\s+){0,3}(?:agreement|contract|deal)",
    re.IGNORECASE,
)
_BUILDING = re.compile(
    r"complet|built|build|construct|\blaid\b|weld|постро|строит|проло[жщ]|уложен|сварен", re.IGNORECASE
)
_OF_CONTENT = re.compile(
    r"\s+of\s+(?:the\s+|all\s+)?(?:oil|crude|volumes?)\s+(?:(?:carried|pumped|transported|moved)\s+by|"
    r"(?:exported|shipped|carried|pumped|flowing)\s+(?:through|via|along))|"
    r"\s+(?:нефти|сырья|объ[её]м\w*),?\s+(?:прокач|транспортир|проход|ид)\w+\s+(?:по|через)\s",
    re.IGNORECASE,
)


def _is_built(draft: Draft, reading: Reading) -> bool:
    """Tell whether a length is that of what was built of a line: "completed 700 km of the pipeline"."""
    ends = [m.end for m in reading.measures if m.start == draft.measure]
    return bool(_BUILDING.search(reading.text)) and any(_KM_OF.match(reading.text, end) for end in ends)


def _is_part_of_capacity(draft: Draft, reading: Reading) -> bool:
    """Tell whether an amount is a part of what a thing can take: "350,000 a day, half of its capacity"."""
    ends = [m.end for m in reading.measures if m.start == draft.measure]
    return any(_PART_OF_CAPACITY.match(reading.text, end) for end in ends)


_DAILY = re.compile(
    r"\bdaily\s+(?:\w+\s+)?capacity|(?<!\w)суточн\w+\s+(?:\w+\s+)?(?:мощност|производительност)", re.IGNORECASE
)


def _is_of_a_day(draft: Draft, reading: Reading) -> bool:
    """Tell whether an amount was read as that of a year though the capacity told is that of a day."""
    yearly = draft.value is not None and draft.value.unit in {"bcm/y", "Mt/y", "kt/y"}
    return yearly and bool(_DAILY.search(reading.text))


def _is_given_up(draft: Draft, reading: Reading) -> bool:
    """Tell whether an agreement is one that ends: «о прекращении действия договора»."""
    return bool(_ENDED.search(reading.text))


def _is_of_content(draft: Draft, reading: Reading) -> bool:
    """Tell whether a share is that of what a line carries: "90% of the oil carried by it comes from A"."""
    ends = [m.end for m in reading.measures if m.start == draft.measure]
    return any(_OF_CONTENT.match(reading.text, end) for end in ends)


def _is_told_of_all(draft: Draft, reading: Reading) -> bool:
    """Tell whether works are spoken of in general: "maintenance is a complex process, especially at large fields"."""
    tree = reading.scene.tree
    token = tree[draft.trigger]
    verb = tree[token.head]
    said = token.role == "subj" and token.pos == "NOUN" and verb.lemma == "be" and not tree.kids(token.index, "det")
    return said and any(k.pos == "NOUN" for k in tree.kids(verb.index, "attr"))


def _is_of_the_other_half(draft: Draft, reading: Reading) -> bool:
    """Tell whether the carrier of a flow is named only behind another figure: "1.2 million to A, and 1.5 via BTC"."""
    own = next((m for m in reading.measures if m.start == draft.measure), None)
    if own is None or draft.in_step:
        return False
    named = [m for m in reading.scene.mentions if set(m.ids) & set(draft.about)]
    others = [m for m in reading.measures if m.dimension == own.dimension and m.start > own.end and not m.change]
    return bool(named and others) and all(any(o.end <= m.start for o in others) for m in named)


_TESTS: dict[str, tuple[Callable[[Draft, Reading], bool], ...]] = {
    "length": (_is_built,),
    "capacity": (_is_part_of_capacity, _is_of_a_day),
    "agreement": (_is_given_up,),
    "share": (_is_of_content,),
    "repair": (_is_told_of_all,),
    "volume": (_is_of_the_other_half,),
}
