"""Finding out which passages answer each other: at once for a few reviews, off the GUI thread for many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot
from typing_extensions import override

from desktop.comparison.passage_map import PassageMap

if TYPE_CHECKING:
    from desktop.comparison.rows import Comparison

_AT_ONCE = 150_000  # characters of all reviews: below this a map is made within a few frames


class MapMaker(QObject):
    """Makes the map of one comparison at a time, and remembers it; what was asked for before is dropped."""

    ready = Signal(object)  # PassageMap

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: _Making | None = None
        self._comparison: Comparison | None = None
        self._passages: PassageMap | None = None

    def make(self, comparison: Comparison) -> PassageMap | None:
        """The map, where it is known or made at once; otherwise None, and :attr:`ready` brings it."""
        if comparison is self._comparison and (self._passages is not None or self._work is not None):
            return self._passages
        self._work, self._comparison, self._passages = None, comparison, None
        if sum(len(column.review.text) for column in comparison.columns) <= _AT_ONCE:
            self._passages = PassageMap(comparison)
            return self._passages
        work = self._work = _Making(comparison, self)
        work.made.connect(self._made)
        work.finished.connect(work.deleteLater)
        self.destroyed.connect(work.wait)  # a thread must not outlive its object
        work.start()
        return None

    def forget(self) -> None:
        """Drop what was made and what is being made."""
        self._work, self._comparison, self._passages = None, None, None

    @Slot(object)
    def _made(self, passages: PassageMap) -> None:
        if self.sender() is self._work:
            self._work, self._passages = None, passages
            self.ready.emit(passages)


class _Making(QThread):
    """The making of one map."""

    made = Signal(object)

    def __init__(self, comparison: Comparison, parent: QObject) -> None:
        super().__init__(parent)
        self._comparison = comparison

    @override
    def run(self) -> None:
        self.made.emit(PassageMap(self._comparison))
