"""How long a piece of work takes, told apart from how busy the machine is."""

import gc
import time
from collections.abc import Callable

#: The other programs of a machine and its caches only ever add to a measure: the fastest of a few runs is the work itself.
RUNS = 8


def fastest(work: Callable[[], object], *, enough: float = 0.0) -> float:
    """The processor's seconds of the fastest of up to `RUNS` runs of `work`; one of no more than `enough` seconds is the last.

    The garbage collector waits meanwhile: what it does depends on what all earlier tests left in memory.
    """
    least = float("inf")
    collecting = gc.isenabled()
    gc.disable()
    try:
        for _ in range(RUNS):
            begun = time.process_time()
            work()
            least = min(least, time.process_time() - begun)
            if least <= enough:
                break
    finally:
        if collecting:
            gc.enable()
    return least


def within(seconds: float, work: Callable[[], object]) -> bool:
    """Whether `work` can be done in so many `seconds` of the processor: a bound on the work, whatever else the machine does."""
    return fastest(work, enough=seconds) <= seconds
