"""Which claims of one event type about one thing tell of one event.

Two claims do when their times agree (equal, or one inside the other, years known), their modality agrees, and no
distinguishing role (``events.toml``) keeps them apart. The most precise claims are placed first; a vaguer claim joins
the one event that fits it, and stands as an event of its own where several fit. Times that nobody can place on the
calendar agree only inside one document: July of an unknown year may be another July.

A reprint is another witness, never another event: its claim joins the event that the reprinted document tells of in the
same words, whatever day "yesterday" was when it was printed again. It confirms nothing: it is no independent witness.

An asset in the news for years has thousands of claims, so a claim is compared only with the events that its time can
agree with; these are looked up.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from graph.model.claim import Claim, Modality
from graph.model.time import Period, parse_period

_FAR = 10**9
REPRINT_DAYS = 14  # between a first printing and its reprint
SAME_WORDS = 0.7  # of the words of both quotes: a reprint may swap "on Saturday" for a date


Key = tuple[str, str | None]
Fillers = tuple[frozenset[str], ...]


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(files("graph.fuse").joinpath("events.toml").read_text("utf-8"))


@cache
def distinguishing_roles() -> dict[str, tuple[str, ...]]:
    """Read which roles tell events of a type apart."""
    return {name: tuple(roles) for name, roles in _rules()["distinguish"].items()}


def told_by_roles(claim: Claim) -> bool:
    """Tell whether the roles alone make one event of claims without a time, whoever states them."""
    return claim.when is None and claim.type in _rules()["undated"]["one_event"]


def same_event_groups(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Group claims of one type about one thing by the event they tell of, the most precise claim of each first."""
    known = _Groups()
    for claim in sorted(claims, key=precision_of):
        known.place(claim)
    return [group.claims for group in known.groups]


def precision_of(claim: Claim) -> tuple[bool, int, int, str, str]:
    """Give the order of claims: what is printed first before its reprints, and the most precise ones first."""
    again = claim.reprint_of is not None
    if claim.when is None:
        return (again, _FAR, 0, "", claim.id)
    period = parse_period(claim.when)
    length = (period.end - period.start).days if period.start and period.end else _FAR - 1
    filled = sum(1 for role in distinguishing_roles().get(claim.type, ()) if claim.role(role))
    return (again, length, -filled, claim.when, claim.id)


@dataclass(slots=True)
class _Group:
    claims: list[Claim]
    fillers: set[Fillers] = field(default_factory=set)
    """What its claims say in the distinguishing roles, each once: forty outlets say the same."""


class _Groups:
    """The events so far, found by the times that a claim may agree with, and by the documents that tell of them."""

    def __init__(self) -> None:
        self.groups: list[_Group] = []
        self._at: dict[Key, list[int]] = {}
        self._told_in: dict[str, set[int]] = {}

    def place(self, claim: Claim) -> None:
        """Put a claim to the one event that fits it, or make it one of its own."""
        said = _fillers(claim)
        fitting = self._reprinted(claim) or self._fitting(claim, said)
        number = fitting[0] if len(fitting) == 1 else self._open(claim)
        group = self.groups[number]
        group.claims.append(claim)
        group.fillers.add(said)
        self._told_in.setdefault(claim.document, set()).add(number)

    def _open(self, claim: Claim) -> int:
        number = len(self.groups)
        self.groups.append(_Group([]))
        for key in _offered(claim):
            self._at.setdefault(key, []).append(number)
        return number

    def _fitting(self, claim: Claim, said: Fillers) -> list[int]:
        candidates = {number for key in _wanted(claim) for number in self._at.get(key, ())}
        return [number for number in sorted(candidates) if _fits(claim, said, self.groups[number])]

    def _reprinted(self, claim: Claim) -> list[int]:
        """Give the one event that the reprinted document tells of in the words of this claim, if there is one."""
        if claim.reprint_of is None:
            return []
        found = [number for number in sorted(self._told_in.get(claim.reprint_of, ())) if self._reprints(claim, number)]
        return found if len(found) == 1 else []

    def _reprints(self, claim: Claim, number: int) -> bool:
        group = self.groups[number].claims
        return _same_mode(claim, group[0]) and _near(claim, group[0]) and any(_same_words(claim, one) for one in group)


def _offered(first: Claim) -> Iterator[Key]:
    """Give the keys under which an event is found, by its first claim."""
    yield ("text", first.when)
    if first.when is None or not is_placed(first):
        return
    period = parse_period(first.when)
    if period.start:
        yield ("from", period.start.isoformat())
    if period.is_interval:
        yield ("interval from", period.start.isoformat() if period.start else None)
    else:
        yield from (("within", whole) for whole in _wholes(first.when))


def _wanted(claim: Claim) -> Iterator[Key]:
    """Give the keys of all events whose time may agree with that of a claim."""
    yield ("text", claim.when)
    if claim.when is None or not is_placed(claim):
        return
    period = parse_period(claim.when)
    start = period.start.isoformat() if period.start else None
    if period.is_interval:
        yield ("from", start)
    else:
        yield ("within", claim.when)
        yield from (("text", whole) for whole in _wholes(claim.when))
        yield ("interval from", start)


def _wholes(when: str) -> tuple[str, ...]:
    """Give the year, the month and the day that a point in time names, as EDTF writes them."""
    return tuple(when[:length] for length in (4, 7, 10) if length <= len(when))


def _near(claim: Claim, first: Claim) -> bool:
    """Tell whether two times may be one day, told from two days of printing; a text's own date keeps events apart."""
    if not (is_placed(claim) and is_placed(first)):
        return True
    one, other = parse_period(claim.when or ""), parse_period(first.when or "")
    return not (one.start and other.start) or abs((one.start - other.start).days) <= REPRINT_DAYS


def _same_words(claim: Claim, original: Claim) -> bool:
    if original.document != claim.reprint_of:
        return False
    left, right = set(claim.quote.lower().split()), set(original.quote.lower().split())
    return len(left & right) >= SAME_WORDS * len(left | right)


def _fits(claim: Claim, said: Fillers, group: _Group) -> bool:
    first = group.claims[0]
    fitting = _same_mode(claim, first) and _same_time(claim, first)
    return fitting and _compatible(claim.type, said, group.fillers)


def _same_mode(claim: Claim, first: Claim) -> bool:
    return (claim.modality is Modality.DENIED) == (first.modality is Modality.DENIED) and (
        claim.modality is Modality.FACT
    ) == (first.modality is Modality.FACT)


def _same_time(left: Claim, right: Claim) -> bool:
    if left.when is None or right.when is None or not (is_placed(left) and is_placed(right)):
        return left.when == right.when and (left.document == right.document or told_by_roles(left))
    one, other = parse_period(left.when), parse_period(right.when)
    if one.is_interval or other.is_interval:
        return one == other or (one.start is not None and one.start == other.start)
    return _inside(one, other) or _inside(other, one)


def is_placed(claim: Claim) -> bool:
    """Tell whether the time of a claim has a place on the calendar."""
    return claim.when is not None and parse_period(claim.when).year_known


def _inside(inner: Period, outer: Period) -> bool:
    if not (inner.start and inner.end and outer.start and outer.end):
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def _fillers(claim: Claim) -> Fillers:
    return tuple(frozenset(claim.role(role)) for role in distinguishing_roles().get(claim.type, ()))


def _compatible(type_name: str, said: Fillers, told: Iterable[Fillers]) -> bool:
    wholly = type_name in _rules()["equal"]["roles"]
    return not any(
        one and other and (one != other if wholly else not one & other)
        for fillers in told
        for one, other in zip(said, fillers, strict=True)
    )
