"""Reviews that the reader chose, each made when it is asked for: of many thousands, mostly the first few are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.library.by_row import ByRow
from desktop.review import Review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.library import Library


class Chosen(ByRow[Review]):
    """The reviews in some rows of a library, in the order of the rows."""

    def __init__(self, library: Library, rows: Sequence[int]) -> None:
        self._reviews, self._rows = library.reviews, rows

    @override
    def __len__(self) -> int:
        return len(self._rows)

    @override
    def at(self, row: int) -> Review:
        return self._reviews[self._rows[row]]
