"""Reviews that the reader chose, each made when it is asked for: of many thousands, mostly the first few are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from typing_extensions import override

from desktop.review import Review

if TYPE_CHECKING:
    from desktop.library.library import Library


class Chosen(Sequence[Review]):
    """The reviews in some rows of a library, in the order of the rows."""

    def __init__(self, library: Library, rows: Sequence[int]) -> None:
        self._reviews, self._rows = library.reviews, rows

    @override
    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Review: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Review]: ...
    @override
    def __getitem__(self, place: int | slice) -> Review | Sequence[Review]:
        if isinstance(place, slice):
            return [self._reviews[row] for row in self._rows[place]]
        return self._reviews[self._rows[place]]
