"""Whatever people type after ``trunkline routes`` and its sisters: one clear sentence and the right exit code.

Every test runs the real command as a process on the reference graph.
"""

from __future__ import annotations

from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

Trunkline = Callable[..., "CompletedProcess[str]"]
ENDS = ("KZ", "mediterranean")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("routes", "KZ", "KZ"), 'The route starts where it ends: "KZ" and "KZ" are one place.'),
        (("routes", "ceyhan", "mediterranean"), "The route starts where it ends: Ceyhan"),
        (("routes", "KZ", "mediteranean"), 'No place is called "mediteranean". Did you mean: '),
        (("routes", "KZ", "'; DROP ALL //"), 'No place is called "\'; DROP ALL //"'),
        (("routes", "Aктау", "mediterranean"), "mixes Latin and Cyrillic letters"),
        (("routes", *ENDS, "--avoid", "Rusia"), 'No place or asset is called "Rusia". Did you mean: Russia'),
        (("routes", *ENDS, "--avoid", "CPC' OR 1=1"), 'No place or asset is called "1=1"'),
        (("routes", *ENDS, "--avoid", "owner:Rosnft>=25"), 'No company or country is called "Rosnft". Did you mean: '),
        (("routes", *ENDS, "--via", "atlantis"), 'No place or asset is called "atlantis"'),
        (("routes", *ENDS, "--as-of", "2025-02-30"), '--as-of: "2025-02-30" is no day'),
        (("routes", *ENDS, "-k", "0"), "-k must be between 1 and 1000; 0 is not."),
        (("routes", *ENDS, "-k", "-3"), "-k must be between 1 and 1000; -3 is not."),
        (("routes", *ENDS, "-k", "1000000"), "-k must be between 1 and 1000; 1000000 is not."),
        (("routes", *ENDS, "-k", "many"), "'many' is not a valid int"),
        (("routes", *ENDS, "--by", "price"), 'Routes cannot be ordered by "price"; use one of: distance, '),
        (("routes", *ENDS, "--disjoint", "roads"), '--disjoint takes legs or sites; "roads" is neither.'),
        (("routes", *ENDS, "--commodity", "beer"), 'No commodity is called "beer"'),
        (("why-not", "aktau", "atlantis"), 'No place or asset is called "atlantis"'),
        (("why-not", "KZ", "mediterranean"), "Kazakhstan is a country, and a named route goes by places and assets"),
    ],
)
def test_what_cannot_be_understood_is_one_sentence(trunkline: Trunkline, arguments: tuple[str, ...], says: str) -> None:
    refused = trunkline(*arguments)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert says in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_term_that_cannot_be_read_points_at_the_place(trunkline: Trunkline) -> None:
    refused = trunkline("routes", *ENDS, "--avoid", "owner:RU>=25 and (mode:rail")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.splitlines() == [
        'A closing bracket ")" is missing:', "  owner:RU>=25 and (mode:rail", "                             ^",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--only", "mode:pipeline and mode:rail"), "is not mode:pipeline and mode:rail"),
        (("--avoid", "not leg:nothing-like-it or mode:pipeline"), None),
        (("--avoid", "RU", "--avoid", "AZ"), "crosses Azerbaijan"),
        (("--via", "baku", "--via", "aktau"), "by way of baku, then aktau"),
    ],
)
def test_filters_that_leave_nothing_are_a_proved_answer(
    trunkline: Trunkline, arguments: tuple[str, ...], says: str | None
) -> None:
    answered = trunkline("routes", *ENDS, *arguments)
    assert answered.returncode == (2 if says is None else 3)
    assert (says or "No leg is called") in answered.stderr
    assert answered.stdout == ""
