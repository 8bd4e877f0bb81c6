"""The time of a neighbouring sentence: what leans on it, and what it places."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.extraction.framing import Framing
from loaders.extraction.resolve_time import resolve
from loaders.extraction.sentences import split
from tests.loaders.extraction.reading import claims, find


def placed(lang: str, text: str, published: str | None) -> list[str | None]:
    """Give every time of a text on the calendar, in its order."""
    framing = Framing(lang, published)
    return [resolve(m, published) for s in split(text) for m in framing.times_of(s)]


LEANING = [
    ("en", "It carried 2 Mt in 2022. A year later it was 3 Mt.", ["2022", "2023"]),
    ("en", "It carried 2 Mt in 2022. A year earlier it was 3 Mt.", ["2022", "2021"]),
    ("en", "It opened in May 2019. In July of that year it closed.", ["2019-05", "2019-07"]),
    ("en", "A drone struck on 21 August 2025. Oil came back on the 28th.", ["2025-08-21", "2025-08-28"]),
    ("en", "It stopped in January 2026. Since the 27th of that month it is dry.", ["2026-01", "2026-01-27/.."]),
    ("en", "It shut on 1 May 2024. Two weeks later it reopened.", ["2024-05-01", "2024-05-15"]),
    ("ru", "В 2025 году прошло 70 млн т. Годом ранее прошло 63 млн т.", ["2025", "2024"]),
    ("ru", "В мае 2019 года её открыли. В декабре того же года закрыли.", ["2019-05", "2019-12"]),
    ("ru", "Остановили 24 августа 2025 года. На следующий день запустили.", ["2025-08-24", "2025-08-25"]),
    ("ru", "Ударили 18 августа прошлого года.", ["2025-08-18"]),
    ("ru", "За январь-октябрь 2024 года вывезли 40 млн т. За тот же период добыли 70 млн т.", ["2024-01/2024-10"] * 2),
]


@pytest.mark.parametrize(("lang", "text", "expected"), LEANING)
def test_a_time_leans_on_the_one_before(lang: str, text: str, expected: list[str]) -> None:
    assert placed(lang, text, "2026-03-17") == expected


def test_nothing_before_leaves_it_unplaced() -> None:
    assert placed("en", "A year later it was closed.", None) == [None]
    assert placed("ru", "В декабре того же года закрыли.", None) == [None]


def test_days_are_not_counted_from_a_month() -> None:
    assert placed("en", "It shut in May 2024. Two days later it reopened.", None) == ["2024-05", None]


def test_undated_article_takes_the_year_of_a_date_in_the_same_paragraph_only() -> None:
    text = "Договор подписали 10 февраля 2025 года. Первый газ пришёл 1 марта.\nВ июне всё встало."
    assert placed("ru", text, None) == ["2025-02-10", "2025-03-01", "XXXX-06"]


def test_an_event_takes_the_day_of_the_sentence_before_it() -> None:
    text = "On 2 March drones hit the Sheskharis terminal. The CPC terminal suspended loading.\n"
    text += "The CPC terminal was attacked."
    found = claims("en", text, "2026-03-13")
    stop = find(found, "suspension", "cpc_terminal")
    assert stop.when == "2026-03-02"
    assert all(c.when is None for c in found if c.type == "attack" and c.about == ("cpc_terminal",))


def test_a_figure_takes_the_period_of_the_figures_before_it() -> None:
    text = "Through the CPC pipeline 46.3 million tonnes were exported in January-October 2024. "
    text += "Another 1.2 million tonnes were pumped through the Druzhba pipeline."
    volumes = [c for c in claims("en", text, "2024-11-14") if c.type == "volume"]
    assert [c.when for c in volumes] == ["2024-01/2024-10"] * len(volumes)
    assert len(volumes) == 2


def test_a_dateline_dates_what_happens_by_being_said_and_no_event() -> None:
    ruling = claims("ru", "НОВОРОССИЙСК, 11 июля. Суд приостановил работу КТК на 30 суток.", None)
    assert [c.when for c in ruling if c.type == "ruling"] in ([], ["XXXX-07-11"])
    shipment = claims("en", "AKTAU, 26 January - The tanker Taraz has left the port of Aktau for Baku.", None)
    assert all(c.when is None for c in shipment)


@given(
    st.lists(
        st.sampled_from(
            [
                "в мае",
                "в 2019 году",
                "годом ранее",
                "через два года",
                "того же года",
                "10 июня 2021 года",
                "28-го числа",
                "прошлого года",
                "на следующий день",
                "КТК остановили",
                "за тот же период",
            ]
        ),
        max_size=8,
    ),
    st.sampled_from([". ", ", ", ".\n"]),
)
@settings(deadline=None)
def test_without_any_year_no_year_appears(parts: list[str], glue: str) -> None:
    text = glue.join(p.capitalize() for p in parts)
    stated = re.search(r"\d{4}", text)
    for when in placed("ru", text, None):
        assert stated or not re.search(r"(?<!\d)(?:19|20)\d\d", when or "")


def test_a_time_that_opens_a_sentence_holds_for_its_main_clauses() -> None:
    text = "В ноябре 2023 года, когда у берега слышали взрывы, все остались целы, "
    text += "погрузка на терминале КТК не прерывалась."
    assert find(claims("ru", text), "restriction", "cpc_terminal").when == "2023-11"


def test_the_time_beside_the_verb_wins() -> None:
    text = "Ещё в октябре в КТК ждали роста, однако 29 ноября морские дроны уничтожили ВПУ-2."
    assert find(claims("ru", text, "2026-02-26"), "attack", "cpc_spm2").when == "2025-11-29"


def test_titles_of_other_stories_make_no_claims() -> None:
    assert claims("ru", "Слушайте также: «Почему остановили терминал КТК»") == []
    assert claims("en", "Read also: Drones attacked the CPC terminal") == []


def test_ways_that_share_nothing_are_not_joined_into_one() -> None:
    text = (
        "Kazatomprom ships uranium from Kazakhstan via St Petersburg. "
        "Kazakh oil is exported through Azerbaijan and Georgia to Ceyhan. "
        "Kazakh oil is exported to Ceyhan via Batumi."
    )
    ways = [dict(c.roles) for c in claims("en", text) if c.type == "route"]
    assert [set(way.get("via", ())) for way in ways] == [{"st_petersburg"}, set(), {"batumi"}]
    assert [set(way.get("through", ())) for way in ways] == [set(), {"AZ", "GE"}, set()]
