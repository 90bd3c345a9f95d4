"""Full-text search: the rows whose words hold the words sought."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TO_FLAGS = bytes.maketrans(b"01", b"\x00\x01")


def rows_of(bits: int) -> Iterator[int]:
    """The row numbers in a bit set (bit n is row n), ascending."""
    flags = flags_of(bits)
    return compress(range(len(flags)), flags)


def flags_of(bits: int, size: int = 0) -> bytes:
    """A bit set as one byte for each row, 0 or 1, at least ``size`` bytes long."""
    return bin(bits)[:1:-1].encode().translate(_TO_FLAGS).ljust(size, b"\x00")


def bits_of(rows: Iterable[int], size: int) -> int:
    """The bit set of row numbers below ``size``."""
    figures = bytearray(b"0") * (size + 1)
    for row in rows:
        figures[size - row] = 49  # "1"
    return int(figures, 2)


class TextIndex:
    """The searched words of all rows in one stretch of bytes."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        self._blob = b"".join(texts)
        self._starts = [0, *accumulate(len(text) for text in texts)]
        self._size = len(texts)

    def find(self, words: str, *, whole: bool) -> int:
        """The bit set of rows that hold the folded ``words`` one after the other in one block.

        Args:
            words: from :func:`desktop.library.folding.fold`, not empty.
            whole: whether the last word must end there; otherwise it may go on.
        """
        sought = (f" {words} " if whole else f" {words}").encode()
        blob, starts = self._blob, self._starts
        rows = []
        at = blob.find(sought)
        while at >= 0:
            row = bisect_right(starts, at) - 1
            rows.append(row)
            at = blob.find(sought, starts[row + 1])
        return bits_of(rows, self._size)
