"""The kinds of a term: what each accepts as a name, and the condition that it makes.

========================  ======================================================================================
``RU``                    a country: its territory and its ports (``territory:`` and ``port:`` together)
``btc``                   a strait, a site or an asset by its bare name: passes it, uses it or a part of it
``territory:RU``          crosses the country, passes a strait of it, uses a site there that is no port
``port:aktau``            loads or unloads there; ``port:RU`` in any port, terminal or mooring of the country
``site:``, ``asset:``     uses that site; uses that asset or a part of it
``strait:bosporus``       goes through the strait
``leg:e_btc``             is that leg
``mode:rail``             travels so; ``mode:sea`` is tanker, ship or ferry
``owner:RU>=25``          something it uses belongs to the party, or to parties of the country, at or above 25 percent,
                          through chains; without a share: at all
``operator:transneft``    something it uses is run by the party, or by a party of the country
``company:lukoil``        uses what the company is, runs, or owns a part of
``flag:RU``               sails under the flag
``sanctioned-by:US``      it uses, or its operator is, what the authority lists or what listed parties hold together at
                          or above 50 percent (``>=`` sets another share), on the day asked about
========================  ======================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.errors import UsageError
from graph.fuse.objects import Node
from queries.names import Names
from queries.network.model import Network
from queries.routes.avoid import conditions as logic
from queries.routes.avoid.conditions import Condition
from queries.routes.avoid.control import LISTED_FROM, Control
from queries.routes.avoid.grammar import Atom, Every, Not, Term, parse
from queries.routes.avoid.lexing import TermError
from queries.routes.avoid.parties import Involves, OwnedBy, RunBy, SanctionedBy, UnderFlag
from queries.routes.avoid.places import MODES, IsLeg, Passes, PortOf, Territory, Travels, Uses

ACCEPTED = ("Country", "Strait", "Site", "Asset")
_WORDS = "a country, a strait, a site or port, or a pipeline or other asset"
_PARTIES = ("Company", "Country")


@dataclass(frozen=True, slots=True)
class Scope:
    """What names are looked up in: the entities, the network of the day, who controls what."""

    names: Names
    network: Network
    control: Control
    option: str = "avoid"
    uses: str = "uses"
    """The verb for things: ``uses``, or ``needs the closed``."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of term: the labels that its name may bear, and what it makes of them."""

    accepted: tuple[str, ...]
    wanted: str
    make: Callable[[Scope, Node, str, Atom], Condition]
    takes_share: bool = False


def _port(scope: Scope, node: Node, name: str, _: Atom) -> Condition:
    return PortOf(node.id, name) if "Country" in node.labels else Uses(node.id, name, scope.uses)


def _uses(scope: Scope, node: Node, name: str, _: Atom) -> Condition:
    return Uses(node.id, name, scope.uses)


def _passes(scope: Scope, node: Node, name: str, _: Atom) -> Condition:
    return Passes(node.id, name, "passes" if scope.uses == "uses" else scope.uses)


KINDS = {
    "territory": Kind(("Country",), "country", lambda _, node, name, __: Territory(node.id, name, ports=False)),
    "port": Kind(("Port", "Terminal", "Mooring", "Country"), "port", _port),
    "site": Kind(("Site",), "site", _uses),
    "asset": Kind(("Asset", "Site"), "asset", _uses),
    "strait": Kind(("Strait",), "strait", _passes),
    "owner": Kind(
        _PARTIES, "company or country",
        lambda scope, node, name, atom: OwnedBy(node.id, name, scope.control, atom.share or 0.0), takes_share=True,
    ),
    "operator": Kind(
        _PARTIES, "company or country", lambda scope, node, name, _: RunBy(node.id, name, scope.control)
    ),
    "company": Kind(("Company",), "company", lambda scope, node, name, _: Involves(node.id, name, scope.control)),
    "flag": Kind(("Country",), "country", lambda scope, node, name, _: UnderFlag(node.id, name, scope.control)),
    "sanctioned-by": Kind(
        ("Country", "Company"), "authority",
        lambda scope, node, name, atom: SanctionedBy(node.id, name, scope.control, atom.share or LISTED_FROM),
        takes_share=True,
    ),
}  # fmt: skip
_WITHOUT_ENTITY = ("mode", "leg")


