"""The score of claims against annotated articles: what matched, what was missed, what was made up.

Pure functions over claims as dictionaries, in the format that the extractor prints. A predicted claim
matches at most one gold claim of its article; the pairing is a greatest one, so order does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.errors import UnknownUnit
from graph.model.time import Period, parse_period
from graph.model.units import unit
from graph.model.vocabulary import text_roles

GoldClaim = Mapping[str, Any]
Slots = set[tuple[str, str]]
Same = Callable[[GoldClaim, GoldClaim], bool]
TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many were found right, out of how many predicted and how many wanted."""

    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 1 when nothing was predicted."""
        return self.hits / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """Share of the wanted that was found; 1 when nothing was wanted."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The score as a whole, per type, with one demand dropped, and of the slots of matched claims."""

    overall: Ratio
    per_type: dict[str, Ratio]
    without_when: Ratio
    without_modality: Ratio
    slots: Ratio
    boilerplate: int = 0
    missed: list[GoldClaim] = field(default_factory=list)
    extra: list[GoldClaim] = field(default_factory=list)


def score(
    gold: Sequence[GoldClaim], predicted: Sequence[GoldClaim], boilerplate: Iterable[Mapping[str, str]] = ()
) -> Score:
    """Compare predicted with gold claims; ``boilerplate`` holds {article, text} lines to keep out of."""
    pairs = match(gold, predicted)
    matched_gold, matched_predicted = {g for g, _ in pairs}, {p for _, p in pairs}
    return Score(
        overall=Ratio(len(pairs), len(predicted), len(gold)),
        per_type=_per_type(gold, predicted, pairs),
        without_when=_ratio_with(gold, predicted, [same_modality]),
        without_modality=_ratio_with(gold, predicted, [same_when]),
        slots=_slot_ratio([(gold[g], predicted[p]) for g, p in pairs]),
        boilerplate=_count_boilerplate(predicted, boilerplate),
        missed=[claim for i, claim in enumerate(gold) if i not in matched_gold],
        extra=[claim for i, claim in enumerate(predicted) if i not in matched_predicted],
    )


def readings(claim: GoldClaim) -> Iterator[GoldClaim]:
    """Give the gold claim and each alternative reading, which fills what it leaves out from the claim."""
    yield claim
    for alternative in claim.get("alt", ()):
        yield {**claim, **alternative}


def same_core(gold: GoldClaim, found: GoldClaim) -> bool:
    """Same type, same set of entities, and the same amount where gold has one."""
    return (
        gold["type"] == found["type"]
        and set(gold["about"]) == set(found["about"])
        and same_value(gold.get("value"), found.get("value"))
    )


def same_modality(gold: GoldClaim, found: GoldClaim) -> bool:
    """Same modality."""
    return bool(gold["modality"] == found["modality"])


def same_when(gold: GoldClaim, found: GoldClaim) -> bool:
    """Equal times, or one inside the other in the same year; no time only beside no time."""
    left, right = gold.get("when"), found.get("when")
    if left is None or right is None or left == right:
        return bool(left == right)
    first, second = parse_period(left), parse_period(right)
    return _year(first) == _year(second) and (_contains(first, second) or _contains(second, first))


def same_value(gold: Mapping[str, Any] | None, found: Mapping[str, Any] | None) -> bool:
    """Within 1 % in one dimension; any of the units in which gold states the quantity will do."""
    if gold is None:
        return True
    if found is None:
        return False
    return any(_close(a, b) for a in (gold, *gold.get("also", ())) for b in (found, *found.get("also", ())))


def match(
    gold: Sequence[GoldClaim],
    predicted: Sequence[GoldClaim],
    demands: Sequence[Same] = (same_when, same_modality),
) -> list[tuple[int, int]]:
    """Pair gold and predicted claims of one article, as many as possible, by their places in the lists."""
    of_article: dict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(predicted):
        of_article[found["article"]].append(place)
    options = {
        g: sorted(
            (p for p in of_article[claim["article"]] if _fits(claim, predicted[p], demands)),
            key=_best_first(claim, predicted, demands),
        )
        for g, claim in enumerate(gold)
    }
    return _greatest_pairing(options)


def slots_of(claim: GoldClaim) -> Slots:
    """Give what fills the roles and said_by, as (role, filler)."""
    roles = {(name, str(filler)) for name, fillers in claim.get("roles", {}).items() for filler in fillers}
    return roles | {("said_by", str(speaker)) for speaker in claim.get("said_by", ())}


def _best_first(
    gold: GoldClaim, predicted: Sequence[GoldClaim], demands: Sequence[Same]
) -> Callable[[int], tuple[int, int]]:
    return lambda place: (-_best_agreement(gold, predicted[place], demands), place)


