# ruff: noqa: E501 - sentences and pages stand in one line
"""Files, folders and standard input, good and bad, as people have them."""

import io
import json
import pickle
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pytest

from loaders.documents.article import Article, Rejected
from loaders.documents.files import Source, list_items
from loaders.documents.reading import read_articles

TODAY = date(2026, 11, 1)
TITLE = "КТК возобновил отгрузку"
FIRST = "Консорциум возобновил отгрузку нефти с двух выносных устройств в пятницу утром."
SECOND = "По словам представителя компании, ремонт третьего устройства займет около двух месяцев."


def read(*paths: Source, stdin: BinaryIO | None = None) -> list[Article | Rejected]:
    return list(read_articles(paths, today=TODAY, stdin=stdin))


def article(*paths: Source, stdin: BinaryIO | None = None) -> Article:
    (found,) = read(*paths, stdin=stdin)
    assert isinstance(found, Article)
    return found


def refused(*paths: Source, stdin: BinaryIO | None = None) -> Rejected:
    (found,) = read(*paths, stdin=stdin)
    assert isinstance(found, Rejected)
    return found


def write_lines(path: Path, *items: str | Mapping[str, object]) -> Path:
    path.write_text("\n".join(i if isinstance(i, str) else json.dumps(i, ensure_ascii=False) for i in items), "utf-8")
    return path


def test_text_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{TITLE}\r\n\r\n{FIRST}\r\nПоследние новости\r\nОткрыта станция метро", "utf-8")
    found = article(tmp_path)
    assert found == Article("a", TITLE, FIRST, "ru", None, None, None, str(tmp_path / "a.txt"), ("boilerplate_cut",))
    assert found.body == f"{TITLE}\n{FIRST}"


