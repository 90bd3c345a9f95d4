"""The histogram of a facet over numbers that is itself the control of its range: where its parts are, and how it looks.

Bars stand side by side at equal width, whatever stretch of numbers they hold. The handles stand before the first and behind the
last bar that the range lets through, or inside a bar where the range ends within its stretch.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from desktop.ui.models.facet_lines import figure, reviews_text
from desktop.ui.theme import UNIT, Look, Type

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from desktop.library.facets import Facet
    from desktop.library.scales import Spread

Ends = tuple[int | None, int | None]  # of a range, both included; None is without end

_BARS = UNIT * 11  # pixels at scale 1: the height of the tallest bar
_GRIP = 5  # pixels at scale 1: the radius of a handle's grip
_REACH = UNIT * 2  # pixels at scale 1 around a handle that take hold of it
_RIGHT = UNIT * 3
_FAINT = 0.4  # of the bars outside the range


class End(Enum):
    """One of the two handles."""

    LOW = "low"
    HIGH = "high"


def bounded(spread: Spread, low: int, high: int) -> Ends:
    """A range within what there can be, its ends in order; an end that leaves nothing out is none."""
    low, high = sorted(min(max(end, spread.least), spread.most) for end in (low, high))
    return None if low <= spread.least else low, None if high >= spread.most else high


def stepped(spread: Spread, end: End, by: int) -> Ends:
    """The range with one end moved to the next edge of a stretch, up or down, but never past the other end."""
    low, high = spread.ends
    if end is End.LOW:
        stops = [spread.least, *(edge for edge in spread.edges if edge > spread.least)]
        return bounded(spread, min(_next(stops, low, by), high), high)
    stops = [*(edge - 1 for edge in spread.edges if spread.least < edge <= spread.most), spread.most]
    return bounded(spread, low, max(_next(stops, high, by), low))


def _next(stops: list[int], here: int, by: int) -> int:
    if by > 0:
        return next((stop for stop in stops if stop > here), stops[-1])
    return next((stop for stop in reversed(stops) if stop < here), stops[0])


class SpreadLine:
    """The histogram of one facet in a rectangle of the list, ``indent`` pixels from its left."""

    def __init__(self, look: Look, facet: Facet, spread: Spread, rect: QRect, indent: int) -> None:
        self._look, self._facet, self._spread = look, facet, spread
        self._zoom = max(1.0, look.scale)
        width = max(UNIT, rect.width() - indent - round(_RIGHT * self._zoom))
        self._bars = QRectF(rect.left() + indent, rect.top() + UNIT * 2, width, _BARS * self._zoom)

    # where things are

    @staticmethod
    def height(look: Look) -> int:
        """The height of the line in pixels."""
        zoom = max(1.0, look.scale)
        return round((_BARS + _GRIP) * zoom) + QFontMetrics(look.figures(Type.META)).height() + UNIT * 5

    def handle_at(self, point: QPoint) -> End | None:
        """The handle that is within reach of a point, the nearer one of two."""
        nearest = self.nearest_handle(point)
        return nearest if abs(self._handle_x(nearest) - point.x()) <= _REACH * self._zoom else None

    def nearest_handle(self, point: QPoint) -> End:
        """The handle nearer to a point; where one stands upon the other, the side says which."""
        low, high = (abs(self._handle_x(end) - point.x()) for end in End)
        if low == high:
            return End.LOW if point.x() < self._handle_x(End.LOW) else End.HIGH
        return End.LOW if low < high else End.HIGH

    def stretch_at(self, x: float) -> int:
        """The number of the stretch whose bar stands at ``x``, the first or last one beyond the ends."""
        number = int((x - self._bars.left()) // self._bar_width)
        return min(max(number, 0), len(self._spread.counts) - 1)

    def stretch(self, number: int) -> tuple[int, int]:
        """The first and the last number of a stretch."""
        edges, spread = self._spread.edges, self._spread
        first = edges[number] if number else min(spread.least, edges[0])
        return first, max(first, edges[number + 1] - 1 if number + 1 < len(edges) else spread.most)

    def moved(self, end: End, x: float) -> Ends:
        """The range with one handle at the edge of a stretch nearest to ``x``, but never past the other one."""
        low, high = self._spread.ends
        edge = min(max(round((x - self._bars.left()) / self._bar_width), 0), len(self._spread.counts))
        if end is End.LOW:
            wanted = self.stretch(edge)[0] if edge < len(self._spread.counts) else self._spread.most
            return bounded(self._spread, min(wanted, high), high)
        wanted = self.stretch(edge - 1)[1] if edge else self._spread.least
        return bounded(self._spread, low, max(wanted, low))

    def swept(self, first: int, last: int) -> Ends:
        """The range from one stretch to another, in either order."""
        return bounded(self._spread, self.stretch(min(first, last))[0], self.stretch(max(first, last))[1])

    def said_at(self, point: QPoint) -> str:
        """What the bar at a point stands for: ``60–64: 3 reviews``."""
        number = self.stretch_at(point.x())
        first, last = (figure(self._facet.field, each) for each in self.stretch(number))
        return f"{first if first == last else f'{first}–{last}'}: {reviews_text(self._spread.counts[number])}"

    @property
    def _bar_width(self) -> float:
        return self._bars.width() / max(1, len(self._spread.counts))

    def _handle_x(self, end: End) -> float:
        low, high = self._spread.ends
        return self._position(low) if end is End.LOW else self._position(high + 1)

    def _position(self, number: int) -> float:
        """Where a number stands: at the left of its bar, or as far inside as it is into its stretch."""
        if number > self._spread.most:
            return self._bars.right()
        place = max(0, bisect_right(self._spread.edges, number) - 1)
        first, last = self.stretch(place)
        return self._bars.left() + (place + (number - first) / (last + 1 - first)) * self._bar_width

    # how things look

    def paint(self, painter: QPainter, *, focused: bool, typed: str) -> None:
        """Draw bars, handles and figures; ``typed`` is the range that is being typed."""
        c, spread = self._look.colours, self._spread
        low, high = self._handle_x(End.LOW), self._handle_x(End.HIGH)
        highest = max(spread.counts, default=0)
        base = self._bars.bottom()
        narrowed = spread.chosen and (spread.low is not None or spread.high is not None)
        inside = c.accent if narrowed else c.edge
        gap = 1.0 if self._bar_width >= UNIT else 0.5
        outside = QColor(c.edge)
        outside.setAlphaF(_FAINT)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, count in enumerate(spread.counts):
            if not count:
                continue
            height = max(2.0, self._bars.height() * count / highest)
            left = self._bars.left() + number * self._bar_width
            bar = QRectF(left, base - height, self._bar_width - gap, height)
            let_through = bar.intersected(QRectF(low, bar.top(), high - low, bar.height()))
            if spread.chosen and not narrowed:
                painter.fillRect(bar, outside)
            else:
                painter.fillRect(QRectF(bar.topLeft(), QPointF(max(bar.left(), min(low, bar.right())), base)), outside)
                painter.fillRect(
                    QRectF(QPointF(min(bar.right(), max(high, bar.left())), bar.top()), bar.bottomRight()), outside
                )
                painter.fillRect(let_through, inside)
        painter.setPen(QPen(c.hairline, 1))
        painter.drawLine(QPointF(self._bars.left(), base), QPointF(self._bars.right(), base))
        if narrowed:
            painter.setPen(QPen(c.accent, 2))
            painter.drawLine(QPointF(low, base), QPointF(high, base))
        for x in (low, high):
            self._paint_handle(painter, QPointF(x, base), c.accent if focused or narrowed else c.edge, filled=focused)
        self._write(painter, typed)

    def _paint_handle(self, painter: QPainter, at: QPointF, colour: QColor, *, filled: bool) -> None:
        painter.setPen(QPen(colour, 1.6))
        painter.drawLine(at, QPointF(at.x(), self._bars.top()))
        painter.setBrush(colour if filled else self._look.colours.paper)
        radius = _GRIP * self._zoom
        painter.drawEllipse(at, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _write(self, painter: QPainter, typed: str) -> None:
        """The ends of the range under the bars, between them how many reviews it holds; or what is being typed."""
        c, font = self._look.colours, self._look.figures(Type.META)
        metrics = QFontMetrics(font)
        top = self._bars.bottom() + _GRIP * self._zoom + UNIT
        row = QRectF(self._bars.left(), top, self._bars.width(), metrics.height())
        painter.setFont(font)
        middle = Qt.AlignmentFlag.AlignVCenter
        if typed:
            painter.setPen(c.ink)
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft | middle, f"{typed}▏")
            used = metrics.horizontalAdvance(f"{typed}▏") + UNIT * 2
            painter.setPen(c.quiet)
            hint = metrics.elidedText("Return sets it", Qt.TextElideMode.ElideRight, round(row.width() - used))
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | middle, hint)
            return
        low, high = (figure(self._facet.field, end) for end in self._spread.ends)
        narrowed = self._spread.low is not None or self._spread.high is not None
        painter.setPen(c.ink if narrowed else c.quiet)
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | middle, low)
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | middle, high)
        ends = max(metrics.horizontalAdvance(low), metrics.horizontalAdvance(high)) + UNIT * 2
        between = row.adjusted(ends, 0, -ends, 0)
        said = reviews_text(self._spread.passing)
        if metrics.horizontalAdvance(said) > between.width():
            said = f"{self._spread.passing:,}"
        if metrics.horizontalAdvance(said) <= between.width():
            painter.setPen(c.quiet)
            painter.drawText(between, Qt.AlignmentFlag.AlignHCenter | middle, said)
