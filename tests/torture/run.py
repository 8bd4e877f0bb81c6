"""``make torture``: kills a refresh, its store, or both, so and so often on each store, and says what was checked."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.neo4j.missing import Missing
from tests.torture import kills
from tests.torture.kills import Torture
from tests.torture.victims import VICTIMS

SEED = 20261123


def torture(name: str, count: int, seed: int) -> str:
    """Torture one store and give the line that tells about it."""
    with TemporaryDirectory(prefix="trunkline-torture-") as folder:
        victim = VICTIMS[name](Path(folder) / "store")
        try:
            outcome = Torture(victim, Path(folder) / "source", seed).run(count)
        finally:
            victim.end()
    how = ", ".join(f"{target} {number}" for target, number in sorted(outcome.kills.items()))
    return (
        f"{name}: {outcome.kills.total()} of {count} kills survived ({how}); {outcome.acknowledged} acknowledged "
        f"items, none lost; {outcome.late} runs were over before their kill; seed {seed}; {outcome.seconds:.0f} s"
    )


def main() -> int:
    """Return 0 where every store survived every kill."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--stores", nargs="+", choices=list(VICTIMS), default=list(VICTIMS))
    given = parser.parse_args()
    try:
        for name in given.stores:
            print(torture(name, given.kills, given.seed), flush=True)
    except Missing as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Checked after each kill:\n{(kills.__doc__ or '').partition(chr(10) * 2)[2].rstrip()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
