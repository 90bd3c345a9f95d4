"""Full-text search: the rows whose words hold the words sought."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import OrderedDict
from hashlib import blake2b
from itertools import accumulate, compress, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from desktop.library.vocabulary import Vocabulary

# Searches that are remembered, and the part of the rows (one in so many) up to which looking through them one by one is faster.
_REMEMBERED: Final = 32
_FEW: Final = 3
_WORTH: Final = 3  # times the number of rows that the vocabulary may give for a word
_ROWS: Final = 1_000  # rows whose words are joined at a time
_STEP: Final = 4 << 20  # bytes that are copied at a time
_AT_ONCE: Final = 1_000  # texts that are put together at a time
_SAMPLE: Final = 100  # hits after which it is known how frequent a word is
_PARTS: Final = 1_000  # longer words met in place of a whole one, after which that is looked for with the space behind it
_TO_BITS: Final = bytes.maketrans(b"\x00\x01", b"10")
_TO_FLAGS: Final = bytes.maketrans(b"01", b"\x00\x01")


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
    """The searched words of all rows in one stretch of bytes.

    The last searches are remembered: a word that has grown by a letter is looked for only in the rows that held it before.
    """

    def __init__(self, texts: Sequence[bytes | memoryview]) -> None:
        self._blob: bytes | bytearray = bytearray()
        # In steps: joining those of a large library at once would hold up the window for longer than a frame.
        for start in range(0, len(texts), _ROWS):
            self._blob += b"".join(texts[start : start + _ROWS])
        self._starts = [0, *accumulate(len(text) for text in texts)]
        self._size = len(texts)
        self._remembered: OrderedDict[bytes, int] = OrderedDict()
        self._vocabulary: Vocabulary | None = None
        self._changed = 0  # the rows, as a bit set, whose words are others than the vocabulary knows

    @classmethod
    def of_parts(cls, parts: Iterable[tuple[TextIndex, int, int]]) -> TextIndex:
        """The index of stretches of rows ``[start, stop)`` of others, one behind the other."""
        stretches = [part.stretch(start, stop) for part, start, stop in parts]
        index = cls(())
        index._blob = blob = bytearray(sum(len(words) for words, _ in stretches))
        index._starts = starts = [0]
        at = 0
        for words, ends in stretches:
            starts.extend(at + end for end in ends)
            # In steps: copying all of a large library at once would hold up the window for longer than a frame.
            for here in range(0, len(words), _STEP):
                piece = words[here : here + _STEP]
                blob[at : at + len(piece)] = piece
                at += len(piece)
        index._size = len(starts) - 1
        return index

    @classmethod
    def kept(cls, words: bytes, ends: Sequence[int]) -> TextIndex:
        """The index of words that stand behind each other already, with where each row's end."""
        index = cls(())
        index._blob, index._starts, index._size = words, [0, *ends], len(ends)
        return index

    def held(self) -> Iterator[memoryview]:
        """The searched words of each row in the form in which they are held here, not copied."""
        blob = memoryview(self._blob)
        return (blob[start:end] for start, end in pairwise(self._starts))

    def stretch(self, start: int, stop: int) -> tuple[memoryview, list[int]]:
        """The searched words of rows ``[start, stop)`` as one, not copied, and where each row ends in them."""
        begin, end = self._starts[start], self._starts[stop]
        return memoryview(self._blob)[begin:end], [each - begin for each in self._starts[start + 1 : stop + 1]]

    def digest(self) -> bytes:
        """What tells these words from those of any other library."""
        digest = blake2b(array("Q", self._starts).tobytes(), digest_size=16)
        digest.update(self._blob)
        return digest.digest()

    def replaced(self, texts: Mapping[int, bytes]) -> TextIndex:
        """The index with other words in some rows."""
        parts: list[tuple[TextIndex, int, int]] = []
        at = 0
        for row in sorted(texts):
            parts += [(self, at, row), (TextIndex([texts[row]]), 0, 1)]
            at = row + 1
        index = TextIndex.of_parts((*parts, (self, at, self._size)))
        index._vocabulary = self._vocabulary  # noqa: SLF001 - of the same class
        index._changed = self._changed | bits_of(texts, self._size)  # noqa: SLF001 - as above
        return index

    @property
    def vocabulary(self) -> Vocabulary | None:
        """What words are found by, once it is known."""
        return self._vocabulary

    def take_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Find words from now on by a vocabulary of these very rows; may be called from another thread."""
        if vocabulary.size == self._size:
            self._changed = 0
            self._vocabulary = vocabulary

    def words(self, row: int) -> bytes:
        """The searched words of one row."""
        return bytes(self._blob[self._starts[row] : self._starts[row + 1]])

    @property
    def size(self) -> int:
        """The length of the searched words of all rows together, in bytes."""
        return self._starts[-1]

    @property
    def usual_length(self) -> float:
        """The length of the searched words of a row, on average, in bytes; never 0."""
        return max(1.0, self._starts[-1] / max(1, self._size))

    def lengths(self, rows: Iterable[int]) -> list[int]:
        """The length of the searched words of each row, in bytes."""
        starts = self._starts
        return [starts[row + 1] - starts[row] for row in rows]

    def times(self, words: str, rows: Iterable[int], *, whole: bool) -> list[int]:
        """How often each row holds the folded ``words``; ``whole`` as for :meth:`find`."""
        sought, blob, starts = _sought(words, whole=whole), self._blob, self._starts
        return [blob.count(sought, starts[row], starts[row + 1]) for row in rows]

    def forget(self) -> None:
        """Forget what was found before."""
        self._remembered.clear()

    def find(self, words: str, *, whole: bool) -> int:
        """The bit set of rows that hold the folded ``words`` one after the other in one block.

        Args:
            words: from :func:`desktop.library.folding.fold`, not empty.
            whole: whether the last word must end there; otherwise it may go on.
        """
        sought = _sought(words, whole=whole)
        bits = self._remembered.get(sought)
        if bits is None:
            bits = self._find_by_words(words, whole=whole)
        if bits is None:
            earlier = [known for begin, known in list(self._remembered.items()) if sought.startswith(begin)]
            narrowest = min(earlier, key=int.bit_count, default=None)
            if narrowest is not None and narrowest.bit_count() * _FEW < self._size:
                bits = self._find_in(sought, narrowest)
            else:
                bits = self._find(sought)
        self._remembered[sought] = bits
        if len(self._remembered) > _REMEMBERED:
            self._remembered.popitem(last=False)
        return bits

    def _find_by_words(self, words: str, *, whole: bool) -> int | None:
        """The same from the vocabulary; None where there is none, or where looking through the texts is as fast."""
        vocabulary = self._vocabulary
        if vocabulary is None:
            return None
        *before, last = words.encode().split(b" ")
        spans = [*(vocabulary.span(word, whole=True) for word in before), vocabulary.span(last, whole=whole)]
        rare = [span for span in spans if vocabulary.holders(span) <= _WORTH * self._size]
        sought = _sought(words, whole=whole)
        bits = -1
        for span in rare:
            bits &= bits_of(vocabulary.holding(span), self._size)
        if not rare and not before:
            bits = bits_of(vocabulary.mostly(spans[-1], _WORTH * self._size), self._size)
            left = ~bits & ((1 << self._size) - 1)
            bits |= self._find_in(sought, left)
        elif not rare:
            return None
        if before:  # the words stand in the row, but perhaps not one after the other
            bits = self._find_in(sought, bits)
        return bits & ~self._changed | self._find_in(sought, self._changed) if self._changed else bits

    def _find(self, sought: bytes) -> int:
        blob, starts = self._blob, self._starts
        # The space behind a word is only looked for where the word stands: each space of a text would hold the search up.
        needle = sought.removesuffix(b" ")
        ends, parts = len(needle), _PARTS if len(needle) < len(sought) else 0
        rows = []
        at = blob.find(needle)
        while at >= 0:
            if parts and not blob.startswith(b" ", at + ends):
                parts -= 1
                needle = needle if parts else sought
                at = blob.find(needle, at + 1)
                continue
            row = bisect_right(starts, at) - 1
            rows.append(row)
            if len(rows) == _SAMPLE and row < _SAMPLE * _FEW:
                return self._find_often(sought)
            at = blob.find(needle, starts[row + 1])
        return bits_of(rows, self._size)

    def _find_often(self, sought: bytes) -> int:
        """The same for words that so many rows hold that it is faster to look into each: most are found near its beginning."""
        find, starts = self._blob.find, self._starts
        absent = bytes([find(sought, start, end) < 0 for start, end in pairwise(starts)])
        return int(absent[::-1].translate(_TO_BITS) or b"0", 2)

    def _find_in(self, sought: bytes, bits: int) -> int:
        blob, starts = self._blob, self._starts
        return bits_of((row for row in rows_of(bits) if blob.find(sought, starts[row], starts[row + 1]) >= 0), self._size)


def _joined(texts: Sequence[bytes]) -> bytes | bytearray:
    """Texts behind each other; many of them a few at a time: the window must wait while one call of Python's own runs."""
    if len(texts) <= _AT_ONCE:
        return b"".join(texts)
    blob = bytearray(sum(map(len, texts)))
    at = 0
    for first in range(0, len(texts), _AT_ONCE):
        piece = b"".join(texts[first : first + _AT_ONCE])
        blob[at : at + len(piece)] = piece
        at += len(piece)
    return blob


def _sought(words: str, *, whole: bool) -> bytes:
    """Folded words as they stand in a text: behind a space, and before one where the last word must end."""
    return (f" {words} " if whole else f" {words}").encode()
