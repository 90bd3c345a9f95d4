"""Which column of a table holds what: the guess, and the reader's word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.reading.columns import known_fields
from desktop.ui.panes.controls import plain_label
from desktop.ui.panes.scrollbars import slim
from desktop.ui.theme import UNIT, Look
from desktop.ui.units import shown

if TYPE_CHECKING:
    from desktop.reading.columns import Columns

_NONE = "none"
# What the window calls the fields whose names are those of schema.org; the others are called by their names.
_CALLED = {
    "item": "Work",
    "item_year": "Year of the work",
    "item_type": "Kind of work",
    "title": "Title (of work or review)",
    "author": "Critic",
    "publisher": "Outlet",
    "best_rating": "Best possible rating",
    "actor": "Cast",
    "duration": "Runtime",
    "url": "Address",
    "id": "Identifier",
}


class ColumnsDialog(QDialog):
    """A row for every field that a table can have, with the columns to choose from."""

    def __init__(self, look: Look, columns: Columns, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns
        self._boxes: dict[str, QComboBox] = {}
        self.setWindowTitle("Columns of the table")
        self.setFont(look.sans())
        heading: QLabel = plain_label(look, self)
        heading.setText("Which column holds what? The guess stands below; what you change is final.")
        heading.setWordWrap(True)
        rows = QWidget(self)
        form = QFormLayout(rows)
        form.setContentsMargins(0, 0, UNIT * 2, 0)
        form.setHorizontalSpacing(UNIT * 4)
        form.setVerticalSpacing(UNIT)
        for field in known_fields():
            box = QComboBox(self)
            box.addItem(_NONE)
            box.addItems([shown(name) or f"column {number + 1}" for number, name in enumerate(columns.names)])
            box.setCurrentIndex(columns.fields.get(field, -1) + 1)
            box.setAccessibleName(f"Column of the {field}")
            self._boxes[field] = box
            form.addRow(_CALLED.get(field, field.capitalize()), box)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(UNIT * 4)
        column.addWidget(heading)
        column.addWidget(self._scrolled(rows, look), 1)
        column.addWidget(buttons)

    def _scrolled(self, rows: QWidget, look: Look) -> QScrollArea:
        """The rows in a scroll area that is as tall as they are, where the screen allows it."""
        area = QScrollArea(self)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(rows)
        slim(area, look, look.colours.surface)
        wanted = rows.sizeHint()
        area.setMinimumWidth(wanted.width() + UNIT * 4)
        self.resize(
            self.sizeHint().width(), min(wanted.height() + UNIT * 36, self.screen().availableGeometry().height() * 4 // 5)
        )
        return area

    def mapping(self) -> dict[str, str]:
        """The fields whose column the reader changed, with the column's name (empty for none)."""
        changed: dict[str, str] = {}
        for field, box in self._boxes.items():
            number = box.currentIndex() - 1
            if number != self._columns.fields.get(field, -1):
                changed[field] = "" if number < 0 else self._columns.names[number] or str(number + 1)
        return changed
