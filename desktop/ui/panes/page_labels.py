"""In the margin of the original: what each block was taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter

from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QTextEdit

    from desktop.ui.theme import Look


def label_width(look: Look) -> int:
    """The pixels that the margin needs."""
    return round(look.pixels(Type.META) * 8)


def paint_labels(view: QTextEdit, look: Look, labels: Mapping[int, str], clip: QRect) -> None:
    """Write the labels of the text blocks that stand in ``clip``, by the blocks' numbers."""
    painter = QPainter(view.viewport())
    painter.setFont(look.sans(Type.META))
    painter.setPen(look.colours.quiet)
    layout = view.document().documentLayout()
    down = view.verticalScrollBar().value()
    right = round(view.document().rootFrame().frameFormat().leftMargin()) - UNIT * 4
    block = view.cursorForPosition(QPoint(right + UNIT * 5, 0)).block()
    while block.isValid():
        rect = layout.blockBoundingRect(block)
        top = round(rect.top()) - down
        if top > clip.bottom():
            break
        label = labels.get(block.blockNumber())
        if label:
            line = round(block.layout().lineAt(0).height())
            box = QRect(0, top, right, line)
            fitted = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, right)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, fitted)
        block = block.next()
    painter.end()
