"""From drafts to claims: resolved times, one claim a statement, checked against the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.errors import InvalidClaim
from graph.model.claim import Claim, Modality, Quantity, make_roles
from graph.model.time import parse_period
from graph.model.vocabulary import claim_type
from loaders.extraction.data import table
from loaders.extraction.propose import Draft
from loaders.extraction.resolve_time import resolve
from loaders.extraction.sentences import Sentence

EXTRACTOR, VERSION = "frames", "1"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the claims of an article come from; ``written``: the day its times lean on, by its source or its head."""

    id: str
    published: str | None
    written: str | None


def claim_of(draft: Draft, sentence: Sentence, origin: Origin) -> Claim | None:
    """Make a claim of a draft; None if it breaks the vocabulary (then it was no such statement)."""
    kind = claim_type(draft.type)
    roles = {name: fillers for name, fillers in draft.roles.items() if name in kind.roles}
    when = _when(draft, origin)
    if when and draft.when and draft.when.link == "until" and "until" in kind.roles:
        # how long it holds, not when it was given
        roles, when = roles | {"until": (when,)}, None
    start, end = draft.span or (sentence.start, sentence.end)
    try:
        return Claim(
            type=draft.type, about=draft.about, item=origin.id, document=origin.id, quote=sentence.text,
            roles=make_roles(roles), value=draft.value, when=when, modality=_held(draft, when, origin.published),
            said_by=draft.said_by, start=start, end=end, known_from=origin.published,
            known_basis="published" if origin.published else "undated", confidence=draft.confidence,
            extractor=draft.proposer or EXTRACTOR, version=VERSION,
        )  # fmt: skip
    except InvalidClaim:
        return None


def _held(draft: Draft, when: str | None, published: str | None) -> Modality:
    """Tell how a claim is held: what is to happen after its article was published is no fact yet, whatever its words.

    What happens by being said may well name a time to come, that of its content.
    """
    if draft.modality is not Modality.FACT or not when or not published or draft.type in table("framing")["said"]:
        return draft.modality
    start, told = parse_period(when).start, parse_period(published).end
    return Modality.PLAN if start and told and start > told else draft.modality


def _when(draft: Draft, origin: Origin) -> str | None:
    if draft.when is None:
        return None
    limits = draft.when.link == "until" and draft.type == "exemption"  # what is allowed until a day ends then
    found = resolve(draft.when, origin.written, future=draft.future or limits)
    if found and draft.when.link == "until" and draft.type in table("framing")["lasting"] and "/" not in found:
        return f"../{found}"  # it ended then; when it began is not said
    return found


def unique(claims: Iterable[Claim], title_end: int) -> list[Claim]:
    """Keep one claim a statement: the fuller sentence wins, the title counts only where it alone says so."""
    kept: list[Claim] = []
    for claim in claims:
        index = next((i for i, other in reversed(list(enumerate(kept))) if _same(claim, other, title_end)), None)
        if index is None:
            kept.append(claim)
        else:
            kept[index] = _merge(kept[index], claim, title_end)
    kept = [claim for claim in kept if not _is_fire_of_attack(claim, kept)]
    kept = [claim for claim in kept if not _is_told_better(claim, kept, title_end)]
    return sorted(kept, key=lambda c: (c.start, c.end, c.type, c.about))


def _is_told_better(claim: Claim, claims: Iterable[Claim], title_end: int) -> bool:
    """Tell whether the text says what its title says as a plan or a denial: a title counts only where it is alone."""
    if claim.start >= title_end or claim.type not in table("merge")["part_of_whole"]:
        return False
    rest = (c for c in claims if c.start >= title_end and c.type == claim.type and c.modality is not claim.modality)
    return any(_about_meets(claim, c, title_end) and _times_meet(claim.when, c.when) for c in rest)


def _is_fire_of_attack(claim: Claim, claims: Iterable[Claim]) -> bool:
    """Tell whether a fire is what an attack on the same thing caused: the attack is the claim."""
    if claim.type != "accident" or "fire" not in dict(claim.roles).get("cause", ()):
        return False
    attacks = (c for c in claims if c.type == "attack" and set(c.about) & set(claim.about) and c.start < claim.end)
    return any(_times_meet(c.when, claim.when) for c in attacks)


def _merge(one: Claim, other: Claim, title_end: int) -> Claim:
    best, rest = sorted((one, other), key=lambda c: _fullness(c, title_end), reverse=True)
    roles = {**dict(rest.roles), **dict(best.roles)}
    try:
        return replace(
            best, roles=make_roles(roles), value=best.value or rest.value, when=best.when or rest.when,
            said_by=best.said_by or (rest.said_by if rest.start < title_end else ()),  # the title's speaker counts
            about=min((one.about, other.about), key=lambda about: (_generality(about, one.type), -len(about))),
        )  # fmt: skip
    except InvalidClaim:
        return best


