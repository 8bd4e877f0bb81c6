"""What a sentence names without saying it: a way without a way, and leave not given, which goes around nobody."""

from __future__ import annotations

import re

from graph.model.claim import Modality
from loaders.extraction.fillers import WENT_BEFORE
from loaders.extraction.owners import REACHING
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.ruled_out import is_ruled_out
from loaders.resolve.gazetteer import kinds

# "Without Baghdad's consent" goes around nobody.
_LEAVE = re.compile(
    r"\b(?:without|без)\b[^.;]{0,40}?\b(?:approval|consent|permission|knowledge|соглас\w+|разрешени\w+)", re.IGNORECASE
)
# "The impact of sanctions on transport through Russia" sends nothing that way.
_EFFECT = re.compile(
    r"(?:влияни|воздействи)\w+[,\s]\s*[^.;]{0,60}?(?<!\w)на\s+(?:\w+\s+)?(?:транспорт|экспорт|поставк|перевоз|отгруз)|"
    r"(?:impact|effect)s?[,\s]\s*[^.;]{0,60}?\bon\s+(?:the\s+)?(?:\w+\s+)?(?:transport|export|shipment|suppl|deliver)",
    re.IGNORECASE,
)
# "It was planned for January, but was put off".
_PUT_OFF = re.compile(
    r"(?:планировал\w+|намечал\w+|предполагал\w+|ожидал\w+|должн\w+\s+был\w+|\b(?:was|were|had\s+been)\s+(?:originally\s+|initially\s+|first\s+)?"
    r"(?:planned|scheduled|due|expected|supposed|meant))(?!\w).*?,?\s(?:но|однако|but|however)\s",
    re.IGNORECASE,
)


# "There will be no more attacks" denies none.
_NO_MORE = re.compile(
    r"\bno\s+(?:more|further|new)\b|\bnot\s+(?:happen|occur|be\s+repeated)|(?<!\w)не\s+(?:повтор|будет)", re.IGNORECASE
)
# "11.5 million tonnes of liquid and dry cargo": not all of it is oil.
_ALL_CARGO = re.compile(
    r"[^,;.]{0,40}?(?:налив\w+\s+и\s+сух|сух\w+\s+и\s+(?:нефте)?налив|liquid\s+and\s+dry|dry\s+and\s+liquid|dry\s+and\s+bulk)",
    re.IGNORECASE,
)


def _is_hoped_against(draft: Draft, reading: Reading) -> bool:
    """Tell whether an attack is one that is said not to come."""
    return draft.type == "attack" and draft.modality is not Modality.FACT and bool(_NO_MORE.search(reading.text))


def _is_of_all_cargo(draft: Draft, reading: Reading) -> bool:
    """Tell whether a flow counts dry cargo as well."""
    ends = [m.end for m in reading.measures if m.start == draft.measure]
    return any(_ALL_CARGO.match(reading.text, end) for end in ends)


def _is_put_off(draft: Draft, reading: Reading) -> bool:
    """Tell whether a plan is one that its sentence takes back."""
    match = _PUT_OFF.search(reading.text)
    place = draft.measure if draft.measure is not None else reading.scene.tree[draft.trigger].start
    return match is not None and place < match.end()


def _is_loaded_elsewhere(draft: Draft, reading: Reading) -> bool:
    """Tell whether a cargo is laid to the line that brought its oil though the sentence names the port."""
    if draft.type != "shipment" or "pipeline" not in kinds().get(draft.about[0], ()):
        return False
    return any(m.pick(frozenset({"port", "terminal"})) for m in reading.scene.mentions)


_WAY = ("via", "through", "from", "to", "avoiding")


def is_misread(draft: Draft, reading: Reading) -> bool:
    """Tell whether a draft says what its sentence does not."""
    if _is_put_off(draft, reading) or _is_loaded_elsewhere(draft, reading) or _is_hoped_against(draft, reading):
        return True
    if is_ruled_out(draft, reading):
        return True
    if draft.type == "reroute" and "to" in draft.roles:
        before = [m for m in reading.scene.mentions if WENT_BEFORE.search(reading.text[: m.start])]
        kept = tuple(i for i in draft.roles["to"] if not any(i in m.ids for m in before))
        draft.roles = {k: v for k, v in {**draft.roles, "to": kept}.items() if v}
    if draft.type == "course" and "from" in draft.roles and reading.scene.tree[draft.trigger].lemma in REACHING:
        draft.roles.setdefault("to", draft.roles.pop("from"))
    if draft.type == "operation" and set(draft.roles.get("operator", ())) == set(draft.about):
        return True  # "owner and operator of the pipeline" runs no company
    if draft.type == "volume" and _is_of_all_cargo(draft, reading):
        return True
    if draft.type != "route":
        return False
    if "avoiding" in draft.roles and _LEAVE.search(reading.text):
        del draft.roles["avoiding"]
    return bool(_EFFECT.search(reading.text)) or not any(draft.roles.get(role) for role in _WAY)
