"""What stands at the head of a review's column: who speaks, the score, and how much of it stands in the rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.comparison.voices import voices
from desktop.review import Stance
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.comparison.rows import Column

STANCES = (Stance.PRAISE, Stance.COMPLAINT, Stance.MIXED, Stance.NEUTRAL)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of a review's column."""

    name: str
    headline: str
    untitled: bool
    score: int | None
    notation: str
    placed: int
    total: int
    stances: Mapping[Stance, int]

    @property
    def coverage(self) -> str:
        """How much of the review stands in the rows."""
        return f"{self.placed} of {self.total} {'paragraph' if self.total == 1 else 'paragraphs'} placed"

    @property
    def spoken(self) -> str:
        """The head in words, for screen readers."""
        score = "unscored" if self.score is None else f"score {self.score} of 100, written {self.notation}"
        stances = ", ".join(f"{self.stances[s]} {s.value}" for s in STANCES if self.stances.get(s))
        return ". ".join(part for part in (self.name, self.headline, score, self.coverage, stances) if part)


def heads_of(columns: Sequence[Column]) -> tuple[Head, ...]:
    """The heads of the columns of a comparison, under the names of :func:`desktop.comparison.voices.voices`."""
    heads = []
    for column, name in zip(columns, voices([column.review for column in columns]), strict=True):
        review = column.review
        verdict = review.verdict
        heads.append(
            Head(
                name=shown(name),
                headline=shown(review.title),
                untitled=review.headline is None,
                score=None if verdict is None else round(verdict.normalised),
                notation="" if verdict is None else shown(verdict.notation),
                placed=column.placed,
                total=column.total,
                stances=Counter(p.stance for p in review.passages if p.topics),
            )
        )
    return tuple(heads)
