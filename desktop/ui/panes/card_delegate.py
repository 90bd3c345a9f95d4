"""Paints the list: cards, group headings, and the score column of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.library.copies import copies_in_words
from desktop.ui.icons import pixmap
from desktop.ui.models.cards import Card, Heading
from desktop.ui.models.reviews_model import Column, Data
from desktop.ui.theme import UNIT, Look, Type

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QColor, QFont

Index = QModelIndex | QPersistentModelIndex
_PAD = UNIT * 3
_PARTED = "  ·  "
_INSET = UNIT * 5  # of a copy under the review that is kept


class CardDelegate(QStyledItemDelegate):
    """Cards in column 0, plain cells elsewhere; a group's heading is painted over the whole width by its first cell."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    # methods

    def card_height(self) -> int:
        """The height of a card in pixels."""
        line = QFontMetrics(self._look.sans(Type.META)).height()
        return self._badge_height() + line * 3 + UNIT * 2 + _PAD * 2

    def line_height(self) -> int:
        """The height of a table's row in pixels."""
        return QFontMetrics(self._look.sans()).height() + UNIT * 3

    def heading_height(self) -> int:
        """The height of a group's heading in pixels."""
        return QFontMetrics(self._look.sans(Type.INTERFACE, bold=True)).height() + UNIT * 5

    # events

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        content = index.data(Data.CARD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(content, Heading):
            self._paint_heading(painter, option, index, content)
        elif isinstance(content, Card):
            self._paint_ground(painter, option, bar=index.column() in (Column.CARD, Column.SCORE))
            if index.column() == Column.CARD:
                self._paint_card(painter, option.rect.adjusted(_INSET if content.below else 0, 0, 0, 0), content)
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

    def copies_rect(self, rect: QRect, card: Card) -> QRect:
        """Where a card, or a row of the table with its headline's cell at ``rect``, says how many copies it stands for."""
        if not card.copies:
            return QRect()
        font = self._look.sans(Type.META)
        width = self._copies_width(card.copies)
        if rect.height() <= self.line_height():
            return QRect(rect.right() - width - UNIT * 2, rect.top(), width, rect.height())
        height = QFontMetrics(font).height()
        left = rect.left() + UNIT * 5 + (_INSET if card.below else 0)
        return QRect(left, rect.bottom() - _PAD - height, width, height + UNIT)

    def _copies_width(self, copies: int) -> int:
        metrics = QFontMetrics(self._look.sans(Type.META))
        return metrics.horizontalAdvance(copies_in_words(copies)) + round(metrics.height() * 0.8) + UNIT * 2

    def _paint_copies(self, painter: QPainter, rect: QRect, card: Card) -> None:
        """How many copies there are, with a chevron that says whether they are shown."""
        c, font = self._look.colours, self._look.sans(Type.META)
        size = round(QFontMetrics(font).height() * 0.8)
        sign = QRect(rect.left(), rect.center().y() - size // 2 + 1, size, size)
        painter.drawPixmap(sign, pixmap("chevron-down" if card.unfolded else "chevron-right", c.accent, size * 2))
        _line(painter, rect.adjusted(size + 3, 0, UNIT, 0), copies_in_words(card.copies), font, c.accent)

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
        _line(painter, inner.adjusted(0, 0, -note_width - UNIT * 3, 0), heading.label, bold, c.ink)
        _line(painter, inner, note, small, c.quiet, Qt.AlignmentFlag.AlignRight)
        if focused:
            painter.setPen(QPen(c.accent, 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))

    def _paint_card(self, painter: QPainter, rect: QRect, card: Card) -> None:
        c, look = self._look.colours, self._look
        bold, small = look.sans(Type.INTERFACE, bold=True), look.sans(Type.META)
        inner = rect.adjusted(UNIT * 5, _PAD, -_PAD, -_PAD)
        if card.unread:
            painter.setBrush(c.accent)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(rect.left() + UNIT * 2.75, inner.top() + QFontMetrics(bold).height() / 2), 3.5, 3.5)
        badge = self._badge_width()
        self._paint_badge(painter, QRect(inner.right() - badge, inner.top(), badge, inner.height()), card)
        room = inner.adjusted(0, 0, -badge - UNIT * 3, 0)
        y = room.top()
        title_font = bold if not card.untitled else look.sans(Type.INTERFACE)
        title_font.setItalic(card.untitled)
        step = QFontMetrics(title_font).height()
        title_rect = QRect(room.left(), y, room.width(), step)
        if card.starred:
            size = step - 3
            painter.drawPixmap(QRect(title_rect.left(), y + 1, size, size), pixmap("star-filled", c.accent, size * 2))
            title_rect.setLeft(title_rect.left() + size + UNIT)
        elide = Qt.TextElideMode.ElideMiddle
        _line(painter, title_rect, card.title, title_font, c.quiet if card.untitled else c.ink, elide=elide)
        y += step + 2
        step = QFontMetrics(small).height()
        _line(painter, QRect(room.left(), y, room.width(), step), card.source, small, c.quiet)
        y = inner.top() + self._badge_height() + step + UNIT  # the last two lines pass below the badge
        self._paint_words(painter, QRect(inner.left(), y, inner.width(), step), card, small)
        y += step + 2
        self._paint_tags(painter, QRect(inner.left(), y, inner.width(), step), card, small)

    def _paint_words(self, painter: QPainter, rect: QRect, card: Card, font: QFont) -> None:
        """The first words, or the snippet with its hits washed."""
        c, metrics = self._look.colours, QFontMetrics(font)
        text = metrics.elidedText(card.words, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(font)
        for start, end in card.hits:
            if end < len(text):
                left = metrics.horizontalAdvance(card.words[:start])
                width = metrics.horizontalAdvance(card.words[:end]) - left
                painter.fillRect(QRect(rect.left() + left, rect.top(), width, rect.height()), c.wash)
        painter.setPen(c.ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)

    def _paint_tags(self, painter: QPainter, rect: QRect, card: Card, font: QFont) -> None:
        """The reader's tags with a tag sign, then what is praised and what criticised, by shape and word."""
        c, metrics = self._look.colours, QFontMetrics(font)
        x = rect.left()
        size = round(metrics.height() * 0.8)
        if card.copies:
            self._paint_copies(painter, QRect(x, rect.top(), self._copies_width(card.copies), rect.height()), card)
            x += self._copies_width(card.copies) + UNIT * 2
        elif card.is_copy:
            x = self._word(painter, rect, x, "Copy", font, c.accent) + UNIT * 2
        rect = rect.adjusted(x - rect.left(), 0, 0, 0)
        if not card.is_review:
            _line(painter, rect, "Not a review", font, c.quiet)
            return
        for tag in card.tags:
            sign = QRect(x, rect.center().y() - size // 2 + 1, size, size)
            painter.drawPixmap(sign, pixmap("tag", c.ink, size * 2))
            x += size + 3
            x = self._word(painter, rect, x, tag, font, c.ink) + UNIT * 2
        for names, up, colour in ((card.praised, True, c.praise), (card.criticised, False, c.complaint)):
            if names and x < rect.right() - UNIT * 8:
                painter.setBrush(colour)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawPolygon(triangle(QPointF(x + size * 0.4, rect.center().y() + 1), size * 0.4, up=up))
                x = self._word(painter, rect, x + size + 2, " · ".join(names), font, c.quiet) + UNIT * 2

    def _word(self, painter: QPainter, rect: QRect, x: int, text: str, font: QFont, colour: QColor) -> int:
        """Write from ``x`` on, elided at the right edge; returns where the text ends."""
        metrics = QFontMetrics(font)
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.right() - x))
        width = metrics.horizontalAdvance(elided)
        _line(painter, QRect(x, rect.top(), width + 1, rect.height()), elided, font, colour)
        return x + width

    def _badge_height(self) -> int:
        return QFontMetrics(self._look.figures(Type.INTERFACE, bold=True)).height() + UNIT * 2

    def _badge_width(self) -> int:
        return QFontMetrics(self._look.figures(Type.META)).horizontalAdvance("★★★★☆") + UNIT

    def _paint_badge(self, painter: QPainter, rect: QRect, card: Card) -> None:
        """The figure in a small rounded field with its bar, the notation as written below it; a hollow one where unscored."""
        if not card.is_review:
            return
        look, c = self._look, self._look.colours
        font = look.figures(Type.INTERFACE, bold=True)
        height = self._badge_height()
        width = max(QFontMetrics(font).horizontalAdvance("100") + UNIT * 3, UNIT * 9)
        paint_badge(painter, QRect(rect.right() - width, rect.top(), width, height), card.score, look)
        small = look.figures(Type.META)
        text = card.notation or "unscored"
        below = QRect(rect.left() - UNIT * 2, rect.top() + height + 3, rect.width() + UNIT * 2, QFontMetrics(small).height())
        _line(painter, below, text, small, c.quiet, Qt.AlignmentFlag.AlignRight)

    def _paint_score_cell(self, painter: QPainter, rect: QRect, card: Card) -> None:
        look = self._look
        font = look.figures(Type.INTERFACE, bold=card.score is not None)
        inner = rect.adjusted(UNIT * 3, 0, -UNIT * 2, 0)
        text = "" if not card.is_review else "–" if card.score is None else str(card.score)
        _line(painter, inner, text, font, look.colours.ink, Qt.AlignmentFlag.AlignRight)
        if card.unread:
            painter.setBrush(look.colours.accent)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(rect.left() + UNIT * 2.75, rect.center().y()), 3.5, 3.5)

    def _paint_cell(self, painter: QPainter, rect: QRect, card: Card, index: Index) -> None:
        look, c = self._look, self._look.colours
        column = Column(index.column())
        headline = column is Column.HEADLINE
        font = look.figures() if column in (Column.LENGTH, Column.DATE) else look.sans(bold=headline and card.unread)
        font.setItalic(headline and card.untitled)
        colour = c.ink if headline and not card.untitled else c.quiet
        right = column is Column.LENGTH
        inner = rect.adjusted(UNIT * 2, 0, -UNIT * 2, 0)
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        elide = Qt.TextElideMode.ElideMiddle if headline else Qt.TextElideMode.ElideRight
        if headline and card.below:
            inner.setLeft(inner.left() + _INSET)
        if headline and card.copies:
            sign = self.copies_rect(rect, card)
            self._paint_copies(painter, sign, card)
            inner.setRight(sign.left() - UNIT * 2)
        elif headline and card.is_copy:
            small = look.sans(Type.META)
            _line(painter, inner, "Copy", small, c.accent, Qt.AlignmentFlag.AlignRight)
            inner.setRight(inner.right() - QFontMetrics(small).horizontalAdvance("Copy") - UNIT * 2)
        _line(painter, inner, str(index.data()), font, colour, align, elide=elide)


