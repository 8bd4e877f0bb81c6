# ruff: noqa: E501 - sentences and pages stand in one line
"""Lists of other stories go, the article stays, nothing is added."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.documents.boilerplate import cut_boilerplate
from loaders.documents.normalise import normalise
from loaders.documents.phrases import phrases

FIRST = "Консорциум возобновил отгрузку нефти с двух выносных устройств в пятницу утром."
SECOND = "По словам представителя компании, ремонт третьего устройства займет около двух месяцев."
THIRD = "Добыча на Тенгизе к этому времени вернулась к плану, сообщили в министерстве."
HEADLINES = [
    "В Алматы открыли новую станцию метро",
    "Цены на пшеницу выросли за неделю",
    "Сборная вышла в полуфинал турнира",
]
EN = [
    "The consortium resumed loading from two moorings on Friday morning.",
    "Repairs to the third mooring will take about two months, it said.",
]


def cut(*lines: str) -> list[str]:
    return cut_boilerplate("\n".join(lines)).text.split("\n")


@pytest.mark.parametrize(
    "heading",
    [
        "Последние новости",
        "Читайте также:",
        "НОВОСТИ ПО ТЕМЕ",
        "▪ Популярное",
        "Последние новости Казахстана",
        "Related",
        "Most read",
        "Latest news:",
    ],
)
def test_a_list_at_the_end_goes(heading: str) -> None:
    assert cut(FIRST, SECOND, heading, *HEADLINES) == [FIRST, SECOND]


@pytest.mark.parametrize("heading", ["Последние новости", "Читайте также", "Related stories"])
def test_a_list_in_the_middle_swallows_nothing(heading: str) -> None:
    assert cut(FIRST, heading, *HEADLINES, SECOND, THIRD) == [FIRST, SECOND, THIRD]
    assert cut(FIRST, SECOND, heading, *HEADLINES, THIRD) == [FIRST, SECOND, THIRD]


def test_headlines_with_leads_are_still_a_list() -> None:
    leads = ["Станция стала двенадцатой на линии.", "Зерно дорожает третью неделю подряд."]
    assert cut(FIRST, "Читайте также", HEADLINES[0], leads[0], HEADLINES[1], leads[1], HEADLINES[2]) == [FIRST]


def test_prose_that_speaks_of_latest_news_stays() -> None:
    prose = "Последние новости о ремонте причала вызвали рост цен на нефть, пишут аналитики."
    assert cut(FIRST, prose, SECOND) == [FIRST, prose, SECOND]
    english = "Latest news from the port suggests that loading will resume within a week, traders said."
    assert cut(*EN, english) == [*EN, english]


def test_a_pointer_within_one_line_goes() -> None:
    assert cut(FIRST, "Читайте также: В Алматы открыли новую станцию метро", SECOND) == [FIRST, SECOND]
    assert cut(EN[0], "Read more: Tram line opens in Almaty", EN[1]) == EN


def test_headlines_with_glued_clock_times_go() -> None:
    assert cut(FIRST, "20:47СМИ узнали о новой станции метро", '18:05"Город ждет" - мэр', "16:32") == [FIRST]
    assert cut(FIRST + " 21:31Путин сделал заявление 20:47СМИ узнали о станции") == [FIRST]
    assert cut(FIRST, "Последние новости 21:31Сборная вышла в финал 20:47Цены выросли") == [FIRST]
    assert cut(FIRST, "12:30", HEADLINES[0], "12:10", HEADLINES[1]) == [FIRST]


def test_clock_times_in_prose_stay() -> None:
    prose = "Погрузка началась в 10:30МСК и закончилась в 18:45МСК, сообщил порт."
    live = "14:05 Консорциум сообщил, что погрузка на втором причале возобновлена."
    assert cut(FIRST, prose, live) == [FIRST, prose, live]


@pytest.mark.parametrize(
    "aside",
    [
        "Фото: пресс-служба КТК", "Photo: CPC press office", "© Reuters", "© 2024 Все права защищены", "Все права защищены.",
        "Подписывайтесь на наш канал в Telegram", "Поделиться", "Share this article", "Sign up for our newsletter.",
        "Мы используем файлы cookie, чтобы сайт работал лучше. Принять", "We use cookies to improve your experience.",
        "Нашли ошибку? Выделите ее и нажмите Ctrl+Enter", "Главная > Новости > Экономика", "E-mail: news@example.org", "Реклама", "Теги: нефть, КТК",
        "Tanker at the terminal / Getty Images", "Reporting by A. Author; Editing by B. Editor",
    ],
)  # fmt: skip
def test_asides_go(aside: str) -> None:
    assert cut(FIRST, aside, SECOND) == [FIRST, SECOND]


def test_menus_go_and_short_lists_with_an_introduction_stay() -> None:
    assert cut("Главная", "Новости", "Экономика", "Спорт", FIRST, SECOND) == [FIRST, SECOND]
    assert cut("Шеврон", "Лукойл", "Эни", "Шелл", FIRST) == [FIRST]
    owners = ["Доли принадлежат компаниям:", "Шеврон", "Лукойл", "Эни", "Шелл"]
    assert cut(FIRST, *owners) == [FIRST, *owners]
    table = ["Тенгиз 28,9 млн т", "Кашаган 18,8 млн т", "Карачаганак 11,3 млн т", "Итого 59,0 млн т"]
    assert cut(FIRST, *table, SECOND) == [FIRST, *table, SECOND]


def test_comments_go_only_after_the_article() -> None:
    assert cut(FIRST, SECOND, "Комментарии (2)", "Это очень важная новость для всех нас, спасибо.") == [FIRST, SECOND]
    assert cut("Комментарии", FIRST, SECOND, THIRD)[-3:] == [FIRST, SECOND, THIRD]


def test_headlines_after_the_last_paragraph_go() -> None:
    assert cut(FIRST, SECOND, THIRD, *HEADLINES) == [FIRST, SECOND, THIRD]


def test_headings_inside_the_article_stay() -> None:
    assert cut(FIRST, "Что будет с третьим устройством", SECOND) == [FIRST, "Что будет с третьим устройством", SECOND]


def test_every_list_heading_of_the_table_works() -> None:
    for heading in ("Лента новостей", "Ещё новости", "Самое читаемое", "You may also like", "Editor’s picks"):
        assert phrases().heads_list(heading), heading


PIECES = st.sampled_from(
    [
        "Последние новости",
        "20:47СМИ",
        "16:32",
        "Фото: А",
        FIRST,
        SECOND,
        *HEADLINES,
        "Меню",
        "Related",
        "a: b",
        "12:10Х 13:20Y",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=60)), max_size=25))
def test_nothing_is_invented(lines: list[str]) -> None:
    text = normalise("\n".join(lines))
    assert normalise(text) == text
    for line in cut_boilerplate(text).text.split("\n"):
        assert line in text


@pytest.mark.parametrize(
    "text", ["20:47СМИ" * 300_000, FIRST * 30_000, "\n".join(["Новости"] * 50_000), "a" * 2_500_000, "1:1" * 800_000, "Читайте также " * 180_000]
)  # fmt: skip
def test_bounded_time(text: str) -> None:
    start = time.process_time()
    cut_boilerplate(text)
    assert time.process_time() - start < 2
