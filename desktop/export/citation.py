"""How a review is named in exports: as a column's title and as the source of a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.review import Review, Span


def quoted(review: Review, span: Span) -> str:
    """The words of a span on one line, otherwise as the critic wrote them."""
    return " ".join(span.of(review.text).split())


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
