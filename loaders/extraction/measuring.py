"""What a quantity of a sentence measures, and the draft of a claim that it makes."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.model.claim import Modality, Quantity
from loaders.extraction.modality import is_future
from loaders.extraction.moments import TimeMention
from loaders.extraction.parts import FLOW, Part, says, words
from loaders.extraction.places import Places
from loaders.extraction.propose import Draft, Reading

_STRETCH = re.compile(r"(?<!\w)(?:участ(?:ок|ка|ке)|section|stretch)(?!\w)")  # what is raised there is its capacity
_PER_YEAR = {"t": ("kt/y", 1e-3), "kt": ("kt/y", 1.0), "Mt": ("Mt/y", 1.0), "bcm": ("bcm/y", 1.0), "tU": ("tU/y", 1.0)}


def kind_of(part: Part, lang: str) -> tuple[str, re.Match[str]] | None:
    """Tell what a part measures, and by which word; None where it says nothing or something else as well."""
    size = says(part, lang, "capacity")
    grown = grows(part, lang) if size or _STRETCH.search(part.text) else None
    if grown:
        return "expansion", grown
    other = says(part, lang, "other")
    if other and not (_LESS.match(other.group()) and _TOWARDS_IT.search(part.text[: part.place])):
        return None
    flow = None if size and _RATED.search(part.text) else says(part, lang, "volume")
    between = part.text[size.end() : flow.start()] if size and flow and flow.start() < part.place else ""
    if flow and re.search(r",|\s(?:and|и)\s", between):
        return "volume", flow  # "its capacity is fully used, and it moves 5 million"
    if word := size or says(part, lang, "can"):
        return "capacity", word
    made, word = says(part, lang, "production"), says(part, lang, "volume")
    if made:
        return None if word and not _AMOUNT.match(word.group()) else ("production", made)
    return ("volume", word) if word else None


_RATED = re.compile(
    r"(?:throughput|export|transit|transport\w*|handling)\s+capacity\s+(?:\w+\s+){0,2}(?:reach|is|was|stand|amount|total|exceed)"
)
_LESS = re.compile(r"reduc|cutting|сократив|снизив")  # "reduced to 5 million": the level counts
_AMOUNT = re.compile(r"объем|volume")  # "the volume of production" is production
# "Up to" is a limit, but after a word of growth it is where the growth ends.
_TOWARDS_IT = re.compile(
    r"(?<!\w)(?:(?<!up )|(?<=increased up )|(?<=later up )|(?<=raised up )|(?<=expanded up ))(?:to|до)\s+"
    r"(?:[^\W\d]+\s+){0,3}$"
)


def grows(part: Part, lang: str) -> re.Match[str] | None:
    """Find the word by which something is enlarged to a quantity: "will be raised to 80 million"."""
    towards = _TOWARDS_IT.search(part.text[: part.place])
    if towards is None or says(part, lang, "production"):
        return None
    return re.search(rf"(?<!\w)(?:{words(lang, 'grows')})", part.text[: part.place])


def measured(reading: Reading) -> tuple[str, int]:
    """Tell what the figures of a whole sentence measure and where the word for it stands; an empty name if unclear."""
    text = reading.text.lower().replace("ё", "е")
    rows = [m for m in reading.measures if m.dimension in FLOW]
    if not rows:
        return "", 0
    kind = kind_of(Part(rows[0], 0, len(text), text, reading.scene.mentions, reading.times), reading.scene.tree.lang)
    return (kind[0], kind[1].start()) if kind else ("", 0)


def figure_draft(  # noqa: PLR0913, PLR0917 - a draft has that many sides
    kind: str, reading: Reading, part: Part, about: str, found: Places, held: Modality, trigger: int, sure: float
) -> Draft:  # fmt: skip
    """Give the draft of a claim that a part of a sentence makes with its quantity; a capacity counts by the year."""
    value = _yearly(part) if kind in {"capacity", "expansion"} else part.measure.value
    roles = found.roles if kind == "volume" else {}
    return Draft(
        kind, (about,), roles, held, trigger, sure, value=value, measure=part.measure.start, required=True,
        when=_time(reading, part), future=is_future(reading.scene.tree, trigger) or held is not Modality.FACT,
    )  # fmt: skip


def _yearly(part: Part) -> Quantity:
    """Read a capacity in tonnes as tonnes a year, as capacities are told; one called daily as barrels a day."""
    value = part.measure.value
    if value.unit in {"kbbl", "Mbbl"} and _DAILY.search(part.text[: part.place]):
        return replace(value, unit="kb/d" if value.unit == "kbbl" else "mb/d")
    unit, factor = _PER_YEAR.get(value.unit, (value.unit, 1.0))
    top = value.amount_to * factor if value.amount_to is not None else None
    return replace(value, amount=value.amount * factor, amount_to=top, unit=unit)


_DAILY = re.compile(r"(?<!\w)(?:daily|суточн\w+|ежесуточн\w+|ежедневн\w+)")


def _time(reading: Reading, part: Part) -> TimeMention | None:
    """Give the time named in a part, else the one that opens the sentence before any quantity."""
    if part.times:
        return min(part.times, key=lambda t: min(abs(t.start - part.measure.end), abs(part.measure.start - t.end)))
    first = min((m.start for m in reading.measures if m.dimension in FLOW), default=0)
    opening = [t for t in reading.times if t.end <= first]
    return (
        opening[0] if len(opening) == 1 and not re.search(r"[;:]", reading.text[opening[0].end : part.start]) else None
    )
