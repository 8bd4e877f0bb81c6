"""Everything that is said of one cell of a table."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.extraction.columns import Said


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The texts over, beside and above a cell; ``section`` is the row without figures that the row stands under."""

    column: Said
    name: Said
    corner: Said
    section: Said
    captions: tuple[Said, ...]
    title: Said

    @property
    def shared(self) -> tuple[Said, ...]:
        """Give what holds for more rows than this one, the title of the article left out."""
        return (self.section, self.corner, *self.captions)

    @property
    def table(self) -> tuple[Said, ...]:
        """Give everything that the table and its captions say of the cell, the nearest first."""
        return (self.column, self.name, *self.shared)

    @property
    def levels(self) -> tuple[Said, ...]:
        """Give everything that is said of the cell, the title of the article last."""
        return (*self.table, self.title)
