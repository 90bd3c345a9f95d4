"""Fuzzy matching for the palette: letters in order, best where they begin words or stand together."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from math import inf

LONGEST = 200  # letters of a text that are looked at
_TYPED = 60  # letters of what is typed that count
_WORD_START = 8.0
_TOGETHER = 9.0
_GAP = 0.05  # for each letter passed over before a hit


@dataclass(frozen=True, slots=True)
class Match:
    """How well a text answers to what was typed, and where: ``hits`` are places in the text, in order."""

    score: float
    hits: tuple[int, ...]


class _Plain(dict[int, str]):
    """For each character, worked out when it is first met, the one without case and accent."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0].casefold()
        self[code] = base[:1] or chr(code)
        return self[code]


_PLAIN = _Plain()


def plain(text: str) -> str:
    """A text without case and accents, character for character, so that places hold."""
    return text.translate(_PLAIN)


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
    for number, letter in enumerate(wanted):
        reached: dict[int, float] = {}
        origin: dict[int, int] = {}
        # Over the places passed: the best score of the letter before, less what the gap from there to here will cost.
        ahead, ahead_at = (0.0, -1) if number == 0 else (-inf, -1)
        for at, character in enumerate(given):
            if character == letter and ahead > -inf:
                reached[at], origin[at] = ahead - _GAP * at, ahead_at
                if at - 1 in best and best[at - 1] + _TOGETHER > reached[at]:
                    reached[at], origin[at] = best[at - 1] + _TOGETHER, at - 1
                reached[at] += _WORD_START if starts[at] else 0.0
            if at in best and best[at] + _GAP * (at + 1) > ahead:
                ahead, ahead_at = best[at] + _GAP * (at + 1), at
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
