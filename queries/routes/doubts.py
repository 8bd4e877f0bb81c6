"""What of an answer is in doubt, in words: what is perhaps stopped, and of what nobody tells who stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from queries.network.model import Leg


def stops_in_doubt(legs: Iterable[Leg]) -> Iterator[str]:
    """Name what is perhaps stopped, each reason once."""
    yield from dict.fromkeys(f"perhaps stopped: {leg.state.doubt}" for leg in legs if leg.state.in_doubt)


def untold(legs: Iterable[Leg]) -> Iterator[str]:
    """Name what a term of the question asks about and no source tells."""
    found: dict[str, dict[str, None]] = {}
    for leg in legs:
        for what, name in leg.untold:
            found.setdefault(what, {})[name] = None
    for what, names in sorted(found.items()):
        named = ", ".join(sorted(names))
        yield f"no source names an {what} of {named}: nothing flows over what needs these at the low end"
