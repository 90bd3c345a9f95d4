"""The names of a comparison's rows: in the margin at the left, or above the cards where rows are stacked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

from desktop.ui.models.compare_rows import UNPLACED
from desktop.ui.panes.compare_marks import paint_chevron, paint_here, write
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPainter
    from PySide6.QtWidgets import QWidget

    from desktop.ui.models.compare_model import CompareModel, Row
    from desktop.ui.theme import Look

_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)


def ends_block(model: CompareModel, row: int) -> bool:
    """Whether a hairline stands below a row: not between facts, nor inside a topic whose critics are stacked."""
    if row + 1 >= model.rowCount():
        return True
    here, below = model.cell(row, 0), model.cell(row + 1, 0)
    return here.section != below.section


def paint_heading(painter: QPainter, rect: QRect, row: Row, look: Look) -> None:
    """The name of a row at the foot of ``rect``, with what it covers, where rows are stacked."""
    c = look.colours
    bold, small = look.sans(Type.INTERFACE, bold=True), look.sans(Type.META)
    height = QFontMetrics(bold).height()
    line = QRect(rect.left(), rect.bottom() - height - (0 if row.is_fact else UNIT), rect.width(), height)
    used = write(painter, line, row.name, bold, c.quiet if row.is_fact and not row.differs else c.ink)
    note = row.difference or row.about
    write(painter, line.adjusted(used + UNIT * 3, 0, 0, 0), note, small, c.complaint if row.differs else c.quiet)


def heading_height(look: Look, row: Row | None) -> int:
    """The height of a stacked row's heading, in pixels."""
    return QFontMetrics(look.sans(Type.INTERFACE, bold=True)).height() + (UNIT * 2 if row and row.is_fact else UNIT * 6)


class Margin(QHeaderView):
    """The left margin: names of rows, which stay in view while their row does; a click on one folds the row or opens it."""

    pressed_row = Signal(str, bool)  # the key of a row; whether it was pressed with the left button

    def __init__(self, look: Look, model: CompareModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._look = look
        self._model = model
        self._here, self._focused = -1, False
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Topics")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    # methods

    def show_here(self, row: int, *, focused: bool) -> None:
        """Show at which row's name the reader stands (-1: at none), and whether keys go there."""
        if (row, focused) != (self._here, self._focused):
            self._here, self._focused = row, focused
            self.viewport().update()

    def wanted_width(self) -> int:
        """The width that the usual names need, in pixels."""
        bold = QFontMetrics(self._look.sans(Type.INTERFACE, bold=True))
        return bold.horizontalAdvance("Performances and") + UNIT * 5

    def label_height(self, row: Row) -> int:
        """The height that the name of a row needs, in pixels; what it covers is shown where there is room."""
        name, differs = self._heights(row, self.wanted_width() - UNIT * 7)
        return name + differs + self._pad(row) * 2

    # events

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.logicalIndexAt(event.position().toPoint())
        row = self._model.row(at) if 0 <= at < self._model.rowCount() else None
        if row is not None:
            self.pressed_row.emit(row.key, event.button() is Qt.MouseButton.LeftButton)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        c, look = self._look.colours, self._look
        painter.save()
        painter.fillRect(rect, c.paper)
        painter.setClipRect(rect)
        if logicalIndex < self._model.rowCount() and ends_block(self._model, logicalIndex):
            painter.setPen(c.hairline)
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        row = self._model.row(logicalIndex) if logicalIndex < self._model.rowCount() else None
        if row is not None:
            pad = self._pad(row)
            inner = rect.adjusted(UNIT * 4, pad, -UNIT * 3, -pad)
            name, differs = self._heights(row, inner.width())
            # The name goes down with the view, as far as its row reaches.
            y = min(max(inner.top(), UNIT * 3), max(inner.top(), inner.bottom() + 1 - name - differs))
            if logicalIndex == self._here:
                paint_here(
                    painter, QRect(rect.left(), y - 2, rect.width() - UNIT, name + differs + 4), look, focused=self._focused
                )
            bold, small = look.sans(Type.INTERFACE, bold=True), look.sans(Type.META)
            painter.setFont(bold)
            painter.setPen(c.quiet if row.key == UNPLACED or (row.is_fact and not row.differs) else c.ink)
            painter.drawText(QRect(inner.left(), y, inner.width(), name), _WRAP, row.name)
            if not row.is_fact:
                at = QPointF(rect.left() + UNIT * 2 + 1, y + QFontMetrics(bold).height() / 2)
                paint_chevron(painter, at, c.edge, open_=row.key not in self._model.view.folded)
                painter.setPen(c.ink)
            painter.setFont(small)
            if row.differs:
                beside = 0 if differs else QFontMetrics(bold).horizontalAdvance(row.name) + UNIT * 2
                line = QFontMetrics(small).height()
                place = QRect(
                    inner.left() + beside, y + (name if differs else (name - line) // 2 + 1), inner.width() - beside, line
                )
                painter.setPen(c.complaint)
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.difference)
            if row.about and row.key not in self._model.view.folded:
                y += name + differs + UNIT // 2
                self._paint_about(painter, QRect(inner.left(), y, inner.width(), inner.bottom() - y), row.about)
        painter.restore()

    # inside

    def _pad(self, row: Row) -> int:
        return UNIT + UNIT // 2 if row.is_fact else UNIT * 3 + 2

    def _heights(self, row: Row, width: int) -> tuple[int, int]:
        """The height of a row's name, and that of the line below it which says that the reviews differ."""
        bold, small = QFontMetrics(self._look.sans(Type.INTERFACE, bold=True)), QFontMetrics(self._look.sans(Type.META))
        name = bold.boundingRect(QRect(0, 0, width, 10_000), _WRAP, row.name).height()
        fits = bold.horizontalAdvance(row.name) + UNIT * 2 + small.horizontalAdvance(row.difference) <= width
        return name, small.height() if row.differs and not fits else 0

    def _paint_about(self, painter: QPainter, box: QRect, about: str) -> None:
        """What the row covers, where all of it has room; it is in the tooltip too."""
        needed = painter.fontMetrics().boundingRect(QRect(0, 0, box.width(), 10_000), _WRAP, about).height()
        if needed <= box.height():
            painter.setPen(self._look.colours.quiet)
            painter.drawText(box, _WRAP, about)
