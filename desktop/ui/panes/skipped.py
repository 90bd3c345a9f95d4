"""The files that are not shown, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.theme import UNIT, Look
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.scanning import Skipped


class SkippedDialog(QDialog):
    """A list of paths and reasons that can be read, moved through by keyboard, and copied."""

    def __init__(self, look: Look, skipped: Sequence[Skipped], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Files not shown")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(UNIT * 160, UNIT * 90)
        heading = QLabel(self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setFont(look.sans())
        count = "1 file or folder was not read" if len(skipped) == 1 else f"{len(skipped)} files and folders were not read"
        heading.setText(count if skipped else "Every file was read.")
        self._list = QListWidget(self)
        self._list.setFont(look.sans())
        self._list.setAccessibleName("Files not shown")
        self._list.setWordWrap(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for each in skipped:
            self._list.addItem(QListWidgetItem(shown(f"{each.path}: {each.reason}")))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (heading, self._list, buttons):
            column.addWidget(widget)
