"""Policies that pick one of several stated values (``--trust``); they are data, ``policies.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from graph.errors import UsageError
from graph.model.time import parse_period
from queries.network.values import Value


@dataclass(frozen=True, slots=True)
class Policy:
    """How to choose; ``keys`` decide in order, a leading minus puts the greatest first."""

    name: str
    meaning: str
    keys: tuple[str, ...]
    end: str


@cache
def policies() -> dict[str, Policy]:
    """Read all policies."""
    raw = tomllib.loads(files("queries.routes").joinpath("policies.toml").read_text("utf-8"))
    return {name: Policy(name, row["meaning"], tuple(row["keys"]), row["end"]) for name, row in raw.items()}


def policy(name: str) -> Policy:
    """Look a policy up.

    Raises:
        UsageError: there is none of this name.
    """
    found = policies().get(name)
    if found is None:
        raise UsageError(f'"{name}" is no policy of --trust; use one of: {", ".join(policies())}.')
    return found


def picked(values: Iterable[Value], by: Policy) -> tuple[Value, tuple[float, float]]:
    """Give the value that a policy picks, and the ends that it is read as."""
    chosen = min(values, key=lambda one: (*(_place(one, key) for key in by.keys), one.claim))
    ends = {"low": (chosen.low, chosen.low), "high": (chosen.high, chosen.high), "both": (chosen.low, chosen.high)}
    return chosen, ends[by.end]


def _place(one: Value, key: str) -> float:
    name = key.removeprefix("-")
    known = parse_period(one.known) if one.known else None
    measures: dict[str, float] = {
        "low": one.low, "high": one.high, "trust": one.trust,
        "since": _day(one.period.start or one.period.end) if one.period else 0,
        "known": _day(known.start or known.end) if known else 0,
    }  # fmt: skip
    return -measures[name] if key.startswith("-") else measures[name]


def _day(day: date | None) -> int:
    return day.toordinal() if day else 0
