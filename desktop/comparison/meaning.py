"""How close in meaning the passages of a comparison are, by vectors of a sentence model: the engine of the optional extra."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from desktop.meaning.vectors import unit, vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.comparison.rows import Comparison
    from desktop.meaning.cache import VectorCache
    from desktop.meaning.vectors import Encoder, Vectors

# What all passages have in common (that they are about this work) says nothing of two of them, so their mean is taken off; of
# few passages less of it, as if there were so many more that have nothing in common.
_STRANGERS: Final = 20


class Meanings:
    """How close passages are: a :class:`~desktop.comparison.passage_map.Closeness`. A question takes a millisecond."""

    def __init__(self, sizes: Sequence[int], passages: Vectors) -> None:
        """``sizes`` are the numbers of passages of the columns, ``passages`` their vectors, column after column."""
        self._bounds = tuple(pairwise((0, *accumulate(sizes))))
        common = passages.sum(axis=0) / (len(passages) + _STRANGERS) if len(passages) else 0.0
        self._passages = unit(passages - common)

    def closeness(self, column: int, number: int) -> Sequence[Sequence[float]]:
        """How close a passage is to each passage of each column, -1 to 1: the cosine, after what all share is taken off."""
        figures = (self._passages @ self._passages[self._bounds[column][0] + number]).tolist()
        return [figures[start:end] for start, end in self._bounds]


def meanings(
    comparison: Comparison,
    encoder: Encoder,
    *,
    cache: VectorCache | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Meanings:
    """Read every passage of a comparison for its meaning; progress, ending and errors are those of ``vectors``."""
    reviews = [column.review for column in comparison.columns]
    texts = [" ".join(passage.span.of(review.text).split()) for review in reviews for passage in review.passages]
    made = vectors(texts, encoder, cache=cache, progress=progress, cancelled=cancelled)
    return Meanings([len(review.passages) for review in reviews], made)
