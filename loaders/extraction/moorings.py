"""Moorings counted without their names: how many of a terminal's are out, never how many still work."""

from __future__ import annotations

import re

from loaders.extraction.data import table
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.quantities import Measure
from loaders.resolve.gazetteer import kinds


def unnamed_moorings(draft: Draft, reading: Reading) -> None:
    """Some unnamed moorings out of service are a restriction of their terminal, not its stop."""
    if draft.type != "suspension" or not (
        draft.generic in table("rules")["moorings"]["words"] or _says_how_many(draft, reading)
    ):
        return
    if all("mooring" in kinds().get(a, frozenset()) for a in draft.about):
        return  # "the mooring" of an article that has said which one
    draft.type = "restriction"
    counted = next((m for m in reading.measures if m.dimension == "moorings"), None)
    if counted is not None:
        draft.value, draft.measure = counted.value, counted.start


def _says_how_many(draft: Draft, reading: Reading) -> bool:
    """Tell whether a stop is that of counted moorings without names: «приостановил работу двух причалов»."""
    named = any("mooring" in kinds().get(i, frozenset()) for m in reading.scene.mentions for i in m.ids)
    counted = (m for m in reading.measures if m.dimension == "moorings")
    return not named and any(_is_in_its_clause(draft, m, reading) for m in counted)


def _is_in_its_clause(draft: Draft, measure: Measure, reading: Reading) -> bool:
    tree = reading.scene.tree
    counted = tree.at(measure.start, measure.end)
    return bool(counted) and tree.clause(counted[0]) == tree.clause(draft.trigger)


def hit_not_stopped(draft: Draft, reading: Reading) -> None:
    """ "Stopped loading after boats hit one of three moorings": one was hit, all of the loading stopped."""
    counted = next((m for m in reading.measures if m.start == draft.measure and m.dimension == "moorings"), None)
    stops = reading.scene.tree[draft.trigger].lemma in table("rules")["moorings"]["stops"]
    if draft.type == "restriction" and stops and counted and not _is_in_its_clause(draft, counted, reading):
        draft.type, draft.value, draft.measure = "suspension", None, None


def what_still_works(draft: Draft, reading: Reading) -> None:
    """ "Two of three moorings are working": what is told of a thing slowed is the amount out, never what is left."""
    if draft.type != "restriction" or draft.value is None or draft.measure is None or draft.value.unit != "mooring":
        return
    told = next((m for m in reading.measures if m.start == draft.measure), None)
    if told and (_LEFT.match(reading.text, told.end) or _LEFT_WITH.search(reading.text[: told.start])):
        draft.value = draft.measure = None


_LEFT = re.compile(
    r"[^,;.]{0,60}?(?:(?:are|is|were|was|remain\w*|still|now|currently)\s+(?:still\s+|now\s+|currently\s+)?"
    r"(?:working|in\s+(?:operation|service|use)|operat\w+|available|functioning|active|loading)|"
    r"(?<!не )(?<!\w)(?:работа(?:ет|ют|ло|ли)|действу[юе]т|функциониру[юе]т|в\s+(?:строю|работе|эксплуатации)))",
    re.IGNORECASE,
)
_LEFT_WITH = re.compile(
    r"(?:(?<!не )(?<!\w)(?:работа(?:ет|ют|ло|ли)|действу[юе]т|функциониру[юе]т)|"
    r"operat\w+|works?|working|left|relying)\s+"
    r"(?:(?:с|со|на|только|лишь|всего|only|just|with|on|via|through|by)\s+)*$",
    re.IGNORECASE,
)
