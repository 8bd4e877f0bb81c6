"""What has been told, what waits, and what is on its way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from queries.watch.deliver.message import Cited, Message, Step
from queries.watch.model import Watch
from queries.watch.schedule import Schedule
from queries.watch.state import Watched, first_look, without_loops

WATCH = Watch("w", ("routes", "KZ", "EU"), ("stdout",), Schedule())


def step(before: str, after: str) -> Step:
    return Step(before, after, "2026-11-01T00:00:00Z", "run_000002", (Cited("d", "Title"),))


def walked(state: Watched, answers: str) -> Watched:
    for answer in answers:
        if answer != state.latest:
            state = state.changed(step(state.latest, answer))
    return state


def test_an_answer_that_returns_is_not_told() -> None:
    state = walked(first_look(WATCH, "stdout", "a", (), "k"), "ba")
    assert not state.is_behind and state.latest == "a"
    assert [(one.before, one.after) for one in walked(state, "bcb").waiting] == [("a", "b")]
    assert [(one.before, one.after) for one in walked(state, "bcd").waiting] == [("a", "b"), ("b", "c"), ("c", "d")]


@given(st.text("abcd", max_size=30))
def test_what_waits_leads_from_what_was_told_to_what_is(answers: str) -> None:
    state = walked(first_look(WATCH, "stdout", "a", (), "k"), answers)
    seen = [state.answer, *(one.after for one in state.waiting)]
    assert seen[-1] == (answers[-1:] or "a")
    assert len(set(seen)) == len(seen)
    assert all(one.after == two.before for one, two in zip(state.waiting, state.waiting[1:], strict=False))


def test_a_message_on_its_way_is_not_altered() -> None:
    sent = walked(first_look(WATCH, "stdout", "a", (), "k"), "b").sealed()
    more = walked(sent, "a")
    assert (more.message, more.sent) == (sent.message, sent.sent)
    assert [(one.before, one.after) for one in more.waiting] == [("b", "a")]
    assert more.sealed() == more
    told = more.arrived("now")
    assert (told.answer, told.number, told.latest, told.is_behind) == ("b", 1, "a", True)
    assert not more.unsent().is_behind  # it surely did not arrive, and the answer is back: nothing to tell


def test_the_id_of_a_message_is_that_of_its_content() -> None:
    first = walked(first_look(WATCH, "stdout", "a", (), "k"), "b")
    assert first.sealed().message == first.sealed().unsent().sealed().message
    elsewhere = walked(first_look(WATCH, "file:x", "a", (), "k"), "b")
    again = walked(walked(first.sealed().arrived("now"), "a").sealed().arrived("now"), "b")
    assert len({first.sealed().message, elsewhere.sealed().message, again.sealed().message}) == 3


def test_steps_are_kept_whole() -> None:
    found = Step("a\nb", "«в»", "2026-11-01T00:00:00Z", None, (Cited("d", "T", "O", "2026", "https://x"), Cited("e")))
    assert Step.unpacked(found.packed()) == found
    assert without_loops([]) == ()


def test_the_words_of_a_message() -> None:
    cited = tuple(Cited(f"d{number}", f"Title {number}", "Outlet", "2026-11-01") for number in range(10))
    told = Message(
        "m_1", "Way\x1b[31m out", "trunkline routes KZ EU", (Step("5 Mt/y", "no route", "T", "run_000009", cited),)
    )
    text = told.text()
    assert "\x1b" not in text and "was 5 Mt/y" in text and "now no route" in text
    assert "Title 7, Outlet, 2026-11-01" in text and "and 2 more" in text and "Title 8" not in text
    assert "see: trunkline routes KZ EU" in text and text.endswith("message m_1")
    rows = Message("m_2", "W", "c", (Step("2 rows\na; 1\nb; 2", "2 rows\na; 1\nc; 3", "T", "run_000009"),)).text()
    assert "gone b; 2" in rows and "new c; 3" in rows and "a; 1" not in rows and "in run_000009" in rows
    assert len(Message("m", "n" * 500, "c", (Step("a", "b", "T", None),)).subject()) == 160
