"""Tables in three forms, their columns brought to ours, and sitemaps."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date

import openpyxl  # type: ignore[import-untyped]
import pytest

from graph.errors import BadInput
from loaders.sources.check import checked
from loaders.sources.mapping import map_columns, read_table
from loaders.sources.rows import read_rows
from loaders.sources.sitemap import read_sitemap

TODAY = date(2026, 3, 10)
ROWS = [{"Line": "БТД", "km": "1768"}, {"Line": "КТК", "km": "1511"}]


def xlsx(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


LINES: list[list[object]] = [["Line", "km"], ["БТД", 1768.0], [None, None], ["КТК", 1511]]
FORMS = {
    "CSV": "Line,km\nБТД,1768\n\nКТК,1511\n".encode(),
    "CSV of an office in Russia": "Line;km\r\nБТД;1768\r\nКТК;1511\r\n".encode("utf-8-sig"),
    "tabs": "Line\tkm\nБТД\t1768\nКТК\t1511".encode(),
    "XLSX": xlsx(("Data", LINES), ("About", [["x"]])),
    "GeoJSON": json.dumps(
        {"type": "FeatureCollection", "features": [
            {"properties": {"Line": "БТД", "km": 1768.0}, "geometry": {"type": "LineString", "coordinates": [[1, 2]]}},
            {"properties": {"Line": "КТК", "km": 1511}, "geometry": None},
        ]}
    ).encode(),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_rows(form: str) -> None:
    assert read_rows(FORMS[form]) == ROWS


def test_a_sheet_is_chosen_by_name() -> None:
    data = xlsx(("About", [["note"], ["read me"]]), ("Pipelines", LINES))
    assert read_rows(data, "Pipelines") == ROWS
    with pytest.raises(BadInput, match='no sheet "Lines"; its sheets are: About, Pipelines'):
        read_rows(data, "Lines")


def test_a_point_brings_its_place() -> None:
    feature = {"properties": {"name": "Aktau"}, "geometry": {"type": "Point", "coordinates": [51.15, 43.6]}}
    assert read_rows(json.dumps({"features": [feature]}).encode()) == [
        {"name": "Aktau", "longitude": "51.15", "latitude": "43.6"}
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 nothing", "no readable XLSX"),
        (b'{"type": "Feature"}', "no GeoJSON"),
        (b"a,b,a\n1,2,3\n", "two columns have the same name"),
        (b" , \n1,2\n", "names no columns"),
        (b"%PDF-1.7", "a PDF"),
        (b"a\n" + b"1\n" * 200_001, "more than the 200000 rows"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_rows(data)


TABLE = {"kind": "table", "address": "t.csv", "outlet": "T", "trust": "low", "table": "pipelines"}
GEM = {"kind": "gem", "address": "g.xlsx", "outlet": "Global Energy Monitor", "trust": "medium"}


def test_columns_are_mapped_as_the_source_says() -> None:
    mapped = map_columns(checked("t", {**TABLE, "columns": {"name_ru": "Line"}}), ROWS)
    assert (mapped.rows, mapped.left_out) == (({"name_ru": "БТД"}, {"name_ru": "КТК"}), ("km",))
    with pytest.raises(BadInput, match='no column "Name"; its columns are: Line, km'):
        map_columns(checked("t", {**TABLE, "columns": {"name_ru": "Name"}}), ROWS)
    with pytest.raises(BadInput, match="no rows"):
        map_columns(checked("t", TABLE), [])


@pytest.mark.parametrize("countries", ["Countries", "CountriesOrAreas"])
def test_a_release_of_pipelines_is_read_under_the_names_of_its_time(countries: str) -> None:
    pipelines: list[list[object]] = [
        ["ProjectID", "PipelineName", "SegmentName", "Status", "Fuel", countries, "CapacityBOEd", "WKTFormat"],
        ["P0547", "BTC", "", "operating", "Oil", "AZ", 1e6, "L"],
    ]
    data = xlsx(("About", [["x"]]), ("Pipelines 2024-12-17", pipelines))
    source = checked("goit", {**GEM, "release": "oil-pipelines"})
    mapped = read_table(source, data)
    assert mapped.table == "pipelines"
    assert mapped.credit == "Global Energy Monitor, Global Oil Infrastructure Tracker"
    assert mapped.rows == ({
        "gem_id": "P0547", "name_en": "BTC", "segment": "", "commodity": "Oil", "status": "operating",
        "countries": "AZ", "capacity_boed": "1000000",
    },)  # fmt: skip
    assert mapped.left_out == ("WKTFormat",)


def test_a_release_of_fields_and_a_file_that_is_none() -> None:
    source = checked("goget", {**GEM, "release": "oil-gas-fields"})
    data = b"country/area,wiki-name,status,lat,lng,unit-id\nKazakhstan,Tengiz,operating,45.9,53.4,OG1\n"
    row = map_columns(source, read_rows(data)).rows[0]
    assert row == {
        "gem_id": "OG1", "name_en": "Tengiz", "country": "Kazakhstan", "status": "operating", "latitude": "45.9",
        "longitude": "53.4",
    }  # fmt: skip
    with pytest.raises(BadInput, match='no release file of oil-gas-fields: it has no column "Unit ID or unit-id"'):
        map_columns(source, ROWS)


NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/a?utm_source=x</loc><lastmod>2026-03-09</lastmod></url>
<url><loc> https://news.example/b </loc><lastmod>2026-03-01</lastmod>
  <news:news><news:publication><news:language>ru</news:language></news:publication>
  <news:publication_date>2026-03-08T10:00:00+05:00</news:publication_date><news:title>Нефть</news:title></news:news></url>
<url><loc>https://news.example/a</loc></url><url><loc>mailto:x</loc></url><url><loc>https://news.example/</loc></url>
</urlset>"""


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_lists_each_page_once_newest_first(packed: bool) -> None:
    data = gzip.compress(NEWS.encode()) if packed else NEWS.encode()
    found = read_sitemap(data, "", TODAY).listing.items
    assert [(one.link, one.title, one.published, one.language) for one in found] == [
        ("https://news.example/a?utm_source=x", "", "2026-03-09", None),
        ("https://news.example/b", "Нефть", "2026-03-08", "ru"),
    ]


def test_an_index_names_further_sitemaps() -> None:
    index = "<sitemapindex><sitemap><loc>https://news.example/1.xml</loc></sitemap><sitemap/></sitemapindex>"
    assert read_sitemap(index.encode(), "", TODAY).further == ("https://news.example/1.xml",)


def test_a_long_sitemap_keeps_the_newest() -> None:
    rows = "".join(
        f"<url><loc>https://n.example/{n}</loc><lastmod>{2000 + n % 26}</lastmod></url>" for n in range(3000)
    )
    found = read_sitemap(f"<urlset>{rows}</urlset>".encode(), "", TODAY).listing
    assert (len(found.items), found.items[0].published) == (1000, "2025")
    assert found.notes == ("2000 pages after the newest 1000 are left alone",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html/>", "no sitemap"),
        (b"<urlset><url>", "broken XML"),
        (b'<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset/>', "declares XML entities"),
        (gzip.compress(b"<urlset>" + b" " * 60_000_000), "larger than 50 MB when decompressed"),
        (b"<a>" * 5000, "broken XML"),
    ],
)
def test_what_is_no_sitemap_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_sitemap(data, "", TODAY)
