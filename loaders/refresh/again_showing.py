"""What reading everything again would change, as lines for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.model.claim import Claim
from loaders.extraction.commands import as_json as claim_json
from loaders.extraction.commands import as_row
from loaders.refresh.again import Comparison, Difference
from loaders.refresh.desk_content import safe

SHOWN = 15  # articles; --format json has all


def as_text(comparison: Comparison) -> str:
    """Give the counts by type, then each article with the sentences of what comes and goes."""
    return "\n".join([_headline(comparison), *_table(comparison), *_articles(comparison), *_absent(comparison)])


def _headline(comparison: Comparison) -> str:
    bad = sum(bool(one.problem) for one in comparison.differences)
    differ = len(comparison.differences) - bad
    unreadable = f", {bad} cannot be read any more" if bad else ""
    articles = comparison.same + differ + bad
    return (
        f"Read again: {articles} article{'' if articles == 1 else 's'}; {comparison.same} say the same, {differ} "
        f"{'differs' if differ == 1 else 'differ'}{unreadable}."
    )


def _table(comparison: Comparison) -> Iterator[str]:
    counts = comparison.by_type()
    if counts:
        width = max(map(len, [*counts, "type"]))
        yield f"  {'type':<{width}}  added  removed  weighed"
        for name, count in counts.items():
            yield f"  {name:<{width}}  {count['added']:>5}  {count['removed']:>7}  {count['weighed']:>7}"


def _articles(comparison: Comparison) -> Iterator[str]:
    for one in comparison.differences[:SHOWN]:
        yield safe(one.item.key)
        if one.problem:
            yield f"  ! cannot be read any more; what it said stays: {safe(one.problem)}"
        for sign, claims in (("-", one.removed), ("+", one.added), ("~", tuple(after for _, after in one.weighed))):
            for claim in claims:
                yield from (
                    f"  {sign if number == 0 else ' '} {safe(line)}" for number, line in enumerate(_lines(claim))
                )
    if (more := len(comparison.differences) - SHOWN) > 0:
        yield f"and {more} more article{'' if more == 1 else 's'}; --format json has all of them"


def _lines(claim: Claim) -> list[str]:
    return as_row(claim).split("\n", 1)


def _absent(comparison: Comparison) -> Iterator[str]:
    if comparison.absent:
        yield f"Not at hand: {len(comparison.absent)}; what they said stays."
        yield from (f"  {safe(one.key)}: {safe(one.reason)}" for one in comparison.absent[:SHOWN])
        if (more := len(comparison.absent) - SHOWN) > 0:
            yield f"  and {more} more"


def as_json(comparison: Comparison, run: str | None) -> dict[str, Any]:
    """Give everything; ``run`` wrote it, null: nothing is written."""
    return {
        "schema_version": 1,
        "same": comparison.same,
        "types": {
            name: {one: count[one] for one in ("added", "removed", "weighed")}
            for name, count in comparison.by_type().items()
        },
        "articles": [_article(one) for one in comparison.differences],
        "not_at_hand": [{"item": one.key, "source": one.source, "reason": one.reason} for one in comparison.absent],
        "run": run,
    }


def _article(one: Difference) -> dict[str, Any]:
    return {
        "item": one.item.key, "source": one.source.name, "problem": one.problem or None,
        "added": list(map(claim_json, one.added)), "removed": list(map(claim_json, one.removed)),
        "weighed": [
            {"before": _weight(before), "after": _weight(after), "claim": claim_json(after)}
            for before, after in one.weighed
        ],
    }  # fmt: skip


def _weight(claim: Claim) -> dict[str, Any]:
    return {"confidence": claim.confidence, "trust": claim.trust.name.lower()}
