"""Words as they are compared: the stem that their forms share, and how much a stem tells."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from desktop.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping

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