def paint_badge(painter: QPainter, rect: QRect, score: int | None, look: Look) -> None:
    """A score badge: the figure with a fine bar for 0 to 100 under it, or a hollow field with a dash where there is none."""
    c = look.colours
    field = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    if score is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(c.edge, 1))
        painter.drawRoundedRect(field, 4, 4)
        _line(painter, rect, "–", look.figures(), c.quiet, Qt.AlignmentFlag.AlignHCenter)
        return
    painter.setBrush(c.surface)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(field, 4, 4)
    bar = QRectF(field.left() + 5, field.bottom() - 5, field.width() - 10, 2)
    painter.fillRect(bar, c.hairline)
    painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * score / 100, bar.height()), c.ink)
    figures = look.figures(Type.INTERFACE, bold=True)
    _line(painter, rect.adjusted(0, -2, 0, -4), str(score), figures, c.ink, Qt.AlignmentFlag.AlignHCenter)


def triangle(centre: QPointF, radius: float, *, up: bool) -> QPolygonF:
    """The mark of praise (pointing up) or complaint (pointing down)."""
    y = -radius if up else radius
    return QPolygonF(
        [
            QPointF(centre.x(), centre.y() + y),
            QPointF(centre.x() + radius, centre.y() - y),
            QPointF(centre.x() - radius, centre.y() - y),
        ]
    )


def _line(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    *,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """One line of plain text, elided to fit."""
    painter.setFont(font)
    painter.setPen(colour)
    fitted = QFontMetrics(font).elidedText(text, elide, max(0, rect.width()))
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, fitted)
