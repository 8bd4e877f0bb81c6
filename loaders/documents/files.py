"""What there is to read, listed cheaply: every item with its fingerprint, before any of it is parsed."""

from __future__ import annotations

import codecs
import json
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Literal

from graph.errors import BadInput
from loaders.documents.article import Article, Rejected
from loaders.documents.decode import decode
from loaders.documents.identity import id_from_title, id_from_url
from loaders.documents.limits import ARTICLE_BYTES, LINE_BYTES, READ_CHUNK, megabytes
from loaders.documents.loading import Where, load_file, load_line, load_payload

STDIN = "-"
TEXT_SUFFIXES = (".txt",)
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
LINES_SUFFIXES = (".jsonl", ".ndjson")
SUFFIXES = TEXT_SUFFIXES + PAGE_SUFFIXES + LINES_SUFFIXES
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
Source = Path | Literal["-"]


@dataclass(frozen=True, slots=True)
class RawItem:
    """One article to be: ``key`` names it among the items of a source, ``fingerprint`` its raw bytes.

    An item whose key and fingerprint are as before need not be loaded. ``load`` reads and cleans it;
    it can be pickled. It never raises: a bad item comes back as ``Rejected``. ``hides`` begins the keys
    that may stand behind an unreadable part: they are not listed, which does not mean that they are gone.
    """

    key: str
    fingerprint: str
    load: Callable[[], Article | Rejected]
    hides: str = ""


def list_items(
    paths: Sequence[Source], *, today: date | None = None, stdin: BinaryIO | None = None
) -> Iterator[RawItem]:
    """List what files, folders and ``-`` hold: in the given order, folders by name, lines as they stand.

    Folders are read with their sub-folders; in them hidden files and other suffixes than .txt, .html,
    .htm, .xhtml, .jsonl and .ndjson are left alone. ``today`` bounds publication dates.
    """
    day = today or date.today()
    seen: set[str] = set()
    for source in paths:
        if str(source) == STDIN:
            yield from _stdin_items(stdin or sys.stdin.buffer, day)
            continue
        closed: list[OSError] = []
        for file, name in _files(Path(source), closed.append):
            place = os.path.abspath(file)  # noqa: PTH100 - Path.absolute keeps "..", resolve() costs 30 us a file
            if place not in seen:
                seen.add(place)
                yield from _file_items(file, name, day)
        yield from map(_closed_folder, closed)


