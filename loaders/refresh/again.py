"""Reads every stored article again with the extractor of today, and compares what it says with what the graph holds.

An article is stored where its bytes are at hand without the network: in its folder, in the package, or on the shelf of
kept pages. Nothing is written here, and what is not at hand, or has changed meanwhile, is named and stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from graph.errors import BadInput
from graph.model.claim import Claim
from graph.store import Store
from graph.store.view import claims_of
from loaders.extraction.pool import HERE, Workers
from loaders.refresh.ahead import Ahead
from loaders.refresh.article import ArticleLoad
from loaders.refresh.guard import load_guarded
from loaders.refresh.items import Loaded, Problem, Source, SourceItem
from loaders.refresh.ledger import ItemState, Ledger

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """One article that is read otherwise now: claims that come, that go, and that are weighed otherwise.

    ``problem`` is the reason why it cannot be read any more; what it said stays then.
    """

    source: Source
    item: SourceItem
    added: tuple[Claim, ...] = ()
    removed: tuple[Claim, ...] = ()
    weighed: tuple[tuple[Claim, Claim], ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """A stored item that could not be read again, and why."""

    key: str
    source: str
    reason: str


@dataclass(slots=True)
class Comparison:
    """What came of reading again; ``same`` counts the articles that say the same."""

    same: int = 0
    differences: list[Difference] = field(default_factory=list)
    absent: list[Absent] = field(default_factory=list)

    @property
    def to_write(self) -> list[Difference]:
        """The articles whose claims change."""
        return [one for one in self.differences if not one.problem]

    def by_type(self) -> dict[str, Counter[str]]:
        """Count, for each type of claim, how many are added, removed and weighed otherwise."""
        counts: dict[str, Counter[str]] = {}
        for one in self.differences:
            for name, claims in (("added", one.added), ("removed", one.removed)):
                for claim in claims:
                    counts.setdefault(claim.type, Counter())[name] += 1
            for _, after in one.weighed:
                counts.setdefault(after.type, Counter())["weighed"] += 1
        return dict(sorted(counts.items()))


def read_again(
    store: Store, sources: Iterable[Source], names: Iterable[str], workers: Workers = HERE, *, progress: Progress
) -> Comparison:
    """Read the stored articles of ``sources`` again; ``names`` of further sources whose items are not at hand."""
    listed = list(sources)
    wanted = {one.name for one in listed} | set(names)
    states = {key: one for key, one in Ledger(store).items().items() if one.source in wanted}
    comparison = Comparison()
    to_read = _at_hand(listed, states, comparison)
    said = _by_item(claims_of(store), {item.key for _, item in to_read})
    ahead = Ahead([item for _, item in to_read], workers)
    try:
        for number, (source, item) in enumerate(to_read):
            progress(item.key, number, len(to_read))
            _compare(source, item, said.get(item.key, {}), load_guarded(item, {}, ahead.load), comparison)
    finally:
        ahead.close()
        progress("", len(to_read), len(to_read))
    return comparison


def _at_hand(
    sources: list[Source], states: Mapping[str, ItemState], comparison: Comparison
) -> list[tuple[Source, SourceItem]]:
    found: list[tuple[Source, SourceItem]] = []
    left = dict(states)
    reasons: dict[str, str] = {}
    for source in sources:
        try:
            offered = list(source.list_items())
        except (OSError, BadInput) as error:
            reasons[source.name] = f"its source cannot be read ({error})"
            continue
        reasons[source.name] = "its page is not kept here" if source.stream else "its source no longer holds it"
        for item in offered:
            state = left.pop(item.key, None)
            if state is None or not isinstance(item.load, ArticleLoad):
                continue  # new, or no article
            if state.fingerprint != item.fingerprint:
                changed = "it has changed since; the next refresh reads it"
                comparison.absent.append(Absent(item.key, source.name, changed))
            else:
                found.append((source, item))
    for key, state in sorted(left.items()):
        reason = "it came by standard input" if state.source == "-" else "its source is not at hand"
        comparison.absent.append(Absent(key, state.source, reasons.get(state.source, reason)))
    return found


def _by_item(claims: Iterable[Claim], wanted: set[str]) -> dict[str, dict[str, Claim]]:
    found: dict[str, dict[str, Claim]] = {}
    for claim in claims:
        if claim.item in wanted:
            found.setdefault(claim.item, {})[claim.id] = claim
    return found


def _compare(
    source: Source, item: SourceItem, before: Mapping[str, Claim], loaded: Loaded | Problem, comparison: Comparison
) -> None:
    if isinstance(loaded, Problem):
        comparison.differences.append(Difference(source, item, problem=loaded.reason))
        return
    after = {claim.id: claim for claim in (replace(one, item=item.key) for one in loaded.claims)}
    difference = Difference(
        source,
        replace(item, load=partial(_known, loaded)),
        tuple(after[one] for one in sorted(after.keys() - before.keys())),
        tuple(before[one] for one in sorted(before.keys() - after.keys())),
        tuple(
            (before[one], after[one])
            for one in sorted(after.keys() & before.keys())
            if _weighed(before[one], after[one])
        ),
    )
    if difference.added or difference.removed or difference.weighed:
        comparison.differences.append(difference)
    else:
        comparison.same += 1


def _known(loaded: Loaded) -> Loaded:
    return loaded


def _weighed(before: Claim, after: Claim) -> bool:
    """Whether the same claim is trusted otherwise."""
    return (before.confidence, before.trust) != (after.confidence, after.trust)
