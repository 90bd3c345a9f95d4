"""The list with what belongs to it: the active filters above, the offer to compare below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.command_table import Place
from desktop.ui.panes.query_bar import ChipRow
from desktop.ui.panes.review_list import ReviewList
from desktop.ui.theme import UNIT, Look, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.ui.commands import Commands
    from desktop.ui.models.reviews_model import ReviewsModel


class ListPane(QWidget):
    """Chips of the active filters, the review list, and a bar that offers Compare once two or more reviews are selected."""

    def __init__(self, look: Look, commands: Commands, model: ReviewsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.chips = ChipRow(look, self)
        self.list = ReviewList(look, model, self)
        commands.attach(self.list, Place.LIST)
        self._offer = QWidget(self)
        self._chosen = QLabel(self._offer)
        self._chosen.setTextFormat(Qt.TextFormat.PlainText)
        self._chosen.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the button keeps its width
        self._selected = 0
        self._compare = QToolButton(self._offer)
        self._compare.setDefaultAction(commands["compare"])
        self._compare.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._compare.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self._offer)
        row.setContentsMargins(UNIT * 3, UNIT, UNIT * 2, UNIT)
        row.setSpacing(UNIT)
        row.addWidget(self._chosen, 1)
        row.addWidget(self._compare)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chips)
        column.addWidget(self.list, 1)
        column.addWidget(self._offer)
        self.setFocusProxy(self.list)
        self._offer.hide()
        look.changed.connect(self._dress)
        self._dress()

    def offer(self, selected: int) -> None:
        """Offer to compare where two or more reviews are selected."""
        self._offer.setVisible(selected >= 2)
        self._selected = selected
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _dress(self) -> None:
        self._chosen.setFont(self._look.sans(Type.META))
        self._compare.setFont(self._look.sans(Type.INTERFACE))
        self._fit()

    def _fit(self) -> None:
        """Say how many are selected in as many words as there is room for, and Compare with its picture if there is."""
        number, style = f"{self._selected:,}", Qt.ToolButtonStyle
        for button in (style.ToolButtonTextBesideIcon, style.ToolButtonTextOnly):
            self._compare.setToolButtonStyle(button)
            room = self.width() - UNIT * 6 - self._compare.sizeHint().width()
            for words in (f"{number} reviews selected", f"{number} selected", number):
                self._chosen.setText(words)
                if self._chosen.sizeHint().width() <= room and (words != number or button is style.ToolButtonTextOnly):
                    return
