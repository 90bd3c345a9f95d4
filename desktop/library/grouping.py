"""The rows of a list in groups: by work, by critic, by score band.

What stands alone (a work with one review, a critic with one) needs no heading of its own: where there are several such, they
stand together in one group.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.review import WorkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    members: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    places = {work.id: place for place, work in enumerate(library.works)}
    last = len(places) + len(_BANDS)
    for row in rows:
        entry = library.entries[row]
        if by == "none":
            key = (0, "")
        elif entry.kind is WorkKind.NOT_A_REVIEW:
            key = (last + 1, "Not a review")
        elif by == "work":
            work = library.work_of(row)
            key = (places[work.id], work.label) if work.id else (last, "Work not named")
        elif by == "critic":
            key = (0, entry.critic) if entry.critic else (last, "Critic not named")
        else:
            key = _band(entry.score, last)
        members[key].append(row)
    alone = (last - 1, SINGLES.get(by, ""))
    single = [key for key, held in members.items() if key[0] < last - 1 and len(held) == 1] if by in SINGLES else []
    if len(single) > 1:
        gathered = {members.pop(key)[0] for key in single}
        members[alone] = [row for row in rows if row in gathered]
    ordered = sorted(members, key=lambda key: (key[0], key[1].casefold()))
    return tuple(_group(library, by, key, members[key], mixed=key == alone) for key in ordered)


def _band(score: int | None, last: int) -> tuple[int, str]:
    if score is None:
        return last, "Unscored"
    return next((place, label) for place, (least, label) in enumerate(_BANDS) if score >= least)


def _group(library: Library, by: str, key: tuple[int, str], rows: list[int], *, mixed: bool) -> Group:
    scores = [score for row in rows if (score := library.entries[row].score) is not None]
    low, high = min(scores, default=None), max(scores, default=None)
    return Group(f"{by}:{key[1]}", key[1], tuple(rows), len(scores), low, high, mixed)
