"""The rows of a list in groups: by work, by critic, by score band.

What stands alone (a work with one review, a critic with one) needs no heading of its own: where there are several such, they
stand together in one group.
"""

from __future__ import annotations

from array import array
from bisect import insort
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.review import WorkKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.library.library import Library

GROUPINGS = ("work", "critic", "score", "none")
SINGLES = {"work": "One review each", "critic": "One review each"}
_BANDS = ((80, "80–100"), (60, "60–79"), (40, "40–59"), (20, "20–39"), (0, "0–19"))


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together: ``key`` is the same as long as the group is, ``low`` and ``high`` span its scores.

    ``mixed`` says that the rows have nothing in common but to stand alone.
    """

    key: str
    label: str
    rows: tuple[int, ...]
    scored: int
    low: int | None
    high: int | None
    mixed: bool = False

    @property
    def count(self) -> str:
        """How many reviews there are, in words."""
        return "1 review" if len(self.rows) == 1 else f"{len(self.rows):,} reviews"

    @property
    def spread(self) -> str:
        """The scores of the group in words: ``70–80``, ``80``, or nothing where none is scored."""
        if self.low is None or self.high is None:
            return ""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


def grouped(library: Library, rows: Sequence[int], by: str) -> tuple[Group, ...]:
    """The rows in groups, each in the order given; the groups in an order of their own that does not depend on it.

    Works and critics stand in alphabetical order, then those of which there is one review each, then the unnamed; score bands
    from the top with the unscored last; pages that are no reviews behind everything else. ``by`` is one of :data:`GROUPINGS`;
    ``none`` gives a single group.
    """
    if by == "none":
        return (_group(library, by, (0, ""), rows, mixed=False),) if rows else ()
    numbers, keys = _keys(library, by)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        members[numbers[row]].append(row)
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


def prepare(library: Library, by: str) -> None:
    """Work out which group each row is in, where the library is loaded: it takes too long for the window."""
    if by != "none":
        _keys(library, by)


def _last(library: Library) -> int:
    """The place of what has no name, behind all works and all bands."""
    return len(library.works) + len(_BANDS)


def _keys(library: Library, by: str) -> tuple[array[int], Sequence[tuple[int, str]]]:
    """For each row the number of its group, and of all groups their places and labels, in order; worked out once."""
    if by not in library.group_keys:
        places = {work.id: place for place, work in enumerate(library.works)}
        last = _last(library)
        by_row = [_key(library, row, by, places, last) for row in range(len(library))]
        keys = sorted(set(by_row), key=lambda key: (key[0], key[1].casefold()))
        numbers = {key: number for number, key in enumerate(keys)}
        library.group_keys[by] = array("I", map(numbers.__getitem__, by_row)), keys
    return library.group_keys[by]


def _key(library: Library, row: int, by: str, places: Mapping[str, int], last: int) -> tuple[int, str]:
    entry = library.entries[row]
    if entry.kind is WorkKind.NOT_A_REVIEW:
        return last + 1, "Not a review"
    if by == "work":
        work = library.work_of(row)
        return (places[work.id], work.label) if work.id else (last, "Work not named")
    if by == "critic":
        return (0, entry.critic) if entry.critic else (last, "Critic not named")
    return _band(entry.score, last)


def _band(score: int | None, last: int) -> tuple[int, str]:
    if score is None:
        return last, "Unscored"
    return next((place, label) for place, (least, label) in enumerate(_BANDS) if score >= least)


def _group(library: Library, by: str, key: tuple[int, str], rows: Sequence[int], *, mixed: bool) -> Group:
    given = library.numbers["score"]
    scores = [score for row in rows if (score := given[row]) is not None]
    low, high = min(scores, default=None), max(scores, default=None)
    return Group(f"{by}:{key[1]}", key[1], tuple(rows), len(scores), low, high, mixed)
