"""Groups of rows, one behind the other: where each begins, and which a row is in, without an object for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING, overload

from typing_extensions import override

from desktop.library.passing import Passing

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together: ``key`` is the same as long as the group is, ``scores`` are those of all rows of the library.

    ``mixed`` says that the rows have nothing in common but to stand alone.
    """

    key: str
    label: str
    rows: Sequence[int]
    scores: Sequence[int | None] = field(compare=False, repr=False)
    mixed: bool = False

    @property
    def count(self) -> str:
        """How many reviews there are, in words."""
        return "1 review" if len(self.rows) == 1 else f"{len(self.rows):,} reviews"

    @property
    def spread(self) -> str:
        """The scores of the group in words: ``70–80``, ``80``, or nothing where none is scored."""
        scores = [score for row in self.rows if (score := self.scores[row]) is not None]
        if not scores:
            return ""
        low, high = min(scores), max(scores)
        return str(low) if low == high else f"{low}–{high}"


class Groups(Sequence[Group]):
    """Groups in their order; each is made when it is asked for: there may be tens of thousands, of which ten are seen.

    ``rows`` are those of all groups, one group behind the other: those of group ``n`` stand from ``starts[n]`` to
    ``starts[n + 1]``. ``mixed`` is the number of the group whose rows have nothing in common, None where there is none.
    """

    def __init__(
        self,
        by: str,
        labels: Sequence[str],
        rows: Sequence[int],
        starts: Sequence[int],
        scores: Sequence[int | None],
        *,
        mixed: int | None = None,
        number_of: Callable[[int], int | None] | None = None,
        passing: Passing | None = None,
    ) -> None:
        """Groups of rows.

        Args:
            by: what is grouped by.
            labels: what each group is called.
            rows: see above.
            starts: see above.
            scores: those of all rows of the library.
            mixed: see above.
            number_of: the number of a row's group, None where the row is in none; without it, all rows are looked through once.
            passing: the rows in the order in which they stand within each group, where that is known.
        """
        self.rows = rows
        self.starts = starts
        self.mixed = mixed
        self._by, self._labels, self._scores = by, labels, scores
        self._number_of, self._passing = number_of, passing
        self._made: dict[int, Group] = {}

    @classmethod
    def of(cls, groups: Sequence[Group]) -> Groups:
        """These groups."""
        one = len(groups) == 1
        rows = groups[0].rows if one else tuple(chain.from_iterable(group.rows for group in groups))
        starts = [0, *accumulate(len(group.rows) for group in groups)]
        mixed = next((number for number, group in enumerate(groups) if group.mixed), None)
        made = cls("", [group.label for group in groups], rows, starts, (), mixed=mixed)
        made._made = dict(enumerate(groups))
        return made

    @classmethod
    def single(cls, rows: Sequence[int], scores: Sequence[int | None]) -> Groups:
        """All rows as they are, in one group without a name; no group where there are none."""
        if not rows:
            return cls("none", (), (), (0,), scores)
        passing = rows if isinstance(rows, Passing) else None
        known = rows if passing is not None or isinstance(rows, range) else None
        number_of = None if known is None else lambda row: 0 if row in known else None
        return cls("none", ("",), rows, (0, len(rows)), scores, number_of=number_of, passing=passing)

    # the sequence

    @override
    def __len__(self) -> int:
        return len(self._labels)

    @overload
    def __getitem__(self, number: int) -> Group: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Group, ...]: ...
    @override
    def __getitem__(self, number: int | slice) -> Group | tuple[Group, ...]:
        if isinstance(number, slice):
            return tuple(self[each] for each in range(*number.indices(len(self))))
        number = range(len(self))[number]
        if number not in self._made:
            rows = self.rows[self.starts[number] : self.starts[number + 1]]
            self._made[number] = Group(self.key(number), self._labels[number], rows, self._scores, number == self.mixed)
        return self._made[number]

    # what is asked of groups without making them

    def key(self, number: int) -> str:
        """What a group is known by (:attr:`Group.key`)."""
        made = self._made.get(number)
        return made.key if made is not None else f"{self._by}:{self._labels[number]}"

    def size(self, number: int) -> int:
        """How many rows a group has."""
        return self.starts[number + 1] - self.starts[number]

    def with_keys(self, keys: Container[str]) -> list[int]:
        """The numbers of the groups that have one of some keys."""
        return [number for number in range(len(self)) if self.key(number) in keys]

    def number_with(self, key: str) -> int | None:
        """The number of the group with a key; None where there is none."""
        if self._by:
            return self._by_label.get(key.removeprefix(f"{self._by}:")) if key.startswith(f"{self._by}:") else None
        return next((number for number in range(len(self)) if self.key(number) == key), None)

    def number_of(self, row: int) -> int | None:
        """The number of the group that a row is in; None where it is in none."""
        return self._number_of(row) if self._number_of is not None else self._numbers.get(row)

    def place_of(self, row: int, number: int) -> int:
        """Where a row stands in the group that it is in."""
        start = self.starts[number]
        if self._passing is not None:
            return self._passing.place_among(row, self.rows, start, self.starts[number + 1]) - start
        if isinstance(self.rows, range):
            return self.rows.index(row) - start
        return self._places[row] - start

    # inside

    @cached_property
    def _by_label(self) -> Mapping[str, int]:
        return dict(zip(self._labels, range(len(self._labels)), strict=True))

    @cached_property
    def _places(self) -> Mapping[int, int]:
        return dict(zip(self.rows, range(len(self.rows)), strict=True))

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {row: number for number in range(len(self)) for row in self.rows[self.starts[number] : self.starts[number + 1]]}
