"""Which passages of different reviews answer each other, ranked: as lines for a terminal and as records."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING

from desktop.comparison.answer_words import reasons_in_words
from desktop.export.plain import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.comparison.passage_map import Answer, PassageMap
    from desktop.comparison.rows import Comparison
    from desktop.review import Passage, Review


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage of the review of a column, and one that answers it."""

    column: int
    passage: Passage
    answer: Answer


def pairs(
    comparison: Comparison,
    passages: PassageMap,
    most: int,
    *,
    of: str = "",
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Sequence[Pair]:
    """The passages that answer each other best, at most ``most`` pairs, each once.

    With ``of``, only those whose first passage holds these words as they stand, in capitals or small letters. ``progress`` is
    told how many passages were asked, of how many.
    """
    reviews = [column.review for column in comparison.columns]
    wanted = " ".join(of.split()).casefold()
    asked = [
        (column, passage)
        for column, review in enumerate(reviews)
        for passage in review.passages
        if wanted in _words(review, passage).casefold()
    ]
    return nlargest(most, _found(asked, passages, most, progress), key=lambda pair: pair.answer.score)


def _found(
    asked: Sequence[tuple[int, Passage]], passages: PassageMap, most: int, progress: Callable[[int, int], None]
) -> Iterator[Pair]:
    known = {(column, passage.span) for column, passage in asked}
    for done, (column, passage) in enumerate(asked, 1):
        for answer in passages.answers(column, passage, most):
            # Of two passages that are both asked about, the first review's is.
            if answer.column > column or answer.place not in known:
                yield Pair(column, passage, answer)
        progress(done, len(asked))


def pair_lines(pair: Pair, comparison: Comparison) -> Iterator[str]:
    """A pair for a terminal: score, who speaks and why, then what either says."""
    one, other = (comparison.columns[column].review for column in (pair.column, pair.answer.column))
    yield visible(f"{pair.answer.score:.2f}\t{_name(one)}\t{_name(other)}\t{_why(pair, comparison)}")
    yield visible(f"    {_words(one, pair.passage)}")
    yield visible(f"    {_words(other, pair.answer.passage)}")


def pair_record(pair: Pair, comparison: Comparison) -> dict[str, object]:
    """A pair in values that JSON knows: ``closeness`` in meaning is None where answers go by words; spans as in a review's."""
    places = ((pair.column, pair.passage), (pair.answer.column, pair.answer.passage))
    return {
        "score": round(pair.answer.score, 4),
        "closeness": None if pair.answer.closeness is None else round(pair.answer.closeness, 4),
        "why": _why(pair, comparison),
        "passages": [
            {
                "review": comparison.columns[column].review.id,
                "critic": _critic(comparison.columns[column].review),
                "span": [passage.span.start, passage.span.end],
                "text": passage.span.of(comparison.columns[column].review.text),
                "topics": [mark.topic for mark in passage.topics],
                "stance": passage.stance.value,
            }
            for column, passage in places
        ],
    }


def _why(pair: Pair, comparison: Comparison) -> str:
    names = {row.topic.id: row.topic.name for row in comparison.topics}
    review = comparison.columns[pair.answer.column].review
    answer = pair.answer
    return reasons_in_words(answer.reasons, review.text, answer.passage.span, lambda name: names[name], answer.closeness)


def _name(review: Review) -> str:
    return _critic(review) or review.id


def _critic(review: Review) -> str | None:
    return review.critic.value if review.critic else None


def _words(review: Review, passage: Passage) -> str:
    return " ".join(passage.span.of(review.text).split())
