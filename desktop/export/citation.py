"""How a review is named and quoted in exports: as a column's title, as the source of a quotation, and in its own words."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from desktop.reading.lines import lines_of
from desktop.review import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.review import Face, Review


def quoted(review: Review, span: Span) -> str:
    """The words of a span on one line, otherwise as the critic wrote them; the bullet of a list's item is none of them."""
    return " ".join(_without_bullet(review, span).of(review.text).split())


def quoted_runs(review: Review, span: Span) -> Iterator[tuple[str, frozenset[Face]]]:
    """The same words, part for part, each with how its writer set it off; together they are what :func:`quoted` says."""
    spaced = started = False
    for part, styles in review.runs(_without_bullet(review, span)):
        words = part.of(review.text)
        line = " ".join(words.split())
        before = " " if started and (spaced or words[:1].isspace()) else ""
        spaced = words[-1:].isspace() or (spaced and not line)
        if line:
            started = True
            yield before + line, frozenset(style.face for style in styles)


def _without_bullet(review: Review, span: Span) -> Span:
    """A span that begins with a list's item, without the item's bullet."""
    after = bisect_right(review.blocks, span.start, key=lambda block: block.span.start)
    for block in review.blocks[max(0, after - 2) : after]:  # an empty block may begin where the item does
        if block.listed and block.span.start == span.start:
            line = next(iter(lines_of(review.text, (block,))), None)
            if line is not None and line.span.start < span.end:
                return Span(line.span.start, span.end)
    return span


def byline(review: Review) -> str:
    """Who says it: critic and outlet, or the headline, or the file's name."""
    names = [found.value for found in (review.critic, review.outlet) if found]
    return ", ".join(names) or (review.headline.value if review.headline else review.id)


def source(review: Review) -> str:
    """The review as a source: critic, headline, outlet and date as far as the page gives them, and the file."""
    parts = [
        review.critic.value if review.critic else "",
        f"“{review.headline.value}”" if review.headline else "",
        review.outlet.value if review.outlet else "",
        review.published.value.isoformat() if review.published else "",
        review.path.name if review.path else review.id,
    ]
    return ", ".join(part for part in parts if part)


def score(review: Review) -> str:
    """The critic's own score, normalised with its notation, or ``unscored``."""
    rating = review.verdict
    return f"{rating.normalised:g} of 100 ({' '.join(rating.notation.split())})" if rating else "unscored"


def citation(review: Review, span: Span) -> str:
    """The words of a span as a quotation with its source, for the clipboard."""
    return f"“{quoted(review, span)}” ({source(review)})"
