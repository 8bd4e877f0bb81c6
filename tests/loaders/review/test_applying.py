"""Decisions on claims, without a store: linked, left out, trusted, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.model.claim import Claim
from loaders.extraction.calibrated import UNKNOWN_NAME, sure, without
from loaders.review.applying import REVIEWED, applied
from loaders.review.decisions import Decision, Standing, add_decision, path_in, read_decisions, standing
from loaders.review.queue import candidates, suggestions


def made(about: str, confidence: float = 0.75, by: str = "new:Bureau") -> Claim:
    return Claim(
        "suspension", (about,), "a", "a", f"{about} was stopped.", (("by", (by,)),), confidence=confidence,
        extractor="frames",
    )  # fmt: skip


def decided(*rows: tuple[str, str, str]) -> Standing:
    return standing(Decision(kind, subject, target, "", "2026-01-02") for kind, subject, target in rows)


def test_a_linked_name_becomes_the_known_id_everywhere() -> None:
    claim = made("new:Sangachal Plant", by="new:Sangachal Plant")
    (found,) = applied([claim], decided(("link", "new:Sangachal Plant", "sangachal")))
    assert (found.about, found.role("by"), found.confidence) == (("sangachal",), ("sangachal",), 0.75)


def test_a_rejected_name_takes_its_claims_along_and_leaves_roles_empty() -> None:
    about, role = made("new:Nowhere"), made("btc", by="new:Nowhere")
    (found,) = applied([about, role], decided(("reject", "new:Nowhere", "")))
    assert (found.about, found.roles) == (("btc",), ())


def test_an_accepted_name_leaves_no_doubt_about_the_name_alone() -> None:
    plain, doubtful = made("new:Azertrans"), made("new:Azertrans", 0.5)
    word = decided(("accept", "new:Azertrans", ""))
    assert applied([plain], word)[0].confidence == without(0.75, UNKNOWN_NAME) >= 0.75
    assert applied([doubtful], word)[0].confidence == without(0.5, UNKNOWN_NAME) < sure()
    assert applied([made("btc", 0.5)], word)[0].confidence == 0.5


def test_claims_are_accepted_and_rejected_and_the_last_word_stands() -> None:
    right, wrong = made("btc", 0.65), made("cpc", 0.65)
    word = decided(("reject", right.id, ""), ("accept", right.id, ""), ("reject", wrong.id, ""))
    assert [(one.id, one.confidence) for one in applied([right, wrong], word)] == [(right.id, REVIEWED)]
    assert applied([wrong], decided(("reject", wrong.id, ""), ("open", wrong.id, ""))) == [wrong]


def test_the_file_keeps_all_and_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    path = path_in(tmp_path)
    assert read_decisions(path) == []
    first = Decision("accept", "new:Ёлка", "", "почему", "2026-01-02")
    add_decision(path, first)
    add_decision(path, Decision("open", "new:Ёлка", "", "", "2026-01-03"))
    assert read_decisions(path)[0] == first
    assert (len(read_decisions(path)), standing(read_decisions(path)).decisions) == (2, ())
    with path.open("a", encoding="utf-8") as file:
        file.write('{"format": 99, "kind": "accept", "subject": "x", "target": "", "reason": "", "decided_on": ""}\n')
    with pytest.raises(BadInput, match="later version"):
        read_decisions(path)
    path.write_text("hello\n")
    with pytest.raises(BadInput, match="no decision"):
        read_decisions(path)


def test_the_queue_holds_names_first_then_unsure_claims() -> None:
    sure, unsure = made("cpc", 0.9, "RU"), made("btc", 0.55, "RU")
    named = made("new:Sangachall terminal", 0.9, "RU")
    queue = candidates([sure, unsure, named], Standing())
    assert [(one.kind, one.subject) for one in queue] == [("name", "new:Sangachall terminal"), ("claim", unsure.id)]
    assert "sangachal" in queue[0].suggestions
    assert suggestions("new:Zzyzxqq") == ()
    assert candidates([unsure], decided(("accept", unsure.id, ""))) == []
