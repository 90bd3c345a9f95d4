"""How the cells and the margin of a comparison are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate
from typing_extensions import override

from desktop.ui.models.compare_model import Kind
from desktop.ui.panes.compare_marks import paint_head, paint_stance, write
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject, QSize
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.review import Span
    from desktop.ui.models.compare_model import Cell, CompareModel, Row
    from desktop.ui.panes.compare_layout import CellSetter, Laid
    from desktop.ui.theme import Look

DIFFER = "≠ they differ"
_BAR = 3  # pixels of the bar at the passage where the reader stands


class Setting(Protocol):
    """What the delegate must know of the view it paints for."""

    setter: CellSetter
    cells: CompareModel

    def laid(self, row: int, column: int) -> Laid:
        """The cell at a place, laid out for its width."""

    def stop_in(self, row: int, column: int) -> int:
        """The stop of this cell at which the reader stands; -1 where the reader stands elsewhere."""

    def hits_in(self, cell: Cell) -> Sequence[tuple[Span, QColor]]:
        """What is washed in the review of a cell."""

    def focused(self) -> bool:
        """Whether keys go to the view."""


class CompareDelegate(QStyledItemDelegate):
    """Paints cells; the view lays them out."""

    def __init__(self, look: Look, setting: Setting, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._setting = setting

    # events

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        setting, c = self._setting, self._look.colours
        rect: QRect = option.rect
        cell = setting.cells.cell(index.row(), index.column())
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, c.paper)
        left = rect.left() + setting.setter.gutter
        stop = setting.stop_in(index.row(), index.column())
        if cell.kind is Kind.HEAD:
            head = setting.cells.heads[cell.review]
            self._paint_here(painter, rect, 0.0, float(rect.height()), here=stop >= 0)
            paint_head(painter, rect.adjusted(setting.setter.gutter, 0, -UNIT * 4, 0), head, self._look)
        elif cell.kind is Kind.HEADING:
            row = setting.cells.row(index.row())
            self._paint_here(painter, rect, 0.0, float(rect.height()), here=stop >= 0)
            if row is not None:
                paint_heading(painter, rect.adjusted(UNIT * 2, 0, -UNIT * 4, 0), row, self._look)
        else:
            self._paint_words(painter, rect, cell, setting.laid(index.row(), index.column()), stop)
        if cell.kind is not Kind.HEADING and not self._goes_on(index.row()):
            painter.setPen(c.hairline)
            painter.drawLine(left if setting.cells.stacked else rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        rect: QRect = option.rect
        return rect.size()

    # inside

    def _goes_on(self, row: int) -> bool:
        """Whether the row below belongs to the same topic: no line between them."""
        model = self._setting.cells
        if not model.stacked or row + 1 >= model.rowCount():
            return False
        return model.cell(row, 0).key == model.cell(row + 1, 0).key

    def _paint_words(self, painter: QPainter, rect: QRect, cell: Cell, laid: Laid, stop: int) -> None:
        setting, look = self._setting, self._look
        c, setter = look.colours, setting.setter
        top = float(rect.top())
        if setting.cells.stacked and cell.review >= 0:
            name = setting.cells.heads[cell.review].name
            line = setter.name_height
            box = QRect(rect.left() + setter.gutter, rect.top() + setter.pad, rect.width(), line)
            write(painter, box, name, look.sans(Type.META, bold=True), c.ink)
        if stop >= 0:
            upper, lower = laid.extent(stop)
            self._paint_here(painter, rect, upper, lower, here=True)
        radius = setter.meta_height * 0.3
        hits = setting.hits_in(cell)
        for piece in laid.pieces:
            if top + piece.top > rect.bottom() or top + piece.top + piece.height < painter.clipBoundingRect().top():
                continue
            if piece.stance is not None:
                centre = QPointF(rect.left() + setter.gutter - UNIT - radius - 2, top + piece.top + piece.line / 2 + 1)
                paint_stance(painter, centre, radius, piece.stance, look)
            setter.draw(painter, piece, rect.left(), top, hits)
        if laid.more:
            box = QRect(rect.left() + setter.gutter, round(top + laid.more_top), rect.width(), round(laid.more_height))
            write(painter, box, laid.more, look.sans(Type.META), c.quiet)

    def _paint_here(self, painter: QPainter, rect: QRect, upper: float, lower: float, *, here: bool) -> None:
        """The bar and the wash of the passage where the reader stands; the bar alone, and quiet, while keys go elsewhere."""
        if not here:
            return
        c = self._look.colours
        box = QRect(rect.left(), round(rect.top() + upper) - 2, rect.width() - UNIT * 2, round(lower - upper) + 4)
        if self._setting.focused():
            painter.fillRect(box, c.selected)
        painter.fillRect(QRect(box.left(), box.top(), _BAR, box.height()), c.accent if self._setting.focused() else c.edge)


def paint_heading(painter: QPainter, rect: QRect, row: Row, look: Look) -> None:
    """The name of a row on one line with what it covers, where rows are stacked."""
    c = look.colours
    bold, small = look.sans(Type.INTERFACE, bold=True), look.sans(Type.META)
    height = QFontMetrics(bold).height()
    line = QRect(rect.left(), rect.bottom() - height - UNIT, rect.width(), height)
    used = write(painter, line, row.name, bold, c.ink)
    note = DIFFER if row.differs else row.about
    write(painter, line.adjusted(used + UNIT * 3, 0, 0, 0), note, small, c.complaint if row.differs else c.quiet)


def heading_height(look: Look) -> int:
    """The height of a stacked row's heading, in pixels."""
    return QFontMetrics(look.sans(Type.INTERFACE, bold=True)).height() + UNIT * 6


