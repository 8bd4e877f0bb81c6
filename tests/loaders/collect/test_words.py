"""What counts as a reprint: measured on pairs written for it."""

from __future__ import annotations

import pytest

from loaders.collect.words import REPRINT, alike_to, likeness, signature_of
from tests.loaders.collect.world import COURT, STOP

RUSSIAN = (
    "Погрузка на терминале Каспийского трубопроводного консорциума под Новороссийском остановлена в субботу после "
    "удара морского беспилотника. Повреждено выносное причальное устройство, танкеры отведены, пострадавших нет. "
    "Экспорт из Казахстана продолжится через второе устройство, но объёмы сократятся примерно на треть. Осмотр намечен "
    "на следующую неделю, если позволит погода. В министерстве энергетики заявили, что рассматривают другие маршруты."
)
REPRINTS = {
    "shortened": (STOP, ". ".join(STOP.split(". ")[:3])),
    "another beginning and end": (STOP, f"News from the Black Sea. {STOP} Rail operators were asked for more wagons."),
    "lightly edited": (STOP, STOP.replace("on 29 November 2025", "on Saturday").replace("nobody was", "no one was")),
    "another case and other signs": (STOP, STOP.upper().replace(",", " -")),
    "Russian, shortened": (RUSSIAN, ". ".join(RUSSIAN.split(". ")[:3])),
    "Russian, edited": (RUSSIAN, RUSSIAN.replace("в субботу", "29 ноября").replace("В министерстве", "В Минэнерго")),
}
REPORTS = {
    "one event in other words": (
        STOP,
        "The consortium that runs the pipeline from Tengiz halted tanker loading at its Black Sea port on 29 November "
        "2025, when naval drones damaged a mooring. Nobody was hurt, it said. Kazakhstan called the attack on the CPC "
        "terminal unacceptable, and its producers are looking at the line to Baku and at rail to China instead.",
    ),
    "another event, one company": (STOP, COURT),
    "Russian, one event in other words": (
        RUSSIAN,
        "КТК прекратил отгрузку нефти: в ночь на субботу безэкипажный катер подорвал одно из трёх причальных "
        "устройств. Консорциум сообщил, что люди не пострадали, а нефть разлиться не успела. Производители получат "
        "меньше танкеров и уже ищут, как отправить часть сырья по железной дороге и через Баку.",
    ),
    "one text in two languages": (STOP, RUSSIAN),
}


@pytest.mark.parametrize(("left", "right"), REPRINTS.values(), ids=REPRINTS)
def test_a_reprint_is_told(left: str, right: str) -> None:
    assert likeness(signature_of(left), signature_of(right)) >= REPRINT + 0.05


@pytest.mark.parametrize(("left", "right"), REPORTS.values(), ids=REPORTS)
def test_a_report_in_other_words_is_none(left: str, right: str) -> None:
    assert likeness(signature_of(left), signature_of(right)) <= 0.15


def test_a_headline_is_like_nothing() -> None:
    assert signature_of("CPC stops loading") == b""
    assert likeness(b"", signature_of(STOP)) == likeness(signature_of(STOP), b"") == 0
    signatures = {"a": signature_of(STOP), "b": b"", "c": signature_of(COURT)}
    assert alike_to(signature_of(STOP), signatures) == [("a", 1.0)]
