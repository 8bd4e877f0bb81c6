"""Made-up export networks of any size, the same for a seed: sites on a grid, legs to near ones, some parallel."""

from __future__ import annotations

import random
from datetime import date
from math import isqrt

from queries.network.model import Capacity, Leg, Network, Site, State

COUNTRIES = 60
NEAR = 3
"""A leg leads at most so many sites to each side of its start."""


def made_up(sites: int, legs: int, seed: int = 1) -> Network:
    """Give a network: a tenth of the legs run beside another one, a tenth of the sites have a limit.

    ``legs`` is at least twice ``sites``: a leg leaves every site and one reaches it. Sites stand in rows; the legs that
    leave two neighbours belong to one asset. Countries are spread over the grid.
    """
    chance = random.Random(seed)
    width = isqrt(sites)
    places = {f"s{number:06}": _site(f"s{number:06}", chance) for number in range(sites)}
    ends = [_ends(sites, width, chance, start) for start in range(sites)]
    ends += [one[::-1] for one in (_ends(sites, width, chance, start) for start in range(sites))]
    while len(ends) < legs:
        parallel = chance.random() < 0.3
        ends.append(chance.choice(ends) if parallel else _ends(sites, width, chance, chance.randrange(sites)))
    built = tuple(_leg(number, one, chance) for number, one in enumerate(ends))
    return Network("oil", "Mt/y", date(2026, 1, 1), places, built, {})


def _ends(sites: int, width: int, chance: random.Random, start: int) -> tuple[int, int]:
    while True:
        end = start + chance.randint(-NEAR, NEAR) + width * chance.randint(-NEAR, NEAR)
        if 0 <= end < sites and end != start:
            return start, end


def _site(key: str, chance: random.Random) -> Site:
    limit = _capacity(chance, 20, 60) if chance.random() < 0.1 else None
    return Site(key, key, f"C{chance.randrange(COUNTRIES):02}", frozenset(), limit, None, (), ())


def _leg(number: int, ends: tuple[int, int], chance: random.Random) -> Leg:
    key, asset = f"l{number:07}", f"a{ends[0] // 2:06}"
    return Leg(
        key, f"s{ends[0]:06}", f"s{ends[1]:06}", "pipeline", asset, (), (), float(chance.randint(10, 900)),
        _capacity(chance, 1, 20), State("operating", "", key), (asset,), (),
    )  # fmt: skip


def _capacity(chance: random.Random, least: int, most: int) -> Capacity:
    low = chance.randint(least, most)
    return Capacity(low, low, low + chance.randint(0, 3))
