"""The text of pages that were only looked at, searched without having been folded word by word.

Folding all words of a large folder takes longer than reading it. It is enough to begin with that letters are small and plain,
and all else is a space: single words are found as in folded text, and a row is folded only where a phrase may stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from desktop.library.folding import folded_bytes, plain
from desktop.library.search import TextIndex, bits_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Letters and figures as folding has them, everything else a space, but for the ends of lines.
_OTHER_ENDS: Final = re.compile("[\x85\u2028\u2029]")
_ROUGH: Final = bytes(ord("\n") if code == 10 else (folded_bytes(bytes((code,))) or b" ")[0] for code in range(128)) + bytes(
    range(128, 256)
)


def rough(data: bytes) -> bytes | None:
    """UTF-8 as it can be searched roughly: each word between spaces, each line between line ends.

    None where that would not do: it is no UTF-8, or its lines end otherwise than by a line feed.
    """
    if b"\r" in data:
        return None
    if not data.isascii():
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None
        if _OTHER_ENDS.search(text):
            return None
        data = plain(text)
    if b"$" in data:  # a word by itself
        data = data.replace(b"$", b" $ ")
    return b" %s \n" % data.replace(b"\n", b" \n ").translate(_ROUGH) if data else b""


def smooth(text: bytes) -> bytes:
    """The folded form (:func:`desktop.library.entry.searchable`) of a text in rough form; folded text stays as it is."""
    lines = (b" ".join(line.split()) for line in text.split(b"\n"))
    return b"".join(b" %s \n" % line for line in lines if line)


class RoughIndex(TextIndex):
    """A text index of which any row may be in rough form; what it says is the same as if none were."""

    @override
    def find(self, words: str, *, whole: bool) -> int:
        """As :meth:`TextIndex.find`: of a phrase the single words are found, and the rows with all of them looked through."""
        single = words.split()
        if len(single) < 2:
            return super().find(words, whole=whole)
        bits = super().find(single[-1], whole=whole)
        for word in single[:-1]:
            bits &= super().find(word, whole=True)
        return bits_of((row for row in rows_of(bits) if self.times(words, (row,), whole=whole)[0]), self._size)

    @override
    def times(self, words: str, rows: Iterable[int], *, whole: bool) -> list[int]:
        """As :meth:`TextIndex.times`."""
        if " " not in words:
            return super().times(words, rows, whole=whole)
        sought = (f" {words} " if whole else f" {words}").encode()
        return [self.words(row).count(sought) for row in rows]

    @override
    def words(self, row: int) -> bytes:
        """As :meth:`TextIndex.words`."""
        return smooth(super().words(row))

    @override
    def replaced(self, texts: Mapping[int, bytes]) -> TextIndex:
        """As :meth:`TextIndex.replaced`."""
        return RoughIndex([texts.get(row, super(RoughIndex, self).words(row)) for row in range(self._size)])

    @override
    def stretch(self, start: int, stop: int) -> tuple[memoryview, list[int]]:
        """As :meth:`TextIndex.stretch`; folded now, for other indexes know of no rough rows."""
        return TextIndex([self.words(row) for row in range(start, stop)]).stretch(0, stop - start)
