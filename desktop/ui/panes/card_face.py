"""A card of the list: where its lines stand, and how they are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout

from desktop.library.copies import copies_in_words
from desktop.ui.breaking import fill_line
from desktop.ui.icons import pixmap
from desktop.ui.panes.badge import paint_badge, paint_line, triangle
from desktop.ui.theme import UNIT, Look, Type
from desktop.ui.units import Units

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont

    from desktop.ui.models.cards import Card

_PAD = UNIT * 3


class CardFace:
    """Paints cards in the look in force. ``rect`` is always that of the whole card."""

    def __init__(self, look: Look) -> None:
        self._look = look

    # methods

    def height(self) -> int:
        """The height of a card in pixels."""
        line = QFontMetrics(self._look.sans(Type.META)).height()
        return self._badge_height() + line * 3 + UNIT * 2 + _PAD * 2

    def paint(self, painter: QPainter, rect: QRect, card: Card) -> None:
        """Paint a card on its ground."""
        c, small = self._look.colours, self._look.sans(Type.META)
        inner, room = self._inner(rect), self._room(rect)
        font = self._title_font(card)
        step, line = QFontMetrics(font).height(), QFontMetrics(small).height()
        if card.unread:
            painter.setBrush(c.accent)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(rect.left() + UNIT * 2.75, inner.top() + step / 2), 3.5, 3.5)
        badge = self._badge_width()
        self._paint_badge(painter, QRect(inner.right() - badge, inner.top(), badge, inner.height()), card)
        star = self._star_width(card, step)
        if star:
            size = star - UNIT
            painter.drawPixmap(QRect(room.left(), room.top() + 1, size, size), pixmap("star-filled", c.accent, size * 2))
        first, rest = self._title_lines(card, font, room.width() - star)
        colour = c.quiet if card.untitled else c.ink
        y = room.top()
        paint_line(painter, QRect(room.left() + star, y, room.width() - star, step), first, font, colour)
        if rest:
            y += step
            paint_line(painter, QRect(room.left(), y, room.width(), step), rest, font, colour)
        paint_line(painter, QRect(room.left(), y + step + 2, room.width(), line), card.source, small, c.quiet)
        y = inner.top() + self._badge_height() + line + UNIT  # the last two lines pass below the badge
        last = QRect(inner.left(), y + line + 2, inner.width(), line)
        if not rest:
            self._paint_words(painter, QRect(inner.left(), y, inner.width(), line), card, small)
        elif not _has_tags(card):
            self._paint_words(painter, last, card, small)
        self._paint_tags(painter, last, card, small)

    def cut(self, rect: QRect, card: Card) -> str:
        """The lines of a card's head that are not shown to their end; nothing where all are."""
        room, font = self._room(rect).width(), self._title_font(card)
        star = self._star_width(card, QFontMetrics(font).height())
        first, rest = self._title_lines(card, font, room - star)
        lines = []
        if QFontMetrics(font).horizontalAdvance(rest or first) > room - (0 if rest else star):
            lines.append(card.title)
        if QFontMetrics(self._look.sans(Type.META)).horizontalAdvance(card.source) > room:
            lines.append(card.source)
        return "\n".join(lines)

    def copies_rect(self, rect: QRect, card: Card) -> QRect:
        """Where a card says how many copies it stands for."""
        height = QFontMetrics(self._look.sans(Type.META)).height()
        return QRect(rect.left() + UNIT * 5, rect.bottom() - _PAD - height, self.copies_width(card.copies), height + UNIT)

    def copies_width(self, copies: int) -> int:
        """The pixels that the words on copies take."""
        metrics = QFontMetrics(self._look.sans(Type.META))
        return metrics.horizontalAdvance(copies_in_words(copies)) + round(metrics.height() * 0.8) + UNIT * 2

    def paint_copies(self, painter: QPainter, rect: QRect, card: Card) -> None:
        """How many copies there are, with a chevron that says whether they are shown."""
        c, font = self._look.colours, self._look.sans(Type.META)
        size = round(QFontMetrics(font).height() * 0.8)
        sign = QRect(rect.left(), rect.center().y() - size // 2 + 1, size, size)
        painter.drawPixmap(sign, pixmap("chevron-down" if card.unfolded else "chevron-right", c.accent, size * 2))
        paint_line(painter, rect.adjusted(size + 3, 0, UNIT, 0), copies_in_words(card.copies), font, c.accent)

    # inside

    def _inner(self, rect: QRect) -> QRect:
        return rect.adjusted(UNIT * 5, _PAD, -_PAD, -_PAD)

    def _room(self, rect: QRect) -> QRect:
        """What the badge leaves of the upper lines."""
        return self._inner(rect).adjusted(0, 0, -self._badge_width() - UNIT * 3, 0)

    def _title_font(self, card: Card) -> QFont:
        font = self._look.sans(Type.INTERFACE, bold=not card.untitled)
        font.setItalic(card.untitled)
        return font

    def _star_width(self, card: Card, step: int) -> int:
        return step - 3 + UNIT if card.starred else 0

    def _title_lines(self, card: Card, font: QFont, width: int) -> tuple[str, str]:
        """The headline in one line or two: a second one stands where the first words would, not where hits are shown."""
        if card.hits or card.shares or QFontMetrics(font).horizontalAdvance(card.title) <= width:
            return card.title, ""
        units = Units(card.title)
        layout = QTextLayout(card.title, font)
        layout.beginLayout()
        line = layout.createLine()
        fill_line(line, max(1, width), card.title, units)
        layout.endLayout()
        cut = units.to_points(line.textLength())
        return card.title[:cut].rstrip(), card.title[cut:]

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
            self.paint_copies(painter, QRect(x, rect.top(), self.copies_width(card.copies), rect.height()), card)
            x += self.copies_width(card.copies) + UNIT * 2
        elif card.is_copy:
            x = self._word(painter, rect, x, "Copy", font, c.accent) + UNIT * 2
        rect = rect.adjusted(x - rect.left(), 0, 0, 0)
        if not card.is_review:
            paint_line(painter, rect, "Not a review", font, c.quiet)
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
        paint_line(painter, QRect(x, rect.top(), width + 1, rect.height()), elided, font, colour)
        return x + width

    def _badge_height(self) -> int:
        return QFontMetrics(self._look.figures(Type.INTERFACE, bold=True)).height() + UNIT * 2

    def _badge_width(self) -> int:
        return QFontMetrics(self._look.figures(Type.META)).horizontalAdvance("★★★★☆") + UNIT

    def _paint_badge(self, painter: QPainter, rect: QRect, card: Card) -> None:
        """The figure in a small rounded field with its bar, the notation as written below it; a hollow one without a figure."""
        if not card.is_review:
            return
        look, c = self._look, self._look.colours
        font = look.figures(Type.INTERFACE, bold=True)
        height = self._badge_height()
        width = max(QFontMetrics(font).horizontalAdvance("100") + UNIT * 3, UNIT * 9)
        paint_badge(painter, QRect(rect.right() - width, rect.top(), width, height), card.score, look)
        small = look.figures(Type.META)
        below = QRect(rect.left() - UNIT * 2, rect.top() + height + 3, rect.width() + UNIT * 2, QFontMetrics(small).height())
        paint_line(painter, below, card.note, small, c.quiet, Qt.AlignmentFlag.AlignRight)


def _has_tags(card: Card) -> bool:
    """Whether something stands in the last line of a card."""
    return bool(card.copies or card.is_copy or not card.is_review or card.tags or card.praised or card.criticised)
