"""Lengths and passages of the sea legs by searoute, for the table of figures: run when a sea leg is added.

    python -m tests.sea_distances          prints the rows of figures.csv that the sea legs should have

The product never imports searoute: what it gives is data with its source. The Caspian is closed: the sea network of
searoute leaves it through the Volga-Don canal, which no sea-going tanker fits, so such a pair of ends is refused.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import as_file, files

SEA_MODES = frozenset({"tanker", "ship", "ferry"})
PASSAGES = {
    "bosporus": "bosporus", "gibraltar": "gibraltar", "suez": "suez", "babalmandab": "bab_el_mandeb",
    "malacca": "malacca", "ormuz": "hormuz",
}  # fmt: skip
"""The straits of the tables by searoute's names; it has no name for the Dardanelles and the Danish Straits."""
SOURCE = f"searoute {version('searoute')} (Apache-2.0), port list and sea network"


@dataclass(frozen=True, slots=True)
class SeaLeg:
    """A leg by sea with the positions (longitude, latitude) of its ends."""

    id: str
    start: str
    end: str
    straits: tuple[str, ...]
    places: tuple[tuple[float, float], tuple[float, float]]


def rows(name: str) -> list[dict[str, str]]:
    """Read a reference table."""
    table = files("loaders.reference").joinpath("tables", f"{name}.csv")
    with as_file(table) as path, path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sea_legs() -> list[SeaLeg]:
    """Give every leg by sea."""
    sites = {row["id"]: row for row in rows("sites")}

    def place(key: str) -> tuple[float, float]:
        return float(sites[key]["longitude"]), float(sites[key]["latitude"])

    return [
        SeaLeg(row["id"], row["from"], row["to"], tuple(filter(None, row["straits"].split(";"))),
               (place(row["from"]), place(row["to"])))
        for row in rows("legs") if row["mode"] in SEA_MODES
    ]  # fmt: skip


def caspian() -> frozenset[str]:
    """Give the sites on the Caspian."""
    return frozenset(next(row["members"] for row in rows("regions") if row["id"] == "caspian").split(";"))


def by_sea(leg: SeaLeg) -> tuple[int, frozenset[str]]:
    """Give the length in whole km and the straits that are passed.

    Raises:
        ValueError: the leg would leave the Caspian.
    """
    if len({leg.start, leg.end} & caspian()) == 1:
        raise ValueError(f"{leg.id} leaves the Caspian by sea: it is closed.")
    import searoute

    found = searoute.searoute(*leg.places, units="km", return_passages=True)["properties"]
    passed = frozenset(PASSAGES[name] for name in found["traversed_passages"] if name in PASSAGES)
    return round(found["length"]), passed


def main() -> None:
    """Print the rows."""
    for leg in sea_legs():
        print(f'leg:{leg.id},length,{by_sea(leg)[0]},,km,,,,,,,,"{SOURCE}",,,low,between the coordinates of the tables')


if __name__ == "__main__":
    main()
