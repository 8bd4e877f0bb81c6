"""The three formats of CLAIMS section 1, each from bytes to raw fields."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from graph.errors import BadInput
from loaders.documents import flags
from loaders.documents.build import Fields, split_title
from loaders.documents.decode import decode
from loaders.documents.delimited import mark_tables
from loaders.documents.normalise import normalise
from loaders.documents.page import declared_charset, looks_like_html, read_page
from loaders.documents.published import check_published, iso_day
from loaders.documents.unwrap import unwrap

_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_ID_CHARS = 300


def read_text(data: bytes, path: str, today: date) -> Fields:
    """A plain text, its first line the title; a page saved under the wrong suffix is read as a page.

    Raises:
        BadInput: see ``decode``.
    """
    decoded = decode(data)
    if looks_like_html(decoded.text):
        return read_html(data, path, today)
    title, text = split_title(normalise(unwrap(mark_tables(decoded.text))))
    return Fields(path=path, title=title, text=text, flags=decoded.flags)


def read_html(data: bytes, path: str, today: date, sent_as: str | None = None) -> Fields:
    """A page; ``sent_as`` is the encoding that its server names, for a page that names none.

    Raises:
        BadInput: see ``decode`` and ``read_page``.
    """
    decoded = decode(data, declared=declared_charset(data) or sent_as)
    return _page_fields(decoded.text, path, today, decoded.flags)


def _page_fields(source: str, path: str, today: date, known: tuple[str, ...]) -> Fields:
    page = read_page(source)
    meta = page.metadata
    published, noted = _page_date(meta.dates, today)
    return Fields(
        path=path,
        text=page.text,
        title=meta.title,
        published=published,
        url=meta.url,
        outlet=meta.outlet,
        flags=known + noted,
    )


def _page_date(dates: tuple[str, ...], today: date) -> tuple[str | None, tuple[str, ...]]:
    if not dates:
        return None, ()
    try:
        days = {check_published(iso_day(stated), today) for stated in dates}
    except BadInput:
        return None, (flags.DATE_DROPPED,)
    return (days.pop(), ()) if len(days) == 1 else (None, (flags.DATE_AMBIGUOUS,))


def parse_line(data: bytes) -> tuple[dict[str, Any], tuple[str, ...]]:
    """One JSONL line as an object.

    Raises:
        BadInput: no JSON, or no object.
    """
    decoded = decode(data)
    try:
        item = json.loads(decoded.text, strict=False)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too large a value"
        raise BadInput(f"no JSON: {reason}") from None
    if not isinstance(item, dict):
        raise BadInput("no JSON object: an article is written {...} on one line")
    return item, decoded.flags


def read_object(item: dict[str, Any], path: str, today: date, known: tuple[str, ...] = ()) -> Fields:
    """One JSONL object as raw fields; what it states outweighs what its ``html`` says.

    Raises:
        BadInput: a field of the wrong type, neither text nor html, or an impossible date.
    """
    stated = item.get("published")
    published = check_published(stated, today) if stated not in (None, "") else None
    html = _string(item, "html")
    text = _string(item, "text")
    if text is None and html is None:
        raise BadInput("neither text nor html is given")
    page = (
        _page_fields(html, path, today, known)
        if text is None and html is not None
        else Fields(path, text or "", flags=known)
    )
    return Fields(
        path=path,
        text=page.text,
        title=_string(item, "title") or page.title,
        id=given_id(item),
        lang=_string(item, "lang"),
        published=published or page.published,
        url=_string(item, "url") or page.url,
        outlet=_string(item, "outlet") or page.outlet,
        flags=page.flags,
        one_of_many=True,
    )


def given_id(item: dict[str, Any]) -> str | None:
    """The id that an object states, or None.

    Raises:
        BadInput: an id that is no text or number, too long, or holds control characters.
    """
    value = item.get("id")
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise BadInput("id must be a text")
    text = str(value).strip()
    if not text or len(text) > _ID_CHARS or _CONTROL.search(text):
        raise BadInput(f"id must be a text of 1 to {_ID_CHARS} characters without control characters")
    return text


def _string(item: dict[str, Any], name: str) -> str | None:
    value = item.get(name)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"{name} must be a text")
    return value
