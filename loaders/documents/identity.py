"""Which id an article bears, so that a changed article keeps it.

Given id, else the canonical URL (host and a hash), else the path of its file without the last suffix,
relative to the folder that was given: the content plays no part, since a corrected article is the
same article. Inside a JSONL file without ids the hash of the title takes the URL's place.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urlencode, urlsplit

_SENDER = r"utm_.*|fbclid|gclid|yclid|ysclid|mc_[ce]id"  # only tells who sent the reader
_TRACKING = re.compile(rf"^({_SENDER}|ref|from|share|amp)$")
_COUNTING = re.compile(rf"^({_SENDER})=")
_HOST_PREFIX = re.compile(r"^(www|m|amp|mobile)\.")


def canonical_url(url: str) -> str | None:
    """Strip what does not tell pages apart: scheme, www, tracking parameters, fragment, last slash.

    None for what names no page: another scheme, no host, or the front page of a site.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    pairs = [(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.match(key.lower())]
    path = parts.path.rstrip("/")
    if not path and not pairs:
        return None
    query = "?" + urlencode(sorted(pairs)) if pairs else ""
    return f"{_HOST_PREFIX.sub('', parts.hostname)}{path}{query}"


def link_to_cite(url: str) -> str:
    """Give the address as it stands without the parameters that only tell who sent the reader."""
    address, mark, query = url.partition("?")
    if not mark:
        return url
    query, hash_, fragment = query.partition("#")
    kept = "&".join(one for one in query.split("&") if not _COUNTING.match(one.lower()))
    return f"{address}{'?' if kept else ''}{kept}{hash_}{fragment}"


def id_from_url(url: str | None) -> str | None:
    """``kaztag.kz-3f2a91c0d4e5`` for a page, None where the URL names none."""
    canonical = canonical_url(url) if url else None
    if canonical is None:
        return None
    return f"{re.split('[/?]', canonical, maxsplit=1)[0]}-{_short_hash(canonical)}"


def id_from_path(relative: str) -> str:
    """``2022/ktk`` for ``2022/ktk.txt``; standard input is ``stdin``."""
    if relative == "-":
        return "stdin"
    return unicodedata.normalize("NFC", PurePosixPath(relative).with_suffix("").as_posix())


def id_from_title(relative: str, title: str) -> str:
    """The id of one of many articles in a file, or on standard input, that gives it neither id nor URL."""
    return f"{id_from_path(relative)}-{_short_hash(title)}"


def outlet_of(url: str | None) -> str | None:
    """The host without ``www``, where a page does not name its outlet."""
    canonical = canonical_url(url) if url else None
    return re.split("[/?]", canonical, maxsplit=1)[0] if canonical else None


def _short_hash(text: str) -> str:
    return sha256(unicodedata.normalize("NFC", text).encode("utf-8", "replace")).hexdigest()[:12]
