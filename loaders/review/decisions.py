"""Decisions of a reviewer: one line each in ``review.jsonl`` of the data folder; the last one stands.

Lines are only added. The file is no part of the graph, so it survives every refresh, every emptying and every new
extraction; it can be copied to another data folder, and kept under version control.

``accept``  a name is a thing of its own, or a claim is right as it stands
``link``    a name means a known id
``reject``  a name is no thing, or a claim is wrong
``open``    an earlier decision is taken back
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.errors import BadInput, TrunklineError
from graph.model.identity import digest_of

ACCEPT, LINK, REJECT, OPEN = "accept", "link", "reject", "open"
KINDS = frozenset({ACCEPT, LINK, REJECT, OPEN})
FILE_NAME, FORMAT = "review.jsonl", 1


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about a claim (``c_…``) or a name (``new:…``); ``target`` is the id that a name is linked to."""

    kind: str
    subject: str
    target: str
    reason: str
    decided_on: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The last decision about each subject, where it has not been taken back; it can be sent to other processes."""

    decisions: tuple[Decision, ...] = ()

    def of(self, subject: str) -> Decision | None:
        """Give the decision about a subject."""
        return next((one for one in self.decisions if one.subject == subject), None)

    @property
    def version(self) -> str:
        """Hash what the decisions do; empty where there are none."""
        rows = [[one.subject, one.kind, one.target] for one in self.decisions]
        return digest_of(rows)[:12] if rows else ""


def path_in(home: Path) -> Path:
    """Tell where the decisions of a data folder are kept."""
    return home / FILE_NAME


def read_decisions(path: Path) -> list[Decision]:
    """Read all decisions, oldest first.

    Raises:
        BadInput: a line is no decision, or of a later format; nothing is guessed.
    """
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_decision(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()]


def standing(decisions: Iterable[Decision]) -> Standing:
    """Keep the last decision about each subject, in the order of subjects."""
    last = {one.subject: one for one in decisions}
    return Standing(tuple(last[key] for key in sorted(last) if last[key].kind != OPEN))


def add_decision(path: Path, decision: Decision) -> None:
    """Add a decision at the end of the file.

    Raises:
        TrunklineError: the file cannot be written.
    """
    row = json.dumps({"format": FORMAT, **asdict(decision)}, ensure_ascii=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(row + "\n")
    except OSError as error:
        raise TrunklineError(f"The decision cannot be kept in {path} ({error.strerror}).") from error


def _decision(line: str, place: str) -> Decision:
    try:
        row = json.loads(line)
        form = row.pop("format")
        decision = Decision(**row)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadInput("this is no decision of a review; correct or delete the line", place=place) from None
    if form != FORMAT or decision.kind not in KINDS:
        raise BadInput("this decision was written by a later version of Trunkline", place=place)
    return decision
