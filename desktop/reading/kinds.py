"""What a page reviews: a film, a book, a game … or nothing at all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from desktop.reading.lines import lines_of
from desktop.reading.vocabulary import Terms, table
from desktop.review import Found, WorkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.reading.lines import Line
    from desktop.reading.stages import Facts, PageMetadata, Ratings
    from desktop.review import Block

_MOST = 8  # one word repeated says no more after this


@cache
def _terms() -> Terms[tuple[WorkKind, str, float]]:
    return Terms(
        (term, (WorkKind(kind), term, 3.0 if weight == "strong" else 1.0))
        for kind, groups in table("kinds").items()
        for weight, terms in groups.items()
        for term in terms
    )


def by_vocabulary(lines: Sequence[Line]) -> Found[WorkKind]:
    """The kind of work that the words of some lines speak of most, or OTHER where they speak of none."""
    counts: dict[tuple[WorkKind, str], float] = {}
    for line in lines:
        for hit in _terms().find(line.text):
            kind, term, weight = hit.value
            counts[kind, term] = min(counts.get((kind, term), 0.0) + weight, _MOST * weight)
    scores: dict[WorkKind, float] = {}
    for (kind, _), score in counts.items():
        scores[kind] = scores.get(kind, 0.0) + score
    if not scores:
        return Found(WorkKind.OTHER, None, "kinds.no_evidence", 0.2)
    best = max(scores, key=lambda kind: scores[kind])
    rest = sum(scores.values()) - scores[best]
    return Found(best, None, "kinds.vocabulary", round(scores[best] / (scores[best] + rest + 1), 2))


def find_kind(text: str, blocks: Sequence[Block], metadata: PageMetadata, facts: Facts, ratings: Ratings) -> Found[WorkKind]:
    """What the page reviews, or NOT_A_REVIEW where it reviews no one work."""
    del metadata, facts, ratings
    return by_vocabulary([line for line in lines_of(text, blocks) if not line.chrome])