def _generality(about: tuple[str, ...], kind: str) -> int:
    """Rank how wide a thing is: a pipeline, then its terminal, then the moorings of that."""
    if any(a in table("merge")["whole"] for a in about):
        return 2
    return int(any(a in table("merge").get(f"whole_of_{kind}", {}) for a in about))


def _fullness(claim: Claim, title_end: int) -> tuple[int, int, int]:
    filled = len(claim.roles) + (claim.value is not None) + (claim.when is not None)
    return (int(claim.start >= title_end), filled, len(claim.quote))


def _same(one: Claim, other: Claim, title_end: int) -> bool:
    if one.type != other.type or not _about_meets(one, other, title_end):
        return False
    if one.modality is not other.modality:
        return False
    if not _values_meet(one.value, other.value, one.type):
        return False
    if _told_apart(one, other):
        return False
    if one.type in table("merge")["by_roles"] and not _roles_meet(one, other):
        return False
    return _times_meet(one.when, other.when) and (min(one.start, other.start) < title_end or _is_joined(one, other))


def _is_joined(one: Claim, other: Claim) -> bool:
    """Tell whether two ways are one: they carry the same, share something on the way, or one only says where to."""
    if one.type not in table("merge")["joined"]:
        return True
    mine, theirs = dict(one.roles), dict(other.roles)
    shared = {role for role in mine.keys() & theirs.keys() if set(mine[role]) & set(theirs[role])}
    apart = "commodity" in (mine.keys() & theirs.keys()) - shared
    ways = set(table("merge")["naming"]) - {"to"}
    return not apart and (bool(shared & ways) or not ways & mine.keys() or not ways & theirs.keys())


def _about_meets(one: Claim, other: Claim, title_end: int) -> bool:
    if set(one.about) == set(other.about) or _is_of_several(one, other) or _is_of_several(other, one):
        return True
    if one.type not in table("merge")["part_of_whole"]:
        return False
    titled = min(one.start, other.start) < title_end
    plain = one.value is None and other.value is None and (None in {one.when, other.when} or one.when == other.when)
    if not titled and not (plain and one.type in table("merge")["told_again"]):
        return False
    whole = table("merge")["whole"] | table("merge").get(f"whole_of_{one.type}", {})
    first, second = one.about[0], other.about[0]
    return len(one.about) == len(other.about) == 1 and (
        second in whole.get(first, ()) or first in whole.get(second, ())
    )


def _is_of_several(one: Claim, other: Claim) -> bool:
    """Tell whether a claim tells again of one of several things what another tells of them all, and adds no time."""
    return (
        set(one.about) < set(other.about)
        and one.type in table("merge")["of_several"]
        and one.value is None
        and (one.when is None or one.when == other.when)
    )


def _told_apart(one: Claim, other: Claim) -> bool:
    """Tell whether only one of two stops is that of the intake."""
    pattern = table("merge")["apart"].get(one.type)
    if pattern is None:
        return False
    outward = table("merge")["outward"][one.type]
    mine, theirs = (
        bool(re.search(pattern, c.quote, re.IGNORECASE)) and not re.search(outward, c.quote, re.IGNORECASE)
        for c in (one, other)
    )
    return mine is not theirs and one.start != other.start


def _values_meet(one: Quantity | None, other: Quantity | None, kind: str) -> bool:
    if one is None or other is None:
        return kind in table("merge")["value_optional"] or one is other
    return (
        abs(one.amount - other.amount) <= 0.01 * max(one.amount, other.amount)
        and one.unit.split("/")[0] == other.unit.split("/")[0]
    )


def _roles_meet(one: Claim, other: Claim) -> bool:
    """Tell whether the naming roles of two claims do not speak against each other."""
    mine, theirs = dict(one.roles), dict(other.roles)
    return all(set(mine[r]) & set(theirs[r]) for r in mine.keys() & theirs.keys() if r in table("merge")["naming"])


def _times_meet(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return True
    first, second = parse_period(one), parse_period(other)
    if not (first.year_known and second.year_known):
        return one.startswith(other) or other.startswith(one)
    a, b, c, d = first.start, first.end, second.start, second.end
    inside = (a is None or (c is not None and a <= c)) and (b is None or (d is not None and d <= b))
    around = (c is None or (a is not None and c <= a)) and (d is None or (b is not None and b <= d))
    return inside or around
