# ruff: noqa: E501 - sentences and pages stand in one line
"""Russian and English pass; their neighbours are refused by name."""

import pytest

from graph.errors import BadInput
from loaders.documents.language import language_of, mixes_scripts


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Консорциум возобновил отгрузку нефти после ремонта причала в Новороссийске.", "ru"),
        ("КТК остановлен на 30 суток", "ru"),
        ("КОНСОРЦИУМ ВОЗОБНОВИЛ ОТГРУЗКУ НЕФТИ", "ru"),
        ("The consortium resumed loading of crude after repairs at the berth.", "en"),
        ("CPC oil exports recover after SPM-2 repair", "en"),
        ("Компания СPС сообщила, что pипeлaйн Tengiz-Novorossiysk работает в обычном режиме", "ru"),
        ("«ҚазМұнайГаз» сообщил, что экспорт нефти через Актау вырос, а по БТД за год прошло больше, чем в прошлом году, и до конца года компания намерена добавить еще.", "ru"),
    ],
)  # fmt: skip
def test_supported(text: str, lang: str) -> None:
    assert language_of(text) == lang


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("uk", "Консорціум відновив відвантаження нафти після ремонту причалу в Новоросійську."),
        ("be", "Кансорцыум аднавіў адгрузку нафты пасля рамонту прычала ў Новарасійску."),
        ("bg", "Консорциумът възобнови товаренето на петрол след ремонт на кея в Новоросийск."),
        ("sr", "Конзорцијум је наставио утовар нафте након поправке дока у Новоросијску."),
        ("mk", "Конзорциумот го продолжи натоварот на нафта по поправката на докот во Новоросијск."),
        ("kk", "Консорциум Новороссийскідегі айлақ жөндеуден кейін мұнай тиеуді қайта бастады."),
        ("ky", "Консорциум Новороссийсктеги причал оңдолгондон кийин мунай жүктөөнү улантты."),
        ("tg", "Консорсиум пас аз таъмири бандар дар Новороссийск боркунии нафтро аз сар гирифт."),
        ("uz", "Консорциум Новороссийскдаги причал таъмирлангандан сўнг нефт юклашни қайта бошлади."),
        ("tr", "Konsorsiyum rıhtımdaki onarımın ardından petrol yüklemesine yeniden başladı."),
        ("de", "Das Konsortium nahm die Verladung von Rohöl nach Reparaturen wieder auf."),
        ("zh", "里海石油公司恢复了从新罗西斯克港口的石油运输业务。"),
    ],
)
def test_others_are_refused_by_name(name: str, text: str) -> None:
    for length in (1, 6):
        with pytest.raises(BadInput, match=rf"^{name}: not supported"):
            language_of(" ".join([text] * length))


def test_a_declaration_never_overrules_the_text() -> None:
    with pytest.raises(BadInput, match="uk: not supported"):
        language_of("Консорціум відновив відвантаження нафти після ремонту причалу.", "ru")
    with pytest.raises(BadInput, match="kk: not supported"):
        language_of("Любой текст", "kk-KZ")
    with pytest.raises(BadInput, match="no words"):
        language_of("12 345 !!!")


def test_homoglyphs() -> None:
    assert mixes_scripts("Нефть СPС")
    assert not mixes_scripts("ВПУ SPM-1 и КТК (CPC)")
