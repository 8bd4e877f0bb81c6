"""Whatever people feed to ``trunkline refresh``: one clear sentence, the right exit code, and nothing lost.

Every test runs the real command against a real embedded store.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from graph.store import Store
from loaders.reference.schema import schemas
from tests.processes import one_sentence, reasons, refresh, run

TITLE = "КТК снова отгружает нефть"
TEXT = "29 ноября 2025 года морские дроны атаковали выносное причальное устройство ВПУ-2 терминала КТК."
ENGLISH = {
    "id": "good", "lang": "en", "published": "2025-11-30", "title": "Attack on the CPC terminal",
    "text": "Sea drones hit the CPC terminal near Novorossiysk on 29 November 2025.",
}  # fmt: skip


def lines(path: Path, *items: object) -> Path:
    texts = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in items]
    path.write_text("\n".join(texts), "utf-8")
    return path


def table(folder: Path, name: str, *rows: dict[str, Any], without: str = "") -> Path:
    """Write a table with its full header; cells that a row does not name hold what makes the row good."""
    folder.mkdir(exist_ok=True)
    names = [one for one in schemas()[name].names if one != without]
    usual = {"source": "own knowledge", "confidence": "unverified", "modality": "fact"}
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows({**{key: usual[key] for key in names if key in usual}, **row} for row in rows)
    return folder


def count(store: Store, family: str) -> int:
    rows = store.read(
        {"Claim": "MATCH (n:Claim) RETURN count(n) AS n", "Run": "MATCH (n:Run) RETURN count(n) AS n"}[family]
    )
    return int(rows[0]["n"])


def bomb(path: Path, kind: str) -> Path:
    deep = "<div>" * 100_000
    wide = "<p>x</p>" * 200_000
    path.write_text(f"<html><body>{deep if kind == 'deep' else wide}", "utf-8")
    return path


@pytest.fixture
def bad_files(tmp_path: Path) -> Path:
    """A folder with everything that is no article, and two that are."""
    folder = tmp_path / "новости с пробелом"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b"\xef\xbb\xbf \r\n\n")
    (folder / "empty.jsonl").write_bytes(b"")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    (folder / "broken.txt").write_bytes(f"{TITLE}\n{TEXT}".encode().replace(b"\xd0", b"\x81"))
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    bomb(folder / "deep.html", "deep")
    bomb(folder / "wide.html", "wide")
    lines(
        folder / "feed.jsonl",
        ENGLISH,
        '{"id": "cut", "title": "КТК',
        {**ENGLISH, "id": "impossible", "published": "2025-02-30"},
        {**ENGLISH, "id": "future", "published": "2099-01-01"},
        ENGLISH,
        {**ENGLISH, "id": "after"},
        {
            **ENGLISH,
            "id": "x'}) DETACH DELETE n //",
            "title": "MATCH (n) DETACH DELETE n",
            "text": "'}) SET n.id = 1 //",
        },
    )
    lines(folder / "other.jsonl", {**ENGLISH, "title": "Another article under the same id"})
    return folder


def test_a_folder_of_bad_files_loads_what_is_good(store_home: Path, store: Store, bad_files: Path) -> None:
    report = refresh(store_home, bad_files)
    assert report["code"] == 1
    [said] = (line for line in report["said"].splitlines() if " items, now " not in line)  # progress, when it is slow
    assert said.startswith("Not loaded: ")
    found = reasons(report)
    expected = {
        "empty.txt": "empty", "blank.txt": "empty", "empty.jsonl": "empty", "noise.txt": "a binary file",
        "picture.html": "a PNG image", "broken.txt": "cannot tell the encoding", "huge.txt": "200 MB, larger than",
        "deep.html": "HTML nested", "wide.html": "more than 30000 HTML elements",
        "feed.jsonl#line 2 line 2": "no JSON", "feed.jsonl#impossible line 3": 'published "2025-02-30" is not on',
        "feed.jsonl#future line 4": 'published "2099-01-01" lies in the future',
        "feed.jsonl#good (line 5) line 5": "a duplicate: the same article stands on line 1",
        "other.jsonl#good": 'a duplicate: the id "good" was taken by',
    }  # fmt: skip
    assert {name: reason[: len(expected.get(name, ""))] for name, reason in found.items()} == expected
    loaded = {one["key"].rpartition("#")[2] for one in report["items"]}
    assert loaded >= {"good", "after"}
    stated = store.read("MATCH (c:Claim)-[:STATED_IN]->(a:Article) RETURN DISTINCT a.id AS id ORDER BY id")
    assert [row["id"] for row in stated][:2] == ["after", "good"]
    again = refresh(store_home, bad_files)
    assert (again["code"], again["run"], again["counts"]["still_bad"]) == (1, None, len(expected))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "empty: there is nothing to read"),
        ("a.jsonl", b"\n\n", "empty: there is nothing to read"),
        ("a.txt", b"\x00\x01\x02\x03" * 1000, "a binary file, not a text"),
        (
            "a.txt",
            "КТК остановлен, нефть ждёт".encode("cp1251")[:5],
            "cannot tell the encoding for sure: save it as UTF-8",
        ),
        ("a.csv.gz", b"\x1f\x8b", "no article format"),
        ("a.jsonl", '{"id": "1"}\n'.encode("utf-16"), "UTF-16"),
    ],
)
def test_one_bad_file_is_one_sentence(
    store_home: Path, store: Store, tmp_path: Path, *, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert says in one_sentence(run(store_home, "refresh", tmp_path / name), 1)
    assert count(store, "Claim") == 0


def test_old_encodings_say_the_same_as_utf8(store_home: Path, store: Store, tmp_path: Path) -> None:
    filling = "Консорциум сообщил, что погрузка остановлена. Представитель компании отказался от комментариев. " * 3
    for encoding in ("utf-8", "utf-8-sig", "cp1251", "koi8-r", "utf-16", "utf-16-be"):
        (tmp_path / f"{encoding}.txt").write_bytes(f"{TITLE}\n{TEXT}\n{filling}".encode(encoding))
    report = refresh(store_home, tmp_path)
    assert (report["code"], report["quarantined"]) == (0, [])
    rows = store.read("MATCH (c:Claim) RETURN c.document AS d, c.type AS t, c.quote AS q ORDER BY d, t, q")
    said: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        said.setdefault(row["d"], []).append((row["t"], row["q"]))
    assert len(said) == 6
    assert all(one == said["utf-8"] for one in said.values())
    assert ("attack", TEXT) in said["utf-8"]


def test_an_article_that_becomes_bad_keeps_what_it_said(store_home: Path, store: Store, tmp_path: Path) -> None:
    path = lines(tmp_path / "feed.jsonl", ENGLISH, {**ENGLISH, "id": "second"})
    before = refresh(store_home, path)["digest"]
    for content in ("", '{"id": "good", "ti', json.dumps(ENGLISH) + '\n{"id": "second", "title": "C'):
        path.write_text(content, "utf-8")
        report = refresh(store_home, path)
        assert (report["code"], report["digest"], report["counts"]["claims_removed"]) == (1, before, 0)
    lines(path, ENGLISH)
    assert {one["key"].rpartition("#")[2]: one["action"] for one in refresh(store_home, path)["items"]} == {
        "second": "removed"
    }
    assert refresh(store_home, path, "--quarantined")["in_quarantine"] == []


def test_bad_rows_are_named_and_the_good_ones_load(store_home: Path, store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "reference"  # the name of the package's own tables, which must stay untouched
    evil = "x'}) DETACH DELETE n // `"
    table(
        folder, "companies",
        {"id": "acme", "name_en": evil, "name_ru": "Акме", "country": "KZ", "category": "operating_company"},
        {"id": "acme", "name_en": "Acme again", "country": "KZ", "category": "operating_company"},
        {"id": "look_alike", "name_en": "СPС", "country": "KZ", "category": "operating_company"},
        {"id": "сpс", "name_en": "Look-alike id", "country": "KZ", "category": "operating_company"},
    )  # fmt: skip
    figure = {"entity": "cpc", "figure": "capacity", "unit": "Mt/y", "when": "2024", "cargo": "oil"}
    table(
        folder, "figures",
        {**figure, "value": "67"}, {**figure, "value": "-5"}, {**figure, "value": "1", "unit": "firkins"},
        {**figure, "value": "many"}, {**figure, "value": "3", "when": "2024-02-31"},
        {**figure, "value": "4", "entity": "nowhere"},
    )  # fmt: skip
    table(
        folder, "ownership",
        {"owner": "acme", "owned": "cpc", "share": "60"}, {"owner": "kmg", "owned": "cpc", "share": "70"},
        {"owner": "kmg", "owned": "btc", "share": "170"},
    )  # fmt: skip
    (folder / "odd.csv").write_text("a,b\n1,2\n", "utf-8")
    report = refresh(store_home, folder)
    assert report["code"] == 1
    expected = {
        "companies line 3": 'the id "acme" stands in an earlier row',
        "companies line 4": '"СPС" mixes Latin and Cyrillic letters (the row is loaded all the same)',
        "companies line 5": 'the id "сpс" mixes Latin and Cyrillic letters',
        "figures line 3": "value -5 is below 0",
        "figures line 4": '"firkins"',
        "figures line 5": 'value "many" is no number',
        "figures line 6": "2024-02-31",
        "figures line 7": 'no table has the id "nowhere"',
        "ownership line 3": 'the owners of "cpc" hold 130.00 percent together, over 100 (the row is loaded',
        "ownership line 4": "share 170 is above 100",
        "odd": 'no reference table is called "odd"',
    }
    found = reasons(report)
    assert found.keys() == expected.keys()
    assert {name: reason for name, reason in expected.items() if reason not in found[name]} == {}
    names = store.read("MATCH (n:Entity {id: 'acme'}) RETURN n.name_en AS name")
    assert names == [{"name": evil}]
    shares = store.read("MATCH (c:Claim {type: 'ownership'}) RETURN count(c) AS n")
    assert shares == [{"n": 2}]


def test_a_table_that_lost_a_column_keeps_what_it_said(store_home: Path, store: Store, tmp_path: Path) -> None:
    shares = [{"owner": f"new:Owner {n}", "owned": "cpc", "share": "4"} for n in range(24)]
    table(tmp_path, "ownership", *shares)
    before = refresh(store_home, tmp_path)
    assert before["code"] == 0
    table(tmp_path, "ownership", *shares, without="share")
    cut = refresh(store_home, tmp_path)
    assert (cut["code"], cut["digest"]) == (1, before["digest"])
    assert 'lacks the column "share"' in cut["said"]
    table(tmp_path, "ownership", *shares[:5])
    shrunk = refresh(store_home, tmp_path)
    assert (shrunk["code"], shrunk["digest"], shrunk["status"]) == (1, before["digest"], "partial")
    assert "only 5 of its 24 claims would remain" in shrunk["said"]
    meant = refresh(store_home, tmp_path, "--allow-loss")
    assert (meant["code"], meant["counts"]["claims_removed"]) == (0, 19)


def test_a_huge_table_is_refused_unread(store_home: Path, store: Store, tmp_path: Path) -> None:
    with (tmp_path / "figures.csv").open("wb") as huge:
        huge.truncate(200_000_000)
    assert "200 MB, larger than the 20 MB" in one_sentence(run(store_home, "refresh", tmp_path), 1)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (
            ["нет такого"],
            'There is no file or folder "нет такого"; the sources of the package are: reference, examples.',
        ),
        (["x" * 300], "cannot be read (file name too long)"),
        (["--remove", "nothing"], 'Nothing in the graph comes from "nothing"; the sources are: none.'),
        (["--format", "xml"], 'The format "xml" is unknown'),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_requests_that_make_no_sense(store_home: Path, store: Store, args: list[str], says: str) -> None:
    assert says in one_sentence(run(store_home, "refresh", *args), 2)
    assert count(store, "Run") == 0
