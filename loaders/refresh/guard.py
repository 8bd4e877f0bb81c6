"""What protects a run from one item: its faults are caught, and it may not speak under another item's id."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph.errors import BadInput, InvalidClaim
from graph.model.document import DocumentKind
from loaders.refresh.items import Loaded, Problem, SourceItem

# What a strange text may trigger in code that reads it. A missing model, a full memory or a lost store end the run.
_OWN_FAULTS = (ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError, RecursionError)


def load_guarded(
    item: SourceItem, owners: Mapping[str, str], load: Callable[[SourceItem], Loaded | Problem]
) -> Loaded | Problem:
    """Load an item by ``load``; whatever is wrong with it is its own problem and never the end of the run.

    ``owners`` gives the item that already brought an article of some id.
    """
    try:
        loaded = load(item)
    except (BadInput, InvalidClaim) as error:
        return Problem("", str(error))
    except _OWN_FAULTS as error:
        said = str(error).partition("\n")[0][:200]
        return Problem("", f"reading it failed inside Trunkline ({type(error).__name__}: {said}): please report it")
    return loaded if isinstance(loaded, Problem) else _under_own_id(item, loaded, owners)


def _under_own_id(item: SourceItem, loaded: Loaded, owners: Mapping[str, str]) -> Loaded | Problem:
    for document in articles_of(loaded):
        owner = owners.get(document, item.key)
        if owner != item.key:
            return Problem("", f'a duplicate: the id "{document}" was taken by {owner}; give it an id of its own')
    return loaded


def articles_of(loaded: Loaded) -> list[str]:
    """Give the ids of the articles in what an item says; tables may cite the same page as others."""
    return sorted(one.id for one in loaded.documents if one.kind is DocumentKind.ARTICLE)


def joined(problems: tuple[Problem, ...]) -> list[Problem]:
    """Bring all that is wrong at one place into one problem, in the order of the places."""
    reasons: dict[str, list[str]] = {}
    for problem in problems:
        reasons.setdefault(problem.place, []).append(problem.reason)
    return [Problem(place, "; ".join(found)) for place, found in reasons.items()]
