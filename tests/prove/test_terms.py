"""The term language: what is written reads back, and no text at all brings the parser down."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from queries.routes.avoid.grammar import Any, Atom, Every, Not, Term, parse, written
from queries.routes.avoid.lexing import TermError
from tests.prove.cases import cases

names = st.one_of(
    st.sampled_from(("RU", "e_btc", "Baku - Tbilisi", "Trinidad and Tobago", "CPC (KTK)", "Тенгиз", "not", "a,b")),
    st.text(alphabet="ab ,():%>-=яnot", min_size=1, max_size=8).filter(lambda text: text == text.strip()),
)  # fmt: skip
atoms = st.builds(Atom, st.sampled_from(("", "owner", "port")), names, st.sampled_from((None, 25.0, 0.5, 100.0)))
trees = st.recursive(
    atoms,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda group: Every(tuple(group))),
        st.lists(inner, min_size=2, max_size=3).map(lambda group: Any(tuple(group))),
    ),
    max_leaves=5,
)


@cases(5)
@given(trees)
def test_a_term_reads_back_as_it_was_written(term: Term) -> None:
    assert parse(written(term)) == term


@cases(5)
@given(st.text(alphabet='ab RU:>=25%(),"not and or \t\nя', max_size=30))
def test_any_text_is_a_term_or_an_error_that_points_at_a_place(text: str) -> None:
    try:
        term = parse(text)
    except TermError as error:
        assert 0 <= error.place <= len(text)
        assert str(error).splitlines()[-1] == "  " + " " * error.place + "^"
    else:
        assert parse(written(term)) == term
