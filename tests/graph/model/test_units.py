"""Units: converted once, barrels and tonnes meet only through a grade."""

from __future__ import annotations

import pytest

from graph.errors import UnknownUnit
from graph.model.units import barrels_per_tonne, crude_mt, to_canonical, unit


def test_crude_a_million_barrels_a_day_is_about_fifty_million_tonnes_a_year() -> None:
    assert crude_mt(1, "mb/d") == pytest.approx(49.8, abs=0.05)
    assert crude_mt(1, "mb/d", "kazakh_light") == pytest.approx(46.2, abs=0.05)


def test_conversion_inside_a_dimension() -> None:
    assert to_canonical(480, "kt") == 0.48
    assert to_canonical(100, "kt/month") == 1.2
    assert to_canonical(1140, "kb/d") == 1.14


def test_gas_is_no_crude() -> None:
    assert crude_mt(16, "bcm/y") is None


def test_barrels_and_tonnes_are_different_dimensions() -> None:
    assert unit("bbl").dimension != unit("t").dimension
    assert barrels_per_tonne() == 7.33


def test_unknown_unit_names_the_known_ones() -> None:
    with pytest.raises(UnknownUnit, match=r'"furlong" is no known unit; use one of: t, kt, Mt'):
        unit("furlong")
