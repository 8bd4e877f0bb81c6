"""From raw fields to an article: the one place where every format ends up."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import BadInput
from loaders.documents import flags
from loaders.documents.article import Article
from loaders.documents.boilerplate import cut_boilerplate
from loaders.documents.delimited import mark_tables
from loaders.documents.identity import id_from_path, id_from_title, id_from_url, outlet_of
from loaders.documents.language import language_of, mixes_scripts
from loaders.documents.limits import ARTICLE_BYTES, TITLE_CHARS, megabytes
from loaders.documents.normalise import normalise, resolve_entities
from loaders.documents.unwrap import unwrap


@dataclass(frozen=True, slots=True)
class Fields:
    """What a format's reader found, before cleaning; ``published`` is checked already."""

    path: str
    text: str
    title: str = ""
    id: str | None = None
    lang: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    flags: tuple[str, ...] = ()
    one_of_many: bool = False  # stands in a file of several articles, so the file's name is no id


def build_article(fields: Fields, name: str) -> Article:
    """Clean the text, name its language, settle its id; ``name`` is the path that an id may come from.

    Raises:
        BadInput: nothing is left after cleaning, or the language is not supported.
    """
    if len(fields.text) > ARTICLE_BYTES:
        raise BadInput(f"the text is longer than {megabytes(ARTICLE_BYTES)}")
    title = normalise(resolve_entities(fields.title)).replace("\n", " ")
    given = _without_title(normalise(unwrap(mark_tables(resolve_entities(fields.text)))), title)
    cut = cut_boilerplate(given)
    if given and not cut.text:
        raise BadInput("nothing but menus, captions and lists of other stories")
    if not (title or cut.text):
        raise BadInput("empty: there is nothing to read")
    body = f"{title}\n{cut.text}"
    lang = language_of(body, fields.lang)
    return Article(
        id=_id(fields, name, title),
        title=title,
        text=cut.text,
        lang=lang,
        published=fields.published,
        url=fields.url,
        outlet=fields.outlet or outlet_of(fields.url),
        path=fields.path,
        flags=tuple(sorted({*fields.flags, *_found_flags(fields, title, cut.text, lang, bool(cut.dropped))})),
    )


def split_title(text: str) -> tuple[str, str]:
    """First line and the rest; a first line too long for a title is text."""
    title, _, rest = text.partition("\n")
    return (title, rest) if len(title) <= TITLE_CHARS else ("", text)


def _without_title(text: str, title: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if title and first == title else text


def _id(fields: Fields, name: str, title: str) -> str:
    if fields.id:
        return fields.id
    fallback = id_from_title(name, title or fields.text) if fields.one_of_many or name == "-" else id_from_path(name)
    return id_from_url(fields.url) or fallback


def _found_flags(fields: Fields, title: str, text: str, lang: str, cut: bool) -> list[str]:
    declared = (fields.lang or lang).strip().lower()
    found = {
        flags.NO_TITLE: not title,
        flags.TITLE_ONLY: not text,
        flags.BOILERPLATE_CUT: cut,
        flags.LANG_MISMATCH: not declared.startswith(lang),
        flags.HOMOGLYPHS: mixes_scripts(f"{title} {text}"),
    }
    return [flag for flag, holds in found.items() if holds]
