"""How the parts of an overview are set and painted: the dot plot, the matrix, the table of pairs, and plain lists.

A painter knows the sizes of its part and paints its cells and heads; the view asks it, on the screen and for a picture alike.
All sizes follow the reader's text size.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from typing_extensions import override

from desktop.comparison.agreement import PairAgreement
from desktop.comparison.overview import Dot, MatrixCell
from desktop.review import Stance
from desktop.ui.models.overview_marks import Part
from desktop.ui.panes.card_delegate import paint_badge
from desktop.ui.panes.compare_marks import paint_stance, write
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QFont

    from desktop.ui.models.overview_marks import Mark, Sheet
    from desktop.ui.theme import Look

_TICKS = (0, 25, 50, 75, 100)
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_RIGHT = Qt.AlignmentFlag.AlignRight


class SheetPainter:
    """Sets and paints a plain list: the first field of each row bold, the others in columns, as wide as their words."""

    def __init__(self, look: Look, sheet: Sheet) -> None:
        self._look = look
        self._sheet = sheet

    # sizes, in pixels

    def margin_width(self, room: int) -> int:
        """The width of the heads of the rows in so much room; 0 where they have none."""
        del room
        return 0

    def head_height(self) -> int:
        """The height of the heads of the columns; 0 where they have none."""
        return 0

    def row_height(self, row: int) -> int:
        """The height of a row, with the space above the first of a group."""
        begins = row > 0 and bool(self._sheet.rows[row][0].fields[0])
        return self._line() + UNIT * 2 + (UNIT * 2 if begins else 0)

    def widths(self, room: int) -> list[int]:
        """The widths of the columns in so much room, which they may exceed."""
        return [room]

    def least_width(self) -> int:
        """The width in which everything can be read without scrolling."""
        return round(UNIT * 200 * self._look.scale)

    # painting

    def paint(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        """Paint a mark."""
        mark = self._sheet.rows[row][column]
        line = rect.adjusted(UNIT * 2, rect.height() - self._line() - UNIT * 2, -UNIT * 2, 0)
        if row and mark.fields[0]:
            painter.fillRect(QRect(rect.left(), rect.top() + UNIT, rect.width(), 1), self._look.colours.hairline)
        x = line.left()
        for i, (text, width) in enumerate(zip(mark.fields, self._field_widths(line.width()), strict=True)):
            font, colour = self._dress_of(i)
            write(painter, QRect(x, line.top(), width - UNIT * 3, line.height()), text, font, colour)
            x += width

    def paint_head(self, painter: QPainter, rect: QRect, column: int) -> None:
        """Paint the head of a column."""

    def paint_margin(self, painter: QPainter, rect: QRect, row: int) -> None:
        """Paint the head of a row."""

    # inside

    def _line(self) -> int:
        return QFontMetrics(self._look.sans(Type.INTERFACE, bold=True)).height()

    def _dress_of(self, field: int) -> tuple[QFont, QColor]:
        look, c = self._look, self._look.colours
        if field == 0:
            return look.sans(bold=True), c.ink
        if self._sheet.part is Part.NAMES:
            return (look.sans(), c.ink) if field == 2 else (look.sans(Type.META), c.quiet)
        if self._sheet.part is Part.FACTS:
            return (look.figures(), c.ink) if field == 1 else (look.figures(Type.META), c.quiet)
        return look.sans(), c.ink

    def _field_widths(self, room: int) -> list[int]:
        """All fields but the last are as wide as their longest words, within a share of the room; the last takes the rest."""
        count = len(self._sheet.rows[0][0].fields)
        widths = []
        for field in range(count - 1):
            metrics = QFontMetrics(self._dress_of(field)[0])
            longest = max(metrics.horizontalAdvance(marks[0].fields[field]) for marks in self._sheet.rows)
            widths.append(min(longest + UNIT * 6, room // (count - 1 if count > 2 else 3)) if longest else 0)
        return [*widths, max(UNIT * 10, room - sum(widths))]


class ScoresPainter(SheetPainter):
    """The dot plot: one line for each critic, so that names never overlap; the axis from 0 to 100; the score as written."""

    @override
    def head_height(self) -> int:
        scored = any(_scored(marks[0]) for marks in self._sheet.rows)
        return QFontMetrics(self._look.figures(Type.META)).height() + UNIT if scored else 0

    @override
    def row_height(self, row: int) -> int:
        return self._line() + UNIT * 2 + (UNIT * 2 if self._begins_unscored(row) else 0)

    @override
    def paint_head(self, painter: QPainter, rect: QRect, column: int) -> None:
        font = self._look.figures(Type.META)
        axis = self._axis(rect)
        for tick in _TICKS:
            x = round(_at(axis, tick))
            box = QRect(x - UNIT * 6, rect.top(), UNIT * 12, rect.height() - UNIT)
            write(painter, box, str(tick), font, self._look.colours.quiet, _CENTRE)

    @override
    def paint(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        mark = self._sheet.rows[row][column]
        dot = mark.value
        if not isinstance(dot, Dot):
            return
        look, c = self._look, self._look.colours
        line = rect.adjusted(0, rect.height() - self._line() - UNIT * 2, 0, 0)
        name, axis, written = self._name(line), self._axis(line), self._written(line)
        write(painter, name, mark.fields[0], look.sans(bold=True), c.ink)
        if dot.score is None:
            font = look.sans(Type.META)
            font.setItalic(True)
            write(painter, axis.toRect().adjusted(0, 0, UNIT * 10, 0), mark.fields[1], font, c.quiet)
            return
        middle = line.center().y() + 1
        centre = QPointF(_at(axis, dot.score), middle + 0.5)
        radius = self._line() * 0.32
        figures = look.figures(bold=True)
        score = str(round(dot.score))
        wide = QFontMetrics(figures).horizontalAdvance(score) + UNIT
        # The figure stands away from where the prose points, so that the line between them stays free.
        before = dot.prose.disagree and dot.prose.expected > dot.score
        left = centre.x() - radius - UNIT - wide if before else centre.x() + radius + UNIT
        figure = QRect(round(left), line.top(), wide, line.height())
        self._paint_grid(painter, rect, axis, middle, figure)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if dot.prose.disagree:
            self._paint_expected(painter, axis, centre, dot, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.ink)
        painter.drawEllipse(centre, radius, radius)
        painter.restore()
        write(painter, figure, score, figures, c.ink)
        used = write(painter, written, mark.fields[1], look.figures(), c.ink)
        write(painter, written.adjusted(used + UNIT * 3, 0, 0, 0), mark.fields[2], look.figures(Type.META), c.quiet)

    def _paint_grid(self, painter: QPainter, rect: QRect, axis: QRectF, middle: int, figure: QRect) -> None:
        """The axis and the lines of its ticks, but not through the figure."""
        colour = self._look.colours.hairline
        for tick in _TICKS:
            x = round(_at(axis, tick))
            if not figure.left() <= x <= figure.right():
                painter.fillRect(QRect(x, rect.top(), 1, rect.height()), colour)
        for start, end in ((axis.left(), min(figure.left(), axis.right())), (max(figure.right(), axis.left()), axis.right())):
            if start < end:
                painter.fillRect(QRectF(start, middle, end - start, 1), colour)

    def _paint_expected(self, painter: QPainter, axis: QRectF, centre: QPointF, dot: Dot, radius: float) -> None:
        """A tick where such prose usually scores, and a line from it to the dot."""
        c = self._look.colours
        there = QPointF(_at(axis, dot.prose.expected), centre.y())
        painter.setPen(QPen(c.quiet, 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(centre, there)
        painter.setPen(QPen(c.quiet, 2))
        painter.drawLine(there - QPointF(0, radius), there + QPointF(0, radius))

    def _begins_unscored(self, row: int) -> bool:
        return row > 0 and _scored(self._sheet.rows[row - 1][0]) and not _scored(self._sheet.rows[row][0])

    def _name(self, rect: QRect) -> QRect:
        metrics = QFontMetrics(self._look.sans(bold=True))
        longest = max(metrics.horizontalAdvance(marks[0].fields[0]) for marks in self._sheet.rows)
        return QRect(rect.left() + UNIT * 2, rect.top(), min(longest + 1, rect.width() * 3 // 10), rect.height())

    def _written(self, rect: QRect) -> QRect:
        """Where the score as written stands: with its conversion where there is room, else without."""
        one, other = QFontMetrics(self._look.figures()), QFontMetrics(self._look.figures(Type.META))
        fields = [marks[0].fields for marks in self._sheet.rows if _scored(marks[0])]
        both = max((one.horizontalAdvance(f[1]) + other.horizontalAdvance(f[2]) for f in fields), default=0) + UNIT * 5
        alone = max((one.horizontalAdvance(f[1]) for f in fields), default=0) + UNIT * 2
        room = rect.width() - self._name(rect).width()
        width = both if both <= room * 45 // 100 else min(alone, room * 35 // 100)
        return QRect(rect.right() - width, rect.top(), width, rect.height())

    def _axis(self, rect: QRect) -> QRectF:
        left = self._name(rect).right() + UNIT * 6
        # Beyond 100 there is room for the figure beside the last dot.
        right = self._written(rect).left() - UNIT * 6 - QFontMetrics(self._look.figures(bold=True)).horizontalAdvance("100")
        return QRectF(left, rect.top(), max(UNIT * 10, right - left), rect.height())


def _scored(mark: Mark) -> bool:
    return isinstance(mark.value, Dot) and mark.value.score is not None


def _at(axis: QRectF, score: float) -> float:
    """The x at which a score stands on the axis."""
    return axis.left() + axis.width() * min(100.0, max(0.0, score)) / 100


class TablePainter(SheetPainter):
    """What the matrix and the table of pairs have in common: heads of critics above, heads of rows at the left."""

    @override
    def margin_width(self, room: int) -> int:
        bold, small = QFontMetrics(self._look.sans(bold=True)), QFontMetrics(self._look.sans(Type.META))
        longest = max(max(bold.horizontalAdvance(h.text), small.horizontalAdvance(h.note)) for h in self._sheet.down)
        return min(longest + UNIT * 5, max(room * 3 // 10, UNIT * 24))

    @override
    def head_height(self) -> int:
        metrics = QFontMetrics(self._look.sans(Type.META, bold=True))
        return metrics.height() * 2 + UNIT * 3

    @override
    def row_height(self, row: int) -> int:
        return self._line() + UNIT * 5

    @override
    def widths(self, room: int) -> list[int]:
        count = len(self._sheet.across)
        least, most = self._least(), self._least() * 2
        if room // count < least:
            return [least] * count
        if room // count > most:
            return [most] * count
        return [room * (i + 1) // count - room * i // count for i in range(count)]

    @override
    def least_width(self) -> int:
        return self.margin_width(UNIT * 200) + self._least() * len(self._sheet.across)

    @override
    def paint_head(self, painter: QPainter, rect: QRect, column: int) -> None:
        self._paint_name(painter, rect.adjusted(UNIT, 0, -UNIT, -UNIT * 2), column)

    @override
    def paint_margin(self, painter: QPainter, rect: QRect, row: int) -> None:
        look, c = self._look, self._look.colours
        label = self._sheet.down[row]
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
        return QFontMetrics(self._look.sans(Type.META)).horizontalAdvance("none found") + UNIT * 4

    def _rule(self, painter: QPainter, rect: QRect, row: int) -> None:
        """A hairline under the row, and a stronger one under the heads."""
        c = self._look.colours
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), c.hairline)
        if row == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), c.edge)

    def _paint_name(self, painter: QPainter, rect: QRect, column: int) -> None:
        """The name of a column on one or two lines, at the foot of its room."""
        font = self._look.sans(Type.META, bold=True)
        metrics = QFontMetrics(font)
        lines = two_lines(self._sheet.across[column].text, metrics, rect.width())
        y = rect.bottom() + 1 - metrics.height() * len(lines)
        for line in lines:
            box = QRect(rect.left(), y, rect.width(), metrics.height())
            write(painter, box, line, font, self._look.colours.ink, _CENTRE)
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
        label, badge = self._sheet.across[column], self._badge()
        badge.moveCenter(rect.center())
        badge.moveBottom(rect.bottom() - UNIT * 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(painter, badge, int(label.note) if label.note.isdigit() else None, self._look)
        painter.restore()
        names = QRect(rect.left() + UNIT, rect.top(), rect.width() - UNIT * 2, badge.top() - rect.top() - UNIT)
        self._paint_name(painter, names, column)

    @override
    def paint(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        mark = self._sheet.rows[row][column]
        cell = mark.value
        c = self._look.colours
        self._rule(painter, rect, row)
        if not isinstance(cell, MatrixCell) or not cell.stance.said:
            font = self._look.sans(Type.META)
            font.setItalic(True)
            write(painter, rect, mark.fields[0], font, c.quiet, _CENTRE)
            return
        stance = cell.stance.stance
        radius = self._radius(cell.stance.said)
        centre = QPointF(rect.center().x() + 0.5, rect.center().y())
        paint_stance(painter, centre, radius, stance, self._look)
        font = self._look.figures(Type.META, bold=True)
        font.setPixelSize(max(8, round(self._look.pixels(Type.META) * 0.92)))
        # The middle of a triangle's surface lies a third of its height from its base.
        down = {Stance.PRAISE: radius * 0.32, Stance.COMPLAINT: -radius * 0.32}.get(stance, 0.0)
        box = QRectF(rect.left(), centre.y() + down - self._line(), rect.width() + 1, self._line() * 2)
        painter.setFont(font)
        painter.setPen(c.ink if stance is Stance.NEUTRAL else c.paper)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.fields[0])

    # inside

    def _badge(self) -> QRect:
        metrics = QFontMetrics(self._look.figures(Type.INTERFACE, bold=True))
        return QRect(0, 0, metrics.horizontalAdvance("100") + UNIT * 3, metrics.height() + UNIT + UNIT // 2)

    def _largest(self) -> float:
        """The radius of the largest mark: twice the smallest, in which two figures have room."""
        return self._look.pixels(Type.META) * 1.75

    def _radius(self, said: int) -> float:
        """The radius of a mark; what is said shows in its surface, between the smallest and the largest."""
        most = max(m.value.stance.said for marks in self._sheet.rows for m in marks if isinstance(m.value, MatrixCell))
        least = self._look.pixels(Type.META) * 1.05
        share = sqrt((said - 1) / (most - 1)) if most > 1 else 0.0
        return least + (self._largest() - least) * share


class PairsPainter(TablePainter):
    """How many of the topics that both judge two critics judge alike: the figures, and a fine bar under them."""

    @override
    def paint(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        mark = self._sheet.rows[row][column]
        look, c = self._look, self._look.colours
        self._rule(painter, rect, row)
        pair = mark.value
        if not isinstance(pair, PairAgreement):
            painter.fillRect(QRect(rect.left() + 1, rect.top(), rect.width() - 2, rect.height() - 1), c.surface)
            return
        write(painter, rect.adjusted(0, 0, 0, -UNIT * 2), mark.fields[0], look.figures(), c.ink, _CENTRE)
        both = pair.alike + pair.split
        if both:
            width = min(rect.width() - UNIT * 6, UNIT * 14)
            y = rect.center().y() + self._line() // 2
            bar = QRectF(rect.center().x() - width / 2, y, width, 2)
            painter.fillRect(bar, c.hairline)
            painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * pair.alike / both, 2), c.ink)


PAINTERS: dict[Part, type[SheetPainter]] = {
    Part.SCORES: ScoresPainter,
    Part.TOPICS: MatrixPainter,
    Part.PAIRS: PairsPainter,
    Part.PROSE: SheetPainter,
    Part.FACTS: SheetPainter,
    Part.NAMES: SheetPainter,
}


def two_lines(text: str, metrics: QFontMetrics, width: int) -> Sequence[str]:
    """A name on one line, or parted at a space into two; what does not fit is elided."""
    elide = Qt.TextElideMode.ElideRight
    if metrics.horizontalAdvance(text) <= width or " " not in text.strip():
        return [metrics.elidedText(text, elide, width)]
    words = text.split()
    fitting = [n for n in range(1, len(words)) if metrics.horizontalAdvance(" ".join(words[:n])) <= width]
    n = fitting[-1] if fitting else 1
    return [metrics.elidedText(" ".join(part), elide, width) for part in (words[:n], words[n:])]
