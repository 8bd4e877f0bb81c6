"""Who sells and who buys a share, and the other shares that are sold with it."""

from __future__ import annotations

import re

from graph.model.claim import Modality
from loaders.extraction.data import table
from loaders.extraction.frames import word_class
from loaders.extraction.mentions import PERSON, Mention
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.trees import Tree
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT

# "Before the sale A held 7 %" tells of a holding.
_BESIDES = re.compile(
    r"\b(?:before|prior\s+to|until|after|following|ahead\s+of)\s+(?:the\s+|this\s+|that\s+)?(?:\w+\s+){0,3}?"
    r"(?:sale|purchase|deal|transaction|acquisition)\b(?:\s+and\s+(?:sale|purchase)\b)?|"
    r"(?<!\w)(?:до|после|перед)\s+(?:этой\s+)?(?:сделк\w+|продаж\w+|покупк\w+|приобретени\w+)",
    re.IGNORECASE,
)
_PERMITTED = re.compile(r"licen[cs]e|authori[sz]|лицензи|разреша", re.IGNORECASE)


def sells(reading: Reading) -> bool:
    """Tell whether a sentence tells of a sale, and not only of what is held before or after one."""
    tree = reading.scene.tree
    spans = [m.span() for m in _BESIDES.finditer(reading.text)]
    words = word_class("@selling", tree.lang)
    return any(t.lemma in words and not any(a <= t.start < b for a, b in spans) for t in tree.tokens)


_PARTY = frozenset({"company"})


