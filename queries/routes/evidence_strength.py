"""How strong the evidence of a leg is: the trust of the weakest statement about it that the graph holds."""

from __future__ import annotations

from queries.network.history import read_history
from queries.network.properties import number, texts
from queries.network.reading import Material
from queries.network.values import read_values


def strengths(material: Material) -> dict[str, int]:
    """Give, by leg, the least trust (0 to 3) of its course, its stated statuses and its stated capacities."""
    found = {}
    for one in material.of("FLOWS_TO"):
        facts = one.properties
        trusts = [int(number(facts, "trust") or 0)]
        trusts += [stated.trust for stated in read_history(texts(facts, "status_history"))]
        trusts += [value.trust for value in read_values(texts(facts, "capacity_history"))]
        found[one.id] = min(trusts)
    return found
