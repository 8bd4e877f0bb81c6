"""Many ways of saying one thing: each row a sentence in our own words and the claim it makes."""

# ruff: noqa: E501 - one row, one construction

from __future__ import annotations

from typing import Any

import pytest

from tests.loaders.extraction.reading import claims, find

RU = [
    ("Ространснадзор приостановил работу двух из трёх выносных причальных устройств КТК.", "restriction", "cpc_terminal", {"amount": 2, "unit": "mooring", "by": "rostransnadzor"}),
    ("КТК остановил ВПУ-1 и ВПУ-2 по предписанию ведомства.", "suspension", "cpc_spm1 cpc_spm2", {}),
    ("В июле 2022 года суд остановил работу КТК на 30 суток.", "suspension", "cpc", {"amount": 30, "unit": "day", "when": "2022-07"}),
    ("Приостановка отгрузки через терминал КТК вызвана штормом.", "suspension", "cpc_terminal", {}),
    ("Поставки нефти по южной ветке «Дружбы» прекращены с 27 января.", "suspension", "druzhba_s", {"when": "2025-01-27/.."}),
    ("НПС «Кропоткинская» выведена из эксплуатации.", "suspension", "kropotkinskaya", {}),
    ("Перевалка на терминале КТК не прекращалась.", "restriction", "cpc_terminal", {"modality": "denied"}),
    ("Терминал КТК работает в штатном режиме.", "restriction", "cpc_terminal", {"modality": "denied"}),
    ("КТК возобновил отгрузку нефти с ВПУ-1 5 апреля 2025 года.", "resumption", "cpc_spm1", {"when": "2025-04-05"}),
    ("29 ноября безэкипажные катера атаковали ВПУ-2 КТК.", "attack", "cpc_spm2", {"when": "2025-11-29"}),
    ("НПС «Кропоткинская» подверглась атаке семи дронов 17 февраля 2025 года.", "attack", "kropotkinskaya", {"when": "2025-02-17"}),
    ("После шторма были повреждены ВПУ-2 и ВПУ-3.", "accident", "cpc_spm2 cpc_spm3", {"cause": "storm"}),
    ("На нефтепроводе «Дружба» произошла утечка нефти.", "accident", "new:druzhba", {"cause": "spill"}),
    ("Доля КТК в экспорте казахстанской нефти составила 80%.", "share", "cpc", {"amount": 80, "unit": "percent", "of": "KZ"}),
    ("Через КТК идёт более 80% экспорта нефти Казахстана.", "share", "cpc", {"amount": 80, "qualifier": "at_least"}),
    ("Мощность нефтепровода Атырау – Самара составляет 17,5 млн тонн в год.", "capacity", "uas", {"amount": 17.5, "unit": "Mt/y"}),
    ("Протяжённость КТК составляет 1511 км.", "length", "cpc", {"amount": 1511, "unit": "km"}),
    ("В 2024 году по нефтепроводу Атасу – Алашанькоу в Китай поставлено 1,2 млн тонн казахстанской нефти.", "volume", "atasu_alash", {"amount": 1.2, "unit": "Mt", "when": "2024", "origin": "KZ", "destination": "CN"}),
    ("«КазТрансОйл» планирует в 2026 году транспортировать в Германию 1,7 млн тонн нефти по нефтепроводу «Дружба».", "volume", "new:druzhba", {"amount": 1.7, "modality": "plan", "when": "2026"}),
    ("Казахстан может увеличить прокачку по БТД до 20 млн тонн в год.", "volume", "btc", {"amount": 20, "modality": "possible"}),
    ("Казахстан в 2024 году добыл 87,7 млн тонн нефти.", "production", "KZ", {"amount": 87.7, "when": "2024"}),
    ("Добыча на Кашагане составила 18,4 млн тонн.", "production", "kashagan_field", {"amount": 18.4}),
    ("Из-за атаки на терминал КТК Казахстан потерял 480 тыс. тонн нефти.", "loss", "cpc_terminal", {"amount": 480, "unit": "kt"}),
    ("Equinor продала 8,71% в проекте Баку – Тбилиси – Джейхан.", "ownership_change", "btc", {"amount": 8.71, "seller": "equinor"}),
    ("Оператором БТД является компания BP.", "operation", "btc", {"operator": "bp"}),
    ("Chevron и ExxonMobil участвуют в разработке Тенгиза.", "participation", "tengiz_field", {"company": "exxon"}),
    ("Нефтепровод Баку – Супса соединяет Сангачальский терминал с портом Супса.", "course", "wrep", {"to": "supsa"}),
    ("«КазМунайГаз» экспортирует нефть через Грузию и Азербайджан по трубопроводу Баку – Тбилиси – Джейхан.", "route", "kmg", {"via": "btc", "through": "GE"}),
    ("Казахстан намерен вывозить уран в обход России.", "route", "KZ", {"avoiding": "RU", "modality": "plan"}),
    ("Казахстан перенаправил часть нефти с КТК на нефтепровод Баку – Тбилиси – Джейхан.", "reroute", "KZ", {"from": "cpc", "to": "btc"}),
    ("Танкер «Тараз» с 7 тыс. тонн нефти вышел из Актау 23 марта 2023 года.", "shipment", "aktau", {"vessel": "new:Тараз", "when": "2023-03-23"}),
    ("Суд оштрафовал КТК на 200 тыс. рублей.", "ruling", "cpc", {"outcome": "fine", "amount": 200000, "unit": "rub"}),
    ("Краснодарский краевой суд отменил приостановку работы КТК.", "ruling", "cpc", {"outcome": "overturn"}),
    ("США ввели санкции против «Роснефти» и «Лукойла» 22 октября 2025 года.", "sanction", "rosneft lukoil", {"by": "US", "when": "2025-10-22"}),
    ("Минфин США выдал лицензию, разрешающую операции с КТК.", "exemption", "cpc", {"by": "US"}),
    ("Токаев поручил «КазМунайГазу» диверсифицировать маршруты.", "instruction", "kmg", {"by": "new:Касым-Жомарт Токаев"}),
    ("Нефтепровод Баку – Супса был введён в эксплуатацию в 1999 году.", "commissioning", "wrep", {"when": "1999"}),
    ("Казахстан намерен построить нефтепровод Ескене – Курык.", "expansion", "eskene_kuryk", {"modality": "plan"}),
    ("ВПУ-3 находится на плановом ремонте, который продлится до двух месяцев.", "repair", "cpc_spm3", {"amount": 2, "unit": "month"}),
    ("Тенгиз — крупнейшее месторождение Казахстана.", "rank", "tengiz_field", {"in": "KZ"}),
    ("Государственная компания «КазМунайГаз» увеличила прибыль.", "ownership", "kmg", {"owner": "kz_state"}),
]  # fmt: skip

