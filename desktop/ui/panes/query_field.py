"""The parts of the search field: the field that can underline what is wrong, and the sheet that opens under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.icons import icon
from desktop.ui.panes.choices import Choice, ChoiceList
from desktop.ui.panes.controls import Field, plain_label
from desktop.ui.theme import UNIT, Look
from desktop.ui.units import Units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Span

_ROWS = 10  # lines under the field before they scroll
_WIDEST = 560  # pixels at scale 1


class QueryField(Field):
    """The field, with a line under the part of the query that is wrong."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "Search the library", parent, clearable=True)
        self.setPlaceholderText('Search: words, "a phrase", -not, critic:name, score:>=70')
        self.wrong: Span | None = None
        self._sign = QAction(self)
        self.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self.setMinimumWidth(UNIT * 50)
        look.changed.connect(self._draw_sign)
        self._draw_sign()

    def mark(self, wrong: Span | None) -> None:
        """Underline a span of the text, in code points, or none."""
        self.wrong = wrong
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.wrong is None:
            return
        text, metrics = self.text(), self.fontMetrics()
        cursor = text[: Units(text).to_points(self.cursorPosition())]
        # The cursor's rectangle is the one thing that says how far the text is scrolled.
        origin = self.cursorRect().center().x() - metrics.horizontalAdvance(cursor)
        left = origin + metrics.horizontalAdvance(text[: self.wrong.start])
        width = max(UNIT * 2, metrics.horizontalAdvance(text[self.wrong.start : self.wrong.end]))
        painter = QPainter(self)
        painter.setPen(QPen(self._look.colours.complaint, 2))
        base = (self.height() + metrics.height()) / 2 + 0.5
        first, last = max(left, self.textMargins().left()), min(left + width, self.width() - UNIT)
        painter.drawLine(QPointF(first, base), QPointF(last, base))

    @Slot()
    def _draw_sign(self) -> None:
        self._sign.setIcon(icon("find", self._look.colours))


class Sheet(QFrame):
    """What stands under the field, over the rest of the window: an error, lines to choose from. It never takes the focus."""

    def __init__(self, look: Look, field: QWidget) -> None:
        super().__init__(field)
        self._look = look
        self._field = field
        self.holds_arrows = True
        self.choices = ChoiceList(look, "Completions", self)
        self._error = plain_label(look, self)
        self._error.setWordWrap(True)
        self._error.setContentsMargins(UNIT * 3, UNIT * 2, UNIT * 3, UNIT * 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._error)
        column.addWidget(self.choices)
        self.setBackgroundRole(self.palette().ColorRole.Light)
        self.setAutoFillBackground(True)
        look.changed.connect(self._dress)
        self.hide()

    @property
    def message(self) -> str:
        """The error that is shown, empty where none is."""
        return self._error.text()

    @property
    def offers(self) -> bool:
        """Whether there are lines to choose from."""
        return bool(self.choices.choices)

    def say(self, message: str) -> None:
        """Show an error, or none."""
        self._error.setText(message[:1].upper() + message[1:] + "." if message else "")
        self.place()

    def offer(self, choices: Sequence[Choice], *, holds_arrows: bool = True) -> None:
        """Show lines to choose from, or none; ``holds_arrows``: Up and Down move in them."""
        self.holds_arrows = holds_arrows
        self.choices.show_choices(choices, pick_first=False)
        self.place()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._look.colours.edge, 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    @Slot()
    def _dress(self) -> None:
        self._error.setFont(self._look.sans())
        self.place()

    def place(self) -> None:
        """Stand right under the field, as wide as it is but no wider than reads well, where there is anything to show."""
        wrong = self._error.text()
        self._error.setVisible(bool(wrong))
        self.choices.setVisible(self.offers)
        if not wrong and not self.offers:
            self.hide()
            return
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        at = self._field.mapTo(window, QPoint(0, self._field.height() + UNIT // 2))
        widest = round(_WIDEST * max(1.0, self._look.scale))
        width = min(max(self._field.width(), UNIT * 60), widest, window.width() - at.x())
        rows = self.choices.rows_height(min(_ROWS, len(self.choices.choices)))
        height = rows + 2 + (self._error.heightForWidth(width - 2) if wrong else 0)
        self.setGeometry(at.x(), at.y(), width, min(height, max(0, window.height() - at.y())))
        self.raise_()
        self.show()
