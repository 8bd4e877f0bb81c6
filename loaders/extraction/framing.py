"""The time of neighbouring sentences: what leaning times lean on, and what places a statement without a time.

A time frames what follows only inside its paragraph (a day an event happened on) or up to the next paragraph (the
period figures are counted over, the day of a series of orders). Nothing is framed across a time of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.model.claim import Claim, Modality
from loaders.extraction.aftermath import is_day_of_restart
from loaders.extraction.calendar import all_times, times
from loaders.extraction.data import table
from loaders.extraction.echoes import answered, echoes
from loaders.extraction.moments import Partial, TimeMention
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.resolve_time import resolve
from loaders.extraction.sentences import Sentence

_OPENING = 10  # characters before a time that opens a sentence: «Ещё в октябре»
_GAP = 2  # characters between the parts of one time: «18 августа прошлого года»


@dataclass(frozen=True, slots=True)
class Placed:
    """A time already on the calendar, and the paragraph it stands in."""

    edtf: str
    paragraph: int


@dataclass(slots=True)
class Framing:
    """The running times of an article."""

    lang: str
    published: str | None
    last: Placed | None = None
    period: Placed | None = None
    event: Placed | None = None
    said: dict[str, Placed] | None = None
    stamp: Placed | None = None
    dateline: Placed | None = None
    dated: Placed | None = None
    blows: frozenset[str] = frozenset()

    def times_of(self, sentence: Sentence) -> tuple[TimeMention, ...]:
        """Give the times of a sentence, the leaning ones placed on those before them; remember them for the next."""
        plain = times(sentence.text, self.lang)
        row = sorted([*plain, *echoes(sentence.text, self.lang, plain)], key=lambda m: m.start)
        kept: list[TimeMention] = []
        self._leave(sentence.paragraph)
        for mention in _joined(_one_back(row), sentence.text):
            if self._is_stamp(mention, sentence):
                continue
            settled = self._settled(mention, sentence.paragraph)
            moved = _same_months(kept[-1], settled, sentence.text) if kept else None
            if moved is not None:
                settled = kept[-1] = moved
            else:
                kept.append(settled)
            self._note(settled, sentence.paragraph, born=bool(_BORN.search(sentence.text[: mention.start])))
        return tuple(kept)

    def compared_in(self, sentence: Sentence) -> tuple[TimeMention, ...]:
        """Give the times that figures of a sentence are held against."""
        return tuple(_joined([m for m in all_times(sentence.text, self.lang) if m.compared], sentence.text))

    def place(self, draft: Draft, reading: Reading, paragraph: int) -> None:
        """Give a statement without a time the one that plainly frames it."""
        rows, reading_times = table("framing"), reading.times
        if draft.type in rows["figures"] and draft.when and _OF_DEED.search(reading.text[: max(draft.when.start, 0)]):
            draft.when = None
            return
        if (
            draft.type in rows["counted"]
            and draft.when
            and _DAY_OF_SAYING.search(reading.text[: max(draft.when.start, 0)])
        ):
            draft.when = None
        if draft.type == "capacity" and draft.modality is Modality.FACT and _NOW.search(reading.text):
            draft.when = None  # what a thing can take "today" or "currently" has no time of its own
        if draft.type == "accident" and draft.when is not None and draft.when.link == "since":
            draft.when = replace(draft.when, link="in")  # "shut since the earthquake of 6 February"
        if draft.when is not None or draft.timeless or draft.future or draft.modality in _AHEAD:
            return
        if draft.type in rows["said"] and draft.modality is Modality.FACT:
            self._take(draft, None if reading_times else (self.said or {}).get(draft.type), paragraph, 1)
            laid = draft.type != "sanction" or reading.scene.tree[draft.trigger].pos == "VERB"  # else laid long ago
            self._take(draft, self.dateline or self.stamp if laid and not reading_times else None, paragraph, 0)
        lasting = draft.value is None or draft.value.unit in {"day", "month"}
        earlier = re.search(rows["earlier"], reading.text, re.IGNORECASE)
        if draft.type == "attack" and self.blows and not reading_times and _THE_BLOW.search(reading.text):
            day = min(self.blows) if len(self.blows) == 1 else None
            self._take(draft, Placed(day, paragraph) if day else None, paragraph, 0)
        elif not reading_times and draft.type in rows["events"] and lasting and not earlier:
            self._take(draft, self.event or self.stamp, paragraph, 0)
        counted = draft.value is not None and draft.value.unit not in rows["rates"]
        counted = counted and not _RATE_NOW.search(reading.text)
        opened = draft.type in rows["events"] or (counted and draft.type in rows["figures"])
        if opened and _opens_with_its_only_time(reading, draft):
            draft.when = replace(reading_times[0], start=-1)
        if not reading_times and counted and draft.type in rows["figures"] and not _ALL_TIME.search(reading.text):
            self._take(draft, self.period, paragraph, 1)

    def told(self, claims: Iterable[Claim], mentions: tuple[TimeMention, ...], paragraph: int) -> None:
        """Remember when the statements of a sentence were true."""
        rows = table("framing")
        days = [c.when for c in claims if c.type in rows["events"] and c.when and _is_narrow(c.when)]
        self.blows |= {c.when for c in claims if c.type == "attack" and c.when and c.modality is Modality.FACT}
        if days:
            self.event = Placed(days[-1], paragraph)
        elif len(mentions) == 1 and mentions[0].link == "in" and not any(c.type in rows["figures"] for c in claims):
            placed = resolve(mentions[0], self.published)
            self.event = Placed(placed, paragraph) if placed and _is_narrow(placed) else None
        elif mentions:
            self.event = None
        ahead = [c.when for c in claims if c.when and c.modality in _AHEAD]
        if ahead and len(mentions) == 1:  # "for this period" after "from 21 to 28 June" that are to come
            self.last = Placed(ahead[-1], paragraph)
        counted = [c.when for c in claims if c.type in rows["figures"] and c.value is not None and c.when]
        if counted and self.period and counted[-1] == self.period.edtf:
            self.period = Placed(self.period.edtf, paragraph)
        acts = {c.type: Placed(c.when, paragraph) for c in claims if c.type in rows["said"] and c.when}
        if acts or mentions:
            self.said = acts
        if acts or mentions:
            self.dateline = None

    def _leave(self, paragraph: int) -> None:
        if self.event and self.event.paragraph != paragraph:
            self.event = None
        if self.stamp and self.stamp.paragraph != paragraph:
            self.stamp = None

    def _take(self, draft: Draft, placed: Placed | None, paragraph: int, reach: int) -> None:
        if draft.when is not None or placed is None or paragraph - placed.paragraph > reach:
            return
        draft.when = TimeMention(Partial(), None, "in", -1, -1, placed=placed.edtf)

    def _is_stamp(self, mention: TimeMention, sentence: Sentence) -> bool:
        """Tell whether a time is that of a dateline or an update: the day of saying, not of what is said."""
        rows = table("framing")["stamp"]
        before, after = sentence.text[: mention.start], sentence.text[mention.end :]
        update = bool(re.match(rows["update"], before, re.IGNORECASE))
        bare = re.match(rows["bare"], before) and re.match(rows["opens"], after)
        if not bare and (not (update or re.match(rows["dateline"], before)) or not re.match(rows["after"], after)):
            return False
        if not before.strip() and after.strip(" .") and not _AGENCY.match(after):
            return False
        placed = resolve(mention, self.published)
        if placed is None or len(placed) != 10:
            return False
        if update:
            self.stamp = Placed(placed, sentence.paragraph)
        else:
            self.dateline = Placed(placed, sentence.paragraph)
        return True

    def _settled(self, mention: TimeMention, paragraph: int) -> TimeMention:
        if self.period and mention.state and self._closes(mention):
            return replace(mention, placed=self.period.edtf)
        near = self.last if self.last and paragraph - self.last.paragraph <= 1 else None
        mention = self._of_the_story(mention, paragraph)
        shift = mention.begin.shift or ""
        if shift.startswith("echo"):
            ground = (
                self._running(paragraph)
                if shift == "echo same period" and not (near and _is_period(near.edtf))
                else near
            )
            return answered(mention, ground.edtf if ground else None)
        if shift == "of echo same year":
            known = near is not None and near.edtf[:4].isdigit()
            begin = replace(mention.begin, year=int(near.edtf[:4]), shift=None) if near and known else Partial()
            return replace(mention, begin=begin)
        if self.published or self.dated is None or paragraph != self.dated.paragraph:
            return mention
        ends = [p for p in (mention.begin, mention.finish) if p]
        if any(p.year or p.shift or p.month is None for p in ends):
            return mention
        year = int(self.dated.edtf[:4])
        finish = replace(mention.finish, year=year) if mention.finish else None
        return replace(mention, begin=replace(mention.begin, year=year), finish=finish)

    def _of_the_story(self, mention: TimeMention, paragraph: int) -> TimeMention:
        """Let «накануне» and "overnight" lean on the day that the paragraph has just told of, if it has."""
        shift = _OF_THE_STORY.get(mention.begin.shift or "")
        if shift is None or self.last is None or self.last.paragraph != paragraph or len(self.last.edtf) != _DAY:
            return mention
        return replace(mention, begin=Partial(shift=shift))

    def _running(self, paragraph: int) -> Placed | None:
        """Give the period that the figures right before were counted over."""
        return self.period if self.period and paragraph - self.period.paragraph <= 1 else None

    def _closes(self, mention: TimeMention) -> bool:
        """Tell whether a month only says how far the running period reaches: "as of the end of October"."""
        assert self.period is not None
        ends = self.period.edtf.split("/")
        own = resolve(mention, self.published)
        return len(ends) == 2 and own == ends[1]

    def _note(self, mention: TimeMention, paragraph: int, *, born: bool) -> None:
        placed = resolve(mention, self.published)
        if placed is None:
            return
        if (mention.begin.shift or "").startswith(("echo year-", "echo day-")):
            return  # «годом ранее» looks aside; what follows goes on with the time before it
        self.last = Placed(placed, paragraph)
        if mention.begin.year and mention.begin.month:
            self.dated = Placed(placed, paragraph)
        if _is_period(placed) and not born:
            self.period = Placed(placed, paragraph)


# Right after a day that is told of, «накануне» is the day before it; which night "overnight" is, nobody knows.
_OF_THE_STORY = {"eve": "echo day-1", "night": "echo unsure"}
_DAY = 10  # characters of a day in EDTF
# "BAKU. June 13 (Interfax) - …": the place is a sentence of its own, the day is that of the report.
_AGENCY = re.compile(r"\s*\([A-ZА-ЯЁ][\w /.-]{2,30}\)\s*[–—-]")
_DEED = (
    r"(?:соглашени|договор|контракт|меморандум|протокол)\w*\s+(?:от\s+)?$|"
    r"(?:agreement|contract|deal|memorandum|accord)s?\s+(?:of|from)\s+$"
)
# A year in which a thing was opened or agreed is no period that anything is counted over.
_BORN = re.compile(
    r"(?:откры|постро|достро|введ[её]|запущ|основ|созда|заключ|подпис|приня|built|opened|launched|founded|commissioned|"
    r"established|signed|adopted)\w*\s+(?:\w+\s+){0,2}?(?:в|in)?\s*$|" + _DEED,
    re.IGNORECASE,
)
# "By the agreement of 2023 it supplies 10 million": the year is that of the agreement.
_OF_DEED = re.compile(
    r"(?:обновл|подпис|заключ|продл)[её]?н\w*\s+(?:\w+\s+)?в\s+$|"
    r"(?:signed|renewed|updated|concluded|extended|revised)\s+(?:in\s+)?$|" + _DEED,
    re.IGNORECASE,
)
# "The agency reports November 18": the day of saying.
_DAY_OF_SAYING = re.compile(
    r"(?:reports?|reported|said|says|told\s+\w+|announced|сообщил\w*|сообщает|заявил\w*|рассказал\w*)\s+(?:on\s+|earlier\s+on\s+)?$",
    re.IGNORECASE,
)
# A total since the first day is counted over no period told before.
_ALL_TIME = re.compile(
    r"since\s+(?:its|the|their|the\s+line['’]s|the\s+pipeline['’]s)\s+(?:commissioning|launch|start-?up|start|opening|inception|"
    r"first|(?:beginning|start)\s+of\s+(?:our\s+|its\s+|their\s+|commercial\s+)?(?:operation|production))|\bso\s+far\b(?!\s+this)|to\s+date|in\s+total\s+since|"
    r"с\s+(?:момента|начала|времени)\s+(?:своего\s+|его\s+|ее\s+|её\s+)?(?:ввод|запуск|открыти|эксплуатац|разработк|добыч|работ|пуск|поставок)\w*|"
    r"за\s+(?:вс[её]\s+)?время(?:\s+(?:эксплуатац|работ|существован)\w*)?",
    re.IGNORECASE,
)
# An attack that the text has told of before, with its day.
_THE_BLOW = re.compile(
    r"(?<!\w)(?:the|this|that)\s+(?:\w+\s+)?(?:attack|strike|raid|assault|hit)(?!\w)|"
    r"(?<!\w)в\s+результате\s+(?:эт\w+\s+)?(?:атаки|удара|нал[её]та)(?!\w)|"
    r"(?<!\w)(?:эт\w+|указанн\w+)\s+(?:атак|удар|нал[её]т)\w*",
    re.IGNORECASE,
)
_AHEAD = frozenset({Modality.PLAN, Modality.POSSIBLE})


_NOW = re.compile(r"\b(?:today|current|currently|now|сегодня|сейчас|нынешн\w+|в настоящее время)\b", re.IGNORECASE)
# "The current rate is …" is not counted over the period before it.
_RATE_NOW = re.compile(
    r"\b(?:current|present|нынешн\w+)\s+(?:\w+\s+){0,2}(?:rates?|levels?|flows?|уров\w+|объ[её]м\w*)\b", re.IGNORECASE
)


def _opens_with_its_only_time(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence opens with its one time, so that its main clauses all happen then."""
    if len(reading.times) != 1 or reading.times[0].link != "in" or reading.times[0].start > _OPENING:
        return False
    tree = reading.scene.tree
    if is_day_of_restart(draft.type, tree, draft.trigger, reading.times[0]):
        return False
    return tree[tree.clause(draft.trigger)].role in {"root", "conj", "parataxis", "advcl"}


