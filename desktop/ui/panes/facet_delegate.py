"""Paints the facets and says which part of a line the pointer is on."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.library.query import FacetState
from desktop.ui.models.facet_lines import Entry, Line, range_text, text_of
from desktop.ui.models.facets_model import ENTRY, Index
from desktop.ui.panes.controls import TARGET, Box, paint_box, paint_minus, paint_ring
from desktop.ui.panes.spread_line import SpreadLine
from desktop.ui.theme import UNIT, Look, Type

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QColor

_LEFT = UNIT * 2  # before everything
_MARK = 14  # pixels: the box of a value, at scale 1
_LEAST_OF_NAME = "Telev…"  # a name that is longer may be cut to so much
_IN_THOUSANDS = 10_000  # from here on a count may be told in thousands
_GAP = UNIT * 2
_BOXES = {FacetState.OFF: Box.EMPTY, FacetState.INCLUDE: Box.CHECKED, FacetState.EXCLUDE: Box.BARRED}


class Zone(Enum):
    """What a click on a part of a line does."""

    NOTHING = "nothing"
    FOLD = "fold"
    OPERATOR = "operator"
    CLEAR = "clear"
    TOGGLE = "toggle"
    EXCLUDE = "exclude"
    MORE = "more"
    CHOOSE = "choose"
    LESS = "less"


_ZONES = {Line.MORE: Zone.MORE, Line.CHOOSE: Zone.CHOOSE, Line.LESS: Zone.LESS}


class FacetDelegate(QStyledItemDelegate):
    """Lines of the facets; every distance follows the text size."""

    def __init__(self, look: Look, typed: Callable[[str], str], parent: QObject | None = None) -> None:
        """``typed`` says what is being typed on the histogram of a field."""
        super().__init__(parent)
        self._look = look
        self._typed = typed

    # methods

    @property
    def indent(self) -> int:
        """Where the labels of values begin, in pixels from the left."""
        return _LEFT + self._mark() + _GAP

    def zone(self, entry: Entry, rect: QRect, point: QPoint) -> Zone:
        """What stands at a point of a line that fills ``rect``."""
        if entry.line is Line.HEADING:
            if entry.active and self._clear_rect(entry, rect).contains(point):
                return Zone.CLEAR
            if entry.facet.many and self._operator_rect(entry, rect).contains(point):
                return Zone.OPERATOR
            return Zone.FOLD
        if entry.line is Line.VALUE:
            return Zone.EXCLUDE if self._exclude_rect(rect).contains(point) else Zone.TOGGLE
        return _ZONES.get(entry.line, Zone.NOTHING)

    def spread_line(self, entry: Entry, rect: QRect) -> SpreadLine | None:
        """The histogram on a line that fills ``rect``, None on any other line."""
        if entry.line is not Line.SPREAD or entry.facet.spread is None:
            return None
        return SpreadLine(self._look, entry.facet, entry.facet.spread, rect, self.indent)

    # events

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(ENTRY)
        height = max(TARGET, QFontMetrics(self._look.sans()).height() + UNIT * 2)
        if isinstance(entry, Entry) and entry.line is Line.HEADING:
            height += UNIT * (2 if index.row() == 0 else 4)
        if isinstance(entry, Entry) and entry.line is Line.FIELD:
            height += UNIT * 3
        if isinstance(entry, Entry) and entry.line is Line.SPREAD:
            height = SpreadLine.height(self._look)
        return QSize(UNIT * 40, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry) or entry.line is Line.FIELD:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        rect = option.rect
        if entry.line is Line.HEADING:
            rect = self._heading_line(rect)
            self._paint_heading(painter, option, entry, opened=bool(option.state & QStyle.StateFlag.State_Open))
        elif (histogram := self.spread_line(entry, rect)) is not None:
            histogram.paint(painter, focused=focused, typed=self._typed(entry.facet.field))
        else:
            if hovered:
                painter.fillRect(rect, self._look.colours.raised)
            if entry.line in _ZONES:
                self._write(painter, rect.adjusted(self.indent, 0, 0, 0), text_of(entry), self._look.colours.quiet)
            else:
                self._paint_value(painter, option.rect, entry, pointed=hovered or focused)
        if focused:
            paint_ring(painter, QRectF(rect).adjusted(1, 0, -1, 0), self._look.colours.accent)
        painter.restore()

    # where things are

    def _mark(self) -> int:
        return round(_MARK * max(1.0, self._look.scale))

    def _heading_line(self, rect: QRect) -> QRect:
        """The part of a heading's rectangle that is not space above it."""
        height = max(TARGET, QFontMetrics(self._look.sans(bold=True)).height() + UNIT * 2)
        return QRect(rect.left(), rect.bottom() + 1 - height, rect.width(), height)

    def _exclude_rect(self, rect: QRect) -> QRect:
        width = max(TARGET, rect.height())
        return QRect(rect.right() + 1 - width, rect.top(), width, rect.height())

    def _operator_rect(self, entry: Entry, rect: QRect) -> QRect:
        line = self._heading_line(rect)
        left = line.left() + self.indent + self._label_width(entry, line) + _GAP
        width = QFontMetrics(self._look.sans(Type.META)).horizontalAdvance(_said(entry))
        return QRect(left - UNIT, line.top(), max(TARGET, width + UNIT * 2), line.height())

    def _clear_rect(self, entry: Entry, rect: QRect) -> QRect:
        line = self._heading_line(rect)
        width = self._clear_width(entry, line)
        return QRect(line.right() + 1 - width, line.top(), width, line.height())

    def _clear_width(self, entry: Entry, line: QRect) -> int:
        figure = QFontMetrics(self._look.figures(bold=True)).horizontalAdvance(str(entry.active))
        return max(TARGET, line.height()) + figure

    def _label_width(self, entry: Entry, line: QRect) -> int:
        metrics = QFontMetrics(self._look.sans(bold=True))
        tag = self._mark() + UNIT if entry.facet.own else 0
        operator = QFontMetrics(self._look.sans(Type.META)).horizontalAdvance("any") + _GAP + UNIT * 2
        if entry.facet.spread is not None:
            operator = 0  # see _paint_operator
        clear = self._clear_width(entry, line) if entry.active else 0
        room = line.width() - self.indent - tag - operator - clear
        return min(metrics.horizontalAdvance(entry.facet.label) + 1, max(TARGET, room)) + tag

    # how things look

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, *, opened: bool) -> None:
        c, line = self._look.colours, self._heading_line(option.rect)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(line, c.raised)
        middle = line.center().y() + 1
        centre = QPointF(line.left() + _LEFT + self._mark() / 2, middle)
        painter.setPen(QPen(c.quiet, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        reach = self._mark() / 4
        a, b = (reach, reach / 2) if opened else (reach / 2, reach)
        first, last = (QPointF(-a, -b), QPointF(a, -b)) if opened else (QPointF(-a, -b), QPointF(-a, b))
        tip = QPointF(0, b) if opened else QPointF(a, 0)
        painter.drawPolyline(QPolygonF([centre + first, centre + tip, centre + last]))
        width = self._label_width(entry, line)
        left = line.left() + self.indent
        if entry.facet.own:
            self._paint_tag(painter, QRectF(left, middle - self._mark() / 2, self._mark(), self._mark()), c.quiet)
            left, width = left + self._mark() + UNIT, width - self._mark() - UNIT
        label = QRect(left, line.top(), width, line.height())
        self._write(painter, label, entry.facet.label, c.ink, bold=True)
        clear = self._clear_rect(entry, option.rect) if entry.active else QRect(line.right() + 1, line.top(), 0, line.height())
        self._paint_operator(painter, self._operator_rect(entry, option.rect), entry, clear)
        if entry.active:
            self._paint_clear(painter, clear, entry)

    def _paint_operator(self, painter: QPainter, rect: QRect, entry: Entry, room: QRect) -> None:
        """What stands behind the facet's name, before ``room``."""
        if not entry.facet.many and len(entry.facet.values) < 2:
            return
        if entry.facet.spread is not None and rect.right() > room.left():
            return  # the range stands under the bars as well: the facet's name needs the room
        painter.setFont(self._look.sans(Type.META))
        painter.setPen(self._look.colours.quiet)
        metrics = QFontMetrics(self._look.sans(Type.META))
        word = _said(entry)
        # On the base line of the label, which is larger.
        large = QFontMetrics(self._look.sans(bold=True))
        base = rect.top() + (rect.height() - large.height()) // 2 + large.ascent()
        painter.drawText(QPoint(rect.left() + UNIT, base), word)
        if entry.facet.many:
            painter.setPen(QPen(self._look.colours.edge, 1, Qt.PenStyle.DotLine))
            under = base + 3
            painter.drawLine(rect.left() + UNIT, under, rect.left() + UNIT + metrics.horizontalAdvance(word), under)

    def _paint_clear(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        painter.setFont(self._look.figures(bold=True))
        painter.setPen(self._look.colours.accent)
        cross = QRectF(rect.right() + 1 - max(TARGET, rect.height()), rect.top(), max(TARGET, rect.height()), rect.height())
        figure = QRectF(rect.left(), rect.top(), cross.left() - rect.left() + UNIT / 2, rect.height())
        painter.drawText(figure, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(entry.active))
        painter.setPen(QPen(self._look.colours.quiet, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        reach, centre = self._mark() / 4, cross.center()
        painter.drawLine(centre + QPointF(-reach, -reach), centre + QPointF(reach, reach))
        painter.drawLine(centre + QPointF(-reach, reach), centre + QPointF(reach, -reach))

    def _paint_value(self, painter: QPainter, rect: QRect, entry: Entry, *, pointed: bool) -> None:
        if entry.value is None:
            return
        c, state = self._look.colours, entry.value.state
        top = rect.top() + (rect.height() - self._mark()) / 2
        paint_box(painter, QRectF(rect.left() + _LEFT, top, self._mark(), self._mark()), _BOXES[state], c)
        right = self._exclude_rect(rect)
        figures, room = self._look.figures(Type.META), right.left() - _GAP - self.indent - rect.left()
        needed = min(QFontMetrics(self._look.sans()).horizontalAdvance(text) for text in (text_of(entry), _LEAST_OF_NAME))
        count, width = _count(entry.value.count, QFontMetrics(figures), room - needed)
        spent = entry.value.count == 0 and state is FacetState.OFF
        label = QRect(
            rect.left() + self.indent, rect.top(), right.left() - width - _GAP - self.indent - rect.left(), rect.height()
        )
        excluded = state is FacetState.EXCLUDE
        self._write(painter, label, text_of(entry), c.quiet if spent or excluded else c.ink, struck=excluded)
        painter.setFont(figures)
        painter.setPen(c.quiet)
        box = QRect(right.left() - width, rect.top(), width, rect.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        if pointed:
            paint_minus(painter, QRectF(right).center(), self._mark() / 2, c.quiet)

    @staticmethod
    def _paint_tag(painter: QPainter, box: QRectF, colour: QColor) -> None:
        """The sign of what is the reader's own: a luggage tag."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        w = box.width()
        points = [QPointF(0.08, 0.1), QPointF(0.5, 0.1), QPointF(0.94, 0.54), QPointF(0.54, 0.94), QPointF(0.08, 0.5)]
        painter.drawPolygon(QPolygonF([box.topLeft() + point * w for point in points]))
        painter.drawEllipse(box.topLeft() + QPointF(0.3, 0.32) * w, 1, 1)

    def _write(
        self, painter: QPainter, rect: QRect, text: str, colour: QColor, *, bold: bool = False, struck: bool = False
    ) -> None:
        font = self._look.sans(bold=bold)
        font.setStrikeOut(struck)
        painter.setFont(font)
        painter.setPen(colour)
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)


def _count(number: int, metrics: QFontMetrics, room: int) -> tuple[str, int]:
    """A count and its width; in thousands where the name beside it would have no room for a word."""
    for text in (f"{number:,}", f"{number / 1000:.0f}k") if number >= _IN_THOUSANDS else (f"{number:,}",):
        width = metrics.horizontalAdvance(text) + 1
        if width <= room:
            break
    return text, width


def _said(entry: Entry) -> str:
    """What stands behind the name of a facet: the range of one over numbers, or whether any or all of its values are meant."""
    return range_text(entry.facet) or entry.facet.operator.value
