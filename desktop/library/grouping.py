"""The rows of a list in groups: by work, by critic, by score band."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.review import WorkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.library import Library

GROUPINGS = ("work", "critic", "score", "none")
_BANDS = ((80, "80–100"), (60, "60–79"), (40, "40–59"), (20, "20–39"), (0, "0–19"))


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together: ``key`` is the same as long as the group is, ``low`` and ``high`` span its scores."""

    key: str
    label: str
    rows: tuple[int, ...]
    scored: int
    low: int | None
    high: int | None

    @property
    def spread(self) -> str:
        """The scores of the group in words: ``70–80``, ``80``, or nothing where none is scored."""
        if self.low is None or self.high is None:
            return ""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


def grouped(library: Library, rows: Sequence[int], by: str) -> tuple[Group, ...]:
    """The rows in groups, each in the order given; the groups in an order of their own that does not depend on it.

    Works and critics stand in alphabetical order with the unnamed last, score bands from the top with the unscored last,
    pages that are no reviews behind everything else. ``by`` is one of :data:`GROUPINGS`; ``none`` gives a single group.
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
    return tuple(_group(library, by, key, members[key]) for key in sorted(members, key=lambda k: (k[0], k[1].casefold())))


def _band(score: int | None, last: int) -> tuple[int, str]:
    if score is None:
        return last, "Unscored"
    return next((place, label) for place, (least, label) in enumerate(_BANDS) if score >= least)


def _group(library: Library, by: str, key: tuple[int, str], rows: list[int]) -> Group:
    scores = [score for row in rows if (score := library.entries[row].score) is not None]
    return Group(f"{by}:{key[1]}", key[1], tuple(rows), len(scores), min(scores, default=None), max(scores, default=None))
