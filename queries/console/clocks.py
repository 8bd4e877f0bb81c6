"""The two clocks of a session: the day whose state is asked for, and the day whose knowledge counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.errors import InvalidTime, UsageError
from graph.model.time import parse_day

OPTIONS = {"--as-of": "as_of", "--known-at": "known_at"}
PARAMETERS = {"day": "as_of", "as_of": "as_of", "known_at": "known_at"}
"""Parameters of catalogue questions and statements that a clock fills where nothing else does."""


@dataclass(slots=True)
class Clocks:
    """A clock that is not set is today (``as_of``), or everything that is known (``known_at``)."""

    days: dict[str, date] = field(default_factory=dict)

    def turn(self, clock: str, text: str) -> None:
        """Set a clock to a day, or back with ``off``.

        Raises:
            UsageError: the text is no day.
        """
        if text.lower() in {"off", "today", "now", "-"}:
            self.days.pop(clock, None)
            return
        try:
            self.days[clock] = parse_day(text)
        except InvalidTime as error:
            raise UsageError(f"{str(error).removesuffix('.')}, or off.") from None

    def options(self, taken: frozenset[str], given: list[str]) -> list[str]:
        """Give the options that the clocks add to a command that takes them and was not told otherwise."""
        found: list[str] = []
        for option, clock in OPTIONS.items():
            told = any(word == option or word.startswith(f"{option}=") for word in given)
            if option in taken and clock in self.days and not told:
                found += [option, self.days[clock].isoformat()]
        return found

    def arguments(self, parameters: set[str], given: list[str]) -> list[str]:
        """Give the ``name=value`` words that the clocks add to a question of the catalogue."""
        told = {word.partition("=")[0] for word in given}
        return [
            f"{name}={self.days[clock].isoformat()}"
            for name, clock in PARAMETERS.items()
            if name in parameters and clock in self.days and name not in told
        ]

    def parameters(self) -> dict[str, str]:
        """Give ``$as_of`` and ``$known_at`` for statements: the end of time where knowledge is not limited."""
        return {
            "as_of": self.days.get("as_of", date.today()).isoformat(),
            "known_at": self.days.get("known_at", date.max).isoformat(),
        }

    def described(self) -> str:
        """Name the clocks that are set, for the prompt."""
        names = {"as_of": "as of", "known_at": "known at"}
        return ", ".join(f"{names[clock]} {day}" for clock, day in sorted(self.days.items()))
