from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from desktop.comparison.rows import Comparison, compare
from desktop.paths import SEEDS
from tests.reading.pages import blocks_of, page

if TYPE_CHECKING:
    from desktop.review import Review


def seeds() -> list[Review]:
    return [page(path.read_text("utf-8"), name=path.stem) for path in sorted(SEEDS.glob("*.txt"))]


def everything(comparison: Comparison, column: int) -> set[tuple[int, int]]:
    shown = {(p.span.start, p.span.end) for row in comparison.topics for p in row.cells[column]}
    return shown | {(p.span.start, p.span.end) for p in comparison.unplaced[column]}


@given(st.text())
def test_blocks_of_a_test_page_are_a_partition(text: str) -> None:
    blocks = blocks_of(text)
    assert "".join(b.span.of(text) for b in blocks) == text
    assert all(a.span.end == b.span.start for a, b in pairwise(blocks))


def test_seeds_are_compared_and_nothing_disappears() -> None:
    reviews = seeds()
    comparison = compare(reviews)
    assert [column.review.id for column in comparison.columns] == [r.id for r in reviews]
    for index, review in enumerate(reviews):
        assert everything(comparison, index) == {(p.span.start, p.span.end) for p in review.passages}
    performances = next(row for row in comparison.topics if row.topic.id == "performances")
    assert sum(bool(cell) for cell in performances.cells) >= 3
