"""The commands of the program as QActions: what menus, toolbar and panes put at the reader's hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from desktop.ui.command_table import COMMANDS, Place
from desktop.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.theme import Look


class Commands(QObject):
    """The QActions of :data:`COMMANDS`, and one signal for all of them."""

    asked = Signal(str, bool)  # command id; whether it is checked now

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._actions: dict[str, QAction] = {}
        groups: dict[str, QActionGroup] = {}
        for command in COMMANDS:
            action = QAction(command.text, self)
            action.setObjectName(command.id)
            action.setShortcuts([QKeySequence(key) for key in command.keys])
            everywhere = Place.WINDOW in command.places
            context = Qt.ShortcutContext
            action.setShortcutContext(context.WindowShortcut if everywhere else context.WidgetWithChildrenShortcut)
            action.setStatusTip(command.says)
            if command.short:
                action.setIconText(command.short)
            action.setCheckable(command.checkable)
            if command.group:
                if command.group not in groups:
                    groups[command.group] = QActionGroup(self)
                groups[command.group].addAction(action)
            action.triggered.connect(self._triggered)
            self._actions[command.id] = action
        self.colour_icons()

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def attach(self, widget: QWidget, *places: Place) -> None:
        """Make the commands of ``places`` work while the focus is in ``widget`` or its children."""
        for command in COMMANDS:
            if set(command.places) & set(places):
                widget.addAction(self._actions[command.id])

    def enable(self, enabled: bool, *command_ids: str) -> None:
        """Allow or forbid commands; what is forbidden is greyed in menus, toolbar and palette alike."""
        for command_id in command_ids:
            self._actions[command_id].setEnabled(enabled)

    def check(self, command_id: str, *, checked: bool = True) -> None:
        """Show a checkable command's state without asking for it."""
        self._actions[command_id].setChecked(checked)

    def letters(self, where: str) -> None:
        """Let j and k work in the reader, ``everywhere``, or not at all (``off``)."""
        context = Qt.ShortcutContext
        for command_id in ("next_review", "previous_review"):
            action = self._actions[command_id]
            action.setShortcutContext(context.WindowShortcut if where == "everywhere" else context.WidgetWithChildrenShortcut)
            keys = next(command.keys for command in COMMANDS if command.id == command_id)
            action.setShortcuts([QKeySequence(key) for key in keys] if where != "off" else [])
        self.check(f"letters_{where}")

    def colour_icons(self) -> None:
        """Draw the icons anew, in the colours of the theme in force."""
        for command in COMMANDS:
            if command.icon:
                self._actions[command.id].setIcon(icon(command.icon, self._look.colours))

    def _triggered(self, checked: bool) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.asked.emit(sender.objectName(), checked)
