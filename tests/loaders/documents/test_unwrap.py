"""Lines broken to a width become paragraphs again; breaks that someone chose stay."""

import time

from hypothesis import given
from hypothesis import strategies as st

from loaders.documents.unwrap import unwrap

CABLE = """AKTAU: A PORT FULL TO THE BRIM

1. Tankers waited for a berth at the port for most of the
week, an official of the harbour told the visitors, and some
of the oil was sent by rail instead. He expects relief by June

15. The second pier opens in the autumn.

SHIPS AND RAILS
---------------

2. Barges carry what the tankers leave, and rail takes what
the barges leave.
- one list
- another list"""


def test_a_wrapped_text_gets_its_sentences_back() -> None:
    lines = [line for line in unwrap(CABLE).split("\n") if line]
    assert lines == [
        "AKTAU: A PORT FULL TO THE BRIM",
        "1. Tankers waited for a berth at the port for most of the week, an official of the harbour told the visitors,"
        " and some of the oil was sent by rail instead. He expects relief by June 15. The second pier opens in the"
        " autumn.",
        "SHIPS AND RAILS",
        "---------------",
        "2. Barges carry what the tankers leave, and rail takes what the barges leave.",
        "- one list",
        "- another list",
    ]


def test_russian_letters_are_joined_too() -> None:
    text = (
        "Письмо из порта\n\nТанкеры стояли на рейде почти неделю, рассказал начальник\n"
        "смены, и часть груза пришлось отправить по железной\nдороге. Осенью откроется второй причал, и тогда судам\n"
        "не придётся ждать.\n\nНачальник смены"
    )
    joined = [line for line in unwrap(text).split("\n") if line]
    assert joined[1].startswith("Танкеры стояли") and joined[1].endswith("не придётся ждать.")
    assert joined[0] == "Письмо из порта" and joined[2] == "Начальник смены"


def test_breaks_that_someone_chose_stay() -> None:
    menu = "Главная\nНовости\nЭкономика\nКазахстан отправил первую партию\nнефть\nПодписаться\nО нас"
    paragraphs = "Порт открыт.\nСуда идут по расписанию.\nПричал закрыт\nДругая новость о порте и его делах"
    assert unwrap(menu) == menu
    assert unwrap(paragraphs) == paragraphs


def test_a_quotation_goes_on_after_its_comma() -> None:
    text = "“The berth stays closed,”\nthe company wrote.\nNobody was hurt."
    assert unwrap(text) == "“The berth stays closed,” the company wrote.\nNobody was hurt."


@given(st.text(alphabet="aб ,.\n\r-1A"))
def test_no_word_is_lost(text: str) -> None:
    assert "".join(unwrap(text).split()) == "".join(text.split())


def test_a_long_text_takes_bounded_time() -> None:
    start = time.process_time()
    unwrap("the line goes on and on until it is as wide as all the others are\n" * 60_000)
    assert time.process_time() - start < 3


def test_a_link_on_a_line_of_its_own_is_part_of_its_sentence() -> None:
    text = "The line is the main way out for\nKazakhstan\n, and it carries most of the exports."
    assert unwrap(text).split("\n")[-1] == "Kazakhstan, and it carries most of the exports."
