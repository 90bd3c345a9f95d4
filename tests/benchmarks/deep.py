"""Goal 12: what it costs to read a page and understand it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desktop.paths import SEEDS
from desktop.reading.reader import read_text
from tests.benchmarks.table import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAGE = 5_000  # bytes
_BUDGET = 5.0  # milliseconds
_TIMES = 7


def _milliseconds(texts: list[str]) -> float:
    """Processor time for one text, the fastest of some runs over all of them."""
    fastest = float("inf")
    for _ in range(_TIMES):
        begun = time.process_time()
        for text in texts:
            read_text(text)
        fastest = min(fastest, (time.process_time() - begun) * 1000 / len(texts))
    return fastest


def pages(many: Path) -> Iterator[Figure]:
    """Pages cut to 5 kB: the sample reviews, and plain reviews put together."""
    seeds = [path.read_text("utf-8")[:_PAGE] for path in sorted(SEEDS.iterdir()) if path.suffix == ".txt"]
    small = "\n\n".join(path.read_text("utf-8", "replace") for path in sorted(many.rglob("*.txt"))[:80])
    plain = [small[at : at + _PAGE] for at in range(0, min(len(small), 12 * _PAGE), _PAGE)]
    for name, texts in (("saved pages", seeds), ("reviews of readers", plain)):
        yield Figure(12, f"deep reading of 5 kB, {name}; floor: 5 ms", _BUDGET, _milliseconds(texts), 1)
