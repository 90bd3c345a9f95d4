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
    """Makes the map of one comparison at a time; what was asked for before is dropped."""

    ready = Signal(object)  # PassageMap

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: _Making | None = None

    def make(self, comparison: Comparison) -> PassageMap | None:
        """The map, where it is made at once; otherwise None, and :attr:`ready` brings it."""
        self._work = None
        if sum(len(column.review.text) for column in comparison.columns) <= _AT_ONCE:
            return PassageMap(comparison)
        work = self._work = _Making(comparison, self)
        work.made.connect(self._made)
        work.finished.connect(work.deleteLater)
        self.destroyed.connect(work.wait)  # a thread must not outlive its object
        work.start()
        return None

    def forget(self) -> None:
        """Drop what is being made."""
        self._work = None

    @Slot(object)
    def _made(self, passages: PassageMap) -> None:
        if self.sender() is self._work:
            self._work = None
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
