"""Where a question starts and ends: a site, or all sites that a country, region, market or field stands for."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import UsageError
from graph.fuse.objects import Node
from queries.names import Names
from queries.network.properties import text, texts
from queries.network.reading import Material
from queries.network.states import Shipper

A_LIST_OF_FIELDS = 2
MOST_NAMED = 8  # sites that an error names
ENDS = ("Site", "Market", "Region", "Country", "Field")


@dataclass(frozen=True, slots=True)
class End:
    """One end of a question: the entity that was named and the sites it stands for."""

    id: str
    name: str
    sites: frozenset[str]


def origin(material: Material, names: Names, typed: str, commodity: str) -> End:
    """Give where oil comes from; a country stands for the sites that its fields feed and those none of these reaches.

    Several places stand with commas between them.

    Raises:
        UnknownName: nobody bears the name.
        UsageError: it stands for no site of the commodity.
    """
    return _together([_origin(material, names, one, commodity) for one in places_of(names, typed)])


def places_of(names: Names, typed: str) -> list[str]:
    """Part a list of places at its commas; a name that has one itself stays whole."""
    if names.bearers(typed):
        return [typed]
    return [one.strip() for one in typed.split(",") if one.strip()] or [typed]


def _together(ends: list[End]) -> End:
    if len(ends) == 1:
        return ends[0]
    sites = frozenset(site for one in ends for site in one.sites)
    return End(",".join(one.id for one in ends), " and ".join(one.name for one in ends), sites)


def _origin(material: Material, names: Names, typed: str, commodity: str) -> End:
    node = names.resolve(typed, ENDS, wanted="place")
    label = _label(node.labels)
    sites = _produced_in(material, node.id, commodity) if label == "Country" else _members(material, node.id, label)
    return _checked(material, End(node.id, text(node.properties, "name_en") or node.id, sites), commodity, "leaves")


def destination(material: Material, names: Names, typed: str, commodity: str) -> End:
    """Give where oil goes to; several places stand with commas between them.

    A country stands for all of its sites, and for the border points at which legs end that lead into it.

    Raises:
        UnknownName: nobody bears the name.
        UsageError: it stands for no site of the commodity.
    """
    return _together([_destination(material, names, one, commodity) for one in places_of(names, typed)])


def _destination(material: Material, names: Names, typed: str, commodity: str) -> End:
    node = names.resolve(typed, ENDS, wanted="place")
    name = text(node.properties, "name_en") or node.id
    return _checked(material, End(node.id, name, _taken_in(material, node)), commodity, "reaches")


def _taken_in(material: Material, node: Node) -> frozenset[str]:
    """Give every site that a place takes in, whether or not a leg touches it."""
    label = _label(node.labels)
    if label != "Country":
        return _members(material, node.id, label)
    return _located_in(material, node.id) | _entered(material, node.id)


def _entered(material: Material, country: str) -> frozenset[str]:
    """Give the border points at which a leg ends that leads into the country: it stands last among the leg's own."""
    into = (one.end for one in material.of("FLOWS_TO") if texts(one.properties, "countries")[-1:] == (country,))
    return frozenset(one for one in into if "Border" in material.entities[one].labels)


def _label(labels: frozenset[str]) -> str:
    return next(label for label in ENDS if label in labels)


def _members(material: Material, key: str, label: str) -> frozenset[str]:
    if label == "Site":
        return frozenset({key})
    if label == "Field":
        return frozenset(one.end for one in material.of("FEEDS") if one.start == key)
    return frozenset(one.start for one in material.of("PART_OF") if one.end == key)


def _produced_in(material: Material, country: str, commodity: str) -> frozenset[str]:
    """Give where a country's oil enters the network.

    Where fewer than two fields are told, they are no list of the country's fields (the tables tell one Russian field):
    then every site that none of the told ones reaches may be an entry as well.
    """
    fed, fields = set(), set()
    for one in material.of("FEEDS"):
        facts = material.entities[one.start].properties
        if text(facts, "country") == country and commodity in texts(facts, "commodity"):
            fed.add(one.end)
            fields.add(one.start)
    if len(fields) >= A_LIST_OF_FIELDS:
        return frozenset(fed)
    return frozenset(fed) | (_located_in(material, country) - _reached(material, fed, commodity))


def _reached(material: Material, starts: set[str], commodity: str) -> set[str]:
    """Give every site that legs of the commodity lead to from ``starts``, whatever their state."""
    onward: dict[str, list[str]] = {}
    for leg in material.of("FLOWS_TO"):
        if commodity in texts(leg.properties, "commodity"):
            onward.setdefault(leg.start, []).append(leg.end)
    seen, waiting = set(starts), sorted(starts)
    while waiting:
        for site in onward.get(waiting.pop(), ()):
            if site not in seen:
                seen.add(site)
                waiting.append(site)
    return seen


def _located_in(material: Material, country: str) -> frozenset[str]:
    nodes = material.entities.values()
    return frozenset(one.id for one in nodes if "Site" in one.labels and text(one.properties, "country") == country)


def _checked(material: Material, end: End, commodity: str, verb: str) -> End:
    legs = [one for one in material.of("FLOWS_TO") if commodity in texts(one.properties, "commodity")]
    touched = {one.start if verb == "leaves" else one.end for one in legs}
    joined = end.sites & touched
    if not joined:
        inner = {one.end if verb == "leaves" else one.start for one in legs}
        held = _told(material, sorted(touched - inner) or sorted(touched))
        where = "begin at" if verb == "leaves" else "end at"
        raise UsageError(
            f'No leg of the graph that carries "{commodity}" {verb} {end.name}. '
            f"Its {len(legs)} such legs {where}: {held}; ask for one of these."
        )
    return End(end.id, end.name, joined)


def _told(material: Material, sites: list[str]) -> str:
    """Name sites with their countries, the first of them where they are many."""
    facts = [material.entities[key].properties for key in sites[:MOST_NAMED]]
    named = (f"{text(one, 'name_en') or one['id']} ({text(one, 'country') or 'no country'})" for one in facts)
    return ", ".join(named) + (f" and {len(sites) - MOST_NAMED} more" if len(sites) > MOST_NAMED else "")


def both(material: Material, names: Names, typed: tuple[str, str], commodity: str) -> tuple[End, End]:
    """Give both ends of a question.

    Raises:
        UnknownName: nobody bears one of the names.
        UsageError: both are one place, one lies inside the other, or one has no site of the commodity.
    """
    first, last = ({names.resolve(part, ENDS, wanted="place").id for part in places_of(names, one)} for one in typed)
    if first == last:
        raise UsageError(f'The route starts where it ends: "{typed[0]}" and "{typed[1]}" are one place.')
    start, goal = origin(material, names, typed[0], commodity), destination(material, names, typed[1], commodity)
    inside = (_taken_in(material, names.resolve(one, ENDS, wanted="place")) for one in places_of(names, typed[1]))
    if start.sites <= frozenset().union(*inside):
        raise UsageError(f"The route starts where it ends: {start.name} lies within {goal.name}.")
    return start, goal


def shipper_of(material: Material, start: End) -> Shipper:
    """Say whose oil leaves ``start``, so that stops for one origin bind it and no other."""
    countries = {text(material.entities[site].properties, "country") for site in start.sites}
    fields = {one.start for one in material.of("FEEDS") if one.end in start.sites}
    shared = {country for country in countries if country} if len(countries) == 1 else set()
    return Shipper(frozenset({start.id, *start.sites, *fields, *shared}))
