"""Work that goes on beside the reading of files, in the status bar: what it is, how far, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QToolButton, QWidget

from desktop.ui.panes.controls import plain_label
from desktop.ui.theme import UNIT, Look, Type


class WorkStrip(QWidget):
    """Nothing while nothing is done."""

    stop_requested = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._words = plain_label(look, self, step=Type.META)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(UNIT * 24)
        self._bar.setMaximumHeight(UNIT * 3)
        self._bar.setTextVisible(False)
        self._stop = QToolButton(self)
        self._stop.setText("Stop")
        self._stop.setAutoRaise(True)
        self._stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stop.clicked.connect(self.stop_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, UNIT * 2, 0)
        row.setSpacing(UNIT * 2)
        for widget in (self._words, self._bar, self._stop):
            row.addWidget(widget)
        self.hide()
        look.changed.connect(self._dress)
        self._dress()

    @property
    def words(self) -> str:
        """What is being done; empty where nothing is."""
        return "" if self.isHidden() else self._words.text()

    def show_work(self, words: str, done: int, total: int) -> None:
        """Say what is being done, and how far it is; a total of 0 means that it is not known."""
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._stop.setAccessibleName(f"Stop: {words}")
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.show()

    def end(self) -> None:
        """Nothing is being done any more."""
        self.hide()

    @Slot()
    def _dress(self) -> None:
        for widget in (self._words, self._stop):
            widget.setFont(self._look.figures(Type.META))
