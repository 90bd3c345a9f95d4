"""The rows of a list in groups: by work, by critic, by score band.

What stands alone (a work with one review, a critic with one) needs no heading of its own: where there are several such, they
stand together in one group.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from functools import cached_property, partial
from itertools import accumulate, compress, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from desktop.library.groups import Group, Groups
from desktop.library.passing import Passing
from desktop.review import WorkKind

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from desktop.library.library import Library
    from desktop.library.passing import Order

__all__ = ["GROUPINGS", "SINGLES", "Gathered", "Group", "GroupKeys", "Groups", "grouped", "prepare"]

GROUPINGS = ("work", "critic", "score", "none")
SINGLES = {"work": "One review each", "critic": "One review each"}
_FEW: Final = 8  # the part of the rows (one in so many) up to which they are grouped one by one
_REMEMBERED: Final = 6  # orders of the rows in their groups
_BANDS = ((80, "80–100"), (60, "60–79"), (40, "40–59"), (20, "20–39"), (0, "0–19"))


class GroupKeys(NamedTuple):
    """Which group each row of a library is in.

    ``numbers`` holds the number of each row's group, ``keys`` the place and the label of each group, in order; ``rows`` are
    all rows, group by group: those of group ``n`` stand from ``starts[n]`` to ``starts[n + 1]``.
    """

    numbers: array[int]
    keys: Sequence[tuple[int, str]]
    rows: array[int]
    starts: Sequence[int]


# Rows group by group, where each group begins in them, and a flag for each that says whether it is one of those in question.
_Picked: TypeAlias = "tuple[Sequence[int], Mapping[int, int] | Sequence[int], bytearray]"


class Gathered:
    """All rows of a library group by group, within each in an order: those that pass are picked out of them."""

    def __init__(self, known: GroupKeys, order: Order | None) -> None:
        """None is the library's own order."""
        # As numbers ready made: picking them out of an array would make them anew at each key.
        self.rows = tuple(known.rows if order is None else sorted(order.rows, key=known.numbers.__getitem__))
        #: The groups of all rows, once they have been asked for.
        self.whole: Groups | None = None

    def picked(self, flags: bytes) -> bytearray:
        """The flags of rows in the order of these."""
        return bytearray(self._pick(flags) if len(self.rows) > 1 else flags)

    @cached_property
    def _pick(self) -> Callable[[bytes], tuple[int, ...]]:
        return itemgetter(*self.rows)


def grouped(library: Library, rows: Sequence[int], by: str) -> Groups:
    """The rows in groups, each in the order given; the groups in an order of their own that does not depend on it.

    Works and critics stand in alphabetical order, then those of which there is one review each, then the unnamed; score bands
    from the top with the unscored last; pages that are no reviews behind everything else. ``by`` is one of :data:`GROUPINGS`;
    ``none`` gives a single group.
    """
    if by == "none":
        return Groups.single(rows, library.numbers["score"])
    known = _keys(library, by)
    if not isinstance(rows, Passing) or len(rows) * _FEW < rows.total:
        counts = sorted(Counter(map(known.numbers.__getitem__, rows)).items())
        starts = dict(
            zip((number for number, _ in counts), accumulate((count for _, count in counts), initial=0), strict=False)
        )
        chosen = sorted(rows, key=known.numbers.__getitem__)
        return _groups(library, by, rows, (chosen, starts, bytearray(b"\1") * len(chosen)), dict(counts))
    gathered = _gathered(library, by, rows.order)
    if len(rows) == rows.total and gathered.whole is not None:
        return gathered.whole
    # Many rows: they are picked out of all groups at once, and cut where groups end.
    picked = gathered.picked(rows.flags)
    counted = (picked.count(1, start, end) for start, end in pairwise(known.starts))
    held = {number: count for number, count in enumerate(counted) if count}
    groups = _groups(library, by, rows, (gathered.rows, known.starts, picked), held)
    if len(rows) == rows.total:
        gathered.whole = groups
    return groups


def _gathered(library: Library, by: str, order: Order | None) -> Gathered:
    if (by, order) not in library.gathered:
        if len(library.gathered) >= _REMEMBERED:
            library.gathered.clear()
        library.gathered[by, order] = Gathered(_keys(library, by), order)
    return library.gathered[by, order]


