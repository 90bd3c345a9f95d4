from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from desktop.comparison.rows import Comparison, compare, placement
from desktop.paths import SEEDS
from desktop.reading.topics import topics_for
from desktop.review import WorkKind
from tests.reading.pages import blocks_of, page

if TYPE_CHECKING:
    from random import Random

    from desktop.review import Review, Span

SENTENCES = [
    "The acting is superb.", "The music is dull.", "She finds her sister dead and flees.", "Hello there.", "I recommend it.",
    "", "+ Great fights", "- No plot", "# Music", "~ Share this", "The acting is superb and the music is loud.",
]  # fmt: skip
PAGES = st.lists(st.lists(st.sampled_from(SENTENCES), max_size=8).map("\n".join), max_size=5)


def seeds() -> list[Review]:
    return [page(path.read_text("utf-8"), name=path.stem) for path in sorted(SEEDS.glob("*.txt"))]


def shown(comparison: Comparison, column: int) -> list[Span]:
    return [p.span for row in comparison.topics for p in row.cells[column]]


@given(st.text())
def test_blocks_of_a_test_page_are_a_partition(text: str) -> None:
    blocks = blocks_of(text)
    assert "".join(b.span.of(text) for b in blocks) == text
    assert all(a.span.end == b.span.start for a, b in pairwise(blocks))


@given(PAGES, st.sampled_from([WorkKind.FILM, WorkKind.GAME, WorkKind.PRODUCT]), st.randoms(use_true_random=False))
def test_nothing_disappears(texts: list[str], kind: WorkKind, random: Random) -> None:
    reviews = [page(text, name=str(n), kind=kind) for n, text in enumerate(texts)]
    ids = [None, "sound", "verdict", "no such topic", *(one.id for one in topics_for(kind))]
    moved = {(n, p.span): random.choice(ids) for n, r in enumerate(reviews) for p in r.passages if random.random() < 0.4}
    comparison = compare(reviews, moved=moved)
    assert [column.review for column in comparison.columns] == reviews
    for column, review in enumerate(reviews):
        placed, left = shown(comparison, column), [p.span for p in comparison.unplaced[column]]
        assert {*placed, *left} == {p.span for p in review.passages}
        assert not set(placed) & set(left)
        assert len(left) == len(set(left))
        for row in comparison.topics:
            spans = [p.span for p in row.cells[column]]
            assert spans == sorted(set(spans))
            assert row.stances[column].said == len(spans)
        assert 0 <= comparison.columns[column].placed <= comparison.columns[column].total


def test_rows_are_the_topics_of_the_kind_in_order_empty_ones_too() -> None:
    comparison = compare([page("The acting is superb."), page("Hello there.")])
    assert [row.topic.id for row in comparison.topics] == [one.id for one in topics_for(WorkKind.FILM)]
    row = next(row for row in comparison.topics if row.topic.id == "performances")
    assert [len(cell) for cell in row.cells] == [1, 0]
    assert [len(cell) for cell in comparison.unplaced] == [0, 1]


def test_reviews_of_two_kinds_have_the_topics_of_both() -> None:
    comparison = compare([page("The acting is superb."), page("The controls are tight.", kind=WorkKind.GAME)])
    ids = [row.topic.id for row in comparison.topics]
    assert ids[:12] == [one.id for one in topics_for(WorkKind.FILM)]
    assert "gameplay" in ids
    assert len(ids) == len(set(ids))


def test_coverage_counts_paragraphs() -> None:
    (column,) = compare([page("The acting is superb. Hello.\nHello there.\n~ Share\n")]).columns
    assert (column.placed, column.total) == (1, 2)


def test_a_moved_passage_stands_where_the_reader_put_it_and_nowhere_else() -> None:
    review = page("The acting is superb and the music is loud.\nHello there.")
    first, second = review.passages
    comparison = compare([review], moved={(0, first.span): "pacing", (0, second.span): "themes"})
    where = placement(comparison)[0]
    assert where == {first.span: {"pacing": 1.0}, second.span: {"themes": 1.0}}
    assert compare([review], moved={(0, first.span): None}).unplaced[0] == (first, second)


def test_no_reviews_make_an_empty_comparison() -> None:
    assert compare([]) == Comparison((), (), (), ())


def test_seeds_speak_of_what_they_speak_of() -> None:
    comparison = compare(seeds())
    by_topic = {row.topic.id: row for row in comparison.topics}
    assert all(cell for cell in by_topic["story"].cells)
    assert sum(bool(cell) for cell in by_topic["look"].cells) == 5
    assert any("choreograph" in p.span.of(comparison.columns[1].review.text) for p in by_topic["action"].cells[1])
    assert any(
        "score is absolutely thunderous" in p.span.of(comparison.columns[4].review.text) for p in by_topic["sound"].cells[4]
    )