def _fits(gold: GoldClaim, found: GoldClaim, demands: Sequence[Same]) -> bool:
    return any(_reading_fits(reading, found, demands) for reading in readings(gold))


def _reading_fits(reading: GoldClaim, found: GoldClaim, demands: Sequence[Same]) -> bool:
    return same_core(reading, found) and all(same(reading, found) for same in demands)


def _best_agreement(gold: GoldClaim, found: GoldClaim, demands: Sequence[Same]) -> int:
    fitting = (reading for reading in readings(gold) if _reading_fits(reading, found, demands))
    return max(_agreeing(slots_of(reading), slots_of(found)) for reading in fitting)


def _greatest_pairing(options: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    """Kuhn's augmenting paths: articles are small, so nothing faster is needed."""
    taken: dict[int, int] = {}

    def place(gold: int, seen: set[int]) -> bool:
        for candidate in options[gold]:
            if candidate in seen:
                continue
            seen.add(candidate)
            if candidate not in taken or place(taken[candidate], seen):
                taken[candidate] = gold
                return True
        return False

    for gold in options:
        place(gold, set())
    return sorted((gold, candidate) for candidate, gold in taken.items())


def _ratio_with(gold: Sequence[GoldClaim], predicted: Sequence[GoldClaim], demands: Sequence[Same]) -> Ratio:
    return Ratio(len(match(gold, predicted, demands)), len(predicted), len(gold))


def _per_type(
    gold: Sequence[GoldClaim], predicted: Sequence[GoldClaim], pairs: Sequence[tuple[int, int]]
) -> dict[str, Ratio]:
    # An alternative reading may have another type: a hit counts for the type that was predicted.
    hits, wanted, found = Counter[str](), Counter[str](), Counter[str]()
    settled = {g: str(predicted[p]["type"]) for g, p in pairs}
    for place, claim in enumerate(gold):
        wanted[settled.get(place, str(claim["type"]))] += 1
    for claim in predicted:
        found[claim["type"]] += 1
    for name in settled.values():
        hits[name] += 1
    return {name: Ratio(hits[name], found[name], wanted[name]) for name in sorted({*wanted, *found})}


def _slot_ratio(pairs: Iterable[tuple[GoldClaim, GoldClaim]]) -> Ratio:
    hits = predicted = wanted = 0
    for gold, found in pairs:
        there = slots_of(found)
        here = max((slots_of(r) for r in readings(gold)), key=lambda slots: _slot_f1(slots, there))
        hits, predicted, wanted = hits + _agreeing(here, there), predicted + len(there), wanted + len(here)
    return Ratio(hits, predicted, wanted)


def _slot_f1(gold: Slots, found: Slots) -> float:
    return Ratio(_agreeing(gold, found), len(found), len(gold)).f1


def _agreeing(gold: Slots, found: Slots) -> int:
    free = set(found)
    for slot in sorted(gold):
        partner = next((other for other in sorted(free) if _same_slot(slot, other)), None)
        free.discard(partner) if partner else None
    return len(found) - len(free)


def _same_slot(gold: tuple[str, str], found: tuple[str, str]) -> bool:
    """Ids must be equal; of short texts (cause, means …) one may hold the other."""
    (role, left), (other, right) = gold, found
    left, right = left.casefold(), right.casefold()
    return role == other and (left == right or (role in text_roles() and (left in right or right in left)))


def _close(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    try:
        left, right = unit(gold["unit"]), unit(found["unit"])
    except UnknownUnit:
        return False
    if left.dimension != right.dimension:
        return False
    wanted, given = gold["amount"] * left.factor, found["amount"] * right.factor
    return bool(abs(wanted - given) <= TOLERANCE * abs(wanted) + 1e-15)


def _year(period: Period) -> int | None:
    point = period.begin or period.finish
    return point.year if point else None


def _contains(outer: Period, inner: Period) -> bool:
    """Whether ``inner`` lies inside; an unknown year is laid on the same leap year on both sides."""
    starts = [p.begin.first(2000) if p.begin else None for p in (outer, inner)]
    ends = [p.finish.last(2000) if p.finish else None for p in (outer, inner)]
    after = starts[0] is None or (starts[1] is not None and starts[0] <= starts[1])
    before = ends[0] is None or (ends[1] is not None and ends[1] <= ends[0])
    return after and before


def _count_boilerplate(predicted: Iterable[GoldClaim], lines: Iterable[Mapping[str, str]]) -> int:
    unwanted: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        unwanted[line["article"]].append(_squeeze(line["text"]))
    quotes = ((claim["article"], _squeeze(claim.get("quote", ""))) for claim in predicted)
    return sum(any(q and (q in line or line in q) for line in unwanted[article]) for article, q in quotes)


def _squeeze(text: str) -> str:
    return " ".join(text.split())
