"""The line above the page: the review's file and how much of it is the critic's, with Why, Unfold and Original as buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from desktop.review import Role
from desktop.ui.panes.controls import plain_label, plain_tip
from desktop.ui.theme import UNIT, Look, Type
from desktop.ui.units import shown

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.review import Review
    from desktop.ui.commands import Commands


class ReaderStrip(QWidget):
    """Tells of the review on the page; a line that has no room ends with an ellipsis and is shown whole on demand."""

    def __init__(self, look: Look, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._told = ""
        self._file = plain_label(look, self, step=Type.META, quiet=True)
        self._file.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._buttons: list[QToolButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT * 3, UNIT, UNIT * 2, UNIT)
        row.setSpacing(UNIT)
        row.addWidget(self._file, 1)
        for command_id in ("why", "unfold", "original"):
            button = QToolButton(self)
            button.setDefaultAction(commands[command_id])
            button.setAutoRaise(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
            self._buttons.append(button)
        look.changed.connect(self._dress)
        self._dress()

    def show_review(self, review: Review | None) -> None:
        """Name the file and say how much of it is the critic's text."""
        self._told = _about(review) if review is not None else ""
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as much of the line as there is room for, and the whole of it on demand."""
        fitted = self._file.fontMetrics().elidedText(self._told, Qt.TextElideMode.ElideRight, self._file.width())
        self._file.setText(fitted)
        self._file.setToolTip(plain_tip(self._told) if fitted != self._told else "")

    @Slot()
    def _dress(self) -> None:
        self._file.setFont(self._look.sans(Type.META))
        self._fit()
        for button in self._buttons:
            button.setFont(self._look.sans(Type.META))


def _about(review: Review) -> str:
    """The file of a review and how much of it is the critic's text."""
    name = review.path.name if review.path else review.id
    lines = sum(1 for b in review.blocks if b.role is Role.CHROME)
    folded = f"  ·  {lines} blocks folded" if lines > 1 else "  ·  1 block folded" if lines else ""
    return f"{shown(name)}  ·  {review.body_words:,} words{folded}"
