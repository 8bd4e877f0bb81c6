"""Words that ask for a decision: who seeks an exemption has none yet."""

from __future__ import annotations

import re

_SOUGHT = re.compile(
    r"\b(?:seek(?:s|ing)?|sought|asked|asks|hop(?:es?|ed|ing)|wants?|lobb(?:y|ies|ied|ying)|applied)\b|"
    r"(?<!\w)(?:прос[яи]т|попроси\w+|добива\w+|обрати\w+|хо[чт]\w+|надее\w+|рассчитыва\w+|запроси\w+)",
    re.IGNORECASE,
)


def is_sought(before: str) -> bool:
    """Tell whether the words before a decision ask for it."""
    return _SOUGHT.search(before) is not None
