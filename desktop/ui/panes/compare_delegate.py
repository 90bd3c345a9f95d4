"""How the cells of a comparison are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtWidgets import QStyledItemDelegate
from typing_extensions import override

from desktop.ui.models.compare_model import Kind
from desktop.ui.panes.compare_margin import ends_block, paint_heading
from desktop.ui.panes.compare_marks import paint_here, paint_line_head, paint_rank, paint_stance, write
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject, QSize
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.review import Span
    from desktop.ui.models.compare_model import Cell, CompareModel
    from desktop.ui.panes.compare_laid import Laid, Sign
    from desktop.ui.panes.compare_layout import CellSetter
    from desktop.ui.theme import Look


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

    def sign_in(self, row: int, column: int) -> Sign | None:
        """The sign in a cell that opens the paragraph round a passage; None where none is shown now."""

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
            self._paint_sign(painter, rect, index)
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

    def _paint_sign(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """The sign that opens the paragraph round a passage, or closes it."""
        sign = self._setting.sign_in(index.row(), index.column())
        if sign is not None:
            painter.setFont(self._look.sans(Type.META, bold=True))
            painter.setPen(self._look.colours.accent if sign.is_open else self._look.colours.quiet)
            painter.drawText(sign.box.translated(rect.topLeft()), int(Qt.AlignmentFlag.AlignCenter), "¶")

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
        """The bar and the wash of the passage where the reader stands."""
        box = QRect(rect.left(), round(rect.top() + upper) - 2, rect.width() - UNIT * 2, round(lower - upper) + 4)
        paint_here(painter, box, self._look, focused=self._setting.focused())


def more_line(setting: Setting, cell: Cell, laid: Laid) -> str:
    """The line that opens a long cell, with the ranks of the answers that are folded away there."""
    ranks = sorted(rank for stop in range(laid.shown, len(cell.passages)) if (rank := setting.rank_in(cell, stop)))
    if not ranks:
        return laid.more
    return f"{laid.more} · {'answer' if len(ranks) == 1 else 'answers'} {', '.join(map(str, ranks))}"
