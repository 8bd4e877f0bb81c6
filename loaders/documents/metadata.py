"""What a page's own metadata says: title, day of publication, address, outlet.

Only marks that speak of this page count: meta elements, the JSON-LD of its main article, a single
``time`` beside the only ``h1``. Dates of other stories on the page never do.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

Node = Any  # an lxml element; lxml brings no types

_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "publish-date", "dc.date", "dc.date.issued", "dcterms.created",
    "parsely-pub-date", "sailthru.date", "mediator_published_time",
)  # fmt: skip
_ARTICLE_TYPES = re.compile(r"(?:News|Reportage|Analysis|Opinion|Report)*(?:Article|BlogPosting|LiveBlogPosting)$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of itself; ``dates`` holds every distinct day that its marks name."""

    title: str
    dates: tuple[str, ...]
    url: str | None
    outlet: str | None


def read_metadata(tree: Node) -> Metadata:
    """Read the metadata of a parsed page."""
    metas = _metas(tree)
    story = _main_story(tree)
    return Metadata(
        title=_title(tree, metas, story),
        dates=_dates(tree, metas, story),
        url=_url(tree, metas),
        outlet=metas.get("og:site_name") or _name(story.get("publisher")),
    )


def _metas(tree: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iterfind(".//meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _main_story(tree: Node) -> dict[str, Any]:
    """The JSON-LD object of the page's article: the only one, or none."""
    stories = [story for script in tree.iterfind(".//script") if _is_ld(script) for story in _stories(script.text)]
    return stories[0] if len(stories) == 1 else {}


def _is_ld(script: Node) -> bool:
    return (script.get("type") or "").lower() == "application/ld+json"


def _stories(source: str | None) -> list[dict[str, Any]]:
    try:
        data = json.loads(source or "null", strict=False)
    except (ValueError, RecursionError):
        return []  # broken JSON-LD is common; the page has other marks
    top = data if isinstance(data, list) else [data]
    nodes = [node for one in top if isinstance(one, dict) for node in (one, *_list(one.get("@graph")))]
    return [node for node in nodes if isinstance(node, dict) and _is_article(node.get("@type"))]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_article(kind: object) -> bool:
    return any(_ARTICLE_TYPES.fullmatch(str(one)) for one in (kind if isinstance(kind, list) else [kind]))


def _name(value: object) -> str | None:
    name = value.get("name") if isinstance(value, dict) else None
    return name if isinstance(name, str) and name else None


def _title(tree: Node, metas: dict[str, str], story: dict[str, Any]) -> str:
    headings = [text for heading in tree.iterfind(".//h1") if (text := _text(heading))]
    if len(headings) == 1:
        return headings[0]
    headline = story.get("headline")
    if isinstance(headline, str) and headline.strip():
        return headline
    return metas.get("og:title") or _text(tree.find(".//title"))


def _text(element: Node) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _dates(tree: Node, metas: dict[str, str], story: dict[str, Any]) -> tuple[str, ...]:
    named = [metas[name] for name in _DATE_METAS if name in metas]
    if isinstance(story.get("datePublished"), str):
        named.insert(0, story["datePublished"])
    return tuple(dict.fromkeys(named[:1] or _beside_heading(tree)))


def _beside_heading(tree: Node) -> list[str]:
    """The ``time`` elements nearest to the only heading, up to three levels around it."""
    headings = list(tree.iterfind(".//h1"))
    around = headings[0].getparent() if len(headings) == 1 else None
    for _ in range(3):
        if around is None or around.tag in {"body", "html"}:
            return []
        times = [time.get("datetime") for time in around.iterfind(".//time") if time.get("datetime")]
        if times:
            return list(dict.fromkeys(times))
        around = around.getparent()
    return []


def _url(tree: Node, metas: dict[str, str]) -> str | None:
    for link in tree.iterfind(".//link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            return str(link.get("href"))
    return metas.get("og:url")
