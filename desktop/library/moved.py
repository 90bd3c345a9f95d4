"""Where a place in a text is, in the text as it became: for the eye, which wants to go on reading where it was."""

from __future__ import annotations

from typing import Final

_QUOTES: Final = (120, 60, 24, 12, 6)  # characters by which a place is looked for, most first


def moved(before: str, now: str, offset: int) -> int:
    """The offset in ``now`` of what stood at ``offset`` in ``before``; the nearest place to it where that is gone.

    What stands before the first change or behind the last one is certain; between them the words at the place are looked for.
    Unlike a quote that is kept, a place of the eye is better guessed than given up.
    """
    same = _beginning(before, now)
    if offset < same or offset == 0:
        return offset
    tail = _ending(before, now, min(len(before), len(now)) - same)
    if offset >= len(before) - tail:
        return offset + len(now) - len(before)
    old, new = len(before) - tail - same, len(now) - tail - same  # the lengths of what lies between
    guess = same + (offset - same) * new // old
    line_end = before.find("\n", offset)
    line = before[offset : line_end if line_end >= 0 else len(before)]
    for length in _QUOTES:
        quote = line[:length].strip()
        places = [at for at in (now.find(quote, guess), now.rfind(quote, 0, guess + len(quote))) if at >= 0] if quote else []
        if places:
            return min(places, key=lambda at: abs(at - guess))
    return guess


def _beginning(one: str, other: str) -> int:
    """How many characters are the same at the beginning of two texts."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _ending(one: str, other: str, most: int) -> int:
    """How many characters are the same at the end, at most so many."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low
