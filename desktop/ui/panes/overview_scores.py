"""How the dot plot of an overview is set and painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from typing_extensions import override

from desktop.comparison.overview import Dot
from desktop.ui.panes.compare_marks import write
from desktop.ui.panes.overview_lists import SheetPainter
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from desktop.ui.models.overview_marks import Mark

_TICKS = (0, 25, 50, 75, 100)


class ScoresPainter(SheetPainter):
    """The dot plot: one line for each critic, so that names never overlap; the axis from 0 to 100; the score as written."""

    @override
    def head_height(self) -> int:
        scored = any(_scored(marks[0]) for marks in self.sheet.rows)
        return QFontMetrics(self.look.figures(Type.META)).height() + UNIT if scored else 0

    @override
    def row_height(self, row: int) -> int:
        return self.line() + UNIT * 2 + (UNIT * 2 if self._begins_unscored(row) else 0)

    @override
    def paint_head(self, painter: QPainter, rect: QRect, column: int) -> None:
        font = self.look.figures(Type.META)
        axis = self._axis(rect)
        for tick in _TICKS:
            x, half = round(_at(axis, tick)), QFontMetrics(font).horizontalAdvance(str(tick)) // 2 + UNIT
            box = QRect(x - half, rect.top(), half * 2, rect.height() - UNIT)
            write(painter, box, str(tick), font, self.look.colours.quiet, Qt.AlignmentFlag.AlignHCenter)

    @override
    def paint(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        mark = self.sheet.rows[row][column]
        dot = mark.value
        if not isinstance(dot, Dot):
            return
        look, c = self.look, self.look.colours
        line = rect.adjusted(0, rect.height() - self.line() - UNIT * 2, 0, 0)
        name, axis, written = self._name(line), self._axis(line), self._written(line)
        write(painter, name, mark.fields[0], look.sans(bold=True), c.ink)
        if dot.score is None:
            font = look.sans(Type.META)
            font.setItalic(True)
            write(painter, axis.toRect().adjusted(0, 0, UNIT * 10, 0), mark.fields[1], font, c.quiet)
            return
        middle = line.center().y() + 1
        centre = QPointF(_at(axis, dot.score), middle + 0.5)
        radius = self.line() * 0.32
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
        rest = written.adjusted(used + UNIT * 3, 0, 0, 0)
        if QFontMetrics(look.figures(Type.META)).horizontalAdvance(mark.fields[2]) <= rest.width():
            write(painter, rest, mark.fields[2], look.figures(Type.META), c.quiet)

    def _paint_grid(self, painter: QPainter, rect: QRect, axis: QRectF, middle: int, figure: QRect) -> None:
        """The axis and the lines of its ticks, but not through the figure."""
        colour = self.look.colours.hairline
        for tick in _TICKS:
            x = round(_at(axis, tick))
            if not figure.left() <= x <= figure.right():
                painter.fillRect(QRect(x, rect.top(), 1, rect.height()), colour)
        for start, end in ((axis.left(), min(figure.left(), axis.right())), (max(figure.right(), axis.left()), axis.right())):
            if start < end:
                painter.fillRect(QRectF(start, middle, end - start, 1), colour)

    def _paint_expected(self, painter: QPainter, axis: QRectF, centre: QPointF, dot: Dot, radius: float) -> None:
        """A tick where such prose usually scores, and a line from it to the dot."""
        c = self.look.colours
        there = QPointF(_at(axis, dot.prose.expected), centre.y())
        painter.setPen(QPen(c.quiet, 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(centre, there)
        painter.setPen(QPen(c.quiet, 2))
        painter.drawLine(there - QPointF(0, radius), there + QPointF(0, radius))

    def _begins_unscored(self, row: int) -> bool:
        return row > 0 and _scored(self.sheet.rows[row - 1][0]) and not _scored(self.sheet.rows[row][0])

    def _name(self, rect: QRect) -> QRect:
        metrics = QFontMetrics(self.look.sans(bold=True))
        longest = max(metrics.horizontalAdvance(marks[0].fields[0]) for marks in self.sheet.rows)
        return QRect(rect.left() + UNIT * 2, rect.top(), min(longest + 1, rect.width() * 3 // 10), rect.height())

    def _written(self, rect: QRect) -> QRect:
        """Where the score as written stands: with its conversion where there is room, else without."""
        one, other = QFontMetrics(self.look.figures()), QFontMetrics(self.look.figures(Type.META))
        fields = [marks[0].fields for marks in self.sheet.rows if _scored(marks[0])]
        both = max((one.horizontalAdvance(f[1]) + other.horizontalAdvance(f[2]) for f in fields), default=0) + UNIT * 5
        alone = max((one.horizontalAdvance(f[1]) for f in fields), default=0) + UNIT * 2
        room = rect.width() - self._name(rect).width()
        width = both if both <= room * 45 // 100 else min(alone, room * 35 // 100)
        return QRect(rect.right() - width, rect.top(), width, rect.height())

    def _axis(self, rect: QRect) -> QRectF:
        left = self._name(rect).right() + UNIT * 6
        # Beyond 100 there is room for the figure beside the last dot.
        right = self._written(rect).left() - UNIT * 6 - QFontMetrics(self.look.figures(bold=True)).horizontalAdvance("100")
        return QRectF(left, rect.top(), max(UNIT * 10, right - left), rect.height())


def _scored(mark: Mark) -> bool:
    return isinstance(mark.value, Dot) and mark.value.score is not None


def _at(axis: QRectF, score: float) -> float:
    """The x at which a score stands on the axis."""
    return axis.left() + axis.width() * min(100.0, max(0.0, score)) / 100
