from __future__ import annotations

import pytest

from graph.errors import UnknownName
from queries.names import AmbiguousName, MixedAlphabets, Names, fold
from tests.queries.network.builders import material, named, small

ACCEPTED = ("Site", "Market", "Country", "Field", "Pipeline")


def names() -> Names:
    return Names(material(small()).entities.values())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("KZ", "KZ"), ("kz", "KZ"), ("KAZ", "KZ"), ("Kazakhstan", "KZ"), ("КАЗАХСТАН", "KZ"), (" «Казахстан» ", "KZ"),
        ("mediterranean", "med"), ("Средиземное  море", "med"), ("средиземное-море", "med"), ("cpc", "cpc"),
        ("Well", "well"), ("well_field", "well_field"), ("Актау", "aktau"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_spelling(typed: str, meant: str) -> None:
    assert names().resolve(typed, ACCEPTED).id == meant


def test_dashes_quotes_and_case_are_folded() -> None:
    assert fold("«Баку – Тбилиси—Джейхан»") == fold("баку тбилиси-джейхан") == "баку тбилиси джейхан"


def test_a_misspelt_name_is_never_guessed_but_suggested() -> None:
    with pytest.raises(UnknownName, match='called "Kazahstan"') as caught:
        names().resolve("Kazahstan", ACCEPTED)
    assert caught.value.suggestions[0] == "Kazakhstan"
    assert caught.value.exit_code == 2


def test_a_name_in_two_alphabets_is_explained() -> None:
    with pytest.raises(MixedAlphabets, match="mixes Latin and Cyrillic") as caught:
        names().resolve("СPС", ACCEPTED)
    assert caught.value.suggestions == ("CPC",)


def test_two_bearers_of_one_kind_are_an_error() -> None:
    two = Names(material([named("north", "Port", "Harbour"), named("south", "Port", "Harbour")]).entities.values())
    with pytest.raises(AmbiguousName, match="north, south"):
        two.resolve("Harbour", ("Site",))
    assert two.resolve("north", ("Site",)).id == "north"


def test_cypher_in_a_name_is_only_a_name() -> None:
    with pytest.raises(UnknownName):
        names().resolve("x'}) DETACH DELETE n //", ACCEPTED)