def condition_of(scope: Scope, text: str) -> Condition:
    """Read a term and look up its names. A text that as a whole is somebody's name needs no quotes.

    Raises:
        TermError: it is no term.
        UnknownName: nobody bears one of its names, or several do.
        UsageError: what bears a name is of another kind.
    """
    if scope.names.bearers(text):
        return _atom(scope, Atom("", text), text)
    return _condition(scope, parse(text), text)


def _condition(scope: Scope, term: Term, text: str) -> Condition:
    if isinstance(term, Atom):
        return _atom(scope, term, text)
    if isinstance(term, Not):
        from queries.routes.avoid.grammar import written

        return logic.Not(_condition(scope, term.term, text), written(term.term))
    inner = tuple(_condition(scope, one, text) for one in term.terms)
    return logic.Every(inner) if isinstance(term, Every) else logic.Any(inner)


def _atom(scope: Scope, atom: Atom, text: str) -> Condition:
    if atom.kind in _WITHOUT_ENTITY or not atom.kind:
        _refuse_share(atom, text)
        return {"mode": _mode, "leg": _leg, "": _bare}[atom.kind](scope, atom)
    if atom.kind not in KINDS:
        known = ", ".join(f"{name}:" for name in (*KINDS, *_WITHOUT_ENTITY))
        raise TermError(f'There is no kind of term "{atom.kind}:"; use one of {known}', text, atom.place)
    kind = KINDS[atom.kind]
    if not kind.takes_share:
        _refuse_share(atom, text)
    node = scope.names.resolve(atom.name, kind.accepted, wanted=kind.wanted)
    return kind.make(scope, node, _name(node), atom)


def _refuse_share(atom: Atom, text: str) -> None:
    if atom.share is not None:
        takers = " and ".join(f"{name}:" for name, kind in KINDS.items() if kind.takes_share)
        raise TermError(f'Only {takers} take a share after ">="', text, atom.place)


def _bare(scope: Scope, atom: Atom) -> Condition:
    node = named(scope.names, atom.name, scope.option)
    name = _name(node)
    if "Country" in node.labels:
        return Territory(node.id, name)
    return _passes(scope, node, name, atom) if "Strait" in node.labels else Uses(node.id, name, scope.uses)


def named(names: Names, typed: str, option: str) -> Node:
    """Look up a bare name of a country, strait, site or asset.

    Raises:
        UnknownName: nobody bears the name.
        UsageError: what bears it is of another kind; the sentence says how to ask for that.
    """
    bearers = names.bearers(typed)
    if bearers and not any(node.labels & set(ACCEPTED) for node in bearers):
        kinds = ", ".join(sorted(bearers[0].labels)) or "a name without a known kind"
        hint = f' Write "company:{bearers[0].id}" or "owner:{bearers[0].id}".' if "Company" in bearers[0].labels else ""
        raise UsageError(f'--{option} takes {_WORDS}; "{typed}" is {kinds}.{hint}')
    return names.resolve(typed, ACCEPTED, wanted="place or asset")


def _mode(scope: Scope, atom: Atom) -> Condition:
    modes = MODES.get(atom.name, frozenset({atom.name}))
    known = {leg.mode for leg in scope.network.legs}
    if not modes & known and atom.name not in MODES:
        raise UsageError(f'No leg travels by "{atom.name}"; the modes are: {", ".join(sorted(known | MODES.keys()))}.')
    return Travels(atom.name, modes)


def _leg(scope: Scope, atom: Atom) -> Condition:
    return leg_condition(scope.network, atom.name, "is closed" if scope.option == "close" else "is named")


def leg_condition(network: Network, key: str, verb: str) -> IsLeg:
    """Give the condition for one leg by its id.

    Raises:
        UsageError: there is no such leg, with the nearest ids.
    """
    ids: Sequence[str] = [leg.id for leg in network.legs]
    if key not in ids:
        from difflib import get_close_matches

        near = get_close_matches(key, ids)
        raise UsageError(f'No leg is called "{key}".' + (f" Did you mean: {', '.join(near)}?" if near else ""))
    return IsLeg(key, verb)


def _name(node: Node) -> str:
    return str(node.properties.get("name_en", node.id))
