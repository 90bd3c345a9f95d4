"""The menu bar and the toolbar, made from the table of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from desktop.ui.command_table import COMMANDS, Menu
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from desktop.ui.commands import Commands
    from desktop.ui.theme import Look

# The same command under a second key: once in the menus is enough.
_TWINS = frozenset({"keys_here", "tag_here"})


def build_menus(window: QMainWindow, commands: Commands) -> dict[Menu, QMenu]:
    """Fill the menu bar; every command stands in its menu with its first key."""
    menus = {menu: QMenu(menu.value, window) for menu in Menu}
    for menu in menus.values():
        window.menuBar().addMenu(menu)
    for command in COMMANDS:
        if command.id in _TWINS:
            continue
        menu = menus[command.menu]
        if command.parted:
            menu.addSeparator()
        menu.addAction(commands[command.id])
    return menus


def build_toolbar(window: QMainWindow, look: Look, commands: Commands, search: QWidget) -> QToolBar:
    """The toolbar: filters, the search field, Read, Compare and Overview, text size, theme."""
    bar = QToolBar("Toolbar", window)
    bar.setObjectName("toolbar")
    bar.setMovable(False)
    bar.setFloatable(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    bar.setContentsMargins(UNIT, UNIT, UNIT, UNIT)
    _add(bar, commands, "sidebar")
    _add(bar, commands, "back")
    _add(bar, commands, "forward")
    search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(search)
    _add(bar, commands, "view_read", words=True)
    _add(bar, commands, "view_compare", words=True)
    _add(bar, commands, "view_overview", words=True)
    _add(bar, commands, "text_smaller")
    _add(bar, commands, "text_larger")
    window.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
    _Dresser(bar, look)
    return bar


class _Dresser(QObject):
    """Keeps the toolbar's words and icons at the reader's text size."""

    def __init__(self, bar: QToolBar, look: Look) -> None:
        super().__init__(bar)
        self._bar, self._look = bar, look
        look.changed.connect(self.dress)
        self.dress()

    @Slot()
    def dress(self) -> None:
        """Take the size in force."""
        size = max(18, self._look.pixels(Type.INTERFACE) + 6)
        self._bar.setIconSize(QSize(size, size))
        for button in self._bar.findChildren(QToolButton):
            button.setFont(self._look.sans())


def _add(bar: QToolBar, commands: Commands, command_id: str, *, words: bool = False) -> None:
    button = QToolButton(bar)
    button.setDefaultAction(commands[command_id])
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(commands[command_id].text())
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
    bar.addWidget(button)
