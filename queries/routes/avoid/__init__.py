"""Typed avoidance: what a route must not touch, what it may only use, and what is shut, as small terms.

``kinds`` lists what can be said, ``grammar`` how it is combined. A name that nobody bears, or that
several do, is an error.
"""

from queries.routes.avoid.control import Control
from queries.routes.avoid.kinds import Scope
from queries.routes.avoid.rules import Partial, Rule, Verdict, avoid_rule, close_rule, only_rule, split, verdict

__all__ = [
    "Control", "Partial", "Rule", "Scope", "Verdict", "avoid_rule", "close_rule", "only_rule", "split", "verdict",
]  # fmt: skip