def _is_narrow(edtf: str) -> bool:
    """Tell whether a time is a day, a month or a stretch of days: a year is too wide to place an event by."""
    return ".." not in edtf and all(len(end) >= 7 for end in edtf.split("/"))


def _is_period(edtf: str) -> bool:
    ends = edtf.split("/")
    return ".." not in edtf and (len(ends) == 2 or len(edtf) <= 7)


def _one_back(mentions: list[TimeMention]) -> list[TimeMention]:
    """Leave out "the same period" beside "a year earlier": both together are the months of the year before."""
    back = any((m.begin.shift or "") == "echo year-1" for m in mentions)
    return [m for m in mentions if not back or m.begin.shift != "echo same period"]


def _joined(mentions: list[TimeMention], text: str) -> list[TimeMention]:
    """Join a day or month with the year that follows it in words: «18 августа прошлого года», "May of that year"."""
    found: list[TimeMention] = []
    for mention in mentions:
        shift = mention.begin.shift or ""
        if found and shift.startswith(("year", "echo same year")) and _lacks_year(found[-1], mention.start, text):
            begin = replace(found[-1].begin, shift=f"of {shift}")
            found[-1] = replace(found[-1], begin=begin, end=mention.end)
        else:
            found.append(mention)
    return found


def _same_months(before: TimeMention, mention: TimeMention, text: str) -> TimeMention | None:
    """Move a "same period" to the year right after it: "during the same period in 2022"."""
    year = mention.begin.year
    bare = year and mention.begin.month is None and mention.finish is None
    same = before.begin.shift == "echo same period" and before.placed is not None
    if not bare or not same or not re.fullmatch(r"\s*(?:in|of|за|в)?\s*", text[before.end : mention.start]):
        return None
    placed = re.sub(r"(?<!\d)\d{4}(?=-|$|/)", f"{year:04d}", before.placed or "")
    return replace(before, placed=placed, end=mention.end)


def _lacks_year(mention: TimeMention, end: int, text: str) -> bool:
    near = 0 <= end - mention.end <= _GAP or bool(_OF_THE.fullmatch(text[mention.end : max(end, mention.end)]))
    return bool(mention.begin.month and not mention.begin.year) and near


_OF_THE = re.compile(r"\s+of\s+(?:the\s+)?")
