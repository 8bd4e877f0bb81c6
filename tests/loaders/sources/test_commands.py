"""``trunkline source`` as a person types it, against a server on loopback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import trunkline
from loaders.sources.state import SourceState, write_states
from tests import internet as net
from tests.internet import Internet

FEED = """<rss version="2.0"><channel><title>N</title>
<item><title>Актау отгрузил нефть</title><link>/2026/aktau</link><pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate></item>
<item><title>Без даты</title><link>/2026/b</link><pubDate>soon</pubDate></item></channel></rss>"""


def call(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = trunkline.main(["source", *args])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def feed(internet: Internet, home: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Add a source that may read this machine, under the name ``news``, and give its address."""
    url = internet.url("/rss", "127.0.0.1")
    code, out, err = call(
        capsys,
        "add",
        "news",
        url,
        "--kind",
        "rss",
        "--outlet",
        "Новости",
        "--trust",
        "low",
        "--private-host",
        "127.0.0.1",
    )
    assert (code, err) == (0, "")
    assert out == f"Added news to {home / 'sources.toml'}. Try it: trunkline source test news\n"
    return url


def test_no_sources_yet(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "list")[1].startswith("No sources yet; add one with: trunkline source add")
    assert not home.exists()


def test_a_source_is_added_listed_and_switched(feed: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "list")[1].startswith(f"news  rss  low  every 60 min  {feed}\n  Новости; never read\n")
    assert call(capsys, "disable", "news")[1] == "news is disabled.\n"
    assert call(capsys, "disable", "news")[1] == "news was disabled already.\n"
    listed = json.loads(call(capsys, "list", "--format", "json")[1])
    assert (listed["schema_version"], listed["sources"][0]["enabled"], listed["sources"][0]["read"]) == (1, False, None)
    assert call(capsys, "disable", "news", "--undo")[1] == "news is enabled.\n"
    book = home / "sources.toml"
    book.write_text(f'{book.read_text("utf-8")}language = "ru"\nmay_say = ["repair", "attack"]\n', "utf-8")
    state = SourceState(read="2026-03-01T10:00:00+00:00", failures=2, failure="it answered 500.")
    write_states(home, {"news": state})
    said = "Новости; language ru; may say attack, repair; last read 2026-03-01T10:00:00Z; failed 2 times since: it ans"
    assert said in call(capsys, "list")[1]


def test_a_try_shows_what_would_come_and_writes_nothing(
    feed: str, internet: Internet, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    internet.paths["/rss"] = net.redirect("/moved")
    internet.paths["/moved"] = net.text(FEED.encode("cp1251"), Content_Type="text/xml; charset=windows-1251")
    before = {path: path.read_bytes() for path in home.rglob("*")}
    code, out, err = call(capsys, "test", "news")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "news: 2 items",
        "  2026-03-01  Актау отгрузил нефть",
        f"              {internet.url('/2026/aktau', '127.0.0.1')}",
        '  no date     Без даты (date dropped: published "soon" is no day, month or year '
        "(2022-07-14, 2022-07 or 2022))",
        f"              {internet.url('/2026/b', '127.0.0.1')}",
        f"It moved for good to {internet.url('/moved', '127.0.0.1')}; write that into the file of sources.",
        "Nothing was written.",
    ]
    shown = json.loads(call(capsys, "test", "news", "--format", "json")[1])
    assert [one["published"] for one in shown["items"]] == ["2026-03-01", None]
    assert {path: path.read_bytes() for path in home.rglob("*")} == before


def test_a_try_that_brings_nothing_says_why(feed: str, internet: Internet, capsys: pytest.CaptureFixture[str]) -> None:
    internet.paths["/rss"] = net.text(b"", 410)
    said = f'The source "news" brings nothing: {feed}: the page is gone for good (410).\n'
    assert call(capsys, "test", "news") == (1, "", said)
    internet.paths["/rss"] = net.text(b"<html>Sign in</html>")
    assert "brings nothing: no RSS or Atom feed" in call(capsys, "test", "news")[2]
    assert call(capsys, "test", "other")[0] == 2


