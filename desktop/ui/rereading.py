"""Reading a file again with the reader's word: what a block is, which encoding, which columns, letters mended.

What the reader decides is kept by the notebook, and applied to every library in which the review stands. What was said of a
stretch that is not there any more is applied nowhere: the review says so.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QInputDialog

from desktop.notebook.applying import YES, Applying, options_of
from desktop.notebook.corrections import Change, Kind, said_anew
from desktop.reading.scales import DEFAULT_GRADES, about_grades, grade_scales
from desktop.review import Role
from desktop.ui.panes.columns_dialog import ColumnsDialog
from desktop.ui.units import quoted, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from desktop.library.library import Library
    from desktop.reading.options import ReadingOptions
    from desktop.review import Review, Span
    from desktop.ui.keeping import Keeping
    from desktop.ui.theme import Look

_FIND_OUT = "find out"


class Rereading(QObject):
    """The decisions about files, and libraries with them applied."""

    decided = Signal()
    said = Signal(str)

    def __init__(self, look: Look, keeping: Keeping, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._window = parent
        self._keeping = keeping
        self._applying = Applying()
        self._grades = DEFAULT_GRADES
        self._known: set[tuple[str, str]] = set()  # pairs of texts that the notebook knows to be one review's
        keeping.changed.connect(self._changed)

    # methods

    def applied(self, library: Library) -> Library:
        """The library with everything applied that the reader said of its reviews, and of the people of its works."""
        self._keeping.take(library)
        done = self._applying.to(library, self._keeping.kept, self._grades)
        for trouble in done.troubles:
            self.said.emit(trouble)
        for before, after in done.versions:
            self._know(before, after)
        return self._keeping.named(done.library)

    def take_grades(self, scale: str) -> None:
        """Take another mapping of letter grades for all files of which nothing else is said."""
        if scale in grade_scales() and scale != self._grades:
            self._grades = scale
            self.decided.emit()

    def correct(self, review: Review, span: Span, role: Role) -> bool:
        """Take the reader's word on what a block is; False where it cannot be kept."""
        told = f"{quoted(span.of(review.text))} is {'the critic’s text' if role is Role.BODY else 'not the critic’s text'}"
        changes = said_anew(review, self._keeping.of(review.id), Kind.ROLE, span, role.value)
        as_read = self._keeping.as_read(review)
        return self._keeping.keep([replace(change, subject=as_read) for change in changes], told)

    def ask_encoding(self, review: Review) -> None:
        """Let the reader choose the encoding of a file."""
        if review.path is None:
            return
        from desktop.reading.decode import ENCODINGS  # noqa: PLC0415 - the rules of reading come when they are needed

        choices = [_FIND_OUT, *ENCODINGS]
        now = self._options(review).encoding or _FIND_OUT
        label = f"{shown(review.path.name)} was read as {review.encoding}. Read it as:"
        chosen, taken = QInputDialog.getItem(self._window, "Encoding", label, choices, choices.index(now), editable=False)
        if taken:
            self._decide(review, "encoding", None if chosen == _FIND_OUT else chosen, f"Read as {chosen}")

    def ask_grades(self, review: Review) -> None:
        """Let the reader choose how letter grades of a file become figures."""
        if review.path is not None:
            name = self._ask_scale("How an A or a C+ on this page becomes a figure of 100:", self._options(review).grade_scale)
            if name:
                self._decide(review, "grades", name, f"Letter grades: {name}")

    def ask_usual_grades(self) -> str:
        """Let the reader choose how letter grades become figures wherever nothing else is said; empty if nothing is chosen."""
        name = self._ask_scale("How an A or a C+ becomes a figure of 100, in every review:", self._grades)
        if name:
            self.take_grades(name)
        return name

    def mend(self, review: Review) -> None:
        """Put garbled letters right, or leave them as they stand again."""
        mended = not self._options(review).mended
        told = "Garbled letters put right where they could be" if mended else "Letters as they stand in the file"
        if self._decide(review, "mended", YES if mended else None, told):
            self.said.emit(told)

    def ask_columns(self, review: Review) -> None:
        """Let the reader say which column of a table holds what."""
        if review.path is None:
            return
        from desktop.reading.reader import columns_of  # noqa: PLC0415 - as above

        try:
            columns = columns_of(review.path, self._options(review))
        except OSError as error:
            self.said.emit(f"{review.path.name} could not be read: {error.strerror or error}")
            return
        if columns is None:
            self.said.emit("This file is one page, not a table of reviews")
            return
        dialog = ColumnsDialog(self._look, columns, self._window)
        if dialog.exec():
            self.take_columns(review, dialog.mapping())

    def take_columns(self, review: Review, mapping: Mapping[str, str]) -> None:
        """Take the reader's word on what columns of a review's table hold."""
        columns = {**self._options(review).columns, **mapping}
        self._decide(review, "columns", json.dumps(columns, ensure_ascii=False) if columns else None, "Columns of the table")

    # slots

    @Slot(object)
    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & {Kind.ROLE, Kind.READING, Kind.NAMES}:
            self.decided.emit()

    # inside

    def _ask_scale(self, question: str, now: str) -> str:
        """The name of a mapping of letter grades that the reader chooses; empty where none is."""
        scales = grade_scales()
        choices = [f"{name}: {about_grades(name)}" for name in scales]
        chosen, taken = QInputDialog.getItem(
            self._window, "Letter grades", question, choices, scales.index(now), editable=False
        )
        return chosen.partition(":")[0] if taken else ""

    def _decide(self, review: Review, what: str, value: str | None, told: str) -> bool:
        if review.path is None:
            return False
        first = self._keeping.first_of_file(review)
        return self._keeping.keep([Change(first, Kind.READING, what, value)], f"{told}: {shown(review.path.name)}")

    def _options(self, review: Review) -> ReadingOptions:
        """How the file of a review is read."""
        return options_of(self._keeping.of(self._keeping.first_of_file(review).id), self._grades)

    def _know(self, review: Review, other: Review) -> None:
        if review.text != other.text and (review.text, other.text) not in self._known:
            self._known.add((review.text, other.text))
            self._keeping.know(review, other)
