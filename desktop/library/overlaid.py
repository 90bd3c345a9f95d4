"""Reviews of which some are other ones, or each is changed when it is asked for: what stands under them stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, overload, runtime_checkable

from typing_extensions import override

from desktop.review import Review

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@runtime_checkable
class Glimpsed(Protocol):
    """Reviews that can be looked at without being understood."""

    def glimpse(self, row: int) -> Review:
        """A review that need not be understood."""


class Overlaid(Sequence[Review]):
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

    @overload
    def __getitem__(self, row: int) -> Review: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Review, ...]: ...
    @override
    def __getitem__(self, row: int | slice) -> Review | tuple[Review, ...]:
        rows = range(len(self))[row]
        if isinstance(rows, range):
            return tuple(self[each] for each in rows)
        return self._over[rows] if rows in self._over else self._under[rows]


def glimpse(reviews: Sequence[Review], row: int) -> Review:
    """A review that need not be understood, where the reviews can give it so."""
    return reviews.glimpse(row) if isinstance(reviews, Glimpsed) else reviews[row]


class Changed(Sequence[Review]):
    """Reviews each of which is changed when it is asked for."""

    def __init__(self, under: Sequence[Review], change: Callable[[Review], Review]) -> None:
        self._under, self._change = under, change

    def glimpse(self, row: int) -> Review:
        """A review that need not be understood."""
        return self._change(glimpse(self._under, row))

    @override
    def __len__(self) -> int:
        return len(self._under)

    @overload
    def __getitem__(self, row: int) -> Review: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Review]: ...
    @override
    def __getitem__(self, row: int | slice) -> Review | Sequence[Review]:
        if isinstance(row, slice):
            return tuple(map(self._change, self._under[row]))
        return self._change(self._under[row])
