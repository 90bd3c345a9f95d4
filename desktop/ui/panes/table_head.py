"""The head of the list's table: names of columns, what the list is sorted by, and the edges that can be dragged."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

from desktop.ui.icons import pixmap
from desktop.ui.models.reviews_model import TITLES, Column
from desktop.ui.theme import UNIT, Look, Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

PAD = UNIT * 2  # pixels at either side of a name, and of what stands below it
RIGHT = frozenset({Column.SCORE, Column.LENGTH})  # columns of figures
_GRASP = UNIT + 1  # pixels at either side of an edge where it can be taken hold of


class TableHead(QHeaderView):
    """Paints the columns' names in the look in force. Edges are those between two columns; the outer ones stay."""

    dragged = Signal(int, int, int)  # the columns at the edge, and how many pixels it is to go to the right
    fit_asked = Signal(int, int)  # a double click on the edge between two columns

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._marks: Mapping[Column, tuple[str, bool]] = {}
        self._held: tuple[Column, Column] | None = None
        self._from = 0
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(1)
        self.setMouseTracking(True)
        look.changed.connect(self.dress)
        self.dress()

    # properties

    @property
    def order(self) -> Mapping[Column, tuple[str, bool]]:
        """What the list is sorted by: for each such column its place (empty for an only one), and whether it descends."""
        return self._marks

    # methods

    def show_order(self, marks: Mapping[Column, tuple[str, bool]]) -> None:
        """Mark what the list is sorted by, as :attr:`order` tells it."""
        self._marks = marks
        self.viewport().update()

    def mark_room(self) -> int:
        """The pixels that a name leaves for the mark of the order."""
        return self._sign() + UNIT + QFontMetrics(self._look.figures(Type.META)).horizontalAdvance("2")

    def name_width(self, column: Column) -> int:
        """The pixels that a column's name and its mark take."""
        name = QFontMetricsF(self._look.sans(Type.META, bold=True)).horizontalAdvance(TITLES[column])
        return ceil(name) + 1 + self.mark_room() + PAD * 2

    # events

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), QFontMetrics(self._look.sans(Type.META)).height() + UNIT * 3)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        c, column = self._look.colours, Column(logicalIndex)
        painter.save()
        painter.fillRect(rect, c.surface)
        painter.setPen(c.hairline)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._edge_at(rect.right() + 1) is not None:
            painter.drawLine(rect.right(), rect.top() + UNIT, rect.right(), rect.bottom() - UNIT)
        mark = self._marks.get(column)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        font = self._look.sans(Type.META, bold=mark is not None)
        metrics = QFontMetrics(font)
        room = inner.width() - (self.mark_room() if mark is not None else 0)
        name = metrics.elidedText(TITLES[column], Qt.TextElideMode.ElideRight, max(0, room))
        width = metrics.horizontalAdvance(name)
        left = inner.right() + 1 - width if column in RIGHT else inner.left()
        painter.setFont(font)
        painter.setPen(c.ink if mark is not None else c.quiet)
        painter.drawText(QRect(left, rect.top(), width + UNIT, rect.height()), Qt.AlignmentFlag.AlignVCenter, name)
        if mark is not None:
            # Before a figure's name, so that the name stands where the figures do.
            self._paint_mark(
                painter, QRect(left - self.mark_room() if column in RIGHT else left + width + 2, rect.top(), 0, 0), mark
            )
        painter.restore()

    @override
    def mousePressEvent(self, e: QMouseEvent) -> None:
        self._held = self._edge_at(round(e.position().x())) if e.button() is Qt.MouseButton.LeftButton else None
        self._from = round(e.position().x())
        if self._held is None:
            super().mousePressEvent(e)

    @override
    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        x = round(e.position().x())
        if self._held is not None:
            left, right = self._held
            edge = self.sectionViewportPosition(right)
            self.dragged.emit(left, right, x - self._from)
            self._from += self.sectionViewportPosition(right) - edge  # the edge may have stopped where the mouse went on
            return
        over = not e.buttons() and self._edge_at(x) is not None
        self.viewport().setCursor(Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(e)

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        if self._held is None:
            super().mouseReleaseEvent(e)
        self._held = None

    @override
    def mouseDoubleClickEvent(self, e: QMouseEvent) -> None:
        edge = self._edge_at(round(e.position().x()))
        if edge is not None:
            self.fit_asked.emit(*edge)
        else:
            super().mouseDoubleClickEvent(e)

    @override
    def viewportEvent(self, e: QEvent) -> bool:
        if e.type() is QEvent.Type.Leave:
            self.viewport().unsetCursor()
        return super().viewportEvent(e)

    # slots

    @Slot()
    def dress(self) -> None:
        """Take the look in force."""
        self.setFont(self._look.sans(Type.META))
        self.updateGeometry()
        self.viewport().update()

    # inside

    def _sign(self) -> int:
        return round(QFontMetrics(self._look.sans(Type.META)).height() * 0.8)

    def _paint_mark(self, painter: QPainter, at: QRect, mark: tuple[str, bool]) -> None:
        """The order of a column: a chevron upwards where it ascends, and its place where there are several."""
        place, descending = mark
        c, size = self._look.colours, self._sign()
        middle = at.top() + self.height() // 2
        sign = QRect(at.left(), middle - size // 2, size, size)
        painter.drawPixmap(sign, pixmap("chevron-down" if descending else "chevron-up", c.accent, size * 2))
        painter.setFont(self._look.figures(Type.META))
        painter.setPen(c.quiet)
        painter.drawText(QPoint(sign.right() + 1, middle + QFontMetrics(painter.font()).ascent() // 2 - 1), place)

    def _edge_at(self, x: int) -> tuple[Column, Column] | None:
        """The two columns whose edge is at a place; None where there is no edge that can be moved."""
        shown = [column for column in Column if not self.isSectionHidden(column)]
        for left, right in pairwise(shown):
            if abs(self.sectionViewportPosition(right) - x) <= _GRASP:
                return left, right
        return None
