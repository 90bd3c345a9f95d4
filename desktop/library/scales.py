"""Numbers of a field: the rows in their order, for ranges, and how many lie in each stretch of the scale, for a histogram."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from desktop.library.search import bits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.query_parts import Range

# How many stretches a histogram has at most where the field does not say, how wide they may be, and which part of the rows
# (one in so many) at either end is too far out to have stretches of its own: the first and the last one take it in.
_MOST: Final = 28
_WIDTHS: Final = tuple(digit * 10**power for power in range(8) for digit in (1, 2, 5))
_OUTLYING: Final = 100


@dataclass(frozen=True, slots=True)
class Spread:
    """How reviews are spread over a number, and the range of it that a query lets through.

    ``counts[i]`` reviews lie from ``edges[i]`` to before ``edges[i + 1]``; the first and last stretch reach on to ``least`` and
    ``most``, the smallest and largest number there can be. ``low`` and ``high`` are the ends of the range, both included, None
    where it has no end; ``chosen`` says whether the field is narrowed at all, ``passing`` how many reviews lie in the range.
    """

    edges: tuple[int, ...]
    counts: tuple[int, ...]
    least: int
    most: int
    low: int | None = None
    high: int | None = None
    passing: int = 0
    chosen: bool = False

    @property
    def ends(self) -> tuple[int, int]:
        """The first and the last number of the range, within what there can be."""
        low = self.least if self.low is None else min(max(self.low, self.least), self.most)
        high = self.most if self.high is None else max(min(self.high, self.most), self.least)
        return min(low, high), max(low, high)


class Scale:
    """The numbers of a field, row by row, in ascending order; None is no number."""

    def __init__(self, numbers: Sequence[int | None], bounds: tuple[int, int] | None = None, width: int = 0) -> None:
        """``bounds`` and ``width`` fix the stretches of the histogram; without them they follow the numbers."""
        self._size = len(numbers)
        rows: defaultdict[int, array[int]] = defaultdict(partial(array, "I"))  # not sorted at once: the window would wait
        for row, number in enumerate(numbers):
            if number is not None:
                rows[number].append(row)
        self._numbers, self._rows = array("q"), array("I")
        for number in sorted(rows):
            self._numbers.extend(array("q", (number,)) * len(rows[number]))
            self._rows.extend(rows[number])
        self.any_value = bits_of(self._rows, self._size)
        first, last = bounds or self._inner()
        width = width or next((each for each in _WIDTHS if (last - first) // each < _MOST), _WIDTHS[-1])
        #: Where the stretches begin: :attr:`Spread.edges`.
        self.edges = tuple(range(first - first % width, last + 1, width))
        #: The smallest and the largest number there can be.
        self.least, self.most = bounds or (self._numbers[0], self._numbers[-1]) if self._numbers else (first, last)
        starts = [0, *(bisect_left(self._numbers, edge) for edge in self.edges[1:]), len(self._rows)]
        self._stretches = [bits_of(self._rows[start:end], self._size) for start, end in pairwise(starts)]

    def _inner(self) -> tuple[int, int]:
        """The smallest and largest number without the outlying ones."""
        if not self._numbers:
            return 0, 0
        out = len(self._numbers) // _OUTLYING
        return self._numbers[out], self._numbers[-1 - out]

    def within(self, wanted: Range) -> int:
        """The rows whose number lies in a range, as a bit set."""
        numbers = self._numbers
        low, high = wanted.low, wanted.high
        start = 0 if low is None else (bisect_right if wanted.above else bisect_left)(numbers, low)
        end = len(numbers) if high is None else (bisect_left if wanted.below else bisect_right)(numbers, high)
        if (end - start) * 2 <= len(numbers):
            return bits_of(self._rows[start:end], self._size)
        return self.any_value & ~bits_of(self._rows[:start] + self._rows[end:], self._size)

    def counts(self, bits: int) -> tuple[int, ...]:
        """How many of the rows in a bit set lie in each stretch."""
        return tuple((stretch & bits).bit_count() for stretch in self._stretches)
