"""``make month``: 720 hourly runs on an embedded store of their own, and what was checked."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.settings import Settings
from graph.store import open_store
from graph.store.embedded.server import stop_server
from tests.month import simulation
from tests.month.recorded import recorded
from tests.month.simulation import Month

SEED = 20261123
EARLY = 10  # runs after which the memory is taken first
GROWTH = 1.2


def main() -> int:
    """Return 0 where the month ended as it had to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=int, default=720)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    begun = time.monotonic()
    with TemporaryDirectory(prefix="trunkline-month-") as folder:
        settings = Settings(home=Path(folder))
        try:
            with open_store(settings, write=True) as store:
                month = Month(store, settings.home, recorded(given.hours, given.seed))
                outcome = month.live()
                month.check()
                ran = store.read("MATCH (r:Run) RETURN count(r) AS n")[0]["n"]
        finally:
            stop_server(settings)
    early, late = outcome.memory[min(EARLY, len(outcome.memory)) - 1], outcome.memory[-1]
    print(
        f"{len(outcome.begun)} runs in {given.hours} hours, {ran} of them wrote; {len(outcome.told_file)} alerts to "
        f"the file and {len(outcome.hook_ids)} to the webhook, {outcome.taken_back} runs taken back and brought again; "
        f"memory {early / 2**20:.0f} MiB after {EARLY} runs, {late / 2**20:.0f} MiB at the end ({late / early:.2f}); "
        f"seed {given.seed}; {time.monotonic() - begun:.0f} s"
    )
    print((simulation.__doc__ or "").partition("\n\n")[2].rstrip())
    if late > GROWTH * early:
        print(f"The memory grew by more than {GROWTH}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
