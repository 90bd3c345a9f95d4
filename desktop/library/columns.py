"""Columns: for a field, its values and the rows that have them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from typing_extensions import override

from desktop.library.folding import fold
from desktop.library.search import TextIndex, bits_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

# A value on fewer than one row in so many is kept as row numbers, not as a bit set of the whole library: counting them one by
# one takes less time than counting the bits, and less memory.
_SPARSE: Final = 1000
# The part of the rows (one in so many) up to which the values are counted row by row.
_FEW: Final = 8


def value_key(value: str) -> str:
    """What makes two values of a field the same: case, accents and punctuation do not part them."""
    return fold(value) or value.casefold()


class ValueColumn:
    """The values of a field in a fixed order (alphabetical), and for each the rows that have it.

    ``key`` makes the key by which a whole value is looked up, ``keys`` says which value has it; ``spellings`` are all names of
    each value; ``labels`` are how the window shows the values.
    """

    def __init__(
        self,
        *,
        values: Sequence[str],
        rows: Sequence[array[int]],
        size: int,
        keys: Mapping[str, int],
        key: Callable[[str], str],
        spellings: Sequence[tuple[str, ...]] = (),
        labels: Sequence[str] = (),
    ) -> None:
        self.values = tuple(values)
        self.labels = tuple(labels) or self.values
        self.rows = tuple(rows)
        self.key = key
        self.spellings = tuple(spellings)
        self._size = size
        self._keys = keys
        self._dense = {number: bits_of(found, size) for number, found in enumerate(rows) if len(found) * _SPARSE > size}

    @override
    def __getstate__(self) -> tuple[Any, ...]:
        # The rows of all values behind each other: there may be very many values with a row each.
        rows = array("I")
        for found in self.rows:
            rows.extend(found)
        lengths = array("I", map(len, self.rows))
        return self.values, self.labels, rows, lengths, self.key, self.spellings, self._size, self._keys, self._dense

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.values, self.labels, rows, lengths, self.key, self.spellings, self._size, self._keys, self._dense = state
        self.rows = tuple(rows[end - length : end] for length, end in zip(lengths, accumulate(lengths), strict=True))

    @classmethod
    def fixed(
        cls,
        values: Sequence[str],
        values_by_row: Sequence[Iterable[str]],
        *,
        labels: Sequence[str] = (),
        key: Callable[[str], str] = value_key,
    ) -> ValueColumn:
        """The column of a field with these values, in this order; labels name the values as well."""
        rows = {value: array("I") for value in values}
        for row, found in enumerate(values_by_row) if any(values_by_row) else ():
            for value in found:
                rows[value].append(row)
        keys = {key(label): place for place, label in enumerate(labels)} | {
            key(value): place for place, value in enumerate(values)
        }
        return cls(values=values, rows=tuple(rows.values()), size=len(values_by_row), keys=keys, key=key, labels=labels)

    @classmethod
    def of(cls, values_by_row: Sequence[Iterable[str]]) -> ValueColumn:
        """The column of a field, from the values of each row: in their most frequent spelling and in alphabetical order."""
        found: dict[str, array[int]] = {}
        for row, values in enumerate(values_by_row) if any(values_by_row) else ():
            for value in values:
                rows = found.get(value)
                if rows is None:
                    found[value] = array("I", (row,))
                elif rows[-1] != row:
                    rows.append(row)
        spelt: defaultdict[str, list[str]] = defaultdict(list)
        for value in found:
            spelt[value_key(value)].append(value)
        shown = {key: min(values, key=lambda value: (-len(found[value]), value)) for key, values in spelt.items()}
        ordered = sorted(shown)
        return cls(
            values=[shown[key] for key in ordered],
            rows=[_united([found[value] for value in spelt[key]]) for key in ordered],
            size=len(values_by_row),
            keys={key: place for place, key in enumerate(ordered)},
            key=value_key,
        )

    def place_of(self, value: str) -> int | None:
        """Which value a whole value is, or None where no row has it."""
        return self._keys.get(self.key(value))

    def place_of_key(self, key: str | None) -> int | None:
        """Which value is shown under a key: unlike :meth:`place_of`, another spelling of it is not taken for it."""
        place = None if key is None else self._keys.get(key)
        return place if place is not None and self.key(self.values[place]) == key else None

    def bits(self, number: int) -> int:
        """The rows of a value as a bit set."""
        dense = self._dense.get(number)
        return bits_of(self.rows[number], self._size) if dense is None else dense

    def whole(self, value: str) -> int:
        """The rows that have this whole value."""
        number = self.place_of(value)
        return 0 if number is None else self.bits(number)

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        spellings = self.spellings or [(value,) for value in self.values]
        return tuple("\n".join(f" {fold(spelling)} " for spelling in each) for each in spellings)

    def containing(self, words: str, *, whole: bool) -> int:
        """The rows with a value that holds the folded words; ``whole`` as in full-text search."""
        sought = f" {words} " if whole else f" {words}"
        rows: set[int] = set()
        for number, text in enumerate(self._texts):
            if sought in text:
                rows.update(self.rows[number])
        return bits_of(rows, self._size)

    @cached_property
    def any_value(self) -> int:
        """The rows that have any value."""
        return bits_of((row for rows in self.rows for row in rows), self._size)

    def counts(self, bits: int, flags: bytes) -> list[int]:
        """How many of the rows in a bit set have each value; ``flags`` are the same rows, one byte each."""
        passing = bits.bit_count()
        if passing == self._size:
            return list(map(len, self.rows))
        dense = self._dense
        if passing * _FEW < self._size:
            counts = [0] * len(self.rows)
            for number, rows in dense.items():
                counts[number] = (rows & bits).bit_count()
            if len(dense) < len(counts):
                sparse = self._sparse_values
                for numbers in map(sparse.get, rows_of(bits)):
                    for number in numbers or ():
                        counts[number] += 1
            return counts
        return [
            (dense[number] & bits).bit_count() if number in dense else sum(map(flags.__getitem__, rows))
            for number, rows in enumerate(self.rows)
        ]

    @cached_property
    def _sparse_values(self) -> Mapping[int, Sequence[int]]:
        """Of each row that has any, the values that are kept as row numbers."""
        by_row: dict[int, array[int]] = {}
        for number, rows in enumerate(self.rows):
            if number not in self._dense:
                for row in rows:
                    if row in by_row:
                        by_row[row].append(number)
                    else:
                        by_row[row] = array("I", (number,))
        return by_row

    def prepare(self) -> None:
        """Work out what counting asks for first."""
        if len(self._dense) < len(self.rows):
            self._sparse_values  # noqa: B018 - a cached property

    def ranks(self) -> array[int]:
        """For each row the number of its first value in the fixed order; without a value, the number of rows."""
        ranks = array("I", [self._size]) * self._size
        for number in range(len(self.values) - 1, -1, -1):
            for row in self.rows[number]:
                ranks[row] = number
        return ranks


def _united(parts: Sequence[array[int]]) -> array[int]:
    """The rows of all parts, ascending and each once."""
    return parts[0] if len(parts) == 1 else array("I", sorted(set().union(*parts)))


class TextColumn:
    """A field that is text of its own in every row: its words can be looked for, and the rows be ordered by it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._folded = [fold(text) for text in texts]
        self._index = TextIndex([f" {text} \n".encode() for text in self._folded])

    def containing(self, words: str, *, whole: bool) -> int:
        """The rows whose text holds the folded words; ``whole`` as in full-text search."""
        return self._index.find(words, whole=whole)

    @property
    def any_value(self) -> int:
        """The rows that have any text."""
        return bits_of((row for row, text in enumerate(self._folded) if text), len(self._folded))

    def ranks(self) -> array[int]:
        """For each row its text's place in alphabetical order; without a text, the number of rows."""
        places = {text: place for place, text in enumerate(sorted({text for text in self._folded if text}))}
        return array("I", [places.get(text, len(self._folded)) for text in self._folded])


def number_ranks(values: Sequence[int | None]) -> array[int]:
    """For each row its value's place among the values; without a value, the number of rows."""
    places = {value: place for place, value in enumerate(sorted({value for value in values if value is not None}))}
    return array("I", [len(values) if value is None else places[value] for value in values])
