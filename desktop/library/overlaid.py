"""Reviews of which some are other ones, or each is changed when it is asked for: what stands under them stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from typing_extensions import override

from desktop.library.by_row import ByRow
from desktop.review import Review

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@runtime_checkable
class Glimpsed(Protocol):
    """Reviews that can be looked at without being understood."""

    def glimpse(self, row: int) -> Review:
        """A review that need not be understood."""


class Overlaid(ByRow[Review]):
    """Reviews of which some are replaced."""

    def __init__(self, under: Sequence[Review], over: Mapping[int, Review]) -> None:
        self._under = under
        self._over = over

    def glimpse(self, row: int) -> Review:
        """A review that need not be understood."""
        return self._over[row] if row in self._over else glimpse(self._under, row)

    @override
    def __len__(self) -> int:
        return len(self._under)

    @override
    def at(self, row: int) -> Review:
        return self._over[row] if row in self._over else self._under[row]


def glimpse(reviews: Sequence[Review], row: int) -> Review:
    """A review that need not be understood, where the reviews can give it so."""
    return reviews.glimpse(row) if isinstance(reviews, Glimpsed) else reviews[row]


class Changed(ByRow[Review]):
    """Reviews each of which is changed when it is asked for."""

    def __init__(self, under: Sequence[Review], change: Callable[[Review], Review]) -> None:
        self._under, self._change = under, change

    def glimpse(self, row: int) -> Review:
        """A review that need not be understood."""
        return self._change(glimpse(self._under, row))

    @override
    def __len__(self) -> int:
        return len(self._under)

    @override
    def at(self, row: int) -> Review:
        return self._change(self._under[row])
