"""How the rows of a list stand under each other: groups under their headings, copies under the review that is kept of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, compress
from operator import add
from typing import TYPE_CHECKING, overload

from typing_extensions import override

from desktop.library.groups import Groups

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator, Mapping

    from desktop.library.groups import Group


class Arrangement:
    """What stands in each row of a list: a row of the library, or a group's heading as ``-1 - number of the group``.

    Nothing is made of each row: there may be a million, of which twenty are seen.
    """

    def __init__(
        self,
        groups: Sequence[Group] = (),
        *,
        headed: bool = False,
        under: Mapping[int, tuple[int, ...]] | None = None,
        closed: Collection[str] = (),
        unfolded: Container[int] = (),
    ) -> None:
        """Arrange groups.

        Args:
            groups: the groups, in order.
            headed: whether they have headings; else nothing is closed.
            under: copies, by the row that stands for them.
            closed: keys of the groups that are closed.
            unfolded: rows whose copies are shown.
        """
        self.groups = groups if isinstance(groups, Groups) else Groups.of(groups)
        self.headed = headed
        self.under = under or {}
        shown = {row for row in self.under if row in unfolded}
        self._kept = {copy: row for row, copies in self.under.items() for copy in copies}
        self._below = {copy: row for copy, row in self._kept.items() if row in shown}
        self._closed = frozenset(self.groups.with_keys(closed) if headed and closed else ())
        #: Of groups in which copies are shown, all that stands under the heading.
        self._unfolded = self._with_copies(shown) if shown else {}
        self._tops = self._begun()
        #: The rows of the list where groups have their headings.
        self.headings: Sequence[int] = self._tops[:-1] if headed else ()
        #: What stands in each row; the rows as they were given where nothing is put among them.
        alone = len(self.groups) == 1 and not headed and not shown
        self.rows: Sequence[int] = self.groups.rows if alone else _Rows(self)

    def _with_copies(self, shown: set[int]) -> Mapping[int, Sequence[int]]:
        numbers = {number for row in shown if (number := self.groups.number_of(row)) is not None}
        return {number: self._opened(self.groups[number].rows, shown) for number in numbers}

    def _opened(self, rows: Sequence[int], shown: set[int]) -> Sequence[int]:
        return [each for row in rows for each in (row, *(self.under[row] if row in shown else ()))]

    def _begun(self) -> Sequence[int]:
        """Where each group begins in the list, and where the list ends."""
        starts = self.groups.starts
        if not self._closed and not self._unfolded:
            return list(map(add, starts, range(len(starts)))) if self.headed else starts
        return [0, *accumulate(map(self._length, range(len(self.groups))))]

    def _length(self, number: int) -> int:
        """How many rows of the list a group takes."""
        if number in self._closed:
            return 1
        unfolded = self._unfolded.get(number)
        return self.headed + (self.groups.size(number) if unfolded is None else len(unfolded))

    @cached_property
    def _copies(self) -> Mapping[int | None, int]:
        """How many copies stand under the rows of each group that has any."""
        counted: Counter[int | None] = Counter()
        for row, copies in self.under.items():
            counted[self.groups.number_of(row)] += len(copies)
        return counted

    # properties

    @property
    def folded(self) -> int:
        """How many copies are not shown."""
        return len(self._kept) - len(self._below)

    @property
    def mixed(self) -> bool:
        """Whether there is a group of rows that have nothing in common."""
        return self.groups.mixed is not None

    # methods

    def __len__(self) -> int:
        return self._tops[-1]

    def at(self, place: int) -> int:
        """What stands in a row of the list."""
        number = bisect_right(self._tops, place) - 1
        offset = place - self._tops[number] - self.headed
        if offset < 0:
            return -1 - number
        unfolded = self._unfolded.get(number)
        return self.groups.rows[self.groups.starts[number] + offset] if unfolded is None else unfolded[offset]

    def reviews_in(self, start: int, stop: int) -> Iterator[int]:
        """The rows of the library that stand in the rows ``[start, stop)`` of the list, headings left out."""
        first = bisect_right(self._tops, start) - 1
        for number in range(max(0, first), min(bisect_left(self._tops, stop), len(self.groups))):
            top, rows = self._below_heading(number)
            yield from rows[max(0, start - top) : max(0, stop - top)]

    def places_of(self, flags: Sequence[int]) -> Iterator[int]:
        """Where the rows of the library stand that have a flag, ascending; those that are not shown are left out."""
        for number in range(len(self.groups)):
            top, rows = self._below_heading(number)
            yield from compress(range(top, top + len(rows)), map(flags.__getitem__, rows))

    def _below_heading(self, number: int) -> tuple[int, Sequence[int]]:
        """Where the rows of a group begin in the list, and which they are; none where it is closed."""
        unfolded = self._unfolded.get(number)
        rows = self.groups.rows[self.groups.starts[number] : self.groups.starts[number + 1]] if unfolded is None else unfolded
        return self._tops[number] + self.headed, () if number in self._closed else rows

    def place_of(self, library_row: int | None) -> int | None:
        """Where a row of the library stands; None where it is not shown."""
        if library_row is None or (library_row in self._kept and library_row not in self._below):
            return None
        number = self._number_of(library_row)
        if number is None or number in self._closed:
            return None
        unfolded = self._unfolded.get(number)
        within = self.groups.place_of(library_row, number) if unfolded is None else unfolded.index(library_row)
        return self._tops[number] + self.headed + within

    def heading_place(self, key: str) -> int | None:
        """Where the heading of the group with this key stands; None where there is none."""
        number = self.groups.number_with(key) if self.headed else None
        return self.headings[number] if number is not None else None

    def group_at(self, row: int) -> int | None:
        """The number of the group whose heading stands at a row of the list; None where a review stands."""
        here = self.rows[row]
        return -1 - here if here < 0 else None

    def group_of(self, library_row: int) -> int | None:
        """The number of the group that a row stands in; None where groups have no headings, or the row does not pass."""
        return self._number_of(library_row) if self.headed else None

    def is_closed(self, number: int) -> bool:
        """Whether a group's reviews are hidden under its heading."""
        return number in self._closed

    def copies_in(self, number: int) -> int:
        """How many copies stand under the rows of a group."""
        return self._copies.get(number, 0) if self.under else 0

    def has_copies(self, library_row: int) -> bool:
        """Whether copies stand under a row, folded or not."""
        return library_row in self.under

    def is_unfolded(self, library_row: int) -> bool:
        """Whether the copies under a row are shown."""
        return any(copy in self._below for copy in self.under.get(library_row, ()))

    def is_below(self, library_row: int | None) -> bool:
        """Whether a row is shown as a copy under another."""
        return library_row in self._below

    def kept_of(self, library_row: int) -> int | None:
        """The row that a copy stands under, folded or not; None where it stands for itself."""
        return self._kept.get(library_row)

    # inside

    def _number_of(self, library_row: int) -> int | None:
        return self.groups.number_of(self._kept.get(library_row, library_row))


class _Rows(Sequence[int]):
    """What stands in each row of an arrangement."""

    def __init__(self, of: Arrangement) -> None:
        self._of = of

    @override
    def __len__(self) -> int:
        return len(self._of)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    @override
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        if isinstance(place, slice):
            return [self._of.at(each) for each in range(*place.indices(len(self)))]
        return self._of.at(range(len(self))[place])
