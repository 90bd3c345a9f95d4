"""What is painted alike in every part of a comparison: marks of stance, and the head of a review's column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF

from desktop.review import Stance
from desktop.ui.models.compare_heads import STANCES
from desktop.ui.panes.badge import paint_badge, triangle
from desktop.ui.panes.compare_layout import stance_colour
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QColor, QFont

    from desktop.ui.models.compare_heads import Head
    from desktop.ui.theme import Look


_BAR = 3  # pixels of the bar at what the reader stands at


def paint_stance(painter: QPainter, centre: QPointF, radius: float, stance: Stance, look: Look) -> None:
    """The mark of a stance: triangle up (praise), down (complaint), diamond (mixed), open circle (neutral)."""
    colour = stance_colour(stance, look)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if stance is Stance.NEUTRAL:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.2))
        painter.drawEllipse(centre, radius * 0.72, radius * 0.72)
    else:
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        if stance is Stance.MIXED:
            steps = ((0, -radius), (radius, 0), (0, radius), (-radius, 0))
            painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in steps]))
        else:
            painter.drawPolygon(triangle(centre, radius * 0.95, up=stance is Stance.PRAISE))
    painter.restore()


def paint_here(painter: QPainter, box: QRect, look: Look, *, focused: bool) -> None:
    """The bar and the wash of where the reader stands; the bar alone, and quiet, while keys go elsewhere."""
    c = look.colours
    if focused:
        painter.fillRect(box, c.selected)
    painter.fillRect(QRect(box.left(), box.top(), _BAR, box.height()), c.accent if focused else c.edge)


def paint_chevron(painter: QPainter, centre: QPointF, colour: QColor, *, open_: bool) -> None:
    """The mark of a row that can be folded: down where it is open, to the right where it is folded."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    steps = ((-3.0, -1.5), (0.0, 1.5), (3.0, -1.5))
    painter.drawPolyline(QPolygonF([centre + (QPointF(x, y) if open_ else QPointF(y, x)) for x, y in steps]))
    painter.restore()


def paint_rank(painter: QPainter, box: QRect, rank: int, look: Look, *, here: bool) -> None:
    """The rank of a passage that answers, in the middle of ``box``: outlined, filled where the reader is."""
    c = look.colours
    font = look.figures(Type.META, bold=True)
    font.setPixelSize(min(font.pixelSize() - 1, box.width() - 3))
    side = min(box.width() - 0.0, font.pixelSize() + 5.0)
    field = QRectF(0, 0, side, side)
    field.moveCenter(QRectF(box).center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(c.accent, 1))
    painter.setBrush(c.accent if here else c.paper)
    painter.drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setFont(font)
    painter.setPen(c.on_accent if here else c.accent)
    painter.drawText(field, Qt.AlignmentFlag.AlignCenter, str(rank))
    painter.restore()


def write(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> int:
    """One line of plain text, elided to fit; returns its width in pixels."""
    metrics = QFontMetrics(font)
    fitted = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, fitted)
    return metrics.horizontalAdvance(fitted)


def paint_counts(painter: QPainter, rect: QRect, counts: Mapping[Stance, int], look: Look) -> None:
    """The marks of stance with how many passages take each, set from the right edge."""
    font = look.figures(Type.META)
    metrics = QFontMetrics(font)
    radius = metrics.height() * 0.26
    right = rect.right()
    for stance in reversed(STANCES):
        if counts.get(stance):
            text = str(counts[stance])
            width = metrics.horizontalAdvance(text)
            if right - width - radius * 2 - UNIT < rect.left():
                return
            write(painter, QRect(right - width, rect.top(), width + 1, rect.height()), text, font, look.colours.quiet)
            centre = QPointF(right - width - UNIT - radius, rect.center().y() + 1)
            paint_stance(painter, centre, radius, stance, look)
            right = round(right - width - UNIT - radius * 2 - UNIT * 2)


def head_height(look: Look) -> int:
    """The height of a column's head in pixels."""
    line = QFontMetrics(look.sans(Type.META)).height()
    return UNIT * 6 + _name_height(look) + line * 2 + _badge_height(look)


def paint_head(painter: QPainter, rect: QRect, head: Head, look: Look, *, last: str = "", right: int = 0) -> None:
    """The head of a review: who, headline, score and stances, and a last quiet line; ``right`` pixels of the first stay free.

    The last line is how much of the review stands in the rows, unless ``last`` gives another.
    """
    c = look.colours
    bold, small = look.sans(Type.INTERFACE, bold=True), look.sans(Type.META)
    name_height, line = _name_height(look), QFontMetrics(small).height()
    x, width, y = rect.left(), rect.width(), rect.top() + UNIT * 2
    write(painter, QRect(x, y, width - right, name_height), head.name, bold, c.ink)
    y += name_height
    title = look.sans(Type.META)
    title.setItalic(head.untitled)
    write(painter, QRect(x, y, width, line), head.headline, title, c.quiet)
    y += line + UNIT + UNIT // 2
    badge = _badge_height(look)
    wide = _badge_width(look)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_badge(painter, QRect(x, y, wide, badge), head.score, look)
    painter.restore()
    counts = QRect(x + width // 2, y, width - width // 2, badge)
    notation = QRect(x + wide + UNIT * 2, y, counts.left() - x - wide - UNIT * 3, badge)
    write(painter, notation, head.notation or "unscored", look.figures(Type.META), c.quiet)
    paint_counts(painter, counts, head.stances, look)
    y += badge + UNIT
    write(painter, QRect(x, y, width, line), last or head.coverage, small, c.quiet)


def line_head_height(look: Look) -> int:
    """The height of a review's head on two lines, in pixels."""
    return UNIT * 4 + max(_badge_height(look), _name_height(look) + QFontMetrics(look.sans(Type.META)).height())


def paint_line_head(painter: QPainter, rect: QRect, head: Head, look: Look) -> None:
    """The head of a review on two lines, for where heads stand below each other: score, who and headline; coverage, stances."""
    c = look.colours
    bold, small = look.sans(Type.INTERFACE, bold=True), look.sans(Type.META)
    badge = QRect(rect.left(), rect.top() + UNIT * 2, _badge_width(look), _badge_height(look))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_badge(painter, badge, head.score, look)
    painter.restore()
    left = badge.right() + UNIT * 3
    line = QRect(left, rect.top() + UNIT + UNIT // 2, rect.right() - left, _name_height(look))
    used = write(painter, line, head.name, bold, c.ink)
    title = look.sans(Type.META)
    title.setItalic(head.untitled)
    write(painter, line.adjusted(used + UNIT * 3, 0, 0, 0), head.headline, title, c.quiet)
    below = QRect(left, line.bottom() + 1, line.width(), QFontMetrics(small).height())
    used = write(painter, below, f"{head.notation or 'unscored'}  ·  {head.coverage}", small, c.quiet)
    paint_counts(painter, below.adjusted(used + UNIT * 3, 0, 0, 0), head.stances, look)


def _name_height(look: Look) -> int:
    return QFontMetrics(look.sans(Type.INTERFACE, bold=True)).height()


def _badge_width(look: Look) -> int:
    return QFontMetrics(look.figures(Type.INTERFACE, bold=True)).horizontalAdvance("100") + UNIT * 3


def _badge_height(look: Look) -> int:
    return QFontMetrics(look.figures(Type.INTERFACE, bold=True)).height() + UNIT + UNIT // 2
