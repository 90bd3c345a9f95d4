"""The field of a long facet, in which its values are filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.panes.controls import Field
from desktop.ui.theme import UNIT, Look

if TYPE_CHECKING:
    from desktop.library.facets import Facet


class FilterLine(QWidget):
    """A field aligned with the values under it."""

    def __init__(self, look: Look, facet: Facet, indent: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.facet = facet.field
        self.field = Field(look, "", self, clearable=True)
        self.count(len(facet.values))
        self.field.setAccessibleName(f"Filter the values of {facet.label}")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.field)
        self.set_indent(indent)

    def count(self, values: int) -> None:
        """Say how many values there are to filter."""
        self.field.setPlaceholderText(f"Filter {values:,} values")

    def set_indent(self, indent: int) -> None:
        """Begin where the values' labels begin."""
        self._row.setContentsMargins(indent, 0, UNIT * 2, 0)
