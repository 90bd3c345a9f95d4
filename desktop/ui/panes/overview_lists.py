"""How a plain list of an overview is set and painted; the other parts' painters are made from this one.

A painter knows the sizes of its part and paints its cells and heads; the view asks it, on the screen and for a picture alike.
All sizes follow the reader's text size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from desktop.ui.models.overview_marks import Part
from desktop.ui.panes.compare_marks import write
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont, QPainter

    from desktop.ui.models.overview_marks import Sheet
    from desktop.ui.theme import Look


class SheetPainter:
    """Sets and paints a plain list: the first field of each row bold, the others in columns, as wide as their words."""

    def __init__(self, look: Look, sheet: Sheet) -> None:
        self.look = look
        self.sheet = sheet

    # sizes, in pixels

    def line(self) -> int:
        """The height of a line of bold words."""
        return QFontMetrics(self.look.sans(Type.INTERFACE, bold=True)).height()

    def margin_width(self, room: int) -> int:
        """The width of the heads of the rows in so much room; 0 where they have none."""
        del room
        return 0

    def head_height(self) -> int:
        """The height of the heads of the columns; 0 where they have none."""
        return 0

    def row_height(self, row: int) -> int:
        """The height of a row, with the space above the first of a group."""
        begins = row > 0 and bool(self.sheet.rows[row][0].fields[0])
        return self.line() + UNIT * 2 + (UNIT * 2 if begins else 0)

    def widths(self, room: int) -> list[int]:
        """The widths of the columns in so much room, which they may exceed."""
        return [room]

    def least_width(self) -> int:
        """The width in which everything can be read without scrolling."""
        return round(UNIT * 200 * self.look.scale)

    # painting

    def paint(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        """Paint a mark."""
        mark = self.sheet.rows[row][column]
        line = rect.adjusted(UNIT * 2, rect.height() - self.line() - UNIT * 2, -UNIT * 2, 0)
        if row and mark.fields[0]:
            painter.fillRect(QRect(rect.left(), rect.top() + UNIT, rect.width(), 1), self.look.colours.hairline)
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

    def _dress_of(self, field: int) -> tuple[QFont, QColor]:
        look, c = self.look, self.look.colours
        if field == 0:
            return look.sans(bold=True), c.ink
        if self.sheet.part is Part.NAMES:
            return (look.sans(), c.ink) if field == 2 else (look.sans(Type.META), c.quiet)
        if self.sheet.part is Part.FACTS:
            return (look.figures(), c.ink) if field == 1 else (look.figures(Type.META), c.quiet)
        return look.sans(), c.ink

    def _field_widths(self, room: int) -> list[int]:
        """All fields but the last are as wide as their longest words, within a share of the room; the last takes the rest."""
        count = len(self.sheet.rows[0][0].fields)
        widths = []
        for field in range(count - 1):
            metrics = QFontMetrics(self._dress_of(field)[0])
            longest = max(metrics.horizontalAdvance(marks[0].fields[field]) for marks in self.sheet.rows)
            widths.append(min(longest + UNIT * 6, room // (count - 1 if count > 2 else 3)) if longest else 0)
        return [*widths, max(UNIT * 10, room - sum(widths))]
