"""Bytes to text, by an explicit order of evidence; unsure is a reason to refuse, never a guess.

1. magic bytes of other file kinds: refused by name
2. byte order mark: UTF-8, UTF-16, UTF-32
3. UTF-16 without a mark: every second byte is 0x00 or 0x04
4. strict UTF-8: Cyrillic in valid UTF-8 is no coincidence, so it outweighs a declaration (saved pages
   are often re-encoded under an old declaration)
5. NUL bytes otherwise: binary
6. nearly all UTF-8 (under 0.1 % broken bytes): kept, flagged
7. eight-bit code pages: the declared one when letter frequencies agree, else the one that they prove
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from graph.errors import BadInput
from loaders.documents import flags
from loaders.documents.codepages import prove_code_page

BROKEN_SHARE = 0.001  # of all bytes
_SAMPLE = 4096

# first bytes -> what the file is (https://en.wikipedia.org/wiki/List_of_file_signatures)
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"BZh": "a bzip2 archive",
    b"\x7fELF": "a program",
    b"MZ\x90\x00": "a program",
    b"{\\rtf": "an RTF document",
    b"SQLite format 3": "a database",
}
_MARKS = (  # longest first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, how it was encoded, and what a reader should know."""

    text: str
    encoding: str
    flags: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode by the order of evidence above; ``declared`` is what the document says of itself.

    Raises:
        BadInput: empty, binary, broken, or in an encoding that cannot be told for sure.
    """
    if not data.strip():
        raise BadInput("empty: there is nothing to read")
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise BadInput(f"{kind}, not a text: convert it to text first")
    # Cyrillic in UTF-16 is well-formed UTF-8 too, full of control characters; only its zero bytes give it away.
    found = _by_mark(data) or (b"\x00" in data and _utf16_without_mark(data)) or _strict(data, "utf-8")
    if found:
        return _not_binary(found)
    if b"\x00" in data:
        raise BadInput("a binary file, not a text")
    return _not_binary(_nearly_utf8(data) or _eight_bit(data, declared))


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            found = _strict(data[len(mark) :], encoding)
            if found is None and encoding == "utf-8":
                found = _nearly_utf8(data[len(mark) :])
            if found is None:
                raise BadInput(f"it says it is {encoding.upper()} and is not: save it as UTF-8")
            return found
    return None


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(data: bytes) -> Decoded | None:
    sample = data[:_SAMPLE]
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if high and len(data) % 2 == 0 and (high.count(0) + high.count(4) + high.count(0x20)) >= 0.9 * len(high):
            found = _strict(data, encoding)
            if found and _letters_and_blanks(found.text[:_SAMPLE]) > 0.8:
                return found
    return None


def _letters_and_blanks(text: str) -> float:
    good = sum(1 for char in text if char == " " or (char.isalpha() and ord(char) < 0x530))
    return good / len(text)


def _nearly_utf8(data: bytes) -> Decoded | None:
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    proof = sum(1 for char in text if "\x7f" < char != "\ufffd")
    if broken > BROKEN_SHARE * len(data) or proof < 10 * broken:
        return None
    return Decoded(text, "utf-8", (flags.BROKEN_BYTES,))


def _eight_bit(data: bytes, declared: str | None) -> Decoded:
    encoding = prove_code_page(data, declared)
    if encoding is None:
        raise BadInput("cannot tell the encoding for sure: save it as UTF-8")
    guessed = () if declared and _same(declared, encoding) else (flags.ENCODING_GUESSED,)
    return Decoded(data.decode(encoding, errors="replace"), encoding, guessed)


def _same(left: str, right: str) -> bool:
    try:
        return codecs.lookup(left).name == codecs.lookup(right).name
    except LookupError:
        return False


_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _not_binary(found: Decoded) -> Decoded:
    if not found.text.strip("\ufeff \t\r\n\x00"):
        raise BadInput("empty: there is nothing to read")
    sample = found.text[: 16 * _SAMPLE]
    if len(_CONTROLS.findall(sample)) > 0.01 * len(sample):
        raise BadInput("a binary file, not a text")
    return found
