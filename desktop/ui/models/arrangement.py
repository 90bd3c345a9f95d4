"""How the rows of a list stand under each other: groups under their headings, copies under the review that is kept of them."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from desktop.library.grouping import Group


class Arrangement:
    """What stands in each row of a list: a row of the library, or a group's heading as ``-1 - number of the group``."""

    def __init__(
        self,
        groups: Sequence[Group] = (),
        *,
        headed: bool = False,
        under: Mapping[int, tuple[int, ...]] | None = None,
        closed: Container[str] = (),
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
        self.groups = tuple(groups)
        self.headed = headed
        self.under = under or {}
        self._closed = closed
        shown = {row for row in self.under if row in unfolded}
        self._kept = {copy: row for row, copies in self.under.items() for copy in copies}
        self._below = {copy: row for copy, row in self._kept.items() if row in shown}
        self.headings: list[int] = []  # the rows of the list where groups have their headings
        #: What stands in each row; the rows as they were given where nothing is put among them, for there may be a million.
        alone = len(self.groups) == 1 and not headed and not shown
        self.rows: Sequence[int] = self.groups[0].rows if alone else self._put_together(shown)

    def _put_together(self, shown: set[int]) -> list[int]:
        rows: list[int] = []
        for number, group in enumerate(self.groups):
            if self.headed:
                self.headings.append(len(rows))
                rows.append(-1 - number)
            if self.is_closed(number):
                continue
            if shown.isdisjoint(group.rows):
                rows.extend(group.rows)
            else:
                rows.extend(each for row in group.rows for each in (row, *(self.under[row] if row in shown else ())))
        return rows

    @cached_property
    def _place(self) -> Mapping[int, int]:
        # Headings too: nobody asks for their places.
        return dict(zip(self.rows, range(len(self.rows)), strict=True))

    @cached_property
    def _group_numbers(self) -> Mapping[int, int]:
        numbers = {row: number for number, group in enumerate(self.groups) for row in group.rows}
        return numbers | {copy: numbers[row] for copy, row in self._kept.items()}

    @cached_property
    def _numbers_by_key(self) -> Mapping[str, int]:
        return {group.key: number for number, group in enumerate(self.groups)}

    # properties

    @property
    def folded(self) -> int:
        """How many copies are not shown."""
        return len(self._kept) - len(self._below)

    # methods

    def place_of(self, library_row: int | None) -> int | None:
        """Where a row of the library stands; None where it is not shown."""
        if library_row is None:
            return None
        if isinstance(self.rows, range):
            return self.rows.index(library_row) if library_row in self.rows else None
        return self._place.get(library_row)

    def heading_place(self, key: str) -> int | None:
        """Where the heading of the group with this key stands; None where there is none."""
        number = self._numbers_by_key.get(key) if self.headed else None
        return self.headings[number] if number is not None else None

    def group_at(self, row: int) -> int | None:
        """The number of the group whose heading stands at a row of the list; None where a review stands."""
        here = self.rows[row]
        return -1 - here if here < 0 else None

    def group_of(self, library_row: int) -> int | None:
        """The number of the group that a row stands in; None where groups have no headings, or the row does not pass."""
        if not self.headed:
            return None
        place = self._place.get(library_row)
        # A row of a closed group is looked for among all, only when one is asked for.
        return bisect_right(self.headings, place) - 1 if place is not None else self._group_numbers.get(library_row)

    def is_closed(self, number: int) -> bool:
        """Whether a group's reviews are hidden under its heading."""
        return self.headed and self.groups[number].key in self._closed

    def copies_in(self, number: int) -> int:
        """How many copies stand under the rows of a group."""
        return sum(len(self.under.get(row, ())) for row in self.groups[number].rows) if self.under else 0

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
