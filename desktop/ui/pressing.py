"""Return presses the button that has the focus, as Space does: Qt leaves that to dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReturnPresses(QObject):
    """Watches the keys of the one button that has the focus, and of nothing else."""

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: QAbstractButton | None = None
        application.focusChanged.connect(self._focus_moved)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._watched or not isinstance(event, QKeyEvent) or event.key() not in _RETURN:
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut of the pane round the button takes it
            return True
        if event.type() is QEvent.Type.KeyPress and not event.isAutoRepeat() and self._watched is not None:
            self._watched.click()
            return True
        return False

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        before, self._watched = self._watched, now if isinstance(now, QAbstractButton) else None
        if before is not None and before is not self._watched and isValid(before):  # a button may go while it has the focus
            before.removeEventFilter(self)
        if self._watched is not None:
            self._watched.installEventFilter(self)
