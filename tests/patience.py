"""Limits of tests: what a test waits for ends by itself, and no busy machine makes it fail."""

import time
from contextlib import contextmanager

from sharepool.problem.result import Stop

ENDLESS = 3600.0
"""Seconds for what ends by itself, by a proof or when it is told to: only a hang lasts as long."""

AMPLE = 300.0
"""Seconds for tiny problems where only time can be limited: one worker searches a share of it."""

TO_THE_END = Stop(seconds=None, work=5.0)
"""For problems that are solved to their optimum, whatever the time it takes."""


def work(amount):
    """Return a limit that counts steps instead of time."""
    return Stop(seconds=None, work=amount)


@contextmanager
def spending(cpu_seconds):
    """Assert that this process works no longer than so, however long it waits for its turn."""
    began = time.process_time()
    yield
    assert time.process_time() - began < cpu_seconds
