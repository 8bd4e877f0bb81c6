"""A term with the names of what it means instead of what was typed: ``Россия`` becomes ``Russia``."""

from __future__ import annotations

from dataclasses import replace

from queries.names import Names
from queries.network.model import Network
from queries.routes.avoid.grammar import Atom, Not, Term, parse, written
from queries.routes.avoid.kinds import KINDS, named


def name_of(network: Network, names: Names, typed: str, option: str = "avoid") -> str:
    """Write a term that was read before with the English names of what it means.

    Raises:
        TermError, UnknownName, UsageError: it is no term, or its names are not clear.
    """
    if any(leg.id == typed for leg in network.legs):
        return network.leg_name(typed)
    if names.bearers(typed):
        return network.name(named(names, typed, option).id)
    term = _resolved(network, names, parse(typed), option)
    return term.name if isinstance(term, Atom) and term.kind in {"", "leg"} else written(term)


def _resolved(network: Network, names: Names, term: Term, option: str) -> Term:
    if isinstance(term, Not):
        return Not(_resolved(network, names, term.term, option))
    if isinstance(term, Atom):
        return replace(term, name=_name(network, names, term, option))
    return replace(term, terms=tuple(_resolved(network, names, one, option) for one in term.terms))


def _name(network: Network, names: Names, atom: Atom, option: str) -> str:
    if atom.kind == "leg":
        return network.leg_name(atom.name)
    if atom.kind in KINDS:
        kind = KINDS[atom.kind]
        return network.name(names.resolve(atom.name, kind.accepted, wanted=kind.wanted).id)
    return atom.name if atom.kind else network.name(named(names, atom.name, option).id)
