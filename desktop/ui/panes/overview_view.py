"""One part of an overview as a view: as high as what it shows, so that the page scrolls and not the part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QLinearGradient, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from desktop.ui.models.overview_marks import Part
from desktop.ui.models.overview_model import OverviewModel
from desktop.ui.panes.controls import paint_ring
from desktop.ui.panes.overview_lists import SheetPainter
from desktop.ui.panes.overview_scores import ScoresPainter
from desktop.ui.panes.overview_tables import MatrixPainter, PairsPainter
from desktop.ui.panes.scrollbars import slim
from desktop.ui.theme import UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from desktop.ui.models.overview_marks import Mark, Sheet
    from desktop.ui.theme import Look

Index = QModelIndex | QPersistentModelIndex
_SHADE = UNIT * 4  # pixels
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAGED = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_PAINTERS = {Part.SCORES: ScoresPainter, Part.TOPICS: MatrixPainter, Part.PAIRS: PairsPainter}  # the others are plain lists


class SheetView(QTableView):
    """The marks of one sheet, gone through with the arrows; beyond the first and the last row lies the next sheet."""

    stood = Signal(str)  # where the reader stands now, in words
    moved = Signal()  # the reader went there by keys, so that it is to be brought into view
    opened = Signal(object)  # the Mark that was asked for
    left = Signal(int)  # an arrow went beyond the last row (1) or the first (-1)

    def __init__(self, look: Look, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.marks = OverviewModel(sheet, self)
        self.setter: SheetPainter = _PAINTERS.get(sheet.part, SheetPainter)(look, sheet)
        self._pressed: Mark | None = None
        self._pointing = False
        self.hits: Mapping[tuple[int, int], bool] = {}
        self.setModel(self.marks)
        self.setItemDelegate(_Delegate(look, self))
        self._across = _Heads(Qt.Orientation.Horizontal, look, self.setter, self)
        self._down = _Heads(Qt.Orientation.Vertical, look, self.setter, self)
        self.setHorizontalHeader(self._across)
        self.setVerticalHeader(self._down)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setAccessibleName(sheet.part.value)
        self.setAccessibleDescription(sheet.sentence)
        if sheet.rows:
            self.setCurrentIndex(self.marks.index(0, 0))
        # What is painted over an edge must not be moved along.
        self.horizontalScrollBar().valueChanged.connect(self._refresh)
        look.changed.connect(self.dress)
        self.dress()

    # properties

    @property
    def part(self) -> Part:
        """Which part of the page this is."""
        return self.marks.sheet.part

    # methods

    def current_mark(self) -> Mark | None:
        """The mark at which the reader stands."""
        index = self.currentIndex()
        return self.marks.mark(index.row(), index.column()) if index.isValid() else None

    def stand(self, row: int, column: int) -> None:
        """Go to a mark, the last of its row or column where there are fewer."""
        row = min(max(0, row), self.marks.rowCount() - 1)
        self.setCurrentIndex(self.marks.index(row, min(max(0, column), self.marks.columnCount() - 1)))

    def current_rect(self) -> QRect:
        """Where the reader stands, in pixels of the view, with the head of the column above the first row."""
        index = self.currentIndex()
        rect = self.visualRect(index).translated(self.viewport().pos())
        if index.row() == 0:
            rect.setTop(0)
        return rect

    def show_hits(self, hits: Mapping[tuple[int, int], bool]) -> None:
        """Wash the marks (row and column) at which words stand that are looked for; the one gone to more than the others."""
        if hits != self.hits:
            self.hits = hits
            self.viewport().update()

    def activate(self) -> None:
        """Ask for what the mark leads to."""
        mark = self.current_mark()
        if mark is not None and mark.goal is not None:
            self.opened.emit(mark)

    def fit(self, width: int) -> None:
        """Set columns, rows and heads for a width, and be as high as they need."""
        setter = self.setter
        margin, head = (setter.margin_width(width) if self.marks.sheet.down else 0), setter.head_height()
        self._down.setVisible(bool(margin))
        self._across.setVisible(bool(head))
        self._down.setFixedWidth(margin)
        self._across.setFixedHeight(head)
        widths = setter.widths(width - margin)
        for column, each in enumerate(widths):
            self.setColumnWidth(column, each)
        heights = [setter.row_height(row) for row in range(self.marks.rowCount())]
        for row, height in enumerate(heights):
            self.setRowHeight(row, height)
        scrolls = sum(widths) > width - margin
        policy = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff)
        self.setFixedHeight(head + sum(heights) + (self.horizontalScrollBar().sizeHint().height() if scrolls else 0))
        self.updateGeometries()  # the range of the scroll bar follows the margin only when it is asked to

    # events

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.setter.least_width(), self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(UNIT * 40, self.height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, before = Qt.Key(event.key()), self.currentIndex()
        if key in _OPEN or event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            event.ignore()
            return
        if key in _PAGED:  # the page's
            event.ignore()
            return
        super().keyPressEvent(event)
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.currentIndex() == before:
            self.left.emit(1 if key is Qt.Key.Key_Down else -1)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        # What is pointed at is in view, and must not be moved away under the pointer.
        self._pointing = True
        super().mousePressEvent(event)
        self._pointing = False
        at = event.position().toPoint()
        self._pressed = self._mark_at(at) if event.button() is Qt.MouseButton.LeftButton else None

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        mark, self._pressed = self._pressed, None
        if mark is not None and mark is self._mark_at(event.position().toPoint()):
            self.activate()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position().toPoint())
        live = mark is not None and mark.goal is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        bar, room = self.horizontalScrollBar(), self.viewport().rect()
        with QPainter(self.viewport()) as painter:
            if bar.value() > bar.minimum():
                self._shade(painter, room.left(), room.left() + _SHADE)
            if bar.value() < bar.maximum():
                self._shade(painter, room.right() + 1, room.right() + 1 - _SHADE)

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        # Where the heads of rows and columns meet, Qt puts a button of its own.
        corner = self.findChild(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if corner is not None:
            corner.hide()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if abs(event.angleDelta().y()) >= abs(event.angleDelta().x()):
            event.ignore()  # the page's
        else:
            super().wheelEvent(event)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            self._tell(by_keys=not self._pointing)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell(by_keys=event.reason() is not Qt.FocusReason.MouseFocusReason)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit(self.width())

    # slots

    @Slot()
    def dress(self) -> None:
        """Take up a changed look."""
        slim(self, self._look)
        self.fit(self.width())
        self.viewport().update()

    @Slot()
    def _refresh(self) -> None:
        self.viewport().update()

    # inside

    def _tell(self, *, by_keys: bool) -> None:
        """Say where the reader stands now, and how the reader came there."""
        mark = self.current_mark()
        if mark is not None:
            self.stood.emit(mark.spoken)
        if by_keys:
            self.moved.emit()

    def _shade(self, painter: QPainter, edge: int, inner: int) -> None:
        """Show at an edge that there is more beyond it."""
        shade = QLinearGradient(edge, 0, inner, 0)
        dark = QColor(self._look.colours.edge)
        for at, strength in ((0.0, 0.35), (1.0, 0.0)):
            dark.setAlphaF(strength)
            shade.setColorAt(at, dark)
        painter.fillRect(QRect(min(edge, inner), 0, _SHADE, self.viewport().height()), shade)

    def _mark_at(self, point: QPoint) -> Mark | None:
        index = self.indexAt(point)
        return self.marks.mark(index.row(), index.column()) if index.isValid() else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Look, view: SheetView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        c, hit = self._look.colours, self._view.hits.get((index.row(), index.column()))
        painter.save()
        if focused:
            painter.fillRect(option.rect, c.selected)
        elif hit is not None:
            painter.fillRect(option.rect, c.wash_here if hit else c.wash)
        self._view.setter.paint(painter, option.rect, index.row(), index.column())
        if focused:
            paint_ring(painter, QRectF(option.rect), c.accent)
        painter.restore()


class _Heads(QHeaderView):
    """Heads of columns or rows, painted like the rest of the page; they are no buttons."""

    def __init__(self, orientation: Qt.Orientation, look: Look, setter: SheetPainter, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._look, self._setter = look, setter
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.fillRect(rect, self._look.colours.paper)
        if self.orientation() is Qt.Orientation.Horizontal:
            self._setter.paint_head(painter, rect, logicalIndex)
        else:
            self._setter.paint_margin(painter, rect, logicalIndex)
        painter.restore()
