"""How well the stances of a review's passages add up to its rating: ``python -m tests.comparison.corpus FILE [--reviews N]``.

FILE is an xz-compressed CSV of film reviews with the columns ``rating`` (1..10), ``split`` and ``text``. Only the ``test`` half
counts: the other one was looked at when the vocabulary was made. Where vaderSentiment is installed, it is measured too.
"""

from __future__ import annotations

import argparse
import csv
import lzma
import sys
from collections import defaultdict
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from desktop.comparison.agreement import expected_score, stance_of
from desktop.reading.passages import find_passages
from desktop.review import WorkKind
from tests.comparison.evaluation import say
from tests.reading.pages import blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LIKED = 7  # reviews of 5 and 6 are not in the corpus


def reviews_of(path: Path) -> Iterator[tuple[int, str]]:
    """The rating and the text of every review of the test half."""
    csv.field_size_limit(10**9)
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["split"] == "test":
                yield int(row["rating"]), row["text"].replace("<br />", "\n")


def main(argv: list[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="How well passages' stances add up to ratings.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--reviews", type=int, default=1000)
    options = parser.parse_args(argv)
    vader = import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer() if find_spec("vaderSentiment") else None
    right = vader_right = read = 0
    balances: dict[int, list[float]] = defaultdict(list)
    off: list[float] = []
    for rating, text in islice(reviews_of(options.file), options.reviews):
        passages = find_passages(text, blocks_of(text), WorkKind.FILM)
        weight = sum(reason.weight for passage in passages for reason in passage.stance_reasons)
        stance = stance_of(passages)
        read += 1
        right += (weight > 0) == (rating >= LIKED)
        vader_right += vader is not None and (vader.polarity_scores(text)["compound"] > 0) == (rating >= LIKED)
        balances[rating].append(stance.balance)
        off.append(abs(expected_score(stance) - 10 * rating))
    say(f"{read} reviews: liked or not told right {right / read:.3f}")
    say(f"VADER on the same {vader_right / read:.3f}" if vader else "VADER is not installed")
    say("mean balance by rating: " + ", ".join(f"{rating}: {mean(balances[rating]):+.2f}" for rating in sorted(balances)))
    say(f"score expected from the prose is {mean(off):.0f} of 100 off on average")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
