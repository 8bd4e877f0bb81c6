"""Fetching from many hosts ends early where somebody asks to stop."""

from __future__ import annotations

import time
from functools import partial

from loaders.fetch.many import Job, by_host


def test_whoever_asks_to_stop_waits_for_no_other_page() -> None:
    done: list[int] = []

    def work(number: int) -> int:
        time.sleep(0.01)
        return number

    jobs = [Job(f"https://h{n % 3}.example/{n}", partial(work, n)) for n in range(300)]
    done.extend(by_host(jobs, 3, lambda _found: False, stopped=lambda: len(done) == 5))
    assert len(done) == 5
    assert list(by_host(jobs, 3, lambda _found: False, stopped=lambda: True)) == []
    assert sorted(by_host(jobs[:9], 3, lambda _found: False)) == list(range(9))