class Margin(QHeaderView):
    """The left margin: names of rows, which stay in view while their row does."""

    def __init__(self, look: Look, model: CompareModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._look = look
        self._model = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setAccessibleName("Topics")

    # methods

    def wanted_width(self) -> int:
        """The width that the longest word of a usual topic needs, in pixels."""
        bold = QFontMetrics(self._look.sans(Type.INTERFACE, bold=True))
        return bold.horizontalAdvance("performances and") + UNIT * 5

    def label_height(self, row: Row) -> int:
        """The height that the name of a row needs, in pixels; what it covers is shown where there is room."""
        bold, room = self._look.sans(Type.INTERFACE, bold=True), self.wanted_width() - UNIT * 7
        name = QFontMetrics(bold).boundingRect(QRect(0, 0, room, 10_000), _WRAP, row.name).height()
        return name + UNIT * 6 + (QFontMetrics(self._look.sans(Type.META)).height() if row.differs else 0)

    # events

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        c, look = self._look.colours, self._look
        painter.save()
        painter.fillRect(rect, c.paper)
        painter.setPen(c.hairline)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        row = self._model.row(logicalIndex) if logicalIndex < self._model.rowCount() else None
        if row is not None:
            inner = rect.adjusted(UNIT * 4, UNIT * 3, -UNIT * 3, -UNIT * 2)
            bold, small = look.sans(Type.INTERFACE, bold=True), look.sans(Type.META)
            metrics = QFontMetrics(bold)
            name = metrics.boundingRect(QRect(0, 0, inner.width(), 10_000), _WRAP, row.name).height()
            differs = QFontMetrics(small).height() if row.differs else 0
            # The name goes down with the view, as far as its row reaches.
            y = min(max(inner.top(), UNIT * 3), max(inner.top(), inner.bottom() - name - differs))
            painter.setClipRect(rect)
            painter.setFont(bold)
            painter.setPen(c.quiet if row.key == "unplaced" or (row.is_fact and not row.differs) else c.ink)
            painter.drawText(QRect(inner.left(), y, inner.width(), name), _WRAP, row.name)
            y += name
            painter.setFont(small)
            if row.differs:
                painter.setPen(c.complaint)
                painter.drawText(QRect(inner.left(), y + 2, inner.width(), differs), _WRAP, DIFFER)
            elif row.about:
                self._paint_about(painter, QRect(inner.left(), y + UNIT // 2, inner.width(), inner.bottom() - y), row.about)
        painter.restore()

    def _paint_about(self, painter: QPainter, box: QRect, about: str) -> None:
        """What the row covers, where all of it has room; it is in the tooltip too."""
        needed = painter.fontMetrics().boundingRect(QRect(0, 0, box.width(), 10_000), _WRAP, about).height()
        if needed <= box.height():
            painter.setPen(self._look.colours.quiet)
            painter.drawText(box, _WRAP, about)


_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
