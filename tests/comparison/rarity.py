"""Makes the table of rare and common stems: ``python -m tests.comparison.rarity FILE > resources/lexicons/rarity.en.toml``.

FILE is an xz-compressed CSV of reviews with the columns ``split`` and ``text``; its ``train`` half is counted.
"""

from __future__ import annotations

import csv
import lzma
import sys
from collections import Counter
from itertools import islice
from math import log
from pathlib import Path
from textwrap import wrap

from desktop.reading.lexicon import tokenize
from desktop.reading.sentences import split_sentences
from desktop.reading.stems import stem
from desktop.review import Span
from tests.comparison.evaluation import say

REVIEWS = 12_000
COMMON, RARE = 1 / 60, 1 / 20_000  # shares of sentences: from here on a stem tells nothing, from there down most
LISTED = 0.75  # what is rarer than this tells about as much as what is not listed
HEAD = """\
# How much a word tells about a passage: stems of English (desktop/reading/stems.py) by how rare they are in sentences of
# film reviews, counted by tests/comparison/rarity.py in 12,000 reviews of the training half of the Large Movie Review Dataset
# (Maas et al. 2011). 0 tells nothing; a stem that is not listed tells most (1).
"""


def rarity_of(share: float) -> float:
    """The rarity of a stem that stands in this share of sentences: 0 for common ones, 1 for rare ones, by the logarithm."""
    return min(1.0, max(0.0, log(COMMON / share) / log(COMMON / RARE)))


def main(argv: list[str]) -> int:
    """Print the table."""
    csv.field_size_limit(10**9)
    counts: Counter[str] = Counter()
    sentences = 0
    with lzma.open(Path(argv[0]), "rt", encoding="utf-8", newline="") as file:
        rows = (row["text"] for row in csv.DictReader(file) if row["split"] == "train")
        for text in islice(rows, REVIEWS):
            plain = text.replace("<br />", "\n")
            for span in split_sentences(plain, Span(0, len(plain))):
                counts.update({stem(word) for word in tokenize(plain, span.start, span.end).words})
                sentences += 1
    bands: dict[float, list[str]] = {}
    for word, count in counts.items():
        rarity = rarity_of(count / sentences)
        if rarity < LISTED:
            bands.setdefault(round(rarity, 1), []).append(word)
    say(HEAD)
    for rarity in sorted(bands):
        lines = wrap(" ".join(sorted(bands[rarity])), 126, break_on_hyphens=False)
        say("\n".join(["[[band]]", f"rarity = {rarity:g}", 'stems = """', *lines, '"""', ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
