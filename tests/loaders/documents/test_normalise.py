"""The form that offsets count in."""

import time

from hypothesis import given
from hypothesis import strategies as st

from loaders.documents.normalise import normalise, resolve_entities


def test_what_is_brought_to_one_form() -> None:
    assert (
        normalise("Ка\u0301спий и\u0306 \u200b\u202eх\u00a0y\r\n\r\n b\t\x00c \u2028 d\ud800\ufeff")
        == "Каспий й х y\nb c\nd"
    )
    assert resolve_entities("&laquo;Шеврон&raquo;&nbsp;&#8212; R&D") == "«Шеврон»\u00a0— R&D"


@given(st.text())
def test_idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert "  " not in once


def test_runs_of_marks_take_bounded_time() -> None:
    start = time.process_time()
    assert len(normalise("a" + "\u0301\u0323" * 1_000_000)) < 10
    assert time.process_time() - start < 2
