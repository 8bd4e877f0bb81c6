"""Sentences in capitals are read as others are, and quoted as they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.extraction.shouting import is_shouted, spoken
from tests.loaders.extraction.reading import claims

TOLD = [
    ("ru", "КТК ОСТАНОВИЛ ПОГРУЗКУ НА МОРСКОМ ТЕРМИНАЛЕ ИЗ-ЗА ШТОРМА 24 НОЯБРЯ 2025 ГОДА", "suspension", "2025-11-24"),
    ("ru", "В 2024 ГОДУ ПО НЕФТЕПРОВОДУ БАКУ – ТБИЛИСИ – ДЖЕЙХАН ПРОШЛО 29 МЛН ТОНН", "volume", "2024"),
    ("en", "TENGIZ PRODUCED 27.8 MILLION TONNES OF OIL IN 2024", "production", "2024"),
]


@pytest.mark.parametrize(("lang", "text", "kind", "when"), TOLD)
def test_capitals_say_the_same(lang: str, text: str, kind: str, when: str) -> None:
    found = claims(lang, text)
    assert [(c.type, c.when, c.quote) for c in found] == [(kind, when, text)]


def test_a_plan_in_capitals_is_no_fact() -> None:
    assert all(c.modality.value != "fact" for c in claims("ru", "КАЗАХСТАН НЕ ПЛАНИРУЕТ ОСТАНОВКУ ЭКСПОРТА ПО КТК"))


def test_names_months_and_abbreviations_keep_their_capitals() -> None:
    text = "KAZAKHSTAN'S OIL WENT BY CPC AND BAKU-SUPSA IN MARCH"
    assert spoken(text, "en") == "Kazakhstan's oil went by CPC and Baku-Supsa in March"


@given(st.text(alphabet="АЯЁßİǅKTК ’'-1.", max_size=60))
def test_every_character_keeps_its_place(text: str) -> None:
    for lang in ("ru", "en"):
        assert len(spoken(text, lang)) == len(text)


def test_a_sentence_with_abbreviations_is_not_shouted() -> None:
    assert not is_shouted("КТК и БТД: ВПУ-1, ВПУ-2 и НПС работают")
    assert not is_shouted("MCX 25 USD/BBL")