def _groups(library: Library, by: str, rows: Sequence[int], picked: _Picked, sizes: Mapping[int, int]) -> Groups:
    """The groups of rows, and how many of these each group has that has any."""
    known = _keys(library, by)
    gathered, starts, flags = picked
    last = bisect_left(known.keys, _last(library) - 1, key=itemgetter(0))  # the first behind works, critics and bands
    alone = [number for number, size in sizes.items() if size == 1 and number < last] if by in SINGLES else []
    numbers, mixed = list(sizes), None
    together: list[int] = []
    if len(alone) > 1:
        single = set(alone)
        numbers = [number for number in sizes if number not in single]
        mixed = bisect_left(numbers, last)
        for number in alone:
            at = flags.index(1, starts[number])
            together.append(gathered[at])
            flags[at] = 0
        together = _in_order(together, rows)
    chosen = list(compress(gathered, flags))
    labels = [known.keys[number][1] for number in numbers]
    held = [sizes[number] for number in numbers]
    places = array("i", (-1,)) * len(known.keys)
    for place, number in enumerate(numbers):
        places[number] = place
    if mixed is not None:
        before = sum(held[:mixed])
        chosen[before:before] = together
        labels.insert(mixed, SINGLES[by])
        held.insert(mixed, len(together))
        for number in numbers[mixed:]:
            places[number] += 1
        for number in alone:
            places[number] = mixed
    return Groups(
        by,
        labels,
        chosen,
        [0, *accumulate(held)],
        library.numbers["score"],
        mixed=mixed,
        number_of=partial(_number_of, known.numbers, places, rows if isinstance(rows, Passing) else frozenset(rows)),
        passing=rows if isinstance(rows, Passing) else None,
    )


def _in_order(some: list[int], rows: Sequence[int]) -> list[int]:
    """Some of the rows in the order in which they are given."""
    if isinstance(rows, Passing):
        return sorted(some, key=None if rows.order is None else rows.order.places.__getitem__)
    wanted = frozenset(some)
    return [row for row in rows if row in wanted]


def _number_of(numbers: Sequence[int], places: Sequence[int], rows: Container[int], row: int) -> int | None:
    return places[numbers[row]] if row in rows else None


def prepare(library: Library, by: str) -> None:
    """Work out which group each row is in, where the library is loaded: it takes too long for the window."""
    if by != "none":
        grouped(library, Passing(b"\1" * len(library)), by)
        _gathered(library, by, None).picked(bytes(len(library)))


def _last(library: Library) -> int:
    """The place of what has no name, behind all works and all bands."""
    return len(library.works) + len(_BANDS)


def _keys(library: Library, by: str) -> GroupKeys:
    """Which group each row is in; worked out once."""
    if by not in library.group_keys:
        by_row = _keys_by_row(library, by)
        keys = sorted(set(by_row), key=lambda key: (key[0], key[1].casefold()))
        known = {key: number for number, key in enumerate(keys)}
        numbers = array("I", map(known.__getitem__, by_row))
        counts = Counter(numbers)
        starts = [0, *accumulate(counts[number] for number in range(len(keys)))]
        rows, at = array("I", bytes(4 * len(library))), list(starts)  # not sorted at once: the window would wait
        for row, number in enumerate(numbers):
            rows[at[number]] = row
            at[number] += 1
        library.group_keys[by] = GroupKeys(numbers, keys, rows, starts)
    return library.group_keys[by]


def _keys_by_row(library: Library, by: str) -> list[tuple[int, str]]:
    """The place and the label of each row's group."""
    last = _last(library)
    by_row: list[tuple[int, str]] = []
    if by == "work":
        by_row = [(last, "Work not named")] * len(library)
        for place, work in enumerate(library.works):
            for row in work.rows if work.id else ():
                by_row[row] = place, work.label
    elif by == "critic":
        by_row = [(0, critic) if critic else (last, "Critic not named") for critic in library.entries.column("critic")]
    else:
        by_row = [_band(score, last) for score in library.entries.column("score")]
    for row, kind in enumerate(library.entries.column("kind")):
        if kind is WorkKind.NOT_A_REVIEW:
            by_row[row] = last + 1, "Not a review"
    return by_row


def _band(score: int | None, last: int) -> tuple[int, str]:
    if score is None:
        return last, "Unscored"
    return next((place, label) for place, (least, label) in enumerate(_BANDS) if score >= least)
