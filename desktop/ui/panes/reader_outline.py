"""The outline beside the page: the sections of the review, as a list that can be gone through and chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QAbstractItemView, QListView

from desktop.ui.panes.scrollbars import slim
from desktop.ui.theme import UNIT, Look, Type
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

_FROM = 760  # pixels of width of the reader from which the outline has a column of its own
_LEAST, _MOST = UNIT * 30, UNIT * 48  # pixels of its own width


class ReaderOutline(QListView):
    """Titles of sections. It is there where there is room for it and something to list."""

    chosen = Signal(int)  # the number of a section

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._titles = QStringListModel(self)
        self.setModel(self._titles)
        self.setAccessibleName("Sections of this review")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSpacing(2)
        self.setViewportMargins(UNIT * 2, UNIT * 6, UNIT * 2, 0)
        self.setAutoFillBackground(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self._choose)
        self.clicked.connect(self._choose)
        look.changed.connect(self._dress)
        self._dress()

    # methods

    def list_titles(self, titles: Iterable[str]) -> None:
        """Show the titles of other sections."""
        self._titles.setStringList([shown(title) for title in titles])

    def stand_at(self, number: int) -> None:
        """Make a section the current one."""
        if self.currentIndex().row() != number:
            self.setCurrentIndex(self._titles.index(number))

    def fit(self, room: int) -> None:
        """Be as wide as the titles ask for, or not be there: ``room`` is the width of the reader in pixels."""
        metrics = QFontMetrics(self.font())
        wanted = max((metrics.horizontalAdvance(title) for title in self._titles.stringList()), default=0) + UNIT * 8
        self.setFixedWidth(min(max(wanted, _LEAST), _MOST))
        self.setVisible(room >= _FROM and self._titles.rowCount() > 1)

    # slots

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._look.sans(Type.META))
        slim(self, self._look)
        c, palette = self._look.colours, self.palette()
        palette.setColor(QPalette.ColorRole.Text, c.quiet)
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, c.paper)
        palette.setColor(QPalette.ColorRole.Highlight, c.selected)
        palette.setColor(QPalette.ColorRole.HighlightedText, c.ink)
        self.setPalette(palette)
