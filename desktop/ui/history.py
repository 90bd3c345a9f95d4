"""Back and forward: places that were left, in order."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")
_KEPT = 200


class History(Generic[T]):
    """Two stacks of places. A new step forgets what lay ahead."""

    def __init__(self) -> None:
        self._behind: list[T] = []
        self._ahead: list[T] = []

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place behind."""
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place ahead."""
        return bool(self._ahead)

    def leave(self, place: T) -> None:
        """Remember the place that is being left for a new one."""
        if not self._behind or self._behind[-1] != place:
            self._behind.append(place)
            del self._behind[:-_KEPT]
        self._ahead.clear()

    def back(self, here: T) -> T | None:
        """The place behind, None where there is none; ``here`` then lies ahead."""
        if not self._behind:
            return None
        self._ahead.append(here)
        return self._behind.pop()

    def forward(self, here: T) -> T | None:
        """The place ahead, None where there is none; ``here`` then lies behind."""
        if not self._ahead:
            return None
        self._behind.append(here)
        return self._ahead.pop()

    def forget(self) -> None:
        """Forget all places: they were of another library."""
        self._behind.clear()
        self._ahead.clear()