EN = [
    ("Russia has shut down two out of three moorings at the CPC terminal.", "restriction", "cpc_terminal", {"amount": 2, "unit": "mooring", "by": "RU"}),
    ("Shipments through the southern branch of the Druzhba pipeline were suspended on January 27.", "suspension", "druzhba_s", {"when": "2025-01-27"}),
    ("The CPC terminal has suspended loadings since April 10 owing to a storm.", "suspension", "cpc_terminal", {"when": "2025-04-10/.."}),
    ("SPM-2 remains offline after the strike.", "suspension", "cpc_spm2", {}),
    ("CPC denied that loading had been suspended.", "suspension", "cpc_terminal", {"modality": "denied"}),
    ("The attack did not affect CPC shipments.", "restriction", "cpc", {"modality": "denied"}),
    ("Loadings at the CPC terminal resumed on July 6.", "resumption", "cpc_terminal", {"when": "2025-07-06"}),
    ("Drones attacked the Kropotkinskaya pumping station on February 17, 2025.", "attack", "kropotkinskaya", {"when": "2025-02-17"}),
    ("A storm damaged SPM-2 and SPM-3 in March 2022.", "accident", "cpc_spm2 cpc_spm3", {"cause": "storm", "when": "2022-03"}),
    ("The CPC pipeline carries about 80% of Kazakhstan's oil exports.", "share", "cpc", {"amount": 80, "of": "KZ"}),
    ("BTC's throughput capacity is 1.2 million barrels per day or 50 million tons per year.", "capacity", "btc", {"amount": 1.2, "unit": "mb/d"}),
    ("The length of the Tengiz – Novorossiysk pipeline is 1,511 km.", "length", "cpc", {"amount": 1511}),
    ("CPC exported more than 63 million metric tons of oil in 2024.", "volume", "cpc", {"amount": 63, "when": "2024", "qualifier": "at_least"}),
    ("The Kazakh authorities plan to deliver 1.2 mln tons of oil to Germany via the Druzhba pipeline in 2026.", "volume", "new:druzhba", {"modality": "plan", "destination": "DE", "when": "2026"}),
    ("Kazakhstan could send up to 20 million tons of oil a year through BTC.", "volume", "btc", {"modality": "possible", "unit": "Mt/y"}),
    ("Oil production at Tengiz reached 27.8 million tonnes in 2024.", "production", "tengiz_field", {"amount": 27.8}),
    ("Equinor sold its 8.71 percent stake in the Baku-Tbilisi-Ceyhan pipeline to ONGC Videsh.", "ownership_change", "btc", {"buyer": "ongc", "amount": 8.71}),
    ("bp operates the BTC pipeline.", "operation", "btc", {"operator": "bp"}),
    ("Kazakhstan redirected oil from CPC to the BTC pipeline.", "reroute", "KZ", {"from": "cpc", "to": "btc"}),
    ("Kazatomprom plans to ship uranium via the Trans-Caspian route, bypassing Russia.", "route", "kap", {"avoiding": "RU", "modality": "plan"}),
    ("The tanker President Heydar Aliyev left Aktau on March 23, 2023.", "shipment", "aktau", {"vessel": "new:President Heydar Aliyev"}),
    ("SOCAR and KazMunayGas agreed to increase transit via BTC to 2.2 million tons a year.", "agreement", "btc", {"parties": "kmg", "amount": 2.2}),
    ("A Russian court overturned the suspension of CPC.", "ruling", "cpc", {"outcome": "overturn"}),
    ("OFAC designated Rosneft and Lukoil on October 22, 2025.", "sanction", "rosneft lukoil", {"by": "ofac", "when": "2025-10-22"}),
    ("OFAC issued General License 124B authorizing transactions related to CPC and Tengizchevroil.", "exemption", "cpc tco", {}),
    ("Tokayev instructed KazMunayGas to diversify its routes.", "instruction", "kmg", {"by": "new:Kassym-Jomart Tokayev"}),
    ("The Baku-Supsa pipeline was opened in 1999.", "commissioning", "wrep", {"when": "1999"}),
    ("The mooring SPM-2 will be replaced in 2026.", "repair", "cpc_spm2", {"modality": "plan", "when": "2026"}),
    ("CPC's throughput capacity was expanded to 83 million tons a year.", "expansion", "cpc", {"amount": 83}),
    ("Tengiz is Kazakhstan's largest oil field.", "rank", "tengiz_field", {"in": "KZ"}),
    ("The state-owned KazMunayGas reported its results.", "ownership", "kmg", {"owner": "kz_state"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "sentence", "kind", "about", "more"), [("ru", *row) for row in RU] + [("en", *row) for row in EN]
)
def test_a_sentence_makes_its_claim(lang: str, sentence: str, kind: str, about: str, more: dict[str, Any]) -> None:
    claim = find(claims(lang, sentence), kind, *about.split())
    more = dict(more)
    assert claim.modality.value == more.pop("modality", "fact")
    if "when" in more:
        assert claim.when == more.pop("when")
    if "amount" in more:
        assert claim.value is not None
        assert claim.value.amount == more.pop("amount")
    if "unit" in more:
        assert claim.value is not None
        assert claim.value.unit == more.pop("unit")
    if "qualifier" in more:
        assert claim.value is not None
        assert claim.value.about == more.pop("qualifier")
    for role, filler in more.items():
        assert filler in claim.role(role), (role, claim.roles)
    assert claim.quote == sentence


SILENT = [
    ("ru", "Необходимо искать новые пути, считает эксперт."),
    ("ru", "Остановит ли КТК отгрузку?"),
    ("ru", "Если КТК остановит отгрузку, цены вырастут."),
    ("ru", "Президент встретился с послом США в Астане."),
    ("ru", "Цены на нефть выросли на 3%."),
    ("en", "Would CPC stop loadings?"),
    ("en", "The minister met the ambassador in Astana."),
    ("en", "Kazakhstan should diversify, an analyst argued."),
    ("en", "Oil prices rose 2 percent on Monday."),
]


@pytest.mark.parametrize(("lang", "sentence"), SILENT)
def test_what_is_no_statement_makes_no_claim(lang: str, sentence: str) -> None:
    assert claims(lang, sentence) == []
