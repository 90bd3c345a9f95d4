"""Marks that many views paint alike: the score badge, the triangle of praise or complaint, and a line of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF

from desktop.ui.theme import Look, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont


def paint_badge(painter: QPainter, rect: QRect, score: int | None, look: Look) -> None:
    """A score badge: the figure with a fine bar for 0 to 100 under it, or a hollow field with a dash where there is none."""
    c = look.colours
    field = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    if score is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(c.edge, 1))
        painter.drawRoundedRect(field, 4, 4)
        paint_line(painter, rect, "–", look.figures(), c.quiet, Qt.AlignmentFlag.AlignHCenter)
        return
    painter.setBrush(c.surface)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(field, 4, 4)
    bar = QRectF(field.left() + 5, field.bottom() - 5, field.width() - 10, 2)
    painter.fillRect(bar, c.hairline)
    painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * score / 100, bar.height()), c.ink)
    figures = look.figures(Type.INTERFACE, bold=True)
    paint_line(painter, rect.adjusted(0, -2, 0, -4), str(score), figures, c.ink, Qt.AlignmentFlag.AlignHCenter)


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


def paint_line(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line of plain text in the middle of ``rect``, elided at its end where it is too long."""
    painter.setFont(font)
    painter.setPen(colour)
    fitted = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, fitted)
