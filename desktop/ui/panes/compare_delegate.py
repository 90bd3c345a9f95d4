"""How the cells and the margin of a comparison are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate
from typing_extensions import override

from desktop.ui.models.compare_model import Kind
from desktop.ui.panes.compare_marks import paint_chevron, paint_line_head, paint_rank, paint_stance, write
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject, QSize
    from PySide6.QtGui import QColor, QMouseEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.review import Span
    from desktop.ui.models.compare_model import Cell, CompareModel, Row
    from desktop.ui.panes.compare_layout import CellSetter, Laid
    from desktop.ui.theme import Look

_BAR = 3  # pixels of the bar at the passage where the reader stands
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)


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

    def rank_in(self, cell: Cell, stop: int) -> int:
        """The rank of a passage among those that answer; 0 where it does not."""

    def is_asked(self, cell: Cell, stop: int) -> bool:
        """Whether a passage is the one that the marked ones answer."""

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
        stop = setting.stop_in(index.row(), index.column())
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, c.paper)
        if cell.kind in (Kind.HEAD, Kind.HEADING):
            if stop >= 0:
                self._paint_here(painter, rect, 0.0, float(rect.height()))
            row = setting.cells.row(index.row())
            if cell.kind is Kind.HEAD:
                inner = rect.adjusted(setting.setter.gutter, 0, -UNIT * 4, 0)
                paint_line_head(painter, inner, setting.cells.heads[cell.review], self._look)
            elif row is not None:
                paint_heading(painter, rect.adjusted(UNIT * 2, 0, -UNIT * 4, 0), row, self._look)
        else:
            laid = setting.laid(index.row(), index.column())
            if stop >= 0:
                self._paint_here(painter, rect, *laid.extent(stop))
            self._paint_ranks(painter, rect, cell, laid, stop)
            if setting.cells.stacked and cell.review >= 0:
                self._paint_name(painter, rect, cell)
            self._paint_words(painter, rect, cell, laid)
        if ends_block(setting.cells, index.row()):
            painter.setPen(c.hairline)
            painter.drawLine(
                rect.left() + (UNIT * 2 if setting.cells.stacked else 0), rect.bottom(), rect.right(), rect.bottom()
            )
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        rect: QRect = option.rect
        return rect.size()

    # inside

    def _paint_name(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        """Who speaks, where rows are stacked: above passages, beside facts."""
        setter, c = self._setting.setter, self._look.colours
        fact = cell.kind is Kind.FACT
        box = QRect(rect.left() + setter.gutter, rect.top() + setter.pad(cell), rect.width() - UNIT * 8, setter.name_height)
        if fact:
            box.setWidth(setter.name_width(rect.width() - setter.gutter - UNIT * 4) - UNIT * 2)
        font = self._look.sans(Type.META, bold=not fact)
        write(painter, box, self._setting.cells.heads[cell.review].name, font, c.quiet if fact else c.ink)

    def _paint_words(self, painter: QPainter, rect: QRect, cell: Cell, laid: Laid) -> None:
        setter, look = self._setting.setter, self._look
        top = float(rect.top())
        clip = painter.clipBoundingRect()
        radius = setter.meta_height * 0.3
        hits = self._setting.hits_in(cell)
        for piece in laid.pieces:
            if top + piece.top > clip.bottom() or top + piece.bottom < clip.top():
                continue
            if piece.stance is not None:
                centre = QPointF(rect.left() + piece.left - UNIT - radius - 2, top + piece.top + piece.line / 2 + 1)
                paint_stance(painter, centre, radius, piece.stance, look)
            setter.draw(painter, piece, rect.left(), top, hits)
        if laid.more:
            box = QRect(rect.left() + setter.gutter, round(top + laid.more_top), rect.width(), round(laid.more_height))
            write(painter, box, more_line(self._setting, cell, laid), look.sans(Type.META), look.colours.quiet)

    def _paint_ranks(self, painter: QPainter, rect: QRect, cell: Cell, laid: Laid, here: int) -> None:
        """The wash and the rank of passages that answer, and a thin bar at the one that they answer."""
        c = self._look.colours
        for stop in range(min(laid.shown, len(cell.passages))):
            rank = self._setting.rank_in(cell, stop)
            asked = not rank and stop != here and self._setting.is_asked(cell, stop)
            if rank or asked:
                upper, lower = laid.extent(stop)
                box = QRect(rect.left(), round(rect.top() + upper) - 2, rect.width() - UNIT * 2, round(lower - upper) + 4)
                if rank:
                    if stop != here:
                        painter.fillRect(box, c.selected)
                    corner = QRect(rect.right() - UNIT * 4, box.top() + 2, UNIT * 4, round(laid.line(stop)))
                    paint_rank(painter, corner, rank, self._look, here=stop == here)
                else:
                    painter.fillRect(QRect(box.left(), box.top(), 1, box.height()), c.accent)

    def _paint_here(self, painter: QPainter, rect: QRect, upper: float, lower: float) -> None:
        """The bar and the wash of the passage where the reader stands; the bar alone, and quiet, while keys go elsewhere."""
        c, focused = self._look.colours, self._setting.focused()
        box = QRect(rect.left(), round(rect.top() + upper) - 2, rect.width() - UNIT * 2, round(lower - upper) + 4)
        if focused:
            painter.fillRect(box, c.selected)
        painter.fillRect(QRect(box.left(), box.top(), _BAR, box.height()), c.accent if focused else c.edge)


def more_line(setting: Setting, cell: Cell, laid: Laid) -> str:
    """The line that opens a long cell, with the ranks of the answers that are folded away there."""
    ranks = sorted(rank for stop in range(laid.shown, len(cell.passages)) if (rank := setting.rank_in(cell, stop)))
    if not ranks:
        return laid.more
    return f"{laid.more} · {'answer' if len(ranks) == 1 else 'answers'} {', '.join(map(str, ranks))}"


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

    pressed_row = Signal(str)  # the key of a row

    def __init__(self, look: Look, model: CompareModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._look = look
        self._model = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Topics")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    # methods

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
        if row is not None and event.button() is Qt.MouseButton.LeftButton:
            self.pressed_row.emit(row.key)

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
            bold, small = look.sans(Type.INTERFACE, bold=True), look.sans(Type.META)
            painter.setFont(bold)
            painter.setPen(c.quiet if row.key == "unplaced" or (row.is_fact and not row.differs) else c.ink)
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
