"""How the tables of an overview are set and painted: topics by reviews, and who agrees with whom."""

from __future__ import annotations

from functools import cached_property
from math import sqrt
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from typing_extensions import override

from desktop.comparison.agreement import PairAgreement
from desktop.comparison.overview import MatrixCell
from desktop.review import Stance
from desktop.ui.models.overview_marks import NONE_FOUND
from desktop.ui.panes.badge import paint_badge
from desktop.ui.panes.compare_marks import paint_stance, write
from desktop.ui.panes.overview_lists import SheetPainter
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class TablePainter(SheetPainter):
    """What the matrix and the table of pairs have in common: heads of critics above, heads of rows at the left."""

    @override
    def margin_width(self, room: int) -> int:
        bold, small = QFontMetrics(self.look.sans(bold=True)), QFontMetrics(self.look.sans(Type.META))
        longest = max(max(bold.horizontalAdvance(h.text), small.horizontalAdvance(h.note)) for h in self.sheet.down)
        return min(longest + UNIT * 5, max(room * 3 // 10, UNIT * 36))

    @override
    def head_height(self) -> int:
        metrics = QFontMetrics(self.look.sans(Type.META, bold=True))
        return metrics.height() * 2 + UNIT * 3

    @override
    def row_height(self, row: int) -> int:
        return self.line() + UNIT * 5

    @override
    def widths(self, room: int) -> list[int]:
        count = len(self.sheet.across)
        least, most = self._least(), self._least() * 2
        if room // count < least:
            return [least] * count
        if room // count > most:
            return [most] * count
        return [room * (i + 1) // count - room * i // count for i in range(count)]

    @override
    def least_width(self) -> int:
        columns = self._least() * len(self.sheet.across)
        margin = self.margin_width(UNIT * 200)
        # The margin takes its share of a wider page as well, until it holds its names.
        while (wider := self.margin_width(margin + columns)) > margin:
            margin = wider
        return margin + columns

    @override
    def paint_head(self, painter: QPainter, rect: QRect, column: int) -> None:
        self._paint_name(painter, rect.adjusted(UNIT, 0, -UNIT, -UNIT * 2), column)

    @override
    def paint_margin(self, painter: QPainter, rect: QRect, row: int) -> None:
        look, c = self.look, self.look.colours
        label = self.sheet.down[row]
        bold, small = look.sans(bold=True), look.sans(Type.META)
        inner = rect.adjusted(UNIT * 2, 0, -UNIT * 2, -1)
        upper, lower = QFontMetrics(bold).height(), QFontMetrics(small).height()
        top = inner.center().y() - (upper + (lower if label.note else 0)) // 2
        write(painter, QRect(inner.left(), top, inner.width(), upper), label.text, bold, c.ink)
        if label.note:
            write(painter, QRect(inner.left(), top + upper, inner.width(), lower), label.note, small, c.quiet)
        self._rule(painter, rect, row)

    # inside

    def _least(self) -> int:
        """The least width of a column."""
        return QFontMetrics(self.look.sans(Type.META)).horizontalAdvance(NONE_FOUND) + UNIT * 4

    def _rule(self, painter: QPainter, rect: QRect, row: int) -> None:
        """A hairline under the row, and a stronger one under the heads."""
        c = self.look.colours
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), c.hairline)
        if row == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), c.edge)

    def _paint_name(self, painter: QPainter, rect: QRect, column: int) -> None:
        """The name of a column on one or two lines, at the foot of its room."""
        font = self.look.sans(Type.META, bold=True)
        metrics = QFontMetrics(font)
        lines = two_lines(self.sheet.across[column].text, metrics, rect.width())
        y = rect.bottom() + 1 - metrics.height() * len(lines)
        for line in lines:
            box = QRect(rect.left(), y, rect.width(), metrics.height())
            write(painter, box, line, font, self.look.colours.ink, _CENTRE)
            y += metrics.height()


