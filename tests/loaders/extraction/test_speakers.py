"""Who is named as the source: ministries in the nominative, guests of interviews, full names told later."""

from __future__ import annotations

from tests.loaders.extraction.reading import claims


def speakers_of(lang: str, text: str, title: str = "") -> dict[str, tuple[str, ...]]:
    """Give who says each claim of a text, by its type."""
    return {c.type: c.said_by for c in claims(lang, text, title=title)}


def test_a_ministry_is_named_in_the_nominative_with_its_country() -> None:
    text = "Терминал КТК приостановил погрузку, сообщили в Министерстве энергетики Казахстана."
    assert speakers_of("ru", text)["suspension"] == ("new:Минэнерго Казахстана",)
    text = "Терминал КТК приостановил погрузку, сообщили в казахстанском Минэнерго."
    assert speakers_of("ru", text)["suspension"] == ("new:Минэнерго Казахстана",)


def test_an_english_ministry_is_named_with_its_country() -> None:
    text = "The CPC terminal suspended loading, Kazakhstan's Energy Ministry said."
    assert speakers_of("en", text)["suspension"] == ("new:Energy Ministry of Kazakhstan",)


def test_the_guest_of_an_interview_answers() -> None:
    text = (
        "На вопросы ответил министр энергетики Ерлан Аккенженов.\n"
        "— Что с терминалом?\n— Терминал КТК приостановил погрузку.\n"
        "После интервью терминал КТК возобновил погрузку."
    )
    said = speakers_of("ru", text)
    assert said["suspension"] == ("new:Ерлан Аккенженов",)
    assert said["resumption"] == ()


def test_who_published_the_figures_says_those_that_follow() -> None:
    text = (
        "Kazakhstan's Energy Ministry published a breakdown of crude exports for January-October.\n"
        "The CPC pipeline transported 46.3 million tonnes.\n"
        "It rained.\nThe weather was bad.\nThe BTC pipeline transported 1.2 million tonnes."
    )
    volumes = [c.said_by for c in claims("en", text) if c.type == "volume"]
    assert volumes == [("new:Energy Ministry of Kazakhstan",), ()]


def test_the_ministry_named_before_speaks() -> None:
    found = claims("ru", "Минэнерго Казахстана дало обзор. По данным ведомства, через Актау отгружено 3,6 млн тонн.")
    assert [c.said_by for c in found] == [("new:Минэнерго Казахстана",)]
    found = claims("ru", "Минэнерго Казахстана дало обзор. Министерство обороны сообщило, что дроны атаковали КТК.")
    assert all(c.said_by != ("new:Минэнерго Казахстана",) for c in found)


def test_who_is_quoted_in_brackets_passes_it_on() -> None:
    found = claims("ru", "«Отгрузка на ВПУ-2 приостановлена», – рассказали в «Транснефти» (цитата по ТАСС).")
    assert [c.said_by for c in found] == [("transneft",)]
