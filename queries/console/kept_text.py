"""What a command prints for a person, kept until it is whole, so that it can be folded and go through the pager."""

from __future__ import annotations

import io

from queries.console.prose import folded
from queries.render.width import width_of

_HANGING = 2  # columns by which the further lines of a sentence are moved in
_ESCAPE = "\x1b"  # a coloured line was laid out for this screen already


class KeptText(io.StringIO):
    """Takes what is printed as the screen would: tables are laid out for it."""

    def isatty(self) -> bool:
        """A person reads it in the end."""
        return True

    def folded(self, columns: int) -> str:
        """Give the text with each line folded at words; what goes on stands further in than where it began."""
        return "\n".join(_fold(line, columns) for line in self.getvalue().split("\n"))


def _fold(line: str, columns: int) -> str:
    if width_of(line) <= columns or _ESCAPE in line:
        return line
    text = line.lstrip(" ")
    margin = len(line) - len(text)
    return folded(text, columns, indent=min(margin + _HANGING, columns // 2), first=line[:margin])
