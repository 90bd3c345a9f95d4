"""Holds a list where the reader's eye is, while other rows come to stand above, below or instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPersistentModelIndex

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QTableView

_MOST = 40  # rows in sight that are remembered: any of them that is still there holds the list


class ListAnchor:
    """Remembers where rows in sight stand, and puts the first of them that is left where it stood.

    That is the current row where it is in sight. Where nothing that was in sight is left, the list goes to the current row.
    """

    def __init__(self, view: QTableView) -> None:
        self._view = view
        self._held: list[tuple[QPersistentModelIndex, int]] = []  # rows, and how far below the upper edge they stood

    # methods

    def hold(self) -> None:
        """Remember what is in sight; the model is about to change."""
        view, model = self._view, self._view.model()
        self._held = []
        height = view.viewport().height()
        current = view.currentIndex()
        rows = list(_in_sight(view, model))
        if current.isValid() and 0 <= view.rowViewportPosition(current.row()) < height:
            rows.insert(0, current.row())
        for row in rows:
            self._held.append((QPersistentModelIndex(model.index(row, 0)), view.rowViewportPosition(row)))

    def restore(self) -> None:
        """Put what is left of it where it was."""
        view = self._view
        held, self._held = self._held, []
        left = next((each for each in held if each[0].isValid()), None)
        if left is not None:
            index, top = left
            view.verticalScrollBar().setValue(view.verticalHeader().sectionPosition(index.row()) - top)
        current = view.currentIndex()
        if current.isValid() and (left is None or left[0].row() == current.row()):
            # Nothing else is left, or it was in sight and stays so among rows of other heights.
            columns = (current.column(), *range(view.model().columnCount()))  # Qt does not go to what stands in a hidden one
            view.scrollTo(current.siblingAtColumn(next(column for column in columns if not view.isColumnHidden(column))))


def _in_sight(view: QTableView, model: QAbstractItemModel) -> range:
    """The rows whose upper edge is in sight."""
    first = view.rowAt(0)
    if first < 0 or not model.rowCount():
        return range(0)
    if view.rowViewportPosition(first) < 0:
        first += 1
    last = view.rowAt(view.viewport().height() - 1)
    last = model.rowCount() - 1 if last < 0 else last
    return range(first, min(last + 1, first + _MOST))
