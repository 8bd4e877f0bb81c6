"""A month of news, hour by hour, from a seed: new articles, corrections, deletions, reprints, and feeds that are down.

Everything is known beforehand: what the feed offers in each hour, and when nobody can read it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

from graph.model.claim import Claim
from graph.model.document import Document, DocumentKind
from loaders.refresh.items import Loaded, SourceItem
from tests.loaders.refresh.clocks import START
from tests.queries.watch.news import ARTICLE, STOP

NEW, CORRECTED, DELETED, REPRINTED, STOPPED = 0.16, 0.05, 0.02, 0.03, 0.04  # chance an hour
PLACES = ("cpc_terminal", "cpc_spm2", "kropotkinskaya", "sheskharis")  # off the watched routes
OUTAGE_DAYS, OUTAGE_HOURS = (3, 11, 12, 20), range(9, 15)  # over by the evening, so that each day ends up to date

News = Mapping[str, Loaded]


@dataclass(frozen=True, slots=True)
class Hour:
    """What the feed offers in an hour; ``readable`` is False where it is down."""

    news: News
    readable: bool = True


@dataclass(slots=True)
class _Writer:
    chance: random.Random
    news: dict[str, Loaded] = field(default_factory=dict)
    written: int = 0

    def pass_hour(self, hour: int) -> None:
        """Have the world change for an hour."""
        day = (START + timedelta(hours=hour)).date().isoformat()
        deeds = ((NEW, self._new), (CORRECTED, self._correct), (DELETED, self._delete), (REPRINTED, self._reprint))
        for share, deed in (*deeds, (STOPPED, self._stop)):
            if self.chance.random() < share:
                deed(day)

    def _new(self, day: str) -> None:
        key = f"a{self.written:04d}"
        self.written += 1
        claims = tuple(self._attack(key, day) for _ in range(self.chance.randint(1, 4)))
        self.news[key] = _said(key, claims, day)

    def _attack(self, key: str, day: str) -> Claim:
        place = self.chance.choice(PLACES)
        start = self.chance.randrange(1000)
        said = f"{place} was hit, it says at {start}."  # a sentence of its own: one that only moved is no correction
        return Claim(
            "attack", (place,), key, key, said, when=day, start=start, end=start + 20, known_from=day,
            known_basis="published",
        )  # fmt: skip

    def _correct(self, _day: str) -> None:
        if key := self._any():
            published = str(self.news[key].documents[0].published)
            kept = (*self.news[key].claims[1:], self._attack(key, published))
            self.news[key] = _said(key, kept, published, f"corrected {self.chance.randrange(10**6)}")

    def _delete(self, _day: str) -> None:
        if key := self._any():
            del self.news[key]

    def _reprint(self, day: str) -> None:
        original = self._any()
        if not original:
            return
        key = f"r{self.written:04d}"
        self.written += 1
        claims = (
            replace(one, item=key, document=key, reprint_of=original, known_from=day)
            for one in self.news[original].claims
        )
        self.news[key] = _said(key, tuple(claims), day, reprint_of=original)

    def _stop(self, day: str) -> None:
        """Aktau stops, or the article that says so is taken back."""
        if self.news.pop("stop", None) is None:
            self.news["stop"] = Loaded((replace(STOP, known_from=day, known_basis="published"),), (ARTICLE,))

    def _any(self) -> str | None:
        found = [key for key in sorted(self.news) if key.startswith("a")]
        return self.chance.choice(found) if found else None


def _said(key: str, claims: tuple[Claim, ...], day: str, title: str = "", reprint_of: str | None = None) -> Loaded:
    document = Document(key, DocumentKind.ARTICLE, title or key, "Steppe Energy", published=day, reprint_of=reprint_of)
    return Loaded(tuple({claim.id: claim for claim in claims}.values()), (document,))


def recorded(hours: int, seed: int) -> list[Hour]:
    """Give the hours of a recording; always the same ones for a seed."""
    writer, found = _Writer(random.Random(seed)), []
    for hour in range(hours):
        writer.pass_hour(hour)
        day, time = divmod(hour, 24)
        found.append(Hour(dict(writer.news), not (day in OUTAGE_DAYS and time in OUTAGE_HOURS)))
    return found


def items_of(news: News) -> list[SourceItem]:
    """Give what the feed offers as the items of a source."""
    return [SourceItem(key, _mark(said), "1", partial(_same, said)) for key, said in news.items()]


def _same(said: Loaded) -> Loaded:
    return said


def _mark(said: Loaded) -> str:
    return f"{said.documents[0].title} {' '.join(sorted(claim.id for claim in said.claims))}"
