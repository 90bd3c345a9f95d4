"""Columns: for a field, its values and the rows that have them."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from desktop.library.folding import fold
from desktop.library.search import bits_of
from desktop.names import name_key
from desktop.review import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from desktop.library.entry import Entry
    from desktop.library.works import Work

_PEOPLE_FIELDS: Final = {
    "person": frozenset(Job),
    "director": frozenset({Job.DIRECTOR}),
    "writer": frozenset({Job.WRITER}),
    "cast": frozenset({Job.CAST}),
}
# A value on fewer than one row in so many is kept as row numbers, not as a bit set of the whole library.
_SPARSE = 64


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
        for row, found in enumerate(values_by_row):
            for value in found:
                rows[value].append(row)
        keys = {key(label): place for place, label in enumerate(labels)} | {
            key(value): place for place, value in enumerate(values)
        }
        return cls(values=values, rows=tuple(rows.values()), size=len(values_by_row), keys=keys, key=key, labels=labels)

    @classmethod
    def of(cls, values_by_row: Sequence[Iterable[str]]) -> ValueColumn:
        """The column of a field, from the values of each row: in their most frequent spelling and in alphabetical order."""
        spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
        found: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        keys_seen: dict[str, str] = {}
        for row, values in enumerate(values_by_row):
            for value in values:
                key = keys_seen.get(value)
                if key is None:
                    key = keys_seen[value] = value_key(value)
                spelt[key][value] += 1
                rows = found[key]
                if not rows or rows[-1] != row:
                    rows.append(row)
        shown = {key: min(counted, key=lambda value: (-counted[value], value)) for key, counted in spelt.items()}
        ordered = sorted(shown, key=lambda key: (key, shown[key]))
        return cls(
            values=[shown[key] for key in ordered],
            rows=[found[key] for key in ordered],
            size=len(values_by_row),
            keys={key: number for number, key in enumerate(ordered)},
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
        dense = self._dense
        return [
            (dense[number] & bits).bit_count() if number in dense else sum(map(flags.__getitem__, rows))
            for number, rows in enumerate(self.rows)
        ]

    def ranks(self) -> array[int]:
        """For each row the number of its first value in the fixed order; without a value, the number of rows."""
        ranks = array("I", [self._size]) * self._size
        for number in range(len(self.values) - 1, -1, -1):
            for row in self.rows[number]:
                ranks[row] = number
        return ranks


def number_ranks(values: Sequence[int | None]) -> array[int]:
    """For each row its value's place among the values; without a value, the number of rows."""
    places = {value: place for place, value in enumerate(sorted({value for value in values if value is not None}))}
    return array("I", [len(values) if value is None else places[value] for value in values])


def people_columns(works: Sequence[Work], entries: Sequence[Entry]) -> dict[str, ValueColumn]:
    """The columns ``person``, ``director``, ``writer`` and ``cast``.

    Spellings are one person within a work as the work's people have been merged; across works, people are one where they
    share a spelling of more than one word.
    """
    spellings, person_of = _people(works, entries)
    # The most frequent spelling is shown; of several, the one that a work put first.
    names = [max(each, key=each.__getitem__) for each in spellings]
    order = sorted(range(len(names)), key=lambda number: (fold(names[number]), names[number]))
    columns = {}
    for field, jobs in _PEOPLE_FIELDS.items():
        found: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        for place, work in enumerate(works):
            for row in work.rows:
                for job, name in entries[row].people:
                    rows = found[person_of[place, name]]
                    if job in jobs and (not rows or rows[-1] != row):
                        rows.append(row)
        held = [number for number in order if found[number]]
        # A spelling that two people share, in different works, means the one whose shown name it is.
        keys = {name_key(spelling): place for place, number in enumerate(held) for spelling in spellings[number]}
        keys |= {name_key(names[number]): place for place, number in enumerate(held)}
        columns[field] = ValueColumn(
            values=[names[number] for number in held],
            rows=[array("I", sorted(found[number])) for number in held],
            size=len(entries),
            keys=keys,
            key=name_key,
            spellings=[tuple(spellings[number]) for number in held],
        )
    return columns


def _people(works: Sequence[Work], entries: Sequence[Entry]) -> tuple[list[Counter[str]], dict[tuple[int, str], int]]:
    """The spellings of each person, counted; and for a work's number and a spelling which person that is."""
    spellings: list[Counter[str]] = []
    by_key: dict[str, int] = {}
    person_of: dict[tuple[int, str], int] = {}
    for place, work in enumerate(works):
        counted = Counter(name for row in work.rows for _, name in entries[row].people)
        people = [person.spellings for person in work.people] if work.id else [(name,) for name in counted]
        for person in people:
            full = [key for spelling in person if " " in (key := name_key(spelling))]
            number = next((by_key[key] for key in full if key in by_key), len(spellings))
            if number == len(spellings):
                spellings.append(Counter())
            for key in full:
                by_key.setdefault(key, number)
            for spelling in person:
                spellings[number][spelling] += counted[spelling]
                person_of[place, spelling] = number
    return spellings, person_of
