"""Events and routes said in many ways: each row a text in our own words and the claim it makes."""

# ruff: noqa: E501 - one row, one construction

from __future__ import annotations

import pytest

from tests.loaders.extraction.reading import claims, find

ROWS = [
    ("ru", "После шторма на терминале КТК порваны шланги. Терминал вставал из-за непогоды на два дня.", "suspension", "cpc_terminal", "fact"),
    ("ru", "Прокачка по нефтепроводу Атырау – Самара стоит с 3 ноября.", "suspension", "uas", "fact"),
    ("ru", "НПС «Кропоткинская» простаивает вторую неделю.", "suspension", "kropotkinskaya", "fact"),
    ("ru", "Взрыв лишил терминал КТК причала ВПУ-2.", "suspension", "cpc_spm2", "fact"),
    ("ru", "Нефть по южной ветке «Дружбы» не поступает с января.", "suspension", "druzhba_s", "fact"),
    ("ru", "ВПУ-1 возвращено в эксплуатацию 5 ноября.", "resumption", "cpc_spm1", "fact"),
    ("ru", "ВПУ-3 снова ввели в работу 5 ноября.", "resumption", "cpc_spm3", "fact"),
    ("ru", "Терминал КТК уже месяц обходится одним причалом.", "restriction", "cpc_terminal", "fact"),
    ("ru", "На экспорте Казахстана авария не отразилась.", "restriction", "KZ", "denied"),
    ("ru", "Беспилотники поразили станции «Мшинская» и НПС-9.", "attack", "new:Мшинская new:НПС-9", "fact"),
    ("ru", "29 ноября морские дроны уничтожили ВПУ-2.", "attack", "cpc_spm2", "fact"),
    ("ru", "У причалов терминала КТК нашли мину времён войны.", "accident", "cpc_terminal", "fact"),
    ("ru", "На ВПУ-2 меняют шланги.", "repair", "cpc_spm2", "fact"),
    ("ru", "«КазМунайГаз» обсуждает расширение трубы Кенкияк – Кумколь до 15 млн тонн.", "expansion", "kenk_kumkol", "possible"),
    ("ru", "Минфин США выдал лицензию немецким активам «Роснефти».", "exemption", "rosneft_de", "fact"),
    ("en", "The storm brought loading at the CPC terminal to a standstill.", "suspension", "cpc_terminal", "fact"),
    ("en", "The Odesa-Brody pipeline lies idle.", "suspension", "odesa_brody", "fact"),
    ("en", "SPM-1 was withdrawn from use in August 2022.", "suspension", "cpc_spm1", "fact"),
    ("en", "No oil has flowed through the southern Druzhba since January 27.", "suspension", "druzhba_s", "fact"),
    ("en", "Mooring No. 3 was put back into service on 25 January.", "resumption", "cpc_spm3", "fact"),
    ("en", "Loading at Ceyhan did not resume until 24 July.", "resumption", "ceyhan", "fact"),
    ("en", "The CPC terminal spent two weeks on a single mooring.", "restriction", "cpc_terminal", "fact"),
    ("en", "On 24 September drones damaged the Caspian Pipeline Consortium's office in Novorossiysk.", "attack", "cpc", "fact"),
    ("en", "Naval drones wrecked SPM-2 on 29 November.", "attack", "cpc_spm2", "fact"),
    ("en", "The drone raid which hit the Sheskharis terminal injured five people.", "attack", "sheskharis", "fact"),
    ("en", "The pipeline from Atasu to Alashankou is owned by two partners.", "course", "atasu_alash", "fact"),
    ("en", "Lukoil is under American sanctions.", "sanction", "lukoil", "fact"),
    ("en", "KazMunayGas was told to study a Caspian route.", "instruction", "kmg", "fact"),
    ("en", "CPC's pipeline has been enlarged.", "expansion", "cpc", "fact"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "kind", "about", "modality"), ROWS)
def test_an_event_makes_its_claim(lang: str, text: str, kind: str, about: str, modality: str) -> None:
    claim = find(claims(lang, text), kind, *about.split())
    assert claim.modality.value == modality


SILENT = [
    ("ru", "Пожар в Новороссийске не связан с КТК.", "accident"),
    ("ru", "Стоит отметить, что прокачка выросла.", "suspension"),
    ("ru", "Казахстанская нефть не пойдёт в Германию по «Дружбе».", "route"),
    ("en", "A Paris court ruled in favour of the company that runs BTC.", "ruling"),
]


@pytest.mark.parametrize(("lang", "text", "kind"), SILENT)
def test_no_event_is_read_into_a_text(lang: str, text: str, kind: str) -> None:
    assert [c for c in claims(lang, text) if c.type == kind] == []


def test_a_dateline_is_no_part_of_the_first_sentence() -> None:
    found = claims("en", "AKTAU, 26 January - The tanker Taraz left Aktau on 25 January.", "2023-01-26")
    claim = find(found, "shipment", "aktau")
    assert claim.quote == "The tanker Taraz left Aktau on 25 January."
    assert claim.when == "2023-01-25"