def _files(root: Path, report: Callable[[OSError], object]) -> Iterator[tuple[str, str]]:
    """Paths to open and the names that ids come from; ``report`` hears of folders that cannot be listed."""
    if not root.is_dir():
        yield str(root), root.name
        return
    for folder, folders, names in os.walk(root, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower().endswith(SUFFIXES):
                file = f"{folder}{os.sep}{name}"
                yield file, os.path.relpath(file, root).replace(os.sep, "/")


def _closed_folder(error: OSError) -> RawItem:
    shown = _printable(os.path.abspath(error.filename))  # noqa: PTH100 - as for the files in it
    refused = _refused(shown, f"the folder cannot be read: {_why(error)}", "unreadable")
    return replace(refused, hides=f"{shown}/")


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _file_items(file: str, name: str, today: date) -> Iterator[RawItem]:
    shown = _printable(file)
    if not file.lower().endswith(SUFFIXES):
        yield _refused(shown, f"no article format: its name must end in {', '.join(SUFFIXES)}", "missing")
        return
    try:
        with open(file, "rb", opener=_without_waiting) as stream:
            info = os.fstat(stream.fileno())
            if not stat.S_ISREG(info.st_mode):
                yield _refused(shown, "not a regular file", "special")
            elif file.lower().endswith(LINES_SUFFIXES) and stream.peek(2)[:2] in _UTF16_MARKS:
                yield _refused(
                    shown, "lines of JSON are read as UTF-8, and this file is UTF-16: save it as UTF-8", "utf-16"
                )
            elif file.lower().endswith(LINES_SUFFIXES):
                yield from _line_items(stream, file, shown, name, today)
            elif info.st_size > ARTICLE_BYTES:
                yield _too_large(shown, info.st_size, stream.read(READ_CHUNK))
            else:
                mark = sha256(stream.read()).hexdigest()
                yield RawItem(shown, mark, partial(load_file, file, mark, Where(shown, _printable(name), "", today)))
    except OSError as error:
        yield _refused(shown, f"cannot be read: {_why(error)}", "unreadable")


def _without_waiting(path: str, flags: int) -> int:
    """Open without waiting for a writer, so that a named pipe in a folder cannot hang the run."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _too_large(shown: str, size: int, head: bytes) -> RawItem:
    reason = f"{megabytes(size)}, larger than the {megabytes(ARTICLE_BYTES)} allowed for one article"
    return _refused(shown, reason, sha256(b"%d:" % size + head).hexdigest())


def _refused(shown: str, reason: str, fingerprint: str, *, place: str = "", key: str = "") -> RawItem:
    """An item that is bad for sure; a whole file hides the lines that it held before."""
    return RawItem(
        key or shown, fingerprint, partial(_same, Rejected(shown, place, reason)), "" if key else f"{shown}#"
    )


def _same(found: Article | Rejected) -> Article | Rejected:
    return found


def _line_items(stream: BinaryIO, file: str, shown: str, name: str, today: date) -> Iterator[RawItem]:
    taken: dict[str, str] = {}
    line = None
    for line in _lines(stream):
        nameless = f"{shown}#{line.mark[:12] if file == STDIN else line.place}"
        if line.too_long:
            reason = f"longer than {megabytes(LINE_BYTES)}"
            refused = _refused(shown, reason, line.mark, place=line.place, key=nameless)
            yield replace(refused, hides=f"{shown}#")
            continue
        where = Where(shown, _printable(name), line.place, today)
        try:
            known = _line_name(line.data, name)
        except ValueError:
            yield RawItem(nameless, line.mark, _loader(line, file, where), hides=f"{shown}#")
            continue
        key = f"{shown}#{known}" if known else nameless
        if key in taken:
            reason = f"a duplicate: the same article stands on {taken[key]}"
            yield _refused(shown, reason, line.mark, place=line.place, key=f"{key} ({line.place})")
            continue
        taken[key] = line.place
        yield RawItem(key, line.mark, _loader(line, file, where))
    if line is None:
        yield _refused(shown, "empty: there is nothing to read", "empty")


@dataclass(frozen=True, slots=True)
class _Line:
    place: str
    offset: int
    data: bytes
    mark: str
    too_long: bool


def _loader(line: _Line, file: str, where: Where) -> Callable[[], Article | Rejected]:
    if file == STDIN:
        return partial(load_payload, line.data, ".jsonl", where)
    return partial(load_line, file, (line.offset, len(line.data)), line.mark, where)


def _lines(stream: BinaryIO) -> Iterator[_Line]:
    """The lines of a stream, read so that one endless line cannot fill the memory."""
    offset = number = 0
    while data := stream.readline(LINE_BYTES + 1):
        number += 1
        start, body = offset, data.rstrip(b"\r\n")  # the last line of a growing file gains a line end later
        mark = sha256(body)
        offset += len(data)
        too_long = len(data) > LINE_BYTES
        rest = data
        while too_long and not rest.endswith(b"\n") and (rest := stream.readline(READ_CHUNK)):
            mark.update(rest)
            offset += len(rest)
        if too_long or body.strip(b"\xef\xbb\xbf \t"):
            yield _Line(f"line {number}", start, b"" if too_long else body, mark.hexdigest(), too_long)


def _line_name(data: bytes, name: str) -> str | None:
    """What names a line whatever its place: its id, else its URL, else its title; None where it gives none.

    Raises:
        ValueError: no JSON object, so that nobody can tell which article it was.
    """
    try:
        item = json.loads(_json_text(data), strict=False)
        given, url, title = item.get("id"), item.get("url"), item.get("title")
    except (RecursionError, AttributeError, BadInput) as error:
        raise ValueError("no JSON object") from error
    if isinstance(given, (str, int)) and str(given).strip():
        return str(given).strip()
    from_url = id_from_url(url) if isinstance(url, str) else None
    return from_url or (id_from_title(name, title) if isinstance(title, str) and title else None)


def _json_text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data).text


def _stdin_items(stream: BinaryIO, today: date) -> Iterator[RawItem]:
    """Standard input: lines of JSON when it begins with ``{``, else one page or text."""
    head = stream.readline(READ_CHUNK)
    while head and not head.strip(b"\xef\xbb\xbf \t\r\n"):
        head = stream.readline(READ_CHUNK)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from _line_items(_Rejoined(head, stream), STDIN, STDIN, STDIN, today)  # type: ignore[arg-type]
        return
    data = head + stream.read(ARTICLE_BYTES + 1)
    if len(data) > ARTICLE_BYTES:
        yield _refused(
            STDIN, f"larger than the {megabytes(ARTICLE_BYTES)} allowed for one article", sha256(data).hexdigest()
        )
        return
    found = load_payload(data, ".txt", Where(STDIN, STDIN, "", today))
    key = f"{STDIN}#{found.id}" if isinstance(found, Article) else STDIN
    yield RawItem(key, sha256(data).hexdigest(), partial(_same, found))


class _Rejoined:
    """A stream whose first bytes were looked at."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readline(self, most: int) -> bytes:
        head, self._head = self._head, b""
        if head.endswith(b"\n"):
            return head
        return head + self._stream.readline(most - len(head))


def _printable(path: str) -> str:
    """A path as text that can be written anywhere, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")
