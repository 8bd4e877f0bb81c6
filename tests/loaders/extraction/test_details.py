"""Roles that words give by themselves, and the sentence that only names the commodity of the one before."""

from __future__ import annotations

import pytest

from loaders.documents.article import Article
from loaders.extraction.extractor import extract


def read(text: str, lang: str) -> dict[str, dict[str, tuple[str, ...]]]:
    article = Article("a", "Новости дня" if lang == "ru" else "News", text, lang, None, None, None, "a.txt")
    return {claim.type: dict(claim.roles) | {"quote": (claim.quote,)} for claim in extract(article)}


@pytest.mark.parametrize(
    ("text", "lang", "topic"),
    [
        ("Президент Касым-Жомарт Токаев поручил «КазМунайГазу» диверсифицировать экспорт.", "ru", "diversify"),
        ("Премьер-министр поручил «КазТрансОйлу» расширить нефтепровод Кенкияк – Атырау.", "ru", "expand"),
        ("President Tokayev instructed KazMunayGas to study a pipeline under the Caspian.", "en", "study"),
    ],
)
def test_the_topic_of_an_order(text: str, lang: str, topic: str) -> None:
    assert read(text, lang)["instruction"]["topic"] == (topic,)


def test_the_next_sentence_names_the_commodity() -> None:
    text = "Казахстан намерен вывозить в обход России ещё один товар. Речь идёт об уране."
    found = read(text, "ru")["route"]
    assert (found["commodity"], found["quote"]) == (("uranium",), (text,))


def test_two_commodities_are_none() -> None:
    found = read("Казахстан намерен вывозить нефть и уран в обход России.", "ru")
    assert "commodity" not in found.get("route", {})


def test_the_outlet_that_passes_it_on_is_named_with_the_speaker() -> None:
    text = (
        "О переговорах рассказал посол США Дэниел Розенблюм, пишет «КазТАГ». "
        "По словам дипломата, американские компании участвуют в добыче на месторождении Тенгиз."
    )
    article = Article("a", "Новости", text, "ru", None, None, None, "a.txt")
    said = [claim.said_by for claim in extract(article) if claim.type == "participation"]
    assert said == [("new:Дэниел Розенблюм", "new:КазТАГ")]
