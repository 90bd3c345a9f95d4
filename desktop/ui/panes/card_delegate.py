"""Paints the list: cards, group headings, and the cells of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.ui.icons import pixmap
from desktop.ui.models.cards import Card, Heading
from desktop.ui.models.reviews_model import Column, Data
from desktop.ui.panes.badge import paint_line
from desktop.ui.panes.card_face import CardFace
from desktop.ui.panes.table_head import PAD, RIGHT
from desktop.ui.theme import UNIT, Look, Type

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFont

Index = QModelIndex | QPersistentModelIndex
_PAD = UNIT * 3
_PARTED = "  ·  "
_INSET = UNIT * 5  # of a copy under the review that is kept
_COPY = "Copy"


class CardDelegate(QStyledItemDelegate):
    """Cards in column 0, plain cells elsewhere; a group's heading is painted over the whole width by its first cell."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._face = CardFace(look)

    # methods

    def card_height(self) -> int:
        """The height of a card in pixels."""
        return self._face.height()

    def line_height(self) -> int:
        """The height of a table's row in pixels."""
        return QFontMetrics(self._look.sans()).height() + UNIT * 3

    def heading_height(self) -> int:
        """The height of a group's heading in pixels."""
        return QFontMetrics(self._look.sans(Type.INTERFACE, bold=True)).height() + UNIT * 5

    def copies_rect(self, rect: QRect, card: Card) -> QRect:
        """Where a card, or a row of the table with its headline's cell at ``rect``, says how many copies it stands for."""
        if not card.copies:
            return QRect()
        if rect.height() > self.line_height():
            return self._face.copies_rect(_card_rect(rect, card), card)
        width = self._face.copies_width(card.copies)
        return QRect(rect.right() - width - PAD, rect.top(), width, rect.height())

    def cut_text(self, rect: QRect, index: Index) -> str:
        """What stands at ``rect`` and is not shown to its end; nothing where all of it is shown."""
        card = index.data(Data.CARD)
        if not isinstance(card, Card):
            return ""
        column = Column(index.column())
        if column is Column.CARD:
            return self._face.cut(_card_rect(rect, card), card)
        text, room = str(index.data()), self._cell_room(rect, card, column).width()
        return text if QFontMetrics(self._cell_font(card, column)).horizontalAdvance(text) > room else ""

    # events

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        content = index.data(Data.CARD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(content, Heading):
            self._paint_heading(painter, option, index, content)
        elif isinstance(content, Card):
            self._paint_ground(painter, option, bar=option.rect.left() == 0)
            if index.column() == Column.CARD:
                self._face.paint(painter, _card_rect(option.rect, content), content)
            elif index.column() == Column.SCORE:
                self._paint_score_cell(painter, option.rect, content)
            else:
                self._paint_cell(painter, option.rect, content, index)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(UNIT * 60, self.card_height() if index.column() == Column.CARD else self.line_height())

    # inside

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, bar: bool) -> None:
        """Surface, selection and focus."""
        c, rect = self._look.colours, option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, c.selected if selected else c.paper)
        if selected and bar:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), c.accent)
        painter.setPen(c.hairline)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(c.accent, 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, heading: Heading) -> None:
        c, rect = self._look.colours, QRect(option.rect)
        view = option.widget
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if isinstance(view, QAbstractItemView):  # in a table each cell shows its part of what stands across all that is seen
            painter.setClipRect(rect)
            rect = QRect(0, rect.top(), view.viewport().width(), rect.height())
            focused = view.hasFocus() and view.currentIndex().row() == index.row()
        painter.fillRect(rect, c.surface)
        if heading.here:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), c.accent)
        painter.setPen(c.hairline)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        chevron = self._look.pixels(Type.META)
        top = rect.center().y() - chevron // 2
        painter.drawPixmap(
            QRect(rect.left() + UNIT * 2, top, chevron, chevron),
            pixmap("chevron-right" if heading.closed else "chevron-down", c.quiet, chevron * 2),
        )
        bold, small = self._look.sans(Type.INTERFACE, bold=True), self._look.figures(Type.META)
        inner = rect.adjusted(UNIT * 3 + chevron, 0, -_PAD, 0)
        wanted = QFontMetrics(bold).horizontalAdvance(heading.label) + UNIT * 3
        parts = list(heading.note)
        while len(parts) > 1 and wanted + QFontMetrics(small).horizontalAdvance(_PARTED.join(parts)) > inner.width():
            parts.pop()  # the name of the group comes first
        note = _PARTED.join(parts)
        note_width = QFontMetrics(small).horizontalAdvance(note)
        paint_line(painter, inner.adjusted(0, 0, -note_width - UNIT * 3, 0), heading.label, bold, c.ink)
        paint_line(painter, inner, note, small, c.quiet, Qt.AlignmentFlag.AlignRight)
        if focused:
            painter.setPen(QPen(c.accent, 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))

    def _paint_score_cell(self, painter: QPainter, rect: QRect, card: Card) -> None:
        look = self._look
        font = look.figures(Type.INTERFACE, bold=card.score is not None)
        inner = rect.adjusted(UNIT * 3, 0, -PAD, 0)
        text = "" if not card.is_review else "–" if card.score is None else str(card.score)
        paint_line(painter, inner, text, font, look.colours.ink, Qt.AlignmentFlag.AlignRight)
        if card.unread:
            painter.setBrush(look.colours.accent)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(rect.left() + UNIT * 2.75, rect.center().y()), 3.5, 3.5)

    def _paint_cell(self, painter: QPainter, rect: QRect, card: Card, index: Index) -> None:
        look, c = self._look, self._look.colours
        column = Column(index.column())
        headline = column is Column.HEADLINE
        colour = c.ink if headline and not card.untitled else c.quiet
        align = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
        if headline and card.copies:
            self._face.paint_copies(painter, self.copies_rect(rect, card), card)
        elif headline and card.is_copy:
            aside = rect.adjusted(0, 0, -PAD, 0)
            paint_line(painter, aside, _COPY, look.sans(Type.META), c.accent, Qt.AlignmentFlag.AlignRight)
        room = self._cell_room(rect, card, column)
        paint_line(painter, room, str(index.data()), self._cell_font(card, column), colour, align)

    def _cell_font(self, card: Card, column: Column) -> QFont:
        headline = column is Column.HEADLINE
        figures = column in (Column.LENGTH, Column.DATE)
        font = self._look.figures() if figures else self._look.sans(bold=headline and card.unread)
        font.setItalic(headline and card.untitled)
        return font

    def _cell_room(self, rect: QRect, card: Card, column: Column) -> QRect:
        """Where the text of a table's cell stands: beside what a headline's cell says of copies."""
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        if column is Column.HEADLINE and card.below:
            inner.setLeft(inner.left() + _INSET)
        if column is Column.HEADLINE and card.copies:
            inner.setRight(self.copies_rect(rect, card).left() - PAD)
        elif column is Column.HEADLINE and card.is_copy:
            inner.setRight(inner.right() - QFontMetrics(self._look.sans(Type.META)).horizontalAdvance(_COPY) - PAD)
        return inner


def _card_rect(rect: QRect, card: Card) -> QRect:
    """Where a card stands in its cell: indented where it is a copy below what is kept."""
    return rect.adjusted(_INSET if card.below else 0, 0, 0, 0)
