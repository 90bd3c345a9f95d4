"""The facts of several reviews side by side, compared as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.review import Job, Review, Span, Whose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.names import Person


@dataclass(frozen=True, slots=True)
class FactCell:
    """What one review says of one fact: as shown, where it stands, by which rules. Empty where the page does not say."""

    text: str = ""
    spans: tuple[Span, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact in all reviews; ``differs`` says that two of them give different values (silence is not a value)."""

    label: str
    cells: tuple[FactCell, ...]
    differs: bool


def fact_rows(reviews: Sequence[Review], people: Sequence[Person] = ()) -> tuple[FactRow, ...]:
    """The facts that at least one review gives."""
    del people
    rows = []
    for label, cells in (
        ("Verdict", [_verdict(review) for review in reviews]),
        ("Director", [_people(review, Job.DIRECTOR) for review in reviews]),
        ("Cast", [_people(review, Job.CAST) for review in reviews]),
        ("Runtime", [_runtime(review) for review in reviews]),
    ):
        given = {cell.text for cell in cells if cell.text}
        if given:
            rows.append(FactRow(label, tuple(cells), len(given) > 1))
    return tuple(rows)


def _verdict(review: Review) -> FactCell:
    rating = review.verdict
    if rating is None or rating.whose is not Whose.CRITIC:
        return FactCell()
    return FactCell(f"{rating.notation} ({rating.normalised:g})", (rating.span,), rating.rule)


def _people(review: Review, job: Job) -> FactCell:
    found = review.credited(job)
    return FactCell(", ".join(c.name for c in found), tuple(c.span for c in found), found[0].rule if found else "")


def _runtime(review: Review) -> FactCell:
    found = review.runtime
    if found is None:
        return FactCell()
    return FactCell(f"{found.value} min", (found.span,) if found.span else (), found.rule)
