"""What stands at the head of a review's column: who speaks, the score, and how much of it stands in the rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.review import Stance
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.comparison.rows import Column
    from desktop.review import Review

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


def name_of(review: Review) -> str:
    """Who speaks: the critic, else the outlet, else the file."""
    if review.critic:
        return shown(review.critic.value)
    if review.outlet:
        return shown(review.outlet.value)
    return shown(review.path.name if review.path else review.id)


def heads_of(columns: Sequence[Column]) -> tuple[Head, ...]:
    """The heads of the columns of a comparison; where two would have one name, the file is added."""
    names = Counter(name_of(column.review) for column in columns)
    heads = []
    for column in columns:
        review = column.review
        name = name_of(review)
        verdict = review.verdict
        heads.append(
            Head(
                name=name if names[name] == 1 else f"{name} ({shown(review.id)})",
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
