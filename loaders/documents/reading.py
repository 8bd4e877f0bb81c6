"""Read articles: the plain way, without a memory of earlier runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import BinaryIO

from loaders.documents.article import Article, Rejected
from loaders.documents.files import Source, list_items


def read_articles(
    paths: Sequence[Source], *, today: date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Article | Rejected]:
    """Read files, folders and ``-`` in a fixed order; what cannot be read comes as ``Rejected`` in its place."""
    items = list_items(paths, today=today, stdin=stdin)
    return refuse_duplicates(item.load() for item in items)


def refuse_duplicates(found: Iterable[Article | Rejected]) -> Iterator[Article | Rejected]:
    """Let the first article of each id pass; a later one is rejected, naming where the first stands."""
    taken: dict[str, str] = {}
    for one in found:
        if isinstance(one, Rejected) or one.id not in taken:
            if isinstance(one, Article):
                taken[one.id] = one.path
            yield one
        else:
            yield Rejected(one.path, "", f'a duplicate: the id "{one.id}" was taken by {taken[one.id]}', one.id)
