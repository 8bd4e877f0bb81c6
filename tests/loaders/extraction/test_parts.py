"""The parts alone: names, sentences, trees, attribution, the command."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from graph.model.vocabulary import claim_types
from loaders.extraction.frames import frames
from loaders.extraction.names import nominative
from loaders.extraction.sentences import split
from loaders.extraction.trees import break_cycles
from loaders.resolve.gazetteer import gazetteer, kinds
from tests.loaders.extraction.reading import claims, find


def names(lang: str, text: str, *known: str) -> list[tuple[str, ...]]:
    return [f.ids for f in gazetteer(lang).find(text, frozenset(known))]


def test_names_in_their_forms() -> None:
    assert names("ru", "по трубопроводу Баку - Тбилиси - Джейхан") == [("btc",)]
    assert names("ru", "«КазМунайГазу» и КМГ") == [("kmg",), ("kmg",)]
    assert names("en", "the Baku-Tbilisi-Ceyhan (BTC) pipeline") == [("btc",)]
    assert names("ru", "Атырау, Самара") == [("atyrau",), ("samara",)]
    assert names("ru", "дружба народов") == []
    assert names("ru", "терминал в Новороссийске", "cpc") == [("cpc_terminal",)]
    assert names("ru", "терминал в Новороссийске") == [("sheskharis",)]


def test_misspelt_names_are_known() -> None:
    assert names("ru", "Каспийского трубопродного консорциума, из Новоросийска") == [("cpc",), ("sheskharis",)]
    assert names("en", "the Caspian Pipline Consortium, at Novorossisk") == [("cpc",), ("sheskharis",)]
    assert names("ru", "по системе KTK") == [("cpc",)]


def test_mixed_scripts_are_folded_and_flagged() -> None:
    (found,) = gazetteer("ru").find("отгрузка СPС выросла")
    assert (found.ids, found.mixed) == (("cpc",), True)


def test_every_alias_has_a_kind() -> None:
    known = kinds()
    for lang in ("ru", "en"):
        for alias in gazetteer(lang).aliases():
            assert all(i in known or i.startswith("new:") for i in alias.ids), alias


def test_every_article_type_has_a_way_to_be_said() -> None:
    said = {frame.type for frame in frames()} | {"rank", "ownership"}
    assert said == {name for name, kind in claim_types().items() if not kind.tables_only}


def test_sentences_keep_abbreviations_whole() -> None:
    text = "Заголовок\nОколо 12 тыс. тонн ушло в порт. Танкер вышел 5 мая 2022 г. из Актау."
    found = split(text)
    assert [s.text for s in found][1:] == ["Около 12 тыс. тонн ушло в порт.", "Танкер вышел 5 мая 2022 г. из Актау."]
    assert all(text[s.start : s.end] == s.text for s in found)


def test_cycles_are_broken_into_one_tree() -> None:
    heads = break_cycles([1, 0, 2, 2, 7])
    for start in range(len(heads)):
        index = start
        seen: set[int] = set()
        while heads[index] != index:
            assert index not in seen
            seen.add(index)
            index = heads[index]
        assert index == 2


def test_a_person_in_the_nominative() -> None:
    assert nominative("Касым-Жомарта Токаева") == "Касым-Жомарт Токаев"
    assert nominative("Магзумом Мирзагалиевым") == "Магзум Мирзагалиев"


def test_the_speaker_is_named_and_goes_on() -> None:
    text = "По словам министра Болата Акчулакова, КТК возобновил отгрузку. Министр отметил, что ВПУ-2 остановлено."
    found = claims("ru", text)
    assert find(found, "resumption").said_by == ("new:Болат Акчулаков",)
    assert find(found, "suspension").said_by == ("new:Болат Акчулаков",)


def test_one_event_told_twice_is_one_claim() -> None:
    text = "CPC suspended loadings on November 29.\nLoadings at the CPC terminal were suspended on November 29."
    assert len([c for c in claims("en", text) if c.type == "suspension" and c.about == ("cpc_terminal",)]) == 1


def test_shares_in_a_list() -> None:
    text = "Акционерами КТК являются:\n- ПАО «Транснефть» (24%);\n- АО НК «КазМунайГаз» (19%);\n- Chevron (15%)."
    found = {c.first("owner"): c.value.amount for c in claims("ru", text) if c.type == "ownership" and c.value}
    assert found == {"transneft": 24, "kmg": 19, "chevron": 15}


def test_reading_twice_gives_the_same() -> None:
    text = "CPC exported 63 million tons of oil in 2024. Drones attacked the CPC terminal on November 29."
    assert claims("en", text) == claims("en", text)
    assert len(claims("en", text)) == 2


def test_the_command_prints_the_contract(tmp_path: Path) -> None:
    from typer import Typer

    from loaders.extraction.commands import extract

    app = Typer()
    app.command()(extract)
    page = tmp_path / "page.txt"
    page.write_text(
        "Новости нефтепроводов\nРоссия приостановила отгрузку казахстанской нефти с ВПУ-2 КТК в июле 2022 года.",
        "utf-8",
    )
    done = CliRunner().invoke(app, [str(page), "--format", "jsonl"])
    row = json.loads(done.stdout)
    assert (row["type"], row["about"], row["when"], row["roles"]["by"]) == (
        "suspension",
        ["cpc_spm2"],
        "2022-07",
        ["RU"],
    )
    assert done.exit_code == 0
    missing = CliRunner().invoke(app, [str(tmp_path / "none.txt")])
    assert missing.exit_code == 1
    assert "none.txt" in missing.stderr
