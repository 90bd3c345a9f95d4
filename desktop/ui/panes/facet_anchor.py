"""Holds the list of facets where the reader is at it, while facets and values come in above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint
from PySide6.QtGui import QCursor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTreeView


class FacetAnchor:
    """Remembers the line that the reader is at, and puts it, or else its facet's heading, where it stood.

    The reader is at the line under the mouse, else at the current one, else at the uppermost in sight; a list that stands at
    its beginning and is left alone fills from there.
    """

    def __init__(self, view: QTreeView) -> None:
        self._view = view
        self._held: list[tuple[QPersistentModelIndex, int]] = []  # lines, and how far below the upper edge they stood

    # methods

    def hold(self) -> None:
        """Remember where the reader is; the facets are about to change."""
        line = self._line()
        lines = [each for each in (line, line.parent()) if each.isValid()]
        self._held = [(QPersistentModelIndex(each), self._view.visualRect(each).top()) for each in lines]

    def restore(self) -> None:
        """Put what is left of it where it was."""
        held, self._held = self._held, []
        left = next((each for each in held if each[0].isValid()), None)
        if left is not None:
            line, top = left
            bar = self._view.verticalScrollBar()
            now = self._view.visualRect(line).top()  # lays out what has changed, so that the bar knows how far it can go
            bar.setValue(bar.value() + now - top)

    # inside

    def _line(self) -> QModelIndex:
        view = self._view
        mouse = view.viewport().mapFromGlobal(QCursor.pos())
        if view.isVisible() and view.viewport().rect().contains(mouse):
            return view.indexAt(mouse)
        current = view.currentIndex()
        if view.hasFocus() and view.viewport().rect().intersects(view.visualRect(current)):
            return current
        return view.indexAt(QPoint(0, 0)) if view.verticalScrollBar().value() else QModelIndex()
