"""What each review of a comparison is called: by who speaks in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Review


def voice(review: Review) -> str:
    """Who speaks: the critic, else the outlet, else the file."""
    if review.critic:
        return review.critic.value
    if review.outlet:
        return review.outlet.value
    return review.path.name if review.path else review.id


def voices(reviews: Sequence[Review]) -> tuple[str, ...]:
    """Who speaks in each of the reviews; where two would have one name, the review's id is added."""
    names = [voice(review) for review in reviews]
    counted = Counter(names)
    return tuple(name if counted[name] == 1 else f"{name} ({review.id})" for name, review in zip(names, reviews, strict=True))
