"""What the reader corrects goes into the notebook, and whoever shows it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.library.library import Library
from desktop.notebook.corrections import KINDS
from desktop.notebook.notebook import NotebookError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.notebook.corrections import Change, Kept
    from desktop.notebook.notebook import Notebook
    from desktop.review import Review


class Keeping(QObject):
    """The way of corrections into the notebook and out of it; what the notebook cannot do is said.

    It knows the library as it was read, before anything is corrected: by those texts the notebook knows its reviews.
    """

    changed = Signal(object)  # frozenset[str]: the kinds of corrections that were made or taken back
    said = Signal(str)

    def __init__(self, notebook: Notebook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notebook = notebook
        self._library = Library.of(())
        self._kept: Mapping[str, Sequence[Kept]] = {}

    # properties

    @property
    def kept(self) -> Mapping[str, Sequence[Kept]]:
        """The corrections of the library's reviews, by their ids."""
        return self._kept

    # methods

    def take(self, library: Library) -> None:
        """Know another library, as it was read."""
        self._library = library
        self._renew()

    def of(self, review_id: str) -> Sequence[Kept]:
        """The corrections of a review."""
        return self._kept.get(review_id, ())

    def as_read(self, review: Review) -> Review:
        """The review as it was before anything was corrected; the review itself where it is not of the library."""
        row = self._library.find_row(review.id)
        return review if row is None else self._library.reviews[row]

    def first_of_file(self, review: Review) -> Review:
        """The first review of the file of a review, as it was read: what is said of the file is said of this one."""
        row = self._library.find_row(review.id)
        if row is None:
            return review
        entry = self._library.entries[row]
        first = row - entry.number  # the reviews of a file stand together, in the order of the file
        return self._library.reviews[first if first >= 0 and self._library.entries[first].file == entry.file else row]

    def number_of(self, review: Review) -> int | None:
        """The number of a review in the notebook, where it gets one; None, and said so, where it cannot."""
        try:
            return self._notebook.number_of(review)
        except NotebookError as error:
            self.said.emit(f"Not kept: {error}")
            return None

    def known_number(self, review_id: str) -> int | None:
        """The number of a review that the notebook knows; None for others."""
        try:
            return self._notebook.numbers(self._library).get(review_id)
        except NotebookError as error:
            self.said.emit(str(error))
            return None

    def keep(self, changes: Sequence[Change], told: str, *, amend: bool = False) -> bool:
        """Keep corrections as one step; False, and said so, where they could not be kept."""
        done = self._write(lambda: self._notebook.correct(changes, told, amend=amend))
        if done:
            self.stepped(self._notebook.touched)
        return done

    def know(self, review: Review, other: Review) -> None:
        """Know that a file read in another way is the same review."""
        if self._write(lambda: self._notebook.same_review(review, other)):
            self._renew()

    def named(self, library: Library) -> Library:
        """The library with what the reader says of the people of its works."""
        try:
            namings = self._notebook.namings(library)
            return library.with_names(namings) if namings else library
        except NotebookError as error:
            self.said.emit(str(error))
            return library

    # slots

    @Slot(object)
    def stepped(self, kinds: frozenset[str]) -> None:
        """A step was made, taken back or made again."""
        if kinds & KINDS:
            self._renew()
            self.changed.emit(kinds & KINDS)

    # inside

    def _renew(self) -> None:
        try:
            self._kept = self._notebook.corrections(self._library)
        except NotebookError as error:
            self.said.emit(str(error))
            self._kept = {}

    def _write(self, change: Callable[[], None]) -> bool:
        try:
            change()
        except NotebookError as error:
            self.said.emit(f"Not kept: {error}")
            return False
        return True
