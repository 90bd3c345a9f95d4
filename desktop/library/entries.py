"""The entries of a library, column by column: many rows in little memory, and a column at hand without making an entry."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, overload

from typing_extensions import override

from desktop.library.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_STEP: Final = 2_000  # entries that are taken apart at a time: while one call of Python's own runs, the window must wait

_ALIKE: Final = frozenset(
    {
        *("work", "critic", "outlet", "language", "genres", "countries", "platforms", "warnings", "people", "characters"),
        *("casts", "topics", "praised", "criticised", "grade"),
    }
)


class Entries(Sequence[Entry]):
    """Entries, row by row, as immutable as they are; made when they are asked for."""

    __slots__ = ("_columns",)

    def __init__(self, columns: Sequence[list[Any]]) -> None:
        """``columns`` hold the values of each field of an entry, in their order; they are not copied."""
        self._columns = dict(zip(Entry._fields, columns, strict=True))

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Entries:
        """The entries given, which may be kept so already."""
        if isinstance(entries, Entries):
            return entries
        columns: list[list[Any]] = [[] for _ in Entry._fields]
        # What many rows say alike is kept once: each was read by itself, and has it for itself.
        alike: list[dict[Any, Any] | None] = [{} if field in _ALIKE else None for field in Entry._fields]
        rest = iter(entries)
        while step := tuple(islice(rest, _STEP)):
            for column, values, known in zip(columns, zip(*step, strict=True), alike, strict=True):
                column.extend(values if known is None else map(known.setdefault, values, values))
        return cls(columns)

    @classmethod
    def joined(cls, parts: Iterable[tuple[Entries, int, int, Sequence[str] | None]]) -> Entries:
        """Stretches of rows ``[start, stop)`` of others, one behind the other, each with the ids it is to have or its own."""
        columns: list[list[Any]] = [[] for _ in Entry._fields]
        for entries, start, stop, ids in parts:
            for column, values in zip(columns, entries.columns(), strict=True):
                column.extend(values[start:stop])
            if ids:
                columns[0][-(stop - start) :] = ids
        return cls(columns)

    def changed(self, entries: Mapping[int, Entry]) -> Entries:
        """The entries with other ones in some rows."""
        columns = [list(column) for column in self.columns()]
        for row, entry in entries.items():
            for column, value in zip(columns, entry, strict=True):
                column[row] = value
        return Entries(columns)

    def differing(self, other: Entries) -> frozenset[str]:
        """The fields in which the entries are others than these, row for row."""
        return frozenset(field for field, column in self._columns.items() if column != other._columns[field])

    def columns(self) -> Sequence[list[Any]]:
        """All columns in the order of the fields; not to be changed."""
        return tuple(self._columns.values())

    def column(self, field: str) -> list[Any]:
        """The values of a field, row by row; not to be changed.

        Raises:
            KeyError: an entry has no such field.
        """
        return self._columns[field]

    @override
    def __len__(self) -> int:
        return len(self._columns["id"])

    @overload
    def __getitem__(self, row: int) -> Entry: ...
    @overload
    def __getitem__(self, row: slice) -> Entries: ...
    @override
    def __getitem__(self, row: int | slice) -> Entry | Entries:
        if isinstance(row, slice):
            return Entries([column[row] for column in self.columns()])
        return Entry._make([column[row] for column in self._columns.values()])

    @override
    def __iter__(self) -> Iterator[Entry]:
        return map(Entry._make, zip(*self._columns.values(), strict=True))

    @override
    def __eq__(self, other: object) -> bool:
        return self._columns == other._columns if isinstance(other, Entries) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # as of a list: what is large is not told by a number
