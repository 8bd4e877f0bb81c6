"""A proposer of an installed package: found by its entry point, checked like our own, marked in its claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import BadInput
from loaders.extraction.calibrated import sure
from loaders.extraction.extractor import Extractor
from tests.loaders.extraction.reading import Text

MODULE = '''
from graph.model.claim import Modality, Quantity
from loaders.extraction.propose import Draft


class Deterministic:
    """Proposes a rank of whatever is named, and statements that may not pass."""

    def propose(self, reading):
        if "unreachable" in reading.text:
            raise ConnectionError("no answer")
        about = next((m.ids for m in reading.scene.mentions), ())
        plain = dict(roles={}, modality=Modality.FACT, trigger=0, confidence=0.9)
        if not about:
            return []
        return [
            Draft(type="rank", about=about[:1], **{**plain, "roles": {"class": ("oldest",), "colour": ("red",)}}),
            Draft(type="nonsense", about=about[:1], **plain),
            Draft(type="suspension", about=("no_such_thing",), **plain),
            Draft(type="suspension", about=(), **plain),
            Draft(type="ownership", about=about[:1], **{**plain, "roles": {"owner": ("no_such_owner",)}}),
            Draft(type="capacity", about=about[:1], value=Quantity(99, "Mt/y"), **plain),
            Draft(type="suspension", about=about[:1], **{**plain, "trigger": 10_000}),
        ]
'''


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a package the way pip would."""
    (tmp_path / "proposing_package.py").write_text(MODULE, "utf-8")
    about = tmp_path / "proposing_package-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: proposing-package\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text("[trunkline.proposers]\nguess = proposing_package:Deterministic\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))


ARTICLE = Text("The CPC pipeline was stopped on 29 November 2025.", "en", "2025-12-01", "Check")


@pytest.mark.usefixtures("package")
def test_what_passes_the_checks_is_marked_and_waits() -> None:
    found = Extractor().extract(ARTICLE)
    (guessed,) = [claim for claim in found if claim.extractor == "guess"]
    assert (guessed.type, guessed.about, guessed.roles) == ("rank", ("cpc",), (("class", ("oldest",)),))
    assert guessed.quote == ARTICLE.text
    assert guessed.confidence < sure()
    assert [claim.type for claim in found if claim.extractor == "frames"] == ["suspension"]


@pytest.mark.usefixtures("package")
def test_one_that_fails_costs_the_article_and_is_named() -> None:
    with pytest.raises(BadInput, match='installed proposer "guess" failed: no answer'):
        Extractor().extract(Text("The CPC pipeline was unreachable on 29 November 2025.", "en", "2025-12-01", "Check"))


def test_none_is_installed_by_default() -> None:
    assert {claim.extractor for claim in Extractor().extract(ARTICLE)} == {"frames"}
