"""A list of choices that has the focus itself, so that letters go to a line, and that is worked with by a few keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from desktop.ui.panes.choices import CHOICE, Choice, ChoiceDelegate, ChoiceList
from desktop.ui.theme import UNIT

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.ui.theme import Look


class FocusedList(ChoiceList):
    """The lines; Space, Return and Del are told, all other keys move."""

    pressed_space = Signal()
    pressed_return = Signal()
    pressed_delete = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget, *, set_in: bool = False) -> None:
        """With ``set_in``, lines without a box stand under those that have one."""
        super().__init__(look, name, parent)
        if set_in:
            self.setItemDelegate(_SetIn(look, self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # events

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.pressed_space.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed_return.emit()
        elif key == Qt.Key.Key_Delete:
            self.pressed_delete.emit()
        else:
            super().keyPressEvent(event)


class _SetIn(ChoiceDelegate):
    """Lines without a box begin behind the boxes of the others."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        choice = index.data(CHOICE)
        if isinstance(choice, Choice) and choice.mark is None:
            option.rect = option.rect.adjusted(UNIT * 8, 0, 0, 0)
        super().paint(painter, option, index)
