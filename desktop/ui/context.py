"""Context menus, by the right button, the menu key and Shift+F10: the commands that belong to the thing under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QMenu, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.commands import Commands

LIST = (
    "read",
    "compare",
    "compare_work",
    "compare_group",
    "compare_best",
    "more_like",
    "",
    "show_copies",
    "why_copies",
    "fold_copies",
    "",
    "star",
    "unread",
    "tag",
    "",
    "select_group",
    "close_groups",
    "open_groups",
    "",
    "list_cards",
    "list_table",
    "list_columns",
    "",
    "sort_descending",
)
READER = (
    "copy_quote",
    "find",
    "",
    "why",
    "original",
    "unfold",
    "",
    "as_body",
    "as_chrome",
    "",
    "names",
    "star",
    "tag",
    "compare_work",
    "more_like",
    "more_like_passage",
)
COMPARE = (
    "open_passage",
    "expand_cell",
    "show_around",
    "read_column",
    "copy_quote",
    "more_like",
    "more_like_passage",
    "why",
    "move_passage",
    "names",
    "",
    "rows",
    "fold_row",
    "hide_row",
    "show_rows",
    "row_up",
    "row_down",
    "rows_in_order",
    "",
    "next_answer",
    "answers",
    "answers_by_meaning",
    "",
    "by_topic",
    "full_text",
    "link",
    "align",
    "to_map",
    "",
    "pin_base",
    "column_left",
    "column_right",
    "close_column",
)
OVERVIEW = ("open_mark", "copy_quote", "names", "", "save_overview", "", "view_read", "view_compare")


class ContextMenu(QObject):
    """One widget's context menu; an empty name in ``command_ids`` is a line."""

    def __init__(self, widget: QWidget, commands: Commands, command_ids: Sequence[str]) -> None:
        super().__init__(widget)
        self._widget, self._commands, self._ids = widget, commands, tuple(command_ids)
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(self._open)

    def menu(self) -> QMenu:
        """The menu, made anew; it goes when it is closed."""
        menu = QMenu(self._widget)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command_id in self._ids:
            if command_id:
                menu.addAction(self._commands[command_id])
            else:
                menu.addSeparator()
        return menu

    @Slot(QPoint)
    def _open(self, at: QPoint) -> None:
        # A scroll area reports the point in its viewport.
        ground = self._widget.viewport() if isinstance(self._widget, QAbstractScrollArea) else self._widget
        self.menu().popup(ground.mapToGlobal(at))


def open_here() -> None:
    """Open the context menu of what has the focus, at the current item; not every platform does so by itself."""
    focus = QApplication.focusWidget()
    if focus is None:
        return
    ground = focus.viewport() if isinstance(focus, QAbstractScrollArea) else focus
    at = ground.rect().center()
    if isinstance(focus, QAbstractItemView) and focus.currentIndex().isValid():
        at = focus.visualRect(focus.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, ground.mapToGlobal(at))
    QCoreApplication.sendEvent(ground, event)
