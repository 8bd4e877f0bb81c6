"""Sentences and lists for a person, folded at words to the columns of the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from queries.render.width import lines_of, padded, width_of

COLUMNS = 80  # where there is no screen
_NARROW = 60  # columns; below them what is said of a thing stands on lines of its own
_INDENT = 4


def folded(text: str, columns: int, *, indent: int = 0, first: str = "") -> str:
    """Fold a text at words; ``first`` stands before it, and the further lines are moved in by ``indent``.

    A word is cut only where it is longer than a line.
    """
    return "\n".join(
        line
        for place, part in enumerate(text.split("\n"))
        for line in _folded(part, columns, indent, first if place == 0 else "")
    )


def _folded(text: str, columns: int, indent: int, first: str) -> Iterator[str]:
    line, empty = first, True
    for word in text.split(" "):
        longer = f"{line}{'' if empty else ' '}{word}"
        if width_of(longer) > columns and not (empty and line.isspace()):
            if line.strip():
                yield line.rstrip()
            longer = " " * indent + word
        *whole, line = lines_of(longer, columns) if width_of(longer) > columns else [longer]
        yield from whole
        empty = False
    yield line


def counted(number: int, thing: str) -> str:
    """Give a number and its thing in the singular or plural, such as "1 row" and "2,000 rows"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def listed(pairs: Sequence[tuple[str, str]], columns: int, width: int = 0) -> Iterator[str]:
    """Give a line for each thing and what is said of it, beginning at one column; ``width`` is that of the things."""
    width = max([width, *(width_of(thing) for thing, _ in pairs if width_of(thing) <= columns // 2)], default=0) + 2
    for thing, said in pairs:
        if columns < _NARROW or width_of(thing) > width - 2:
            yield folded(thing, columns, indent=_INDENT, first="  ")
            left = _INDENT if columns < _NARROW else width + 2
            yield folded(said, columns, indent=left, first=" " * left)
        else:
            yield folded(said, columns, indent=width + 2, first=f"  {padded(thing, width)}")
