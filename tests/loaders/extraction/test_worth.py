"""What is not looked at because it can hold nothing: that has to be true of every text we have."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.documents.article import Article
from loaders.documents.reading import read_articles
from loaders.extraction import calendar, echoes, quantities
from loaders.extraction.sentences import split
from loaders.extraction.worth import is_worth_parsing
from tests.gold.check import DEVELOPMENT, EXAMPLES

PHRASING = Path(__file__).parent / "phrasing"


def sentences() -> Iterator[tuple[str, str]]:
    """Give the sentences of the examples and of the development articles, each with its language."""
    for path in sorted(PHRASING.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["example"]:
            yield row["text"], row["lang"]
    for article in read_articles([EXAMPLES, DEVELOPMENT / "articles"]):
        assert isinstance(article, Article)
        yield from ((s.text, article.lang) for s in split(article.body))


def test_no_time_is_lost_where_none_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = {one: calendar.all_times.__wrapped__(*one) for one in sentences()}
    leaning = {one: echoes.echoes(*one, []) for one in quick}
    for module in (calendar, echoes):
        monkeypatch.setattr(module, "may_name_a_time", lambda text, lang: True)
    for one, found in quick.items():
        assert found == calendar.all_times.__wrapped__(*one)
        assert leaning[one] == echoes.echoes(*one, [])
    assert sum(map(bool, quick.values())) > 300
    assert sum(map(bool, leaning.values())) > 30


def test_no_amount_is_lost_where_none_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = {one: quantities.measures(*one) for one in sentences()}
    monkeypatch.setattr(quantities, "may_name_a_number", lambda lower: True)
    assert quick == {one: quantities.measures(*one) for one in quick}
    assert sum(map(bool, quick.values())) > 300


@pytest.mark.parametrize(
    ("lang", "text", "worth"),
    [
        ("ru", "Вечером в городе прошёл дождь, и на набережной почти никого не осталось.", False),
        ("ru", "Погода останется прохладной до самых выходных.", False),
        ("ru", "Терминал остановил погрузку.", True),
        ("ru", "Отгрузки остановлены.", True),
        ("ru", "Об этом сообщил Иван Петров.", True),
        ("ru", "Добыча составила 2 млн тонн.", True),
        ("ru", "Читайте также: терминал остановил погрузку", False),
        ("en", "Nobody danced that night.", False),
        ("en", "Loadings were suspended.", True),
        ("en", "Read also: the terminal suspended loadings", False),
    ],
)
def test_only_what_may_hold_a_claim_is_parsed(lang: str, text: str, worth: bool) -> None:
    assert is_worth_parsing(text, lang, []) is worth
