"""Fuzzy matching for the palette: letters in order, best where they begin words or stand together."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 200  # letters of a text that are looked at
_TYPED = 60  # letters of what is typed that count
_WORD_START = 8.0
_TOGETHER = 9.0
_GAP = 0.2  # for each letter passed over between two hits, up to _WIDEST of them
_WIDEST = 10


@dataclass(frozen=True, slots=True)
class Match:
    """How well a text answers to what was typed, and where: ``hits`` are places in the text, in order."""

    score: float
    hits: tuple[int, ...]


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """A letter without case and accents; always one character, so that places hold."""
    base = unicodedata.normalize("NFD", character)[0].casefold()
    return base[0] if base else character


def plain(text: str) -> str:
    """A text without case and accents, as long as it was."""
    return "".join(map(_plain, text))


def match(typed: str, text: str) -> Match | None:
    """How ``text`` answers to ``typed``; None where its letters do not stand in the text in this order.

    White space in ``typed`` is passed over. Of all ways to place the letters the one with the highest score is returned: a
    letter that begins a word counts most, then one right behind the last hit.
    """
    wanted = plain("".join(typed.split()))[:_TYPED]
    given = plain(text[:LONGEST])
    if not wanted:
        return Match(0.0, ())
    if not _in_order(wanted, given):
        return None
    starts = [at == 0 or not given[at - 1].isalnum() for at in range(len(given))]
    # best[at]: the best score with the last letter placed at `at`; came[letter][at]: where the letter before it stands.
    best: dict[int, float] = {}
    came: list[dict[int, int]] = []
    for letter in wanted:
        places = [at for at, character in enumerate(given) if character == letter]
        reached: dict[int, float] = {}
        origin: dict[int, int] = {}
        for at in places:
            own = 1.0 + (_WORD_START if starts[at] else 0.0)
            if not came:
                reached[at] = own - _GAP * min(at, _WIDEST) / 2
                continue
            before = [
                (score + (_TOGETHER if at - last == 1 else -_GAP * min(at - last - 1, _WIDEST)), last)
                for last, score in best.items()
                if last < at
            ]
            if before:
                score, last = max(before)
                reached[at] = own + score
                origin[at] = last
        best = reached
        came.append(origin)
    at = max(best, key=lambda place: (best[place], -place))
    score = best[at]
    hits = [at]
    for origin in reversed(came[1:]):
        hits.append(origin[hits[-1]])
    # Of texts that match alike the shorter one is meant.
    return Match(score - len(given) / LONGEST, tuple(reversed(hits)))


def _in_order(wanted: str, given: str) -> bool:
    at = -1
    for letter in wanted:
        at = given.find(letter, at + 1)
        if at < 0:
            return False
    return True
