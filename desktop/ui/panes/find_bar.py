"""The bar for finding words in what is shown: a field, a count, next and previous."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from desktop.ui.icons import icon
from desktop.ui.theme import UNIT, Look

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class FindBar(QWidget):
    """One line at the foot of a pane; hidden until it is opened."""

    searched = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._field = QLineEdit(self)
        self._field.setPlaceholderText("Find in this view")
        self._field.setAccessibleName("Find in this view")
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(self._edited)
        self._count = QLabel(self)
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setMinimumWidth(UNIT * 20)
        self._previous = self._button("Previous (Shift+F3)")
        self._next = self._button("Next (F3)")
        self._close = self._button("Close (Esc)")
        self._previous.clicked.connect(self._step_back)
        self._next.clicked.connect(self._step_on)
        self._close.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT * 3, UNIT, UNIT * 3, UNIT)
        row.setSpacing(UNIT * 2)
        for widget in (self._field, self._count, self._previous, self._next, self._close):
            row.addWidget(widget)
        row.setStretch(0, 1)
        self.setFocusProxy(self._field)
        look.changed.connect(self._dress)
        self._dress()
        self.hide()

    # methods

    @property
    def text(self) -> str:
        """What is looked for."""
        return self._field.text()

    def open(self, text: str = "") -> None:
        """Show the bar, with ``text`` if there is any, and give it the focus."""
        self.show()
        if text:
            self._field.setText(text)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self.searched.emit(self._field.text())

    def show_count(self, here: int, total: int) -> None:
        """Say which of how many hits is shown; ``here`` counts from 0 and is -1 where there is none."""
        if not self._field.text():
            self._count.setText("")
        elif total == 0:
            self._count.setText("No hits")
        else:
            self._count.setText(f"{here + 1} of {total}")
        self._previous.setEnabled(total > 0)
        self._next.setEnabled(total > 0)

    # events

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    # slots

    @Slot()
    def close_bar(self) -> None:
        """Hide the bar and forget the hits."""
        self.hide()
        self.searched.emit("")
        self.closed.emit()

    @Slot(str)
    def _edited(self, text: str) -> None:
        self.searched.emit(text)

    @Slot()
    def _step_on(self) -> None:
        self.stepped.emit(1)

    @Slot()
    def _step_back(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _dress(self) -> None:
        colours = self._look.colours
        self._previous.setIcon(icon("chevron-up", colours))
        self._next.setIcon(icon("chevron-down", colours))
        self._close.setIcon(icon("close", colours))
        for widget in (self._field, self._count):
            widget.setFont(self._look.sans())

    # inside

    def _button(self, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
