"""Roles that words give by themselves: the commodity of a route, the topic of an order (``tables/details.toml``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.model.claim import Claim, make_roles
from loaders.extraction.data import table
from loaders.extraction.propose import Draft
from loaders.extraction.sentences import Sentence


def detail(draft: Draft, text: str, lang: str) -> None:
    """Fill the roles of a draft that its frame left empty and the words of its sentence give."""
    for role in {row["role"] for row in table("details")["detail"] if draft.type in row["types"]} - draft.roles.keys():
        if value := _value(draft.type, role, text, lang):
            draft.roles[role] = (value,)


def _value(type_name: str, role: str, text: str, lang: str) -> str | None:
    met = {}
    for row in table("details")["detail"]:
        if row["role"] == role and type_name in row["types"]:
            match = re.search(row[lang], text, re.IGNORECASE)
            if match:
                met[row["value"]] = match.start()
    if role == "commodity" and len(met) > 1:
        return None
    return min(met, key=lambda value: met[value], default=None)


def followed(claims: Sequence[Claim], sentence: Sentence, after: Sentence, body: str, lang: str) -> list[Claim]:
    """Join claims of a sentence with the next one where that only names their commodity: "It is uranium." """
    if not re.match(table("details")["follow"][lang], after.text.strip(), re.IGNORECASE):
        return list(claims)
    return [_joined(claim, sentence, after, body, lang) for claim in claims]


def _joined(claim: Claim, sentence: Sentence, after: Sentence, body: str, lang: str) -> Claim:
    value = _value(claim.type, "commodity", after.text, lang)
    if value is None or claim.role("commodity") or claim.end != sentence.end:
        return claim
    roles = {**dict(claim.roles), "commodity": (value,)}
    return replace(claim, roles=make_roles(roles), quote=body[claim.start : after.end], end=after.end)
