"""More like this by meaning: the reviews that share most words with one are put in order by how close they are in meaning, too.

A sentence model reads some hundred words at a time, so a review is read in a few parts, and its vector is their mean. Reading
all of a large library would take hours, so only what is near by its words is read.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from desktop.library.entry import searched
from desktop.library.kinship import liked_review
from desktop.meaning.vectors import unit, vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.library.library import Library
    from desktop.library.likeness import Like
    from desktop.meaning.cache import VectorCache
    from desktop.meaning.vectors import Encoder
    from desktop.review import Review

_PART: Final = 1_000  # characters of a part: about what a small model takes in
_PARTS: Final = 4  # of a review that are read: its beginning, its end and what stands evenly between
_MEANING: Final = 1.0  # what closeness adds, against 1 for the words of what is nearest by them: as much, for want of labels


def nearest_by_meaning(
    library: Library,
    value: str,
    encoder: Encoder,
    *,
    cache: VectorCache | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Sequence[Like]:
    """What ``library.like(value)`` finds, ordered by closeness in meaning as well, with its figure; the review itself first.

    Progress, ending and errors are those of :func:`~desktop.meaning.vectors.vectors`.
    """
    found = library.like(value)
    if len(found) < 2:
        return found
    first, *others = found
    _, passage = liked_review(library, value)
    asked = library.glimpse(first.row)
    parts = [[passage.of(asked.text)] if passage is not None else list(_parts(asked))]
    parts += [list(_parts(library.glimpse(like.row))) for like in others]
    texts = [part for of_one in parts for part in of_one]
    made = vectors(texts, encoder, cache=cache, progress=progress, cancelled=cancelled)
    bounds = pairwise((0, *accumulate(map(len, parts))))
    means = unit(np.stack([made[start:end].sum(axis=0) for start, end in bounds]))
    close = (means[1:] @ means[0]).tolist()
    most = max(like.likeness for like in others)
    ranked = [replace(like, closeness=figure) for like, figure in zip(others, close, strict=True)]
    ranked.sort(key=lambda like: -(like.likeness / most + _MEANING * (like.closeness or 0.0)))
    return (first, *ranked)


def _parts(review: Review) -> Iterator[str]:
    """The parts of a review that are read."""
    text = " ".join(" ".join(review.text[start:end].split()) for start, end in searched(review))
    count = min(_PARTS, max(1, -(-len(text) // _PART)))
    step = (len(text) - _PART) / max(1, count - 1)
    for number in range(count):
        start = max(0, round(number * step))
        yield text[start : start + _PART]
