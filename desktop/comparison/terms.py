"""The words by which passages are known to speak of the same thing: stems, weighted by how rare they are in reviews."""

from __future__ import annotations

import tomllib
from functools import cache
from math import log, sqrt
from typing import TYPE_CHECKING

from desktop.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CACHE_LIMIT = 100_000
_stems: dict[str, str] = {}
# What an English word may end in and what takes its place, the longest ending first; the rest must keep four letters.
_ENDINGS = (("ically", "ic"), ("ies", "ie"), ("ing", ""), ("ed", ""), ("ly", ""), ("es", ""), ("s", ""))


def stem(word: str) -> str:
    """A key shared by the forms of an English word: ``choreographed`` and ``choreographs``, ``fights`` and ``fighting``."""
    known = _stems.get(word)
    if known is None:
        if len(_stems) >= _CACHE_LIMIT:
            _stems.clear()
        known = _stems[word] = _stem(word)
    return known


def _stem(word: str) -> str:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            word = word[: len(word) - len(ending)] + instead
            if ending in {"ing", "ed"} and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    while word[-1] in "eiy" and len(word) > 3:
        word = word[:-1]
    return word


@cache
def rarities() -> Mapping[str, float]:
    """How much a stem of common English tells, 0 (nothing) to 1; stems that are not listed tell most."""
    with (RESOURCES / "lexicons" / "rarity.en.toml").open("rb") as file:
        bands = tomllib.load(file)["band"]
    return {word: float(band["rarity"]) for band in bands for word in band["stems"].split()}


def weigh(stems: Iterable[str], spread: Mapping[str, int], columns: int) -> dict[str, float]:
    """The weight of each stem of a passage.

    ``spread`` says in how many of the ``columns`` reviews the stem occurs: what every review of a work says (its title, its
    hero) tells less about one passage.
    """
    common = rarities()
    weights = {}
    for word in set(stems):
        rarity = common.get(word, 1.0)
        if rarity:
            weights[word] = rarity * (1.0 - 0.5 * spread.get(word, 0) / columns if columns > 2 else 1.0)
    return weights


def length(weights: Mapping[str, float]) -> float:
    """The length of a passage's vector, at least as long as that of a passage of two telling words."""
    return max(sqrt(sum(w * w for w in weights.values())), sqrt(2.0))


def rarity_of(share: float) -> float:
    """The rarity of a stem that stands in this share of sentences: 0 from one in 60 on, 1 from one in 20,000 down."""
    return min(1.0, max(0.0, log(1 / 60 / share) / log(20_000 / 60))) if share else 1.0
