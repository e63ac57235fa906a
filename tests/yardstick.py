# SPDX-License-Identifier: MIT
"""A measure of how fast this machine is now, so that no test is decided by how fast the machine is."""

import time


def unit() -> float:
    """Seconds of the processor that a million steps of plain Python take here, the best of three; some 0.02."""
    return min(_steps() for _ in range(3))


def _steps() -> float:
    begun = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number
    return time.process_time() - begun
