"""Finding out which passages answer each other: at once for a few reviews, off the GUI thread for many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot
from typing_extensions import override

from desktop.comparison.passage_map import PassageMap

if TYPE_CHECKING:
    from desktop.comparison.passage_map import Closeness
    from desktop.comparison.rows import Comparison
    from desktop.review import Review

_AT_ONCE = 150_000  # characters of all reviews: below this a map is made within a few frames


class MapMaker(QObject):
    """Makes the map of one comparison at a time, and remembers it; what was asked for before is dropped.

    Where closeness in meaning is to count, the map is there without it first; how close the passages are is for others to say.
    """

    ready = Signal(object)  # PassageMap
    wanted = Signal(object)  # Comparison whose passages' closeness is to be said; None: nobody's any more
    weighed = Signal(object)  # PassageMap, after meaning began to count in it, or ceased to

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: _Making | None = None
        self._comparison: Comparison | None = None
        self._passages: PassageMap | None = None
        self._by_meaning = False
        self._close: tuple[tuple[Review, ...], Closeness] | None = None  # what was said last, and of which reviews

    @property
    def by_meaning(self) -> bool:
        """Whether meaning counts in the map that is there."""
        return self._passages is not None and self._passages.by_meaning

    def make(self, comparison: Comparison) -> PassageMap | None:
        """The map, where it is known or made at once; otherwise None, and :attr:`ready` brings it."""
        if comparison is self._comparison and (self._passages is not None or self._work is not None):
            return self._passages
        self._work, self._comparison, self._passages = None, comparison, None
        if sum(len(column.review.text) for column in comparison.columns) <= _AT_ONCE:
            self._passages = PassageMap(comparison)
            self._weigh()
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
        if self._by_meaning:
            self.wanted.emit(None)

    def count_meaning(self, *, on: bool) -> None:
        """Let closeness in meaning count from now on, as soon as it is said, or no longer."""
        self._by_meaning = on
        before = self.by_meaning
        self._weigh()
        if self.by_meaning != before:
            self.weighed.emit(self._passages)

    def forget_closeness(self) -> None:
        """Drop what was said of the passages' closeness: it is to be said by another model."""
        self._close = None

    def take_closeness(self, comparison: Comparison, closeness: Closeness) -> None:
        """Take how close the passages of a comparison are; of one that is not shown any more it is dropped."""
        if self._passages is not None and self._comparison is not None and _reviews(comparison) == _reviews(self._comparison):
            self._close = _reviews(comparison), closeness
            if self._by_meaning:
                self._passages = self._passages.with_meaning(closeness)
                self.weighed.emit(self._passages)

    @Slot(object)
    def _made(self, passages: PassageMap) -> None:
        if self.sender() is self._work:
            self._work, self._passages = None, passages
            self._weigh()
            self.ready.emit(self._passages)

    def _weigh(self) -> None:
        """Let meaning count in the map that is there, or not; ask for it where it is to count and is not known."""
        if self._passages is None or self._comparison is None:
            return
        if not self._by_meaning:
            self._passages = self._passages.with_meaning(None)
        elif self._close is not None and self._close[0] == _reviews(self._comparison):
            self._passages = self._passages.with_meaning(self._close[1])
        else:
            self.wanted.emit(self._comparison)


class _Making(QThread):
    """The making of one map."""

    made = Signal(object)

    def __init__(self, comparison: Comparison, parent: QObject) -> None:
        super().__init__(parent)
        self._comparison = comparison

    @override
    def run(self) -> None:
        self.made.emit(PassageMap(self._comparison))


def _reviews(comparison: Comparison) -> tuple[Review, ...]:
    return tuple(column.review for column in comparison.columns)
