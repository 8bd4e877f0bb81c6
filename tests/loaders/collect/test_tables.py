"""Tables, release files and folders as configured sources, through a whole refresh into a real store."""

from __future__ import annotations

import csv
import io
import json
from importlib.resources import files
from pathlib import Path

from openpyxl import Workbook  # type: ignore[import-untyped]

from graph.store import Store
from graph.store.view import claims_of, documents_of
from loaders.sources.model import releases
from tests import internet as net
from tests.loaders.collect.world import STOP, World

HEADER = ["ProjectID", "PipelineName", "SegmentName", "Fuel", "Status", "Owner", "CountriesOrAreas", "CapacityBOEd",
          "LengthMergedKm"]  # fmt: skip
CPC = ["P0646", "CPC", "", "Oil", "operating", "CPC", "Kazakhstan, Russia", 1_400_000, 1511]
FAR = ["P9999", "Some Line", "", "Oil", "cancelled", "X", "Canada", 10_000, 20]


def release(*rows: list[object]) -> bytes:
    book, packed = Workbook(), io.BytesIO()
    for row in (HEADER, *rows):
        book.active.append(row)
    book.save(packed)
    return packed.getvalue()


def test_a_release_file_by_its_address(world: World, store: Store) -> None:
    world.source("goit", "/goit.xlsx", kind="gem", release="oil-pipelines", trust="low", interval="1d")
    world.internet.paths["/goit.xlsx"] = net.with_etag(release(CPC, FAR))
    report, collected = world.refresh(store)
    assert (report.stopped, collected.notes()) == ([], [])
    said = sorted(
        (one.type, one.about[0], one.value and round(one.value.amount), int(one.trust)) for one in claims_of(store)
    )
    assert said == [("capacity", "cpc", 1400, 1), ("length", "cpc", 1511, 1), ("status", "cpc", None, 1)]
    assert documents_of(store)[0].title == "Global Energy Monitor, Global Oil Infrastructure Tracker"
    world.later(days=1)
    assert world.refresh(store)[0].writes == 0
    world.internet.paths["/goit.xlsx"] = net.text(release([*CPC[:4], "retired", *CPC[5:7], "", ""], FAR))
    world.later(days=1)
    report, _ = world.refresh(store)
    assert [(one.action, one.claims_removed) for one in report.items] == [("changed", 3)]
    assert [one.role("status") for one in claims_of(store)] == [("decommissioned",)]
    world.internet.paths["/goit.xlsx"] = net.text(b"<html>we have moved our files</html>")
    world.later(days=1)
    report, _ = world.refresh(store)
    assert "the table has no rows" in report.quarantined[0].reason
    assert len(claims_of(store)) == 1, "what it said before stays"


def test_fields_are_known_by_the_ids_of_their_release(world: World, store: Store) -> None:
    world.source("goget", "/goget.csv", kind="gem", release="oil-gas-fields", trust="low")
    world.internet.paths["/goget.csv"] = net.text(
        b"country/area,wiki-name,status,unit-id\nKazakhstan,Tengiz Oil and Gas Field (Kazakhstan),operating,OG0012591\n"
        b"Kazakhstan,Kalamkas Sea Oil and Gas Field (Kazakhstan),in_development,OG0020346\nRussia,X,operating,OG1\n"
    )
    world.refresh(store)
    said = {(one.about[0], one.type, one.role("status")) for one in claims_of(store)}
    assert said == {
        ("tengiz_field", "status", ("operating",)), ("kalamkas_sea_field", "status", ("under_construction",)),
    }  # fmt: skip


def test_every_thing_of_a_release_stands_in_our_tables() -> None:
    for release in releases().values():
        with files("loaders.reference").joinpath("tables", f"{release['table']}.csv").open(encoding="utf-8") as table:
            ours = {row["id"] for row in csv.DictReader(table)}
        assert ours >= set(release.get("things", {}).values())


def test_a_table_by_its_address_may_not_tell_of_events(world: World, store: Store) -> None:
    columns = {"entity": "Line", "operator": "Run by", "when": "Since"}
    world.source("runs", "/t.csv", kind="table", table="operators", columns=columns, trust="low")
    world.internet.paths["/t.csv"] = net.text(b"Line,Run by,Since\nbtc,bp,2006/..\nbtc,nobody_known,\n")
    report, _ = world.refresh(store)
    assert [(one.type, one.about, int(one.trust)) for one in claims_of(store)] == [("operation", ("btc",), 1)]
    assert [(one.place, one.reason) for one in report.quarantined] == [("line 3", 'no table has the id "nobody_known"')]
    columns = {one: one for one in ("id", "type", "about", "when", "modality", "summary_en")}
    world.source("happened", "/e.csv", kind="table", table="events", columns=columns)
    world.internet.paths["/e.csv"] = net.text(
        b"id,type,about,when,modality,summary_en\ne1,ruling,cpc,2022-07-05,fact,A court stopped it.\n"
    )
    _, collected = world.refresh(store)
    assert collected.notes() == ['a claim of the type ruling refused: "happened" may not say that (see its may_say)']
    assert {one.type for one in claims_of(store)} == {"operation"}


def test_a_local_table_and_a_folder(world: World, store: Store, tmp_path: Path) -> None:
    table, folder = tmp_path / "t.csv", tmp_path / "news"
    table.write_text("entity,operator\nbtc,bp\n", "utf-8")
    folder.mkdir()
    article = {"id": "a", "lang": "en", "published": "2025-11-30", "title": "CPC", "text": STOP}
    (folder / "a.jsonl").write_text(json.dumps(article), "utf-8")
    world.source("runs", str(table), kind="table", table="operators", address=str(table))
    world.source("own", str(folder), kind="folder", address=str(folder), outlet="Our desk", may_say=["attack"])
    report, collected = world.refresh(store)
    assert {(one.type, one.item.rpartition("/")[2]) for one in claims_of(store)} == {
        ("operation", "operators"), ("attack", "a.jsonl#a"),
    }  # fmt: skip
    assert "Our desk" in {one.outlet for one in documents_of(store)}
    assert len(collected.notes()) == 1
    assert world.refresh(store)[0].writes == 0
    table.unlink()
    report, _ = world.refresh(store)
    assert report.stopped == [f"runs: cannot be read (there is no file {table}); nothing of it was changed."]
    assert report.writes == 0
