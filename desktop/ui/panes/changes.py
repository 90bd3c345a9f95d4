"""What has changed on the disk while the program ran: which reviews, when, and a way to each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.ui.panes.controls import plain_label
from desktop.ui.theme import UNIT, Look
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.weaving import Change


class ChangesDialog(QDialog):
    """A list of changes, the latest first; Return or a double click goes to the review."""

    review_chosen = Signal(str)

    def __init__(self, look: Look, changes: Sequence[tuple[str, Change]], roots: Sequence[Path], parent: QWidget) -> None:
        """``changes`` come in the order in which they were seen, each with the time of day; ``roots`` are what is open."""
        super().__init__(parent)
        self.setWindowTitle("Changes on disk")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(UNIT * 160, UNIT * 90)
        heading = plain_label(look, self)
        heading.setText(
            "Since the folder was opened, the latest first. Return goes to the review."
            if changes
            else "Nothing has changed on the disk since the folder was opened."
        )
        heading.setWordWrap(True)
        self._list = QListWidget(self)
        self._list.setFont(look.sans())
        self._list.setAccessibleName("Changes on disk")
        self._list.setWordWrap(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for time, change in reversed(changes):
            number = f" ({change.reviews:,} reviews)" if change.reviews > 1 else ""
            detail = f": {change.detail}" if change.detail else ""
            item = QListWidgetItem(shown(f"{time}  {change.kind}  {_below(change.file, roots)}{number}{detail}"))
            item.setData(Qt.ItemDataRole.UserRole, change.review_id)
            self._list.addItem(item)
        self._list.itemActivated.connect(self._choose)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (heading, self._list, buttons):
            column.addWidget(widget)
        if changes:
            self._list.setCurrentRow(0)
            self._list.setFocus()

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        self.accept()
        self.review_chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _below(file: str, roots: Sequence[Path]) -> str:
    """A file as it stands below the folder that is open."""
    path = Path(file)
    root = next((root for root in roots if root != path and path.is_relative_to(root)), None)
    return file if root is None else str(path.relative_to(root))
