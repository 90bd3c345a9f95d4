"""The passages that the reader put under another topic, or under none, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Review, Span

    Key = tuple[str, Span]


class Moves:
    """Moves of passages, each known by its review's id and its span; they live as long as the program runs."""

    def __init__(self) -> None:
        self._to: dict[Key, str | None] = {}
        self._before: list[tuple[Key, tuple[str | None, ...]]] = []  # what was so before each move: () where it was not moved

    def put(self, review: str, span: Span, topic: str | None) -> None:
        """Put a passage under one topic alone, or under none."""
        self._note((review, span))
        self._to[review, span] = topic

    def put_back(self, review: str, span: Span) -> None:
        """Let a passage stand where it was found."""
        self._note((review, span))
        self._to.pop((review, span), None)

    def undo(self) -> tuple[str, Span] | None:
        """Take back the last change; returns the passage (review id and span), None where there is nothing to take back."""
        if not self._before:
            return None
        key, before = self._before.pop()
        if before:
            self._to[key] = before[0]
        else:
            self._to.pop(key, None)
        return key

    def of(self, reviews: Sequence[Review]) -> dict[tuple[int, Span], str | None]:
        """The moves in some reviews, by the number of the review among them, as ``compare`` takes them."""
        numbers = {review.id: number for number, review in enumerate(reviews)}
        return {(numbers[name], span): topic for (name, span), topic in self._to.items() if name in numbers}

    def _note(self, key: Key) -> None:
        self._before.append((key, (self._to[key],) if key in self._to else ()))
