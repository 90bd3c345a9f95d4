"""The reader's marks as the window makes them: read after a dwell, stars, tags; and undo, of corrections as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.library.marks import Marks
from desktop.notebook.notebook import NotebookError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.library.library import Library
    from desktop.notebook.notebook import Notebook
    from desktop.review import Review
    from desktop.ui.browsing import Browsing

DWELL = 2_000  # milliseconds: arrowing past a review does not mark it as read


class Marking(QObject):
    """Writes marks into the notebook and hands the new ones to the browsing."""

    said = Signal(str)
    corrected = Signal(object)  # frozenset[str]: the kinds of entries that an undo or redo touched

    def __init__(self, notebook: Notebook, browsing: Browsing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notebook = notebook
        self._browsing = browsing
        self._dwelling: Review | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._dwelt)

    # properties

    @property
    def dwelling(self) -> bool:
        """Whether a review is about to be marked as read."""
        return self._timer.isActive()

    # methods

    def marks(self, library: Library) -> Marks:
        """The marks on a library's reviews; none, and said so, where the notebook cannot be read."""
        try:
            return self._notebook.marks(library)
        except NotebookError as error:
            self.said.emit(str(error))
            return Marks()

    def recent_tags(self) -> list[str]:
        """The tags used last, the latest first."""
        return list(self._notebook.recent_tags(9))

    def dwell_on(self, review: Review | None) -> None:
        """Begin to count the time on a review; moving on before it is over leaves it unread."""
        self._dwelling = review
        if review is not None and review.id not in self._browsing.marks.read:
            self._timer.start(DWELL)
        else:
            self._timer.stop()

    def read(self, reviews: Sequence[Review], *, value: bool, undoable: bool = True) -> None:
        """Mark as read or unread; what happens by itself (reading) is nothing that undo should take back."""
        self._timer.stop()
        wanted = [r for r in reviews if (r.id in self._browsing.marks.read) is not value]
        if wanted:
            self._write(lambda: self._notebook.mark_read(wanted, value, undoable=undoable))

    def star(self, reviews: Sequence[Review]) -> None:
        """Star the reviews, or take the stars away where all of them have one."""
        value = not all(r.id in self._browsing.marks.starred for r in reviews)
        if self._write(lambda: self._notebook.star(reviews, value)):
            self.said.emit("Starred" if value else "Star taken away")

    def tag(self, reviews: Sequence[Review], name: str, *, value: bool) -> None:
        """Put a tag on the reviews, or take it off."""
        change = self._notebook.tag if value else self._notebook.untag
        self._write(lambda: change(reviews, name))

    def undo(self) -> None:
        """Take back the last change."""
        done = self._notebook.next_undo
        if not done:
            self.said.emit("Nothing to undo")
        elif self._write(self._notebook.undo):
            self.corrected.emit(self._notebook.touched)
            self.said.emit(f"Undone: {done}")

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        done = self._notebook.next_redo
        if not done:
            self.said.emit("Nothing to redo")
        elif self._write(self._notebook.redo):
            self.corrected.emit(self._notebook.touched)
            self.said.emit(f"Done again: {done}")

    # slots

    @Slot()
    def _dwelt(self) -> None:
        if self._dwelling is not None:
            self.read([self._dwelling], value=True, undoable=False)

    # inside

    def _write(self, change: Callable[[], object]) -> bool:
        """Make a change in the notebook and show the marks anew; False, and said so, where it could not be kept."""
        try:
            change()
        except (NotebookError, ValueError) as error:
            self.said.emit(f"Not kept: {error}")
            return False
        self._browsing.take_marks(self.marks(self._browsing.library))
        return True