def test_a_private_address_needs_permission(internet: Internet, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = internet.url("/rss", "127.0.0.1")
    call(capsys, "add", "inner", url, "--kind", "rss", "--outlet", "x")
    code, _, said = call(capsys, "test", "inner")
    assert code == 1
    assert 'a source that may read it names it in "private_hosts"' in said
    assert internet.requests == []


def test_other_kinds_are_tried_too(
    internet: Internet, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = internet.url("", "127.0.0.1")
    internet.paths["/map.xml"] = net.text(f"<sitemapindex><sitemap><loc>{site}/1.xml</loc></sitemap>"
        f"<sitemap><loc>{site}/2.xml</loc></sitemap></sitemapindex>".encode())  # fmt: skip
    internet.paths["/1.xml"] = net.text(b"<urlset><url><loc>https://n.example/a</loc></url></urlset>")
    internet.paths["/lines.csv"] = net.text("id,name_en,commodity,km\nx,БТД,oil,1768\n".encode())
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Нефть\n", "utf-8")
    private = ("--outlet", "x", "--private-host", "127.0.0.1")
    call(capsys, "add", "map", f"{site}/map.xml", "--kind", "sitemap", *private)
    call(capsys, "add", "lines", f"{site}/lines.csv", "--kind", "table", "--table", "pipelines", *private)
    call(capsys, "add", "desk", str(tmp_path / "articles"), "--kind", "folder", "--outlet", "x")
    shown = call(capsys, "test", "map")[1]
    assert "map: 1 item\n" in shown
    assert "2.xml: there is no such page (404)." in shown
    assert (
        "1 row for the table pipelines\n  id=x, name_en=БТД, commodity=oil, km=1768\n"
        in call(capsys, "test", "lines")[1]
    )
    assert "desk: 1 item\n  no date     a.txt\n" in call(capsys, "test", "desk")[1]
    (tmp_path / "articles" / "a.txt").rename(tmp_path / "articles" / "a.md")
    assert "desk: 0 items\nNote: in a folder only .txt, .html, " in call(capsys, "test", "desk")[1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--kind", "rss"], "Missing option '--outlet'"),
        (["--kind", "blog", "--outlet", "x"], "kind must be one of rss"),
        (["--kind", "rss", "--outlet", "x", "--may-say", "gossip"], 'may_say names "gossip"'),
    ],
)
def test_a_wrong_source_is_not_added(
    home: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    code, _, err = call(capsys, "add", "news", "https://n.example/", *options)
    assert code == 2
    assert said in err
    assert not home.exists()


def test_a_hostile_title_cannot_steer_the_terminal(
    home: Path, internet: Internet, capsys: pytest.CaptureFixture[str]
) -> None:
    url = internet.url("/json", "127.0.0.1")
    call(capsys, "add", "news", url, "--kind", "json-feed", "--outlet", "x", "--private-host", "127.0.0.1")
    title = "Oil \x1b]0;mine\x07 \x9b2J \u202eliated"
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": "1", "title": title}]}
    internet.paths["/json"] = net.text(json.dumps(feed).encode())
    shown = call(capsys, "test", "news")[1]
    assert "Oil \ufffd]0;mine\ufffd \ufffd2J \ufffdliated" in shown
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)


def test_a_try_of_a_table_says_what_would_be_refused(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "events.csv"
    path.write_text("id,type,about,modality,summary_en\nx,ruling,cpc,fact,It was stopped\n", "utf-8")
    call(capsys, "add", "rulings", str(path), "--kind", "table", "--table", "events", "--outlet", "x")
    refused = 'Note: a claim of the type ruling refused: "rulings" may not say that (see its may_say).\n'
    assert refused in call(capsys, "test", "rulings")[1]
    path.write_text(path.read_text("utf-8") + "y,ruling,nobody_known,fact,It was stopped\n", "utf-8")
    shown = call(capsys, "test", "rulings")[1]
    assert 'Note: line 3: no table has the id "nobody_known".\n' in shown
    assert refused in shown


def test_a_try_of_a_table_says_which_columns_are_lacking(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text("Line,Oil or gas,Code\nTest line,oil,test_line\n", "utf-8")
    call(capsys, "add", "lines", str(path), "--kind", "table", "--table", "pipelines", "--outlet", "x")
    code, _, said = call(capsys, "test", "lines")
    assert code == 1
    assert 'lacks the column "id"; the columns here are: Line, Oil or gas, Code; say in the file' in said
    assert 'columns = { id = "…", name_en = "…", commodity = "…" }' in said
    with (home / "sources.toml").open("a", encoding="utf-8") as file:
        file.write('columns = { id = "Code", name_en = "Line", commodity = "Oil or gas" }\n')
    code, shown, said = call(capsys, "test", "lines")
    assert (code, said) == (0, "")
    assert "  id=test_line, name_en=Test line, commodity=oil" in shown
