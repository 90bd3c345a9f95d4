"""What a page of the window said at its foot goes when the reader leaves the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from desktop.ui.window import Window


class Sayings(QObject):
    """Remembers the last sentence of Compare and of the overview. To be made after what shows their sentences."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._said: dict[QObject | None, str] = {}
        self._page = window.main.currentWidget()
        window.compare.status_said.connect(self._compare_said)
        window.overview.said.connect(self._overview_said)
        window.main.currentChanged.connect(self._turned)

    @Slot()
    def _compare_said(self) -> None:
        self._said[self._window.compare] = self._window.status.currentMessage()

    @Slot()
    def _overview_said(self) -> None:
        self._said[self._window.overview] = self._window.status.currentMessage()

    @Slot()
    def _turned(self) -> None:
        left, self._page = self._page, self._window.main.currentWidget()
        status = self._window.status
        if status.currentMessage() and status.currentMessage() == self._said.pop(left, ""):
            status.clearMessage()
