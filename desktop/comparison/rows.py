"""Reviews set against each other by topic: columns are reviews, rows are facts and topics, cells hold their own words."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.comparison.agreement import TopicStance, stance_of
from desktop.comparison.facts_rows import FactRow, fact_rows
from desktop.reading.passages import PROSE
from desktop.reading.topics import Topic, topics_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.names import Person
    from desktop.review import Passage, Review, Span

NOWHERE: Mapping[tuple[int, Span], str | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Column:
    """One review of a comparison; ``placed`` of its ``total`` paragraphs have a passage in a topic row."""

    review: Review
    placed: int
    total: int


@dataclass(frozen=True, slots=True)
class TopicRow:
    """What each review says of a topic.

    ``cells[i]`` are the passages of column ``i`` in the order of its text, ``stances[i]`` their stances, counted.
    """

    topic: Topic
    cells: tuple[tuple[Passage, ...], ...]
    stances: tuple[TopicStance, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Reviews side by side. Every passage of every review stands in a topic row or in ``unplaced`` (one tuple a column).

    ``people`` are the persons of the work with all their spellings.
    """

    columns: tuple[Column, ...]
    facts: tuple[FactRow, ...]
    topics: tuple[TopicRow, ...]
    unplaced: tuple[tuple[Passage, ...], ...]
    people: tuple[Person, ...] = ()


def compare(
    reviews: Sequence[Review],
    *,
    people: Sequence[Person] = (),
    moved: Mapping[tuple[int, Span], str | None] = NOWHERE,
) -> Comparison:
    """Set reviews side by side.

    ``people`` are the persons of the work with all their spellings. ``moved`` puts the passage with
    this span, of the review with this index, under that topic alone, or under none (None): the reader's corrections.
    """
    order = _topics_of(reviews)
    placed = [_placed(review, column, order, moved) for column, review in enumerate(reviews)]
    rows = tuple(_row(topic, reviews, placed) for topic in order.values())
    unplaced = tuple(
        tuple(p for p in review.passages if not where[p.span]) for review, where in zip(reviews, placed, strict=True)
    )
    columns = tuple(_column(review, where) for review, where in zip(reviews, placed, strict=True))
    return Comparison(columns, fact_rows(reviews, people), rows, unplaced, tuple(people))


def placement(comparison: Comparison) -> tuple[dict[Span, dict[str, float]], ...]:
    """By column: the topics under which each placed passage stands in the rows and how surely (1 where a reader put it)."""
    placed: tuple[dict[Span, dict[str, float]], ...] = tuple({} for _ in comparison.columns)
    for row in comparison.topics:
        for where, cell in zip(placed, row.cells, strict=True):
            for passage in cell:
                sure = next((mark.confidence for mark in passage.topics if mark.topic == row.topic.id), 1.0)
                where.setdefault(passage.span, {})[row.topic.id] = sure
    return placed


def _row(topic: Topic, reviews: Sequence[Review], placed: Sequence[Mapping[Span, frozenset[str]]]) -> TopicRow:
    cells = tuple(
        tuple(p for p in review.passages if topic.id in where[p.span]) for review, where in zip(reviews, placed, strict=True)
    )
    return TopicRow(topic, cells, tuple(stance_of(cell) for cell in cells))


def _topics_of(reviews: Sequence[Review]) -> dict[str, Topic]:
    """The topics of all kinds of work among the reviews, the first review's first."""
    order: dict[str, Topic] = {}
    for review in reviews:
        for topic in topics_for(review.kind.value):
            order.setdefault(topic.id, topic)
    return order


def _placed(
    review: Review, column: int, order: Mapping[str, Topic], moved: Mapping[tuple[int, Span], str | None]
) -> dict[Span, frozenset[str]]:
    """The topics under which each passage of a review stands."""
    where: dict[Span, frozenset[str]] = {}
    for passage in review.passages:
        if (column, passage.span) in moved:
            target = moved[column, passage.span]
            topics = frozenset(() if target is None else (target,))
        else:
            topics = frozenset(mark.topic for mark in passage.topics)
        where[passage.span] = topics & order.keys()
    return where


def _column(review: Review, where: Mapping[Span, frozenset[str]]) -> Column:
    paragraphs = {block.span for block in review.blocks if block.role in PROSE}
    done = {passage.paragraph for passage in review.passages if where[passage.span]}
    return Column(review, len(done & paragraphs), len(paragraphs))
