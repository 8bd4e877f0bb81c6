# ruff: noqa: E501 - sentences and pages stand in one line
"""HTML pages: the article and the page's own metadata, nothing of its neighbours."""

import time
from datetime import date
from pathlib import Path

import pytest

from loaders.documents.article import Article, Rejected
from loaders.documents.identity import canonical_url, id_from_url, link_to_cite
from loaders.documents.reading import read_articles

TODAY = date(2026, 11, 1)
BODY = [
    "The consortium resumed loading from two moorings on Friday morning after the storm passed.",
    "Repairs to the third mooring will take about two months, its spokesman told reporters.",
    "Output at Tengiz had returned to plan by then, the energy ministry said in a statement.",
]
PAGE = """<!doctype html><html lang="en"><head><meta charset="{charset}"><title>Loading resumes | Example</title>
<meta property="og:site_name" content="Example Times"><link rel="canonical" href="https://www.example.org/n/loading?utm_source=x">
{head}</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<div class="cookie-banner">We use cookies to make this site better. Accept all</div>
<article><h1>Loading resumes</h1>{time}<p>{0}</p><figure><img src="a.jpg"><figcaption>Photo: a tanker at the berth</figcaption></figure>
<p>{1}</p><h2>What comes next</h2><p>{2}</p></article>
<aside class="related"><h3>Read also</h3><a href="/o">Tram line opens in Almaty</a> <time datetime="2019-01-02">2 Jan</time></aside>
<div class="comments"><p>Great news for everybody here, thank you so much.</p></div><footer>© Example Times. All rights reserved.</footer></body></html>"""


def read(tmp_path: Path, page: str, encoding: str = "utf-8") -> Article | Rejected:
    (tmp_path / "a.html").write_bytes(page.encode(encoding))
    return next(iter(read_articles([tmp_path], today=TODAY)))


def article(tmp_path: Path, page: str, encoding: str = "utf-8") -> Article:
    found = read(tmp_path, page, encoding)
    assert isinstance(found, Article)
    return found


def page(head: str = "", time: str = "", charset: str = "utf-8") -> str:
    return PAGE.format(*BODY, head=head, time=time, charset=charset)


def test_article_and_nothing_else(tmp_path: Path) -> None:
    found = article(tmp_path, page('<meta property="article:published_time" content="2025-11-29T08:00:00Z">'))
    assert found.title == "Loading resumes"
    assert found.text.split("\n") == [BODY[0], BODY[1], "What comes next", BODY[2]]
    assert (found.published, found.outlet) == ("2025-11-29", "Example Times")
    assert found.id == id_from_url("https://example.org/n/loading")


LD = '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "x", "datePublished": "%s"}]}</script>'


@pytest.mark.parametrize(
    ("head", "time", "published", "flag"),
    [
        (LD % "2025-11-29", "", "2025-11-29", None),
        ("", '<p class="meta"><time datetime="2025-11-29T10:00">29 Nov</time></p>', "2025-11-29", None),
        ("", "", None, None),
        (LD % "2099-01-01", "", None, "date_dropped"),
        ('<meta name="date" content="2023-02-30">', "", None, "date_dropped"),
        ("", '<time datetime="2025-11-29">a</time><time datetime="2025-11-20">b</time>', None, "date_ambiguous"),
    ],
)
def test_publication_date_is_the_pages_own(
    tmp_path: Path, head: str, time: str, published: str | None, flag: str | None
) -> None:
    found = article(tmp_path, page(head, time))
    assert found.published == published
    assert flag is None or flag in found.flags


def test_declared_code_page(tmp_path: Path) -> None:
    text = page(charset="windows-1251").replace("Loading resumes", "Отгрузка возобновлена")
    for english, russian in zip(
        BODY,
        (
            "Консорциум возобновил отгрузку нефти в пятницу утром.",
            "Ремонт третьего устройства займет два месяца, сообщили в компании.",
            "Добыча на Тенгизе вернулась к плану, сообщили в министерстве.",
        ),
        strict=True,
    ):
        text = text.replace(english, russian)
    found = article(tmp_path, text, "cp1251")
    assert (found.title, found.lang) == ("Отгрузка возобновлена", "ru")
    assert found.text.startswith("Консорциум возобновил отгрузку")


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 100_000 + "x" + "</div>" * 100_000,
        "<b>" * 1_000_000,
        "<i></i>" * 1_000_000,
        "<p>Text about oil.</p>" * 200_000,
        "<a " * 1_000_000,
        "<table>" * 100_000,
    ],
)
def test_bombs_are_refused_in_bounded_time(tmp_path: Path, bomb: str) -> None:
    start = time.process_time()
    found = read(tmp_path, f"<html><body>{bomb}</body></html>")
    assert time.process_time() - start < 3
    assert isinstance(found, Rejected)


def test_a_gigantic_attribute_does_no_harm(tmp_path: Path) -> None:
    found = article(tmp_path, page().replace("<article>", f'<article data-x="{"a" * 9_000_000}">'))
    assert found.text.startswith(BODY[0])


def test_fifty_megabytes_of_tags(tmp_path: Path) -> None:
    found = read(tmp_path, "<html>" + "<i></i>" * 7_200_000)
    assert isinstance(found, Rejected)
    assert "larger than the 10 MB" in found.reason


def test_urls_that_name_one_page() -> None:
    assert canonical_url("http://www.a.org/x/?utm_source=t#top") == canonical_url("https://a.org/x") == "a.org/x"
    assert canonical_url("https://a.org/") is None
    assert canonical_url("javascript:alert(1)") is None
    assert canonical_url("https://a.org/?id=5") == "a.org?id=5"
    assert link_to_cite("https://www.a.org/x/?utm_source=t&ref=2&UTM_a=1#top") == "https://www.a.org/x/?ref=2#top"
    assert link_to_cite("https://a.org/x?utm_source=t") == "https://a.org/x"
