"""Fuses who owns, runs and belongs to what.

::

    (:Company)-[:OWNS {share}]->(:Asset or :Company)     (:Company)-[:OPERATES]->(:Asset)
    (:Site)-[:PART_OF]->(:Asset or :Market or :Region)   (:Field)-[:FEEDS]->(:Site)
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.fuse.history import value_history
from graph.fuse.objects import Fragment, Relation, properties_of
from graph.fuse.policy import pick, span, standing
from graph.model.claim import Claim


def owns_fragment(owner: str, owned: str, claims: Sequence[Claim]) -> Fragment:
    """Give one share; where no claim gives a figure the share stays unknown."""
    chosen = pick(claims)
    if chosen is None:
        return Fragment()
    key = f"{owner}|{owned}"
    share = span([claim for claim in claims if claim.value])
    properties = properties_of(
        id=key,
        share=share.value if share else None,
        share_low=share.low if share else None,
        share_high=share.high if share else None,
        share_history=value_history(claims),
        same_stake_as=next((rival for claim in standing(claims) if (rival := claim.first("same_stake_as"))), None),
        when=chosen.when,
        trust=int(chosen.trust),
        claims=sorted(claim.id for claim in claims),
    )
    return Fragment((), (Relation("OWNS", key, owner, owned, properties),))


def plain_fragment(name: str, start: str, end: str, claims: Sequence[Claim]) -> Fragment:
    """Give a relation that only states that it holds (OPERATES, PART_OF, FEEDS)."""
    chosen = pick(claims)
    if chosen is None:
        return Fragment()
    key = f"{start}|{end}"
    trust = int(chosen.trust) if name != "PART_OF" else None
    properties = properties_of(id=key, trust=trust, claims=sorted(claim.id for claim in claims))
    return Fragment((), (Relation(name, key, start, end, properties),))
