"""Compares a stored graph with the one that its claims make, line by line, in constant memory."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator

from graph.code_version import fusing_version
from graph.errors import InvalidClaim, TrunklineError
from graph.fuse.former import former_from_properties
from graph.fuse.objects import Node, Relation
from graph.schema.declaration import schema
from graph.schema.statements import count_without_key
from graph.store.check.report import SHOWN, CheckReport
from graph.store.pages import nodes_in_pages, relations_in_pages
from graph.store.port import Row, Store
from graph.store.transfer.exporting import recorded_digest
from graph.store.transfer.families import DERIVED, FUSED_FROM
from graph.store.transfer.lines import Lines, new_lines
from graph.store.transfer.progress import Progress, silent
from graph.store.transfer.spool import Spool, new_spool

_FUSED_BY = "MATCH (r:Run) RETURN r.version AS version ORDER BY r.sequence DESC LIMIT 1"
_NO_CLAIM = (InvalidClaim, ValueError, KeyError, TypeError, AttributeError, sqlite3.IntegrityError)


def compare(store: Store, progress: Progress = silent) -> CheckReport:
    """Read every record of the graph and say what does not fit."""
    report = CheckReport()
    with new_spool() as spool, new_lines() as lines:
        items = _read_claims(store, spool, lines, report, progress)
        _compare_items(store, items, report)
        _read_past(store, report)
        _read_derived(store, lines, report, progress)
        if _fused_here(store):
            _compare_lines(spool, lines, report)
        else:
            report.remarks.append(
                "Another version of Trunkline made this graph, so only its claims were compared: "
                "`trunkline refresh` makes it anew."
            )
        report.digest = lines.digest(stored=True)
        _compare_digest(store, report)
    _compare_keys(store, report)
    return report


def _fused_here(store: Store) -> bool:
    rows = store.read(_FUSED_BY)
    return not rows or rows[0]["version"] == fusing_version()


def _read_claims(store: Store, spool: Spool, lines: Lines, report: CheckReport, progress: Progress) -> Counter[str]:
    """Read documents and claims; a claim's id is the hash of what it says, so that none can change unseen."""
    items: Counter[str] = Counter()
    wrong: list[str] = []
    for family in sorted(FUSED_FROM):
        for node in _nodes(store, family, report):
            progress("reading", report.nodes, 0)
            lines.add([node], [], stored=True)
            try:
                claim = spool.add(family, node.properties)
            except _NO_CLAIM as error:
                wrong.append(f"{family} {node.id} cannot be read ({error}).")
                continue
            if claim is None:
                continue
            report.claims += 1
            items[claim.item] += 1
            if claim.id != node.id:
                wrong.append(f"Claim {node.id} no longer says what it said when it was stored.")
    report.blame(wrong)
    return items


def _compare_items(store: Store, claims: Counter[str], report: CheckReport) -> None:
    """Each item of the ledger knows how many claims it brought."""
    wrong = []
    known = set()
    for node in _nodes(store, "Item", report):
        known.add(node.id)
        if node.properties.get("claims") != claims[node.id]:
            wrong.append(
                f"Item {node.id} brought {node.properties.get('claims')} claims, and {claims[node.id]} are there."
            )
    wrong += [
        f"Item {one} is missing, and {claims[one]} claims of it are there." for one in sorted(claims.keys() - known)
    ]
    report.blame(wrong)


def _read_past(store: Store, report: CheckReport) -> None:
    """Read former claims, which answer what was known on a past day and bring back what is undone."""
    wrong = []
    for node in _nodes(store, "Former", report):
        try:
            if former_from_properties(node.properties).claim.id != node.properties["claim"]:
                wrong.append(f"Former claim {node.id} no longer says what it said when it was stored.")
        except _NO_CLAIM as error:
            wrong.append(f"Former claim {node.id} cannot be read ({error}).")
    report.blame(wrong)


def _read_derived(store: Store, lines: Lines, report: CheckReport, progress: Progress) -> None:
    for family in sorted(DERIVED):
        for node in _nodes(store, family, report):
            progress("reading", report.nodes, 0)
            lines.add([node], [], stored=True)
    for name in sorted(schema().relations):
        for row in _to_the_end(relations_in_pages(store, name), f"the relations {name}", report):
            report.relations += 1
            properties = row["properties"]
            one = Relation(name, str(properties.get("id")), row["start"], row["end"], properties)
            lines.add([], [one], stored=True)


def _nodes(store: Store, family: str, report: CheckReport) -> Iterator[Node]:
    for row in _to_the_end(nodes_in_pages(store, family), f"the nodes {family}", report):
        report.nodes += 1
        yield Node(family, str(row["id"]), row["properties"], frozenset(row["labels"]) - {family})


def _to_the_end(rows: Iterator[Row], what: str, report: CheckReport) -> Iterator[Row]:
    """Read to the end, or to where the store cannot read on, which is a problem and not the end of the check."""
    try:
        yield from rows
    except TrunklineError as error:
        report.blame([f"The store cannot read {what} to the end ({error})"])


def _compare_lines(spool: Spool, lines: Lines, report: CheckReport) -> None:
    try:
        for fragment in spool.fragments():
            lines.add_fragment(fragment)
    except TrunklineError as error:
        report.blame([f"The claims make no graph ({error})"])
        return
    made = {_name(text): text for text in lines.only_in(stored=False, limit=SHOWN * 50)}
    held = {_name(text): text for text in lines.only_in(stored=True, limit=SHOWN * 50)}
    report.blame([f"{name} is missing." for name in made if name not in held])
    report.blame([f"{name} follows from no claim." for name in held if name not in made])
    report.blame([f"{name} differs in {_difference(made[name], held[name])}." for name in held if name in made])


def _name(text: str) -> str:
    _, family, key, *_ = json.loads(text)
    return f"{family} {key}"


def _difference(one: str, other: str) -> str:
    """Name the properties in which two lines differ."""
    first, second = json.loads(one), json.loads(other)
    names = [key for key in sorted({*first[-1], *second[-1]}) if first[-1].get(key) != second[-1].get(key)]
    return ", ".join(names) or "its labels or ends"


def _compare_keys(store: Store, report: CheckReport) -> None:
    """Without its unique key a family may hold one thing twice, and a node without any is found by nobody."""
    there = {str(row["name"]) for row in store.read("SHOW CONSTRAINTS")}
    for family, one in schema().nodes.items():
        if f"{family.lower()}_{one.key}" not in there and store.read(f"MATCH (n:{family}) RETURN 1 AS one LIMIT 1"):
            report.blame([f"The unique key of {family} is gone: the next refresh that has work defines it anew."])
        if lost := store.read(count_without_key(family))[0]["n"]:
            report.blame([f"{lost} nodes {family} have no {one.key}."])


def _compare_digest(store: Store, report: CheckReport) -> None:
    recorded = recorded_digest(store)
    if recorded is not None and recorded != report.digest:
        report.blame([f"The graph has the digest {report.digest}, and its last run left {recorded}."])
