"""The reader's marks as the window makes them: read after a dwell, stars, tags; and undo, of corrections as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from desktop.library.marks import Marks
from desktop.notebook.notebook import NotebookError
from desktop.ui.chosen import Chosen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.library.library import Library
    from desktop.notebook.notebook import Notebook, Subjects
    from desktop.review import Review
    from desktop.ui.browsing import Browsing

DWELL = 2_000  # milliseconds: arrowing past a review does not mark it as read

_MANY = 2_000  # reviews that are not marked in the twinkling of an eye
_PENDING = 300  # reviews that are understood here and now, so that a mark can be put on them


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
        known = self._browsing.marks.read
        wanted = _only(reviews, lambda review_id: (review_id in known) is not value)
        if wanted:
            self._mark(wanted, lambda subjects: self._notebook.mark_read(subjects, value, undoable=undoable))

    def star(self, reviews: Sequence[Review]) -> None:
        """Star the reviews, or take the stars away where all of them have one."""
        value = not self._browsing.marks.starred.issuperset(ids_of(reviews))
        if self._mark(reviews, lambda subjects: self._notebook.star(subjects, value)):
            self.said.emit("Starred" if value else "Star taken away")

    def tag(self, reviews: Sequence[Review], name: str, *, value: bool) -> None:
        """Put a tag on the reviews, or take it off."""
        change = self._notebook.tag if value else self._notebook.untag
        self._mark(reviews, lambda subjects: change(subjects, name))

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

    def _mark(self, reviews: Sequence[Review], change: Callable[[Subjects], object]) -> bool:
        """Put a mark on reviews; False, and said so, where it could not be kept."""
        if not isinstance(reviews, Chosen):
            return self._write(lambda: change(reviews))
        pending = reviews.pending
        if pending > _PENDING:
            self.said.emit(f"{pending:,} of these reviews are still to be understood: mark so many when reading is done")
            return False
        if len(reviews) < _MANY:
            return self._write(lambda: change(reviews.marked()))
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            return self._write(lambda: change(reviews.marked()))
        finally:
            QGuiApplication.restoreOverrideCursor()

    def _write(self, change: Callable[[], object]) -> bool:
        """Make a change in the notebook and show the marks anew; False, and said so, where it could not be kept."""
        try:
            change()
        except (NotebookError, ValueError) as error:
            self.said.emit(f"Not kept: {error}")
            return False
        self._browsing.take_marks(self.marks(self._browsing.library))
        return True


def ids_of(reviews: Sequence[Review]) -> Sequence[str]:
    """The ids of reviews; none is made for it."""
    return reviews.ids if isinstance(reviews, Chosen) else [review.id for review in reviews]


def _only(reviews: Sequence[Review], wanted: Callable[[str], bool]) -> Sequence[Review]:
    """The reviews whose id is wanted."""
    return reviews.only(wanted) if isinstance(reviews, Chosen) else [review for review in reviews if wanted(review.id)]
