"""The rules of a question: each forbids legs and says why. They come from ``--avoid``, ``--only`` and ``--close``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.errors import UsageError
from queries.network.model import Leg, Network
from queries.routes.avoid import conditions as logic
from queries.routes.avoid.closing import Closing, read_closing
from queries.routes.avoid.conditions import Condition
from queries.routes.avoid.kinds import Scope, condition_of, leg_condition
from queries.routes.avoid.parties import Involves, OwnedBy, RunBy, SanctionedBy
from queries.routes.avoid.places import Passes, PortOf, Territory, Uses


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``subject`` is the id of what it names, or the term where it names more than one thing."""

    option: str
    text: str
    subject: str
    condition: Condition
    term: str = ""
    """The term alone, where the text says more: the days of a closing."""

    def forbids(self, leg: Leg, network: Network) -> str | None:
        """Give the reason why a route may not use ``leg``, None where it may.

        What is in doubt is forbidden; what nobody tells is left to the high end of an answer (``doubted``).
        """
        found = self.condition.of(leg, network)
        if self.option == "only":
            return None if found.truth or found.untold else f"is not {self.text}"
        return None if found.truth is False or found.untold else found.reason

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries whose territory the rule keeps out of."""
        return _territories(self.condition) if self.option == "avoid" else ()


@dataclass(frozen=True, slots=True)
class Partial:
    """A closing of a part: the capacity of what it names is lowered by ``part``."""

    text: str
    condition: Condition
    part: float


def avoid_rule(scope: Scope, typed: str) -> Rule:
    """Read one ``--avoid``. Raises what ``condition_of`` raises."""
    return _rule(scope, "avoid", typed)


def only_rule(scope: Scope, typed: str) -> Rule:
    """Read one ``--only``: every leg must surely fulfil it. Raises what ``condition_of`` raises."""
    return _rule(scope, "only", typed)


def _rule(scope: Scope, option: str, typed: str) -> Rule:
    condition = condition_of(scope, typed)
    return Rule(option, typed, _subject(condition, typed), condition)


def close_rule(scope: Scope, typed: str, day: date) -> Rule | Partial | None:
    """Read one ``--close``; None where its days do not cover ``day``.

    Raises:
        UsageError: a country, a share or days that make no sense, or what ``condition_of`` raises.
    """
    closing = read_closing(typed)
    condition = _closed(scope, closing)
    if not closing.holds(day):
        return None
    if closing.part < 1:
        return Partial(typed, condition, closing.part)
    return Rule("close", typed, _subject(condition, closing.term), condition, closing.term)


def _closed(scope: Scope, closing: Closing) -> Condition:
    if any(leg.id == closing.term for leg in scope.network.legs):
        return leg_condition(scope.network, closing.term, "is closed")
    condition = condition_of(scope, closing.term)
    if isinstance(condition, Territory):
        written = f'"--avoid {condition.subject}"'
        raise UsageError(f"--close takes an asset, a site, a strait or a leg; for {condition.name} write {written}.")
    return condition


def _subject(condition: Condition, typed: str) -> str:
    return condition.subject if isinstance(condition, Territory | PortOf | Passes | Uses) else typed


def _territories(condition: Condition) -> tuple[str, ...]:
    if isinstance(condition, Territory | PortOf):
        return (condition.subject,)
    if isinstance(condition, logic.Any | logic.Every):
        return tuple(dict.fromkeys(key for one in condition.conditions for key in _territories(one)))
    return ()


def claims_behind(condition: Condition, leg: Leg, network: Network) -> list[str]:
    """Give the claims that a finding about a leg rests on: on parties where it is about these, else on the leg."""
    found = _claims_on_parties(condition, leg, network)
    return found or list(leg.claims)


def _claims_on_parties(condition: Condition, leg: Leg, network: Network) -> list[str]:
    if isinstance(condition, logic.Any | logic.Every):
        return [claim for one in condition.conditions for claim in _claims_on_parties(one, leg, network)]
    if isinstance(condition, logic.Not):
        return _claims_on_parties(condition.condition, leg, network)
    if isinstance(condition, OwnedBy | RunBy | Involves | SanctionedBy):
        return condition.claims(leg, network)
    return []


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a leg cannot be used: ``rule`` names the state or the avoided thing."""

    leg: Leg
    rule: str
    reason: str


def verdict(leg: Leg, network: Network, rules: Sequence[Rule]) -> Verdict | None:
    """Judge one leg; None where it may be used. Rules of the question come before the state of the leg."""
    for one in rules:
        if reason := one.forbids(leg, network):
            return Verdict(leg, one.subject, reason)
    return None if leg.state.carries else Verdict(leg, leg.state.status, leg.state.reason)


def doubted(network: Network, rules: Sequence[Rule]) -> Network:
    """Mark the legs that rules perhaps forbid, as no source tells who owns or runs what these need."""
    telling = [one for one in rules if _asks_of_parties(one.condition)]
    if not telling:
        return network
    legs = tuple(_doubted(leg, network, telling) for leg in network.legs)
    return replace(network, legs=legs) if any(leg.untold for leg in legs) else network


def _asks_of_parties(condition: Condition) -> bool:
    """Tell whether a term asks who owns or runs a thing; nothing else can be untold."""
    if isinstance(condition, logic.Any | logic.Every):
        return any(_asks_of_parties(one) for one in condition.conditions)
    if isinstance(condition, logic.Not):
        return _asks_of_parties(condition.condition)
    return isinstance(condition, OwnedBy | RunBy | Involves | SanctionedBy)


def _doubted(leg: Leg, network: Network, rules: Sequence[Rule]) -> Leg:
    found = tuple(dict.fromkeys(pair for one in rules for pair in one.condition.of(leg, network).untold))
    return replace(leg, untold=found) if found else leg


def split(network: Network, rules: Sequence[Rule]) -> tuple[list[Leg], list[Verdict]]:
    """Part the legs into those a route may use and those it may not, with the reasons."""
    judged = [(leg, verdict(leg, network, rules)) for leg in network.legs]
    return [leg for leg, found in judged if found is None], [found for _, found in judged if found]
