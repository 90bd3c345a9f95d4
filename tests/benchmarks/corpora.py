"""Folders of many reviews to measure with: unpacked by a script, taken from a folder, or invented."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from itertools import accumulate, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = 230  # in an invented review, as in large collections of readers' reviews
_PATIENCE = 900  # seconds for unpacking


def folder(source: Path | None, count: int, work: Path) -> Path:
    """A folder with ``count`` reviews below it, made under ``work`` unless it is there already.

    ``source`` is a script that takes a target folder and ``--count``, or a folder with enough files; without one the
    reviews are invented.
    """
    target = work / f"{count}"
    if target.is_dir():
        return target
    making = work / f"{count}.part"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    if source is None:
        _invent(making, count)
    elif source.is_dir():
        for number, path in enumerate(islice(sorted(path for path in source.rglob("*") if path.is_file()), count)):
            place = making / f"{number // 1000}"
            place.mkdir(exist_ok=True)
            shutil.copy2(path, place / f"{number % 1000}-{path.name}")
    else:
        command = [sys.executable, str(source), str(making), "--count", str(count)]
        subprocess.run(command, check=True, timeout=_PATIENCE)
    return making.rename(target)


def vocabulary(chance: random.Random, size: int = 40_000) -> tuple[list[str], list[float]]:
    """Invented words, and how often each is used, by Zipf's law, summed up."""
    syllables = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "or", "st")]
    words = sorted({"".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(size)})
    chance.shuffle(words)
    return words, list(accumulate(1 / (rank + 2) for rank in range(len(words))))


def _invent(target: Path, count: int, seed: int = 7) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    words, weights = vocabulary(chance)
    for number in range(count):
        work = number % (count // 7 + 1)
        place = target / f"work{work}"
        if number == work:
            place.mkdir()
        title = f"{words[work % len(words)]} {words[work * 7 % len(words)]}".title()
        head = f"Film: {title}\nMy rating: {number % 10 + 1}/10\n\n"
        (place / f"{number:07d}.txt").write_text(head + " ".join(_sentences(chance, words, weights)) + "\n", "utf-8")


def _sentences(chance: random.Random, words: list[str], weights: list[float]) -> Iterator[str]:
    drawn = chance.choices(words, cum_weights=weights, k=WORDS)
    for start in range(0, WORDS, 15):
        yield " ".join(drawn[start : start + 15]).capitalize() + "."
