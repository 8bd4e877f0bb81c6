"""The line of a leg on the map: the section of its pipeline's course between its two sites, where a source has one.

Courses are data (``courses.json``, Global Energy Monitor). A leg lies on a course when both of its sites lie within
``NEAR`` km of it; the sites themselves end the line. Distances are taken on a plane scaled by the cosine of the
latitude, which is right within a percent over the few kilometres that decide.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, hypot, radians
from typing import Any

Point = tuple[float, float]
"""Longitude and latitude."""

NEAR = 60.0  # km; sites stand for towns and terminals, and the courses are simplified
_KM_PER_DEGREE = 111.19


@dataclass(frozen=True, slots=True)
class Course:
    """The line of a leg; ``source`` None means that it is only a straight line."""

    points: tuple[Point, ...]
    source: str | None = None


@cache
def _courses() -> dict[str, Any]:
    return dict(json.loads(files("queries.answers").joinpath("courses.json").read_text("utf-8")))


def course_of(assets: Sequence[str], start: Point, end: Point) -> Course:
    """Give the course between two sites along the first of ``assets`` that has one near both, else a straight line."""
    data = _courses()
    for asset in assets:
        known = data["courses"].get(asset)
        for line in known["lines"] if known else ():
            section = _section([(x, y) for x, y in line], start, end)
            if section:
                return Course((start, *section, end), f"{data['source']} ({', '.join(known['gem'])})")
    return Course((start, end))


def _section(line: list[Point], start: Point, end: Point) -> list[Point] | None:
    """Cut out what lies between the two points of the line that are nearest to the sites; None where one is far."""
    first, last = _foot(line, start), _foot(line, end)
    if max(first.away, last.away) > NEAR or first.place == last.place:
        return None
    if first.place > last.place:
        return list(reversed(_section(line, end, start) or []))
    between = [point for place, point in enumerate(line) if first.place < place < last.place]
    return [first.point, *between, last.point]


@dataclass(frozen=True, slots=True)
class _Foot:
    """The point of a line that is nearest to a site; ``place`` counts vertices along the line, with fractions."""

    away: float
    place: float
    point: Point


def _foot(line: list[Point], site: Point) -> _Foot:
    feet = (_foot_on(place, line[place], line[place + 1], site) for place in range(len(line) - 1))
    return min(feet, key=lambda one: (one.away, one.place))


def _foot_on(place: int, a: Point, b: Point, site: Point) -> _Foot:
    squeeze = cos(radians(site[1]))
    run, rise = (b[0] - a[0]) * squeeze, b[1] - a[1]
    over, up = (site[0] - a[0]) * squeeze, site[1] - a[1]
    span = run * run + rise * rise
    part = min(1.0, max(0.0, (over * run + up * rise) / span)) if span else 0.0
    point = (round(a[0] + part * (b[0] - a[0]), 4), round(a[1] + part * (b[1] - a[1]), 4))
    return _Foot(hypot(over - part * run, up - part * rise) * _KM_PER_DEGREE, place + part, point)
