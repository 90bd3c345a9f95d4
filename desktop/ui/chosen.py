"""Reviews that the reader chose, each made when it is asked for: of many thousands, mostly the first few are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.library.by_row import ByRow
from desktop.notebook.identity import Marked
from desktop.review import Review

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.library.library import Library


class Chosen(ByRow[Review]):
    """The reviews in some rows of a library, in the order of the rows."""

    def __init__(self, library: Library, rows: Sequence[int]) -> None:
        self._library, self._reviews, self._rows = library, library.reviews, rows

    @property
    def ids(self) -> list[str]:
        """The ids of the reviews."""
        ids = self._library.entries.column("id")
        return [ids[row] for row in self._rows]

    def only(self, wanted: Callable[[str], bool]) -> Chosen:
        """Those whose id is wanted."""
        ids = self._library.entries.column("id")
        return Chosen(self._library, [row for row in self._rows if wanted(ids[row])])

    @property
    def pending(self) -> int:
        """How many of them are not understood yet."""
        pending = self._library.entries.column("pending")
        return sum(pending[row] for row in self._rows)

    def marked(self) -> list[Marked]:
        """The reviews as the notebook takes marks on them; none that is understood is made for it."""
        return [Marked.of_row(self._library, row) for row in self._rows]

    @override
    def __len__(self) -> int:
        return len(self._rows)

    @override
    def at(self, row: int) -> Review:
        return self._reviews[self._rows[row]]