def test_folder_order_ids_and_what_is_left_alone(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden.txt", ".git/x.txt", "notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{TITLE}\n{FIRST}", "utf-8")
    assert [one.id for one in read(tmp_path, tmp_path / "a.txt")] == ["a", "b/1", "b/2"]


def test_a_changed_file_keeps_its_id_and_changes_its_fingerprint(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"{TITLE}\n{FIRST}", "utf-8")
    (before,) = list_items([tmp_path], today=TODAY)
    old = before.load()
    file.write_text(f"{TITLE}\n{SECOND}", "utf-8")
    (after,) = list_items([tmp_path], today=TODAY)
    assert (before.key, old.id) == (after.key, after.load().id)
    assert before.fingerprint != after.fingerprint
    late = before.load()
    assert isinstance(late, Rejected)
    assert "changed while it was being read" in late.reason


def test_items_can_be_sent_to_another_process(tmp_path: Path) -> None:
    write_lines(tmp_path / "x.jsonl", {"id": "1", "title": TITLE, "text": FIRST})
    (item,) = list_items([tmp_path], today=TODAY)
    assert pickle.loads(pickle.dumps(item)).load() == item.load()


def test_lines_with_broken_ones_in_the_middle(tmp_path: Path) -> None:
    good = {
        "id": "x1",
        "url": "https://example.org/a",
        "outlet": "O",
        "lang": "ru",
        "published": "2022-07",
        "title": TITLE,
        "text": FIRST,
    }
    path = write_lines(
        tmp_path / "x.jsonl", good, '{"id": "x2", "text": ', "", "[1, 2]", {"id": "x3", "title": TITLE},
        {"id": "x1", "text": SECOND}, {"id": "x4", "text": 5}, "[" * 100_000, {"title": TITLE, "text": SECOND, "published": 2022},
    )  # fmt: skip
    found = read(path)
    assert [(one.place, one.reason.split(":")[0]) for one in found if isinstance(one, Rejected)] == [
        ("line 2", "no JSON"), ("line 4", "no JSON object"), ("line 5", "neither text nor html is given"),
        ("line 6", "a duplicate"), ("line 7", "text must be a text"), ("line 8", "no JSON"),
    ]  # fmt: skip
    first, last = (one for one in found if isinstance(one, Article))
    assert (first.id, first.published, first.outlet, first.url) == ("x1", "2022-07", "O", "https://example.org/a")
    assert last.published == "2022"
    assert last.id.startswith("x-")


@pytest.mark.parametrize(
    ("published", "reason"),
    [
        ("2023-02-30", "not on the calendar"),
        ("2022-13", "not on the calendar"),
        ("2099", "in the future"),
        ("2026-11-03", "in the future"),
        ("14 July 2022", "no day, month or year"),
        ("2022-01/2022-03", "no day, month or year"),
        ("0022-07-14", "before 1900"),
        (True, "must be a text"),
    ],
)
def test_impossible_dates(tmp_path: Path, published: str | bool, reason: str) -> None:
    path = write_lines(tmp_path / "x.jsonl", {"id": "d", "title": TITLE, "text": FIRST, "published": published})
    found = refused(path)
    assert reason in found.reason
    assert found.id == "d"


def test_a_clock_time_after_the_day_is_dropped(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "x.jsonl", {"text": FIRST, "title": TITLE, "published": "2022-07-14T10:00:00+05:00"})
    assert article(path).published == "2022-07-14"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_encodings_of_files(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(f"{TITLE}\n{FIRST}".encode(encoding))
    assert article(tmp_path).body == f"{TITLE}\n{FIRST}"


def test_bad_files_are_values(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_bytes(b"")
    (tmp_path / "2.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "3.txt").write_text("Меню\nНовости\nФото: А\nПоделиться", "utf-8")
    (tmp_path / "3.txt").write_text("Конзорцијум је наставио утовар\nНафта иде даље од јуче.", "utf-8")
    (tmp_path / "4.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    found = read(tmp_path, tmp_path / "x.pdf", tmp_path / "none.txt")
    reasons = ["empty", "a PNG image", "sr: not supported", "cannot be read", "no article format", "cannot be read"]
    told = [one.reason for one in found if isinstance(one, Rejected)]
    assert len(told) == len(found)
    assert [one.startswith(start) for one, start in zip(told, reasons, strict=True)] == [True] * 6


def test_200_megabytes_are_refused_without_reading(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(200_000_000)
    start = time.process_time()
    found = refused(tmp_path)
    assert time.process_time() - start < 0.5
    assert found.reason.startswith("200 MB, larger than the 10 MB")


def test_an_endless_line_is_skipped_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    with path.open("wb") as file:
        file.truncate(60_000_000)
        file.seek(0, 2)
        file.write(b"\n" + json.dumps({"id": "after", "title": TITLE, "text": FIRST}).encode())
    skipped, found = read(path)
    assert isinstance(skipped, Rejected)
    assert (skipped.place, skipped.reason) == ("line 1", "longer than 30 MB")
    assert found.id == "after"


def test_standard_input() -> None:
    text = f"\ufeff{TITLE}\n{FIRST}".encode()
    found = article("-", stdin=io.BytesIO(text))
    assert (found.path, found.body) == ("-", f"{TITLE}\n{FIRST}")
    assert found.id.startswith("stdin-")  # one text a run: its title tells it from those of other runs
    lines = "\n\n".join(json.dumps({"id": n, "title": TITLE, "text": FIRST}) for n in (1, 2)).encode()
    assert [one.id for one in read("-", stdin=io.BytesIO(lines))] == ["1", "2"]
    assert refused("-", stdin=io.BytesIO(b"")).reason.startswith("empty")


def test_five_megabytes_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TITLE + "\n" + (FIRST + " ") * 32_000, "utf-8")
    read(tmp_path)
    start = time.process_time()
    found = article(tmp_path)
    assert time.process_time() - start < 2
    assert len(found.text) > 2_500_000


def test_ten_thousand_files_are_fingerprinted_fast(tmp_path: Path) -> None:
    for n in range(10_000):
        (tmp_path / f"{n:05}.txt").write_bytes(b"title\n" + b"text " * 400)
    start = time.process_time()
    items = list(list_items([tmp_path], today=TODAY))
    seconds = time.process_time() - start
    assert len(items) == 10_000
    assert seconds < 1.5, seconds
