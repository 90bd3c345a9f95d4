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
    share a whole name. A name of one word counts as whole only for a person of whom nothing else is known.
    """
    people = _People(works, entries)
    order = sorted(people.spellings, key=lambda person: (fold(people.shown[person]), people.shown[person]))
    columns = {}
    for field, jobs in _PEOPLE_FIELDS.items():
        found: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for place, work in enumerate(works):
            for row in work.rows:
                for job, name in entries[row].people:
                    rows = found[people.of(place, name)] if job in jobs else None
                    if rows is not None and (not rows or rows[-1] != row):
                        rows.append(row)
        held = [person for person in order if person in found]
        columns[field] = ValueColumn(
            values=[people.shown[person] for person in held],
            rows=[array("I", sorted(set(found[person]))) for person in held],
            size=len(entries),
            keys={key: place for place, person in enumerate(held) for key in people.keys[person]},
            key=name_key,
            spellings=[tuple(people.spellings[person]) for person in held],
        )
    return columns


class _People:
    """The people of all works; each is known by one of the keys of their whole names."""

    def __init__(self, works: Sequence[Work], entries: Sequence[Entry]) -> None:
        self.spellings: dict[str, Counter[str]] = {}
        self.keys: dict[str, set[str]] = {}
        self.shown: dict[str, str] = {}
        self._same: dict[str, str] = {}  # key -> key of the same person, the person's own key last
        self._key_of: dict[tuple[int, str], str] = {}  # (work, spelling) -> a key of the person
        counted_by_work = []
        for place, work in enumerate(works):
            counted = Counter(name for row in work.rows for _, name in entries[row].people)
            counted_by_work.append(counted)
            for spellings in [person.spellings for person in work.people] if work.id else [(name,) for name in counted]:
                keys = _whole_keys(spellings)
                for key in keys:
                    self._same.setdefault(key, key)
                    self._same[self._own(key)] = self._own(keys[0])
                for spelling in spellings:
                    self._key_of[place, spelling] = keys[0]
        for (place, spelling), key in self._key_of.items():
            self.spellings.setdefault(self._own(key), Counter())[spelling] += counted_by_work[place][spelling]
        for key in self._same:
            self.keys.setdefault(self._own(key), set()).add(key)
        for person, counted in self.spellings.items():
            whole = [spelling for spelling in counted if name_key(spelling) in self.keys[person]]
            self.shown[person] = max(whole, key=counted.__getitem__)

    def of(self, work: int, spelling: str) -> str:
        """The key of the person whom a work's reviews spell so."""
        return self._own(self._key_of[work, spelling])

    def _own(self, key: str) -> str:
        while (following := self._same[key]) != key:
            key = following
        return key


def _whole_keys(spellings: Sequence[str]) -> list[str]:
    """The keys of a person's names of several words; of all names, where there are only single words."""
    keys = [name_key(spelling) for spelling in spellings]
    return [key for key in keys if " " in key] or keys
