"""The passages that the reader put under another topic, or under none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Review, Span


class MoveKeeper(Protocol):
    """Where moves are kept; ``told`` describes a change for whoever takes it back. False where a change cannot be kept."""

    def of(self, reviews: Sequence[Review]) -> dict[tuple[int, Span], str | None]:
        """The moves in some reviews, by the number of the review among them, as ``compare`` takes them."""

    def put(self, review: Review, span: Span, topic: str | None, told: str) -> bool:
        """Put a passage under one topic alone, or under none."""

    def put_back(self, review: Review, span: Span, told: str) -> bool:
        """Let a passage stand where it was found."""


class Moves:
    """Moves that live as long as the program runs."""

    def __init__(self) -> None:
        self._to: dict[tuple[str, Span], str | None] = {}

    def of(self, reviews: Sequence[Review]) -> dict[tuple[int, Span], str | None]:
        """The moves in some reviews, by the number of the review among them."""
        numbers = {review.id: number for number, review in enumerate(reviews)}
        return {(numbers[name], span): topic for (name, span), topic in self._to.items() if name in numbers}

    def put(self, review: Review, span: Span, topic: str | None, told: str) -> bool:
        """Put a passage under one topic alone, or under none."""
        del told  # nobody can take it back from here
        self._to[review.id, span] = topic
        return True

    def put_back(self, review: Review, span: Span, told: str) -> bool:
        """Let a passage stand where it was found."""
        del told
        self._to.pop((review.id, span), None)
        return True
