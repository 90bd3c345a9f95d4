"""Reading a file again with the reader's word: what a block is, which encoding, which columns, letters mended.

The decisions live for the session; they are applied anew to every library in which the file stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog

from desktop.reading.reader import DEFAULT, ENCODINGS, columns_of, read_file
from desktop.reading.scales import about_grades, grade_scales
from desktop.ui.panes.columns_dialog import ColumnsDialog
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.library.library import Library
    from desktop.reading.reader import ReadingOptions
    from desktop.review import Review, Role, Span
    from desktop.ui.theme import Look

_FIND_OUT = "find out"


class Rereading(QObject):
    """The decisions about files, and libraries with them applied."""

    decided = Signal()
    said = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._window = parent
        self._options: dict[Path, ReadingOptions] = {}

    # methods

    def applied(self, library: Library) -> Library:
        """The library with every decision applied that concerns it."""
        anew: dict[int, Review] = {}
        for path, options in self._options.items():
            rows = [row for row, entry in enumerate(library.entries) if entry.file == str(path)]
            reviews = self._read(path, options) if rows else ()
            for row in rows:
                number = library.entries[row].number
                if number < len(reviews):
                    anew[row] = reviews[number]
        return library.with_reviews(anew) if anew else library

    def correct(self, review: Review, span: Span, role: Role) -> None:
        """Take the reader's word on what a block is."""
        if review.path is not None:
            roles = self._of(review.path).roles
            self._decide(review.path, roles={**roles, (span.start, span.end): role})

    def ask_encoding(self, review: Review) -> None:
        """Let the reader choose the encoding of a file."""
        if review.path is None:
            return
        choices = [_FIND_OUT, *ENCODINGS]
        now = self._of(review.path).encoding or _FIND_OUT
        label = f"{shown(review.path.name)} was read as {review.encoding}. Read it as:"
        chosen, taken = QInputDialog.getItem(self._window, "Encoding", label, choices, choices.index(now), editable=False)
        if taken:
            self._decide(review.path, encoding=None if chosen == _FIND_OUT else chosen)

    def ask_grades(self, review: Review) -> None:
        """Let the reader choose how letter grades of a file become figures."""
        if review.path is None:
            return
        scales = grade_scales()
        chosen, taken = QInputDialog.getItem(
            self._window,
            "Letter grades",
            "How an A or a C+ on this page becomes a figure of 100:",
            [f"{name}: {about_grades(name)}" for name in scales],
            scales.index(self._of(review.path).grade_scale),
            editable=False,
        )
        if taken:
            self._decide(review.path, grade_scale=chosen.partition(":")[0])

    def mend(self, review: Review) -> None:
        """Put garbled letters right, or leave them as they stand again."""
        if review.path is not None:
            mended = not self._of(review.path).mended
            self._decide(review.path, mended=mended)
            self.said.emit("Garbled letters put right where they could be" if mended else "Letters as they stand in the file")

    def ask_columns(self, review: Review) -> None:
        """Let the reader say which column of a table holds what."""
        if review.path is None:
            return
        options = self._of(review.path)
        try:
            columns = columns_of(review.path, options)
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
        if review.path is not None:
            self._decide(review.path, columns={**self._of(review.path).columns, **mapping})

    # inside

    def _of(self, path: Path) -> ReadingOptions:
        return self._options.get(path, DEFAULT)

    def _decide(self, path: Path, **changes: object) -> None:
        self._options[path] = replace(self._of(path), **changes)  # type: ignore[arg-type]  # fields of ReadingOptions
        self.decided.emit()

    def _read(self, path: Path, options: ReadingOptions) -> tuple[Review, ...]:
        try:
            return read_file(path, options)
        except OSError as error:
            self.said.emit(f"{path.name} could not be read again: {error.strerror or error}")
            return ()
