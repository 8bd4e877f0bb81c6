"""Whether a sentence can name a time at all: only then is it read for one, by some thirty patterns."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = {
    "ru": re.compile(
        r"\d|янв|фев|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр|квартал|кв\.|полугод|половин|месяц|"
        r"год|лет|недел|сут|дн[яеиюё]|день|ноч|сегодня|вчера|завтра|накануне|понедел|вторник|сред[уы]|четверг|пятниц|"
        r"суббот|воскресен|весн|осен|зим|выходн|времен|момент|период|пор\b|тогда|числ"
    ),
    "en": re.compile(
        r"\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|quarter|half|month|year|week|day|night|morning|"
        r"spring|summer|autumn|fall|winter|period|time"
    ),
}


@lru_cache(maxsize=64)  # each sentence is asked three times
def may_name_a_time(text: str, lang: str) -> bool:
    """Tell whether a sentence has a digit or a word that times are told with."""
    return _WORDS[lang].search(text.lower()) is not None