class MatrixPainter(TablePainter):
    """Topics by reviews. The mark is the stance, its size says how much is said, the figure in it how many passages."""

    @override
    def head_height(self) -> int:
        return super().head_height() + self._badge().height() + UNIT

    @override
    def row_height(self, row: int) -> int:
        return round(self._largest() * 2) + UNIT * 2

    @override
    def paint_head(self, painter: QPainter, rect: QRect, column: int) -> None:
        label, badge = self.sheet.across[column], self._badge()
        badge.moveCenter(rect.center())
        badge.moveBottom(rect.bottom() - UNIT * 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(painter, badge, int(label.note) if label.note.isdigit() else None, self.look)
        painter.restore()
        names = QRect(rect.left() + UNIT, rect.top(), rect.width() - UNIT * 2, badge.top() - rect.top() - UNIT)
        self._paint_name(painter, names, column)

    @override
    def paint(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        mark = self.sheet.rows[row][column]
        cell = mark.value
        c = self.look.colours
        self._rule(painter, rect, row)
        if not isinstance(cell, MatrixCell) or not cell.stance.said:
            font = self.look.sans(Type.META)
            font.setItalic(True)
            write(painter, rect, mark.fields[0], font, c.quiet, _CENTRE)
            return
        stance = cell.stance.stance
        radius = self._radius(cell.stance.said)
        centre = QPointF(rect.center().x() + 0.5, rect.center().y())
        paint_stance(painter, centre, radius, stance, self.look)
        font = self.look.figures(Type.META, bold=True)
        font.setPixelSize(max(8, round(self.look.pixels(Type.META) * 0.92)))
        # The middle of a triangle's surface lies a third of its height from its base.
        down = {Stance.PRAISE: radius * 0.32, Stance.COMPLAINT: -radius * 0.32}.get(stance, 0.0)
        box = QRectF(rect.left(), centre.y() + down - self.line(), rect.width() + 1, self.line() * 2)
        painter.setFont(font)
        painter.setPen(c.ink if stance is Stance.NEUTRAL else c.paper)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.fields[0])

    # inside

    def _badge(self) -> QRect:
        metrics = QFontMetrics(self.look.figures(Type.INTERFACE, bold=True))
        return QRect(0, 0, metrics.horizontalAdvance("100") + UNIT * 3, metrics.height() + UNIT + UNIT // 2)

    @cached_property
    def _most(self) -> int:
        """The number of passages in the fullest cell."""
        return max(m.value.stance.said for marks in self.sheet.rows for m in marks if isinstance(m.value, MatrixCell))

    def _largest(self) -> float:
        """The radius of the largest mark: twice the smallest, in which two figures have room."""
        return self.look.pixels(Type.META) * 1.75

    def _radius(self, said: int) -> float:
        """The radius of a mark; what is said shows in its surface, between the smallest and the largest."""
        least = self.look.pixels(Type.META) * 1.05
        share = sqrt((said - 1) / (self._most - 1)) if self._most > 1 else 0.0
        return least + (self._largest() - least) * share


class PairsPainter(TablePainter):
    """How many of the topics that both judge two critics judge alike: the figures, and a fine bar under them."""

    @override
    def paint(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        mark = self.sheet.rows[row][column]
        look, c = self.look, self.look.colours
        self._rule(painter, rect, row)
        pair = mark.value
        if not isinstance(pair, PairAgreement):
            painter.fillRect(QRect(rect.left() + 1, rect.top(), rect.width() - 2, rect.height() - 1), c.surface)
            return
        write(painter, rect.adjusted(0, 0, 0, -UNIT * 2), mark.fields[0], look.figures(), c.ink, _CENTRE)
        both = pair.alike + pair.split
        if both:
            width = min(rect.width() - UNIT * 6, UNIT * 14)
            y = rect.center().y() + self.line() // 2
            bar = QRectF(rect.center().x() - width / 2, y, width, 2)
            painter.fillRect(bar, c.hairline)
            painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * pair.alike / both, 2), c.ink)


def two_lines(text: str, metrics: QFontMetrics, width: int) -> Sequence[str]:
    """A name on one line, or parted at a space into two; what does not fit is elided."""
    elide = Qt.TextElideMode.ElideRight
    if metrics.horizontalAdvance(text) <= width or " " not in text.strip():
        return [metrics.elidedText(text, elide, width)]
    words = text.split()
    fitting = [n for n in range(1, len(words)) if metrics.horizontalAdvance(" ".join(words[:n])) <= width]
    n = fitting[-1] if fitting else 1
    return [metrics.elidedText(" ".join(part), elide, width) for part in (words[:n], words[n:])]
