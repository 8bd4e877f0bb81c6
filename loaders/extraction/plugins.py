"""Proposers of installed packages, such as one that asks a language model: checked, marked, and none by default."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import entry_points

from graph.errors import BadInput
from graph.model.identity import is_new
from graph.model.vocabulary import claim_types, text_roles
from loaders.extraction.propose import ClaimProposer, Draft, Reading
from loaders.resolve.gazetteer import kinds

GROUP = "trunkline.proposers"


def installed() -> list[ClaimProposer]:
    """Make one of each proposer that installed packages offer, in the order of their names."""
    return [Marked(point.name, point.load()()) for point in sorted(entry_points(group=GROUP), key=lambda p: p.name)]


class Marked:
    """A proposer whose drafts bear its name and are about what the sentence and the tables hold."""

    def __init__(self, name: str, proposer: ClaimProposer) -> None:
        self._name, self._proposer = name, proposer

    def propose(self, reading: Reading) -> list[Draft]:
        """Give the sound drafts of the proposer.

        Raises:
            BadInput: the proposer failed; its article waits in quarantine, the others are read.
        """
        try:
            found = self._proposer.propose(reading)
        except Exception as error:  # whatever other people's code raises
            raise BadInput(f'the installed proposer "{self._name}" failed: {error or type(error).__name__}') from error
        return [replace(draft, proposer=self._name) for draft in found if _sound(draft, reading)]


def _sound(draft: Draft, reading: Reading) -> bool:
    """Tell whether a draft is of a known type and about known or new things, its amount and time as read here."""
    return (
        draft.type in claim_types()
        and bool(draft.about)
        and all(is_new(one) or one in kinds() for one in (*draft.about, *_named(draft)))
        and 0 <= draft.trigger < len(reading.scene.tree)
        and draft.span is None
        and (draft.value is None or any(draft.value == one.value for one in reading.measures))
        and (draft.when is None or draft.when in reading.times)
    )


def _named(draft: Draft) -> list[str]:
    """Give the entities that a draft's roles name; roles that its type lacks are left out of the claim anyway."""
    roles = claim_types()[draft.type].roles - text_roles()
    return [one for role, fillers in draft.roles.items() if role in roles for one in fillers]
