"""Copies and likeness in a large library: ``uv run python -m tests.benchmarks.kinship [TABLE] [--rows N]``.

TABLE is a CSV file of reviews with the columns ``text`` and, so that copies can be told from reviews of two works, ``film``;
without one the reviews are invented. One review in fifty is planted once more, whole, shortened by a quarter, or with one word
in twenty changed, and the command prints how many of the planted ones are found, how many pairs of reviews of one work share
nearly as much without being copies, and how long all of it takes: in the process that studies a library, and in the window.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from desktop.library.copies import LEAST, Copies, find_pairs, shared
from desktop.library.entry import searchable
from desktop.library.grouping import grouped
from desktop.library.kinship import Kinship
from desktop.library.library import Library
from desktop.library.likeness import index_words
from desktop.library.search import TextIndex
from desktop.library.studying import Student
from tests.benchmarks.searching import invented
from tests.benchmarks.table import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.library.copies import Pair

_EVERY = 50  # of so many reviews one is planted again
_ASKED = 40  # reviews that others are to be like
_FRAME = 16.7  # milliseconds
_WAYS = ("whole", "shortened", "edited")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.kinship", description="Copies and likeness.")
    parser.add_argument("table", nargs="?", type=Path, help="a CSV file with the column text")
    parser.add_argument("--rows", type=int, default=50_000, help="reviews (50,000)")
    options = parser.parse_args()
    texts = _read(options.table, options.rows) if options.table else [each.decode() for each in invented(options.rows)[1]]
    rows = len(texts)
    planted = _plant(texts)
    written = [searchable(text.splitlines()) for text in texts]
    say(f"{rows:,} reviews and {len(planted):,} copies planted among them, {sum(map(len, written)) / 2**20:.0f} MiB")

    begun, own = time.monotonic(), time.process_time()
    study = Student(written).study()
    if study is None:
        raise SystemExit("nothing was studied")
    taken, own = time.monotonic() - begun, time.process_time() - own
    say(f"{'study in a process of its own, on the clock':<58}{taken:>10.1f} s")
    say(f"{'  of that in this process, which is the window’s':<58}{own * 1000:>10.0f} ms")
    say(f"{'finding copies, processor':<58}{_seconds(lambda: find_pairs(written)):>10.1f} s")
    say(f"{'indexing words, processor':<58}{_seconds(lambda: index_words(written)):>10.1f} s")

    original = {pair.row: pair.of for pair in study.pairs}
    for way in _WAYS:
        wanted = [(row, of) for row, of, how in planted if how == way]
        found = sum(original.get(row, row) == original.get(of, of) for row, of in wanted)
        say(f"{f'planted copies found, {way}':<58}{found:>6} of {len(wanted)}")
    known = {row for row, _, _ in planted}
    others = [pair for pair in study.pairs if pair.row not in known and pair.of not in known]
    say(f"{'copies found among the reviews themselves':<58}{len(others):>6}")
    closest = sorted(shared(written[pair.row], written[pair.of]).part for pair in others)[:3]
    say(f"{f'  the least that one of them shares (at least {LEAST:.0%})':<58}{', '.join(f'{part:.0%}' for part in closest):>6}")

    entries = invented(len(texts))[0]
    library = Library((), entries, TextIndex(written))
    library.works  # noqa: B018 - made once, where a library is loaded
    kinship = Kinship(Copies(_groups(study.pairs)), study.likeness)
    chance = random.Random(3)  # noqa: S311 - no secret
    asked = [chance.randrange(rows) for _ in range(_ASKED)]
    times = [_seconds(partial(study.likeness.nearest, library, texts[row], (), {row})) for row in asked]
    _tell("what is like a review, median", median(times))
    _tell("what is like a review, slowest", max(times))
    everything = range(len(texts))
    _tell("folding the copies of all rows", _seconds(lambda: kinship.copies.fold(everything)))
    _tell("copies in the next snapshot of the library", _seconds(lambda: kinship.moved(library, library)))
    for by in ("work", "critic", "score"):
        _tell(f"all rows in groups by {by}", _seconds(partial(grouped, library, everything, by)))


def _read(path: Path, rows: int) -> list[str]:
    csv.field_size_limit(10**9)
    texts = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            texts.append(row["text"])
            if len(texts) == rows:
                break
    return texts


def _plant(texts: list[str]) -> list[tuple[int, int, str]]:
    """Append copies; for each its row, the row that it is a copy of, and what was done to it."""
    chance = random.Random(5)  # noqa: S311 - no secret
    planted: list[tuple[int, int, str]] = []
    for of in range(0, len(texts), _EVERY):
        words = texts[of].split()
        if len(words) < 60:
            continue
        how = _WAYS[len(planted) % len(_WAYS)]
        if how == "shortened":
            start = chance.randrange(len(words) * 3 // 4)
            del words[start : start + len(words) // 4]
        elif how == "edited":
            for at in range(chance.randrange(20), len(words), 20):
                words[at] = "changed"
        planted.append((len(texts), of, how))
        texts.append(" ".join(words))
    return planted


def _groups(pairs: Sequence[Pair]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for row, of, _ in pairs:
        groups.setdefault(of, [of]).append(row)
    return list(groups.values())


def _seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The processor's time of the fastest of a few runs; of long work, of one."""
    best = float("inf")
    for _ in range(runs):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
        if best > 1:
            break
    return best


def _tell(what: str, seconds: float) -> None:
    say(f"{what:<58}{seconds * 1000:>10.1f} ms  {seconds * 1000 / _FRAME:>5.1f} frames")


if __name__ == "__main__":
    main()
