"""One part of an overview as a table model, for the view that paints it and for screen readers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.ui.models.overview_marks import Label, Mark, Sheet

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class OverviewModel(QAbstractTableModel):
    """The marks of a sheet."""

    def __init__(self, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet

    # properties

    @property
    def sheet(self) -> Sheet:
        """What is shown."""
        return self._sheet

    # methods

    def mark(self, row: int, column: int) -> Mark:
        """The mark at a place; IndexError outside of the table."""
        return self._sheet.rows[row][column]

    # the model

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sheet.rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or not self._sheet.rows else len(self._sheet.rows[0])

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not self.checkIndex(index, QAbstractTableModel.CheckIndexOption.IndexIsValid):
            return None
        mark = self._sheet.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return "  ".join(field for field in mark.fields if field)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return mark.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(mark.spoken)
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        labels: tuple[Label, ...] = self._sheet.down if orientation == Qt.Orientation.Vertical else self._sheet.across
        if not 0 <= section < len(labels):
            return None
        label = labels[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return label.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return label.spoken
        return _tip(label.spoken) if role == Qt.ItemDataRole.ToolTipRole else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def _tip(words: str) -> str:
    """A tooltip that breaks its lines and takes nothing in the words for markup."""
    return f"<p>{escape(words)}</p>"
