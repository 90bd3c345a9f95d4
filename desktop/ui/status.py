"""The status bar: counts at the left, files not shown, background work with its progress and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from desktop.library.copies import copies_in_words
from desktop.ui.theme import UNIT, Look, Type


class Status(QStatusBar):
    """What the window says at its foot."""

    cancel_requested = Signal()
    skipped_requested = Signal()
    changes_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._counts = QLabel(self)
        self._counts.setTextFormat(Qt.TextFormat.PlainText)
        self._skipped = QToolButton(self)
        self._skipped.setAutoRaise(True)
        self._skipped.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._skipped.clicked.connect(self.skipped_requested)
        self._changes = QToolButton(self)
        self._changes.setAutoRaise(True)
        self._changes.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._changes.clicked.connect(self.changes_requested)
        self._doing = QLabel(self)
        self._doing.setTextFormat(Qt.TextFormat.PlainText)
        self._doing.setToolTip("What is listed can be read and searched; the rest that is known of each comes with this.")
        self._progress = QProgressBar(self)
        self._progress.setFixedWidth(UNIT * 24)  # beside its figures; together they leave room for what is said
        self._progress.setMaximumHeight(UNIT * 3)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Reading files")
        self._cancel = QToolButton(self)
        self._cancel.setText("Stop")
        self._cancel.setAutoRaise(True)
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cancel.clicked.connect(self.cancel_requested)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(UNIT * 2, 0, UNIT * 2, 0)
        self.addPermanentWidget(self._changes)
        self.addPermanentWidget(self._skipped)
        self.addPermanentWidget(self._doing)
        self.addPermanentWidget(self._progress)
        self.addPermanentWidget(self._cancel)
        self.addPermanentWidget(self._counts)
        self.show_idle()
        self.show_skipped(0)
        self.show_changes(0)
        look.changed.connect(self._dress)
        self._dress()

    def say(self, sentence: str) -> None:
        """Say something for a while, as much of it as fits."""
        beside = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        room = self.width() - sum(widget.width() for widget in beside if widget.isVisible()) - UNIT * 8
        self.showMessage(self.fontMetrics().elidedText(sentence, Qt.TextElideMode.ElideRight, max(room, UNIT * 40)), 6_000)

    def show_counts(self, shown: int, total: int, selected: int, folded: int = 0) -> None:
        """Say how many reviews are shown, of how many, how many copies are folded under them, and how many are selected."""
        noun = "review" if total == 1 else "reviews"
        picked = f"  ·  {selected:,} selected" if selected > 1 else ""
        copies = f"  ·  {copies_in_words(folded)} folded" if folded else ""
        self._counts.setText(f"{shown:,} of {total:,} {noun}{copies}{picked}")

    def show_skipped(self, number: int) -> None:
        """Offer the list of files that are not shown."""
        self._skipped.setVisible(number > 0)
        self._skipped.setText("1 file not shown" if number == 1 else f"{number:,} files not shown")

    def show_changes(self, number: int) -> None:
        """Offer the list of what has changed on the disk."""
        self._changes.setVisible(number > 0)
        self._changes.setText("1 change on disk" if number == 1 else f"{number:,} changes on disk")

    def show_progress(self, done: int, total: int) -> None:
        """Show how far reading is; a total of 0 means that it is not known yet."""
        self._doing.setText(f"Reading {done:,} of {total:,}" if total else "Reading…")
        for widget in (self._doing, self._progress, self._cancel):
            widget.show()
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def show_idle(self) -> None:
        """Nothing is being done."""
        for widget in (self._doing, self._progress, self._cancel):
            widget.hide()

    @Slot()
    def _dress(self) -> None:
        for widget in (self, self._counts, self._changes, self._skipped, self._doing, self._cancel):
            widget.setFont(self._look.figures(Type.META))
