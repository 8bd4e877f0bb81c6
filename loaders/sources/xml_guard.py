"""XML from strangers: decoded by evidence, refused where it carries a bomb, shortened where it is endless."""

from __future__ import annotations

import re

from graph.errors import BadInput
from loaders.documents.decode import decode

_HEAD = 1000  # where an XML declaration stands; searching the whole of a hostile text would take seconds
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{2,40})""")
_DECLARATION = re.compile(r"""(^\s*<\?xml[^>]{0,200}?)\s+encoding\s*=\s*["'][^"']*["']""")
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.-]{2,40})", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\b([^>]{0,4000})", re.IGNORECASE)
# One character, or a short plain text: nothing that refers to another entity, to a file or to the network.
_HARMLESS = re.compile(r"""\s+[\w.-]{1,40}\s+(["'])(?:&\#x?[0-9a-fA-F]{1,6};|[^&%"'<]{0,16})\1\s*$""")
_ENDS = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)


def xml_text(data: bytes, content_type: str = "") -> str:
    """Decode XML: what the bytes prove goes before what the document says, that before what the server says.

    Raises:
        BadInput: not a text, or in an encoding that cannot be told.
    """
    inside, outside = _DECLARED.search(data[:_HEAD]), _HEADER.search(content_type)
    declared = inside[1].decode("ascii") if inside else outside[1] if outside else None
    text = decode(data, declared=declared).text
    return _DECLARATION.sub(r"\1", text[:_HEAD], count=1) + text[_HEAD:]


# What a feed may hold once its later items are cut. Feedparser takes some 50 us for a tag in broken XML and 4 us for an
# ampersand (measured), so these bound the reading of a hostile feed to a few seconds.
_MOST = {"<": (100_000, "tags"), "&": (500_000, "entities"), "": (20_000_000, "characters")}


def refuse_masses(text: str) -> None:
    """Refuse a feed that would take minutes to read.

    Raises:
        BadInput: more markup or text than any real feed holds.
    """
    for mark, (most, name) in _MOST.items():
        if text.count(mark) > most:
            raise BadInput(f"more than the {most:,} {name} allowed for one feed")


def refuse_bombs(text: str) -> None:
    """Refuse entities that could grow, or reach for files and addresses.

    Raises:
        BadInput: the text declares such an entity.
    """
    for found in _ENTITY.finditer(text):
        if not _HARMLESS.match(found[1]):
            raise BadInput("it declares XML entities that could fill the memory or reach for files; it is not read")


def first_items(text: str, most: int) -> tuple[str, int]:
    """Cut the items after the first ``most`` out of a feed; give the rest, still whole, and how many were cut."""
    ends = [found.end() for found in _ENDS.finditer(text)]
    if len(ends) <= most:
        return text, 0
    return text[: ends[most - 1]] + text[ends[-1] :], len(ends) - most
