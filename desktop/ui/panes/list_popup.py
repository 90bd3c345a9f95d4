"""A popup around a list that is worked with: a heading, the lines, and at the foot what the keys do, with buttons for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.panes.controls import QuietButton, plain_label
from desktop.ui.panes.popup import Popup
from desktop.ui.theme import UNIT, Look, Type

if TYPE_CHECKING:
    from desktop.ui.panes.choices import Choice
    from desktop.ui.panes.focused_list import FocusedList

_ROWS = 16  # lines before they scroll
_LEAST = 3  # lines that there is room for
_WIDTH = 720  # pixels at scale 1


class ListPopup(Popup):
    """The frame; what the lines are, and what is done with them, is for its heirs."""

    def __init__(self, look: Look, name: str, lines: FocusedList, parent: QWidget, *buttons: QuietButton) -> None:
        super().__init__(look, name, parent)
        self._list = lines
        self._heading = plain_label(look, self, bold=True)
        self._hint = plain_label(look, self, step=Type.META, quiet=True)
        self._hint.setWordWrap(True)
        self._buttons = buttons
        row = QHBoxLayout()
        row.setSpacing(UNIT * 2)
        row.addWidget(self._hint, 1)
        for button in buttons:
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT * 3, UNIT * 3, UNIT * 3, UNIT * 2)
        column.setSpacing(UNIT * 2)
        column.addWidget(self._heading)
        column.addWidget(self._list, 1)
        column.addLayout(row)
        look.changed.connect(self._dress)

    # properties

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What stands in the list now."""
        return self._list.choices

    @property
    def hint(self) -> str:
        """The line at the foot: what the keys do, or why something cannot be done."""
        return self._hint.text()

    # methods

    def say(self, sentence: str) -> None:
        """Say something at the foot."""
        self._hint.setText(sentence)

    def open_with(self, heading: str) -> None:
        """Open in the middle of the window, with the focus on the lines."""
        self._heading.setText(heading)
        self.open_in(self._place(), self._list)

    def fit(self) -> None:
        """Be as tall as the lines, if it is open."""
        if self.isVisible():
            self.setGeometry(self._place())

    # slots

    @Slot()
    def _dress(self) -> None:
        self._heading.setFont(self._look.sans(bold=True))
        self._hint.setFont(self._look.sans(Type.META))
        self.fit()

    # inside

    def _place(self) -> QRect:
        over = self.over.rect()
        width = min(round(_WIDTH * max(1.0, self._look.scale)), over.width() - UNIT * 8)
        rows = self._list.rows_height(min(_ROWS, max(_LEAST, len(self.choices))))
        buttons = max((button.sizeHint().height() for button in self._buttons), default=0)
        foot = max(buttons, QFontMetrics(self._hint.font()).height() * 3)
        height = rows + self._heading.sizeHint().height() + foot + UNIT * 11
        top = over.height() // 8
        return QRect((over.width() - width) // 2, top, width, min(height, over.height() - top - UNIT * 4))
