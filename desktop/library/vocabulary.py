"""All words of a library, and for each the rows that hold it: a word is found without looking through the texts.

It takes seconds for a large library and is made in a process of its own (:mod:`desktop.library.studying`); until then, and for
what so many rows hold that looking is as fast, the texts are looked through.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from heapq import nlargest
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SMALL: Final = 1 << 16  # rows up to which a row's number takes two bytes
_FREQUENT: Final = 30  # words that stand for all with the same beginning
_LAST: Final = b"\xff"  # behind every byte of a word: UTF-8 has no such byte


class Vocabulary(NamedTuple):
    """The words in the order of their bytes, and behind each other the rows that hold each, ascending.

    Word ``n`` is ``words[word_ends[n - 1]:word_ends[n]]``, and stands in ``rows[row_ends[n - 1]:row_ends[n]]``; ``size`` is the
    number of rows there are.
    """

    words: bytes
    word_ends: array[int]
    rows: array[int]
    row_ends: array[int]
    size: int

    @classmethod
    def of(cls, texts: Sequence[bytes]) -> Vocabulary:
        """The vocabulary of the searched words of all rows (:func:`desktop.library.entry.searchable`)."""
        kind = "H" if len(texts) <= _SMALL else "I"
        held: dict[bytes, array[int]] = {}
        for row, text in enumerate(texts):
            for word in set(text.split()):
                if word in held:
                    held[word].append(row)
                else:
                    held[word] = array(kind, (row,))
        words = sorted(held)
        rows = array(kind)
        for word in words:
            rows.extend(held[word])
        word_ends = array("Q", accumulate(map(len, words)))
        return cls(b"".join(words), word_ends, rows, array("Q", accumulate(len(held[word]) for word in words)), len(texts))

    def span(self, word: bytes, *, whole: bool) -> tuple[int, int]:
        """The numbers, from the first to before the last, of the words that are ``word``, or begin with it unless ``whole``."""
        numbers = range(len(self.word_ends))
        first = bisect_left(numbers, word, key=self._word)
        if whole:
            return first, first + (first < len(numbers) and self._word(first) == word)
        return first, bisect_left(numbers, word + _LAST, lo=first, key=self._word)

    def holding(self, span: tuple[int, int]) -> array[int]:
        """The rows that hold any of some words; one that holds several stands several times."""
        return self.rows[self._row_start(span[0]) : self._row_start(span[1])]

    def mostly(self, span: tuple[int, int], most: int) -> Iterable[int]:
        """Rows that hold any of some words, those of the most frequent words first, about ``most`` in all."""
        frequent = nlargest(_FREQUENT, range(*span), key=lambda number: self.holders((number, number + 1)))
        room = most
        for number in frequent:
            yield from self.holding((number, number + 1))
            room -= self.holders((number, number + 1))
            if room < 0:
                return

    def holders(self, span: tuple[int, int]) -> int:
        """How many rows :meth:`holding` gives."""
        return self._row_start(span[1]) - self._row_start(span[0])

    def _word(self, number: int) -> bytes:
        return self.words[self.word_ends[number - 1] if number else 0 : self.word_ends[number]]

    def _row_start(self, number: int) -> int:
        return self.row_ends[number - 1] if number else 0
