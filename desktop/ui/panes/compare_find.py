"""Finding words in all cells of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.ui.models.compare_model import CompareModel


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand: the row, the review, which passage of the cell, and the stretch of the source."""

    key: str
    review: int
    passage: int
    span: Span


def occurrences(text: str, words: str, within: Span) -> Iterator[Span]:
    """Where ``words`` stand in a stretch of a text, whatever their case."""
    stretch = within.of(text)
    folded, wanted = stretch.casefold(), words.casefold()
    if len(folded) != len(stretch):  # some letters fold to two: lower case keeps offsets
        folded, wanted = stretch.lower(), words.lower()
    if len(folded) != len(stretch) or not wanted:
        return
    at = folded.find(wanted)
    while at >= 0:
        yield Span(within.start + at, within.start + at + len(wanted))
        at = folded.find(wanted, at + len(wanted))


def find_hits(model: CompareModel, words: str) -> tuple[Hit, ...]:
    """Every place in the columns shown where ``words`` stand, row by row and in a row column by column."""
    found: list[Hit] = []
    for row in model.rows if words else ():
        for column in model.columns:
            cell = row.cells[column]
            review = model.review(cell)
            if review is None:
                continue
            for number, passage in enumerate(cell.passages):
                found.extend(Hit(row.key, column, number, span) for span in occurrences(review.text, words, passage.span))
    return tuple(found)


def counts(hits: tuple[Hit, ...]) -> dict[int, int]:
    """How many places of each review were found; one that stands under two topics counts once."""
    places: dict[int, set[Span]] = {}
    for hit in hits:
        places.setdefault(hit.review, set()).add(hit.span)
    return {review: len(spans) for review, spans in places.items()}