def traded(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Fill the seller and the buyer of the sales of a sentence."""
    if _PERMITTED.search(reading.text):  # what a licence does not let one sell is not for sale
        drafts = [d for d in drafts if d.type != "ownership_change" or d.modality is not Modality.DENIED]
    if not sells(reading) and _BESIDES.search(reading.text):
        drafts = [d for d in drafts if d.type != "ownership_change"]
    drafts = [d for d in drafts if d.type != "ownership_change" or not _is_of_another(d, reading)]
    sales = [d for d in drafts if d.type == "ownership_change"]
    for sale in sales:
        _complete(sale, reading)
        _that_was_sold(sale, reading)
        _not_done(sale, reading)
    for draft in drafts:
        if draft.type == "ownership" and sales and not _is_of_another(draft, reading):
            _sold_too(draft, sales)
    return drafts


def _complete(sale: Draft, reading: Reading) -> None:
    rows = table("sales")[reading.scene.tree.lang]
    named = [
        (m, i) for m in reading.scene.mentions
        if m.kind not in {DEMONYM, GOVERNMENT, PERSON} and (i := m.pick(_PARTY)) and i not in sale.about
    ]  # fmt: skip
    for role, other in (("seller", "buyer"), ("buyer", "seller")):
        if role in sale.roles:
            continue
        found = [i for m, i in named if _beside(reading.text, m, rows[f"{role}_before"], rows[f"{role}_after"])]
        found = [i for i in found if i not in sale.roles.get(other, ())]
        if found:
            sale.roles[role] = (found[0],)
    if "buyer" not in sale.roles and reading.scene.tree[sale.trigger].lemma in rows["buying"]:
        subject = _subject_above(reading.scene.tree, sale.trigger, named)
        if subject and subject not in sale.roles.get("seller", ()):
            sale.roles["buyer"] = (subject,)
    both = set(sale.roles.get("seller", ())) & set(sale.roles.get("buyer", ()))
    if both:
        del sale.roles["seller"]  # who buys stands there again: "its share in A rises"


_TO_COME = re.compile(
    r"\b(?:proposed|planned|intended|pending|upcoming|prospective)\s+(?:\w+\s+)?"
    r"(?:sale|purchase|acquisition|divestment|disposal|takeover|deal|transaction)\b|"
    r"\b(?:moved|moving|moves|opted)\s+to\s+(?:buy|acquire|purchase|sell)\b|\bup\s+for\s+sale\b|"
    r"(?<!\w)(?:приобретаем|продаваем|выкупаем)\w+|"
    r"(?<!\w)(?:планируем|предстоящ|намечен|ожидаем)\w+\s+(?:\w+\s+)?(?:продаж|покупк|сделк|выкуп)|на\s+продажу(?!\w)",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"\b(?:fell|fallen|falls?)\s+through\b|\b(?:sale|deal|purchase|acquisition|transaction)\b[^.;]{0,80}?\s"
    r"(?:collapsed|(?:was|were|been)\s+(?:called\s+off|cancel\w+|scrapped|abandoned|terminated))\b|"
    r"\b(?:walked\s+away\s+from|dropped|abandoned)\s+(?:the|its|a)\s+(?:\w+\s+)?(?:sale|deal|purchase|plans?)\b|"
    r"(?<!\w)(?:сорвал(?:ась|ся|и|ись)|не\s+состоял\w+)(?!\w)|"
    r"отказал\w*\s+от\s+(?:\w+\s+)?(?:покупк|продаж|сделк|выкуп|приобретен)",
    re.IGNORECASE,
)


# An agreement to sell is no sale yet: "has signed an agreement for acquiring 0.6 %".
_AGREED = re.compile(
    r"\b(?:sign\w*|reach\w*|enter\w*|announc\w*|conclud\w*|inked)\s+(?:\S+\s+){0,9}?(?:agreements?|SPA|contracts?)\)?\s+"
    r"(?:\S+\s+){0,5}?(?:for|to|on)\s+(?:\w+ly\s+)?(?:the\s+)?(?:acquir|purchas|buy|sale\b|sell|acquisition)|"
    r"\bagreement\s+(?:also\s+)?(?:includes?|covers?|encompasses)\b|"
    r"сделк\w*\s+(?:\S+\s+){0,6}?подписан|(?:подписа|заключ|достиг)\w*\s+(?:\S+\s+){0,6}?(?:соглашени|договор|контракт)\w*\s+(?:\S+\s+){0,4}?об?\s+"
    r"(?:\w+\s+)?(?:продаж|покупк|приобретен|выкуп)",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\b(?:complet\w+|closed|finali[sz]ed)\b|закры(?:л|т)|заверш", re.IGNORECASE)
_DONE = re.compile(
    r"(?<!to be )\b(?:has\s+|have\s+)?(?:closed|completed|finali[sz]ed)\s+(?:its|their|the|a)\s+(?:\S+\s+){0,3}?"
    r"(?:deal|acquisition|purchase|sale)\b|(?:закрыл|завершил)\w*\s+(?:\w+\s+)?(?:сделк|покупк|продаж|приобретени)",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"(?<!\w)возможн\w+\s+(?:\w+\s+)?(?:продаж|покупк|сделк|выкуп)|\bpossible\s+(?:sale|purchase)", re.IGNORECASE
)


def _not_done(sale: Draft, reading: Reading) -> None:
    """Make a plan of a sale that is only proposed, and of one that failed: "the planned sale", "fell through"."""
    if _FAILED.search(reading.text):
        sale.modality, sale.when = Modality.PLAN, None
        sale.roles["outcome"] = ("abandoned",)
    elif sale.modality is Modality.PLAN and _DONE.search(reading.text):
        sale.modality = Modality.FACT
    elif sale.modality is not Modality.DENIED and _POSSIBLE.search(reading.text):
        sale.modality = Modality.POSSIBLE
    elif sale.modality is Modality.FACT and (_TO_COME.search(reading.text) or _is_agreed(reading.text)):
        sale.modality = Modality.PLAN


def _is_agreed(text: str) -> bool:
    """Tell whether a sentence tells of an agreement to sell, and not of a sale that is done."""
    return _AGREED.search(text) is not None and _CLOSED.search(text) is None


_THAT = re.compile(r"(?:\bthat|\bwhich|(?<!\w)котор\w+)\s", re.IGNORECASE)


def _that_was_sold(sale: Draft, reading: Reading) -> None:
    """Give a sale the share that its clause hangs on: "the 5 % of A that B bought"."""
    shares = [m for m in reading.measures if m.dimension == "percent" and not m.change]
    place = reading.scene.tree[sale.trigger].start
    if sale.value is not None or len(shares) != 1 or not 0 < place - shares[0].end <= _CLAUSE:
        return
    if _THAT.search(reading.text[shares[0].end : place]):
        sale.value, sale.measure = shares[0].value, shares[0].start


_CLAUSE = 80  # characters from a share to the verb of the clause that hangs on it
_OUT_OF = re.compile(
    r"\b(?:out\s+of|from)\s+(?:its|their|the)\s+(?:\w+\s+)?$|(?<!\w)из\s+(?:сво\w+|е[её]|его|их)\s+$", re.IGNORECASE
)
_HELD_IN = re.compile(r"\s*(?:(?:stakes?|interests?|shares?)\s+)?in\s+(?:the\s+)?(?=[A-Z])")


def _is_of_another(sale: Draft, reading: Reading) -> bool:
    """Tell whether a share is what is left of, or is held in something else: "6 % out of its 7 %", "50 % in X"."""
    share = next((m for m in reading.measures if m.start == sale.measure), None)
    if share is None:
        return False
    held = _HELD_IN.match(reading.text, share.end)
    named = [m for m in reading.scene.mentions if held and m.start <= held.end() < m.end]
    other = held is not None and not any(set(sale.about) & set(m.ids) for m in named)
    return other or _OUT_OF.search(reading.text[: share.start]) is not None


def _beside(text: str, mention: Mention, before: list[str], after: list[str]) -> bool:
    start, end = text[: mention.start], text[mention.end :]
    if text[mention.start : mention.end].endswith(("'s", "’s")):
        end = text[mention.end - 2 :]
    return any(re.search(p, start) for p in before) or any(re.search(p, end) for p in after)


def _subject_above(tree: Tree, trigger: int, named: list[tuple[Mention, str]]) -> str | None:
    """Give the company that is the subject of the clause, or of one above it: "A closed the deal to buy"."""
    for step in tree.up(trigger):
        subjects = {k.index for k in tree.kids(step, "subj")}
        inside = {i for s in subjects for i in (s, *(k.index for k in tree.kids(s, "appos", "flat")))}
        found = next((i for m, i in named if m.top in inside or inside & set(m.tokens)), None)
        if found:
            return found
    return None


def _sold_too(draft: Draft, sales: list[Draft]) -> None:
    """Make a holding that is listed with a sold one a sale: "A sold its 9 % in B and 8 % of C"."""
    owners = set(draft.roles.get("owner", ()))
    if draft.type != "ownership" or draft.measure is None or not owners:
        return
    for sale in sales:
        if sale.modality is Modality.FACT and sale.measure is not None and owners & set(sale.roles.get("seller", ())):
            if 0 < draft.measure - sale.measure < _LISTED:
                draft.type, draft.timeless = "ownership_change", False
                draft.roles, draft.when = dict(sale.roles), sale.when
            return


_LISTED = 120  # characters: farther off it is another statement
