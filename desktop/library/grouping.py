"""The rows of a list in groups: by work, by critic, by score band.

What stands alone (a work with one review, a critic with one) needs no heading of its own: where there are several such, they
stand together in one group.
"""

from __future__ import annotations

from array import array
from bisect import insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import accumulate, compress, islice, pairwise
from operator import lt
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop.review import WorkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.library import Library

GROUPINGS = ("work", "critic", "score", "none")
SINGLES = {"work": "One review each", "critic": "One review each"}
_FEW: Final = 8  # the part of the rows (one in so many) up to which they are grouped one by one
_BANDS = ((80, "80–100"), (60, "60–79"), (40, "40–59"), (20, "20–39"), (0, "0–19"))


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


class GroupKeys(NamedTuple):
    """Which group each row of a library is in.

    ``numbers`` holds the number of each row's group, ``keys`` the place and the label of each group, in order; ``rows`` are
    all rows, group by group: those of group ``n`` stand from ``starts[n]`` to ``starts[n + 1]``.
    """

    numbers: array[int]
    keys: Sequence[tuple[int, str]]
    rows: array[int]
    starts: Sequence[int]


def grouped(library: Library, rows: Sequence[int], by: str) -> tuple[Group, ...]:
    """The rows in groups, each in the order given; the groups in an order of their own that does not depend on it.

    Works and critics stand in alphabetical order, then those of which there is one review each, then the unnamed; score bands
    from the top with the unscored last; pages that are no reviews behind everything else. ``by`` is one of :data:`GROUPINGS`;
    ``none`` gives a single group.
    """
    if by == "none":
        # All rows as they are: there may be a million, and nobody looks at each.
        all_rows = rows if isinstance(rows, range) else tuple(rows)
        return (Group("none:", "", all_rows, library.numbers["score"]),) if rows else ()
    known = _keys(library, by)
    keys, members = known.keys, _members(known, rows)
    alone = (_last(library) - 1, SINGLES.get(by, ""))
    single = [number for number, held in members.items() if keys[number] < alone and len(held) == 1] if by in SINGLES else []
    together: list[int] = []
    if len(single) > 1:
        gathered = {members.pop(number)[0] for number in single}
        together = [row for row in rows if row in gathered]
    groups = [(keys[number], members[number]) for number in sorted(members)]
    if together:
        insort(groups, (alone, together), key=lambda group: group[0][0])
    return tuple(_group(library, by, key, held, mixed=key == alone) for key, held in groups)


def _members(known: GroupKeys, rows: Sequence[int]) -> dict[int, list[int]]:
    """The rows of each group that has any, in the order given."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    if len(rows) * _FEW < len(known.rows) or not all(map(lt, rows, islice(rows, 1, None))):
        for row in rows:
            members[known.numbers[row]].append(row)
        return members
    # Many rows in the library's own order: they are picked out of all groups at once, and cut where groups end.
    flags = bytearray(len(known.rows))
    for row in rows:
        flags[row] = 1
    picked = bytes(map(flags.__getitem__, known.rows))
    chosen = list(compress(known.rows, picked))
    at = 0
    for number, (start, end) in enumerate(pairwise(known.starts)):
        held = picked.count(1, start, end)
        if held:
            members[number] = chosen[at : at + held]
            at += held
    return members


def prepare(library: Library, by: str) -> None:
    """Work out which group each row is in, where the library is loaded: it takes too long for the window."""
    if by != "none":
        _keys(library, by)


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
        rows = array("I", sorted(range(len(library)), key=numbers.__getitem__))
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


def _group(library: Library, by: str, key: tuple[int, str], rows: Sequence[int], *, mixed: bool) -> Group:
    return Group(f"{by}:{key[1]}", key[1], tuple(rows), library.numbers["score"], mixed)
