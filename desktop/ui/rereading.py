"""Reading a file again with the reader's word: what a block is, which encoding, which columns, letters mended.

What the reader decides is kept by the notebook, and applied to every library in which the review stands. What was said of a
stretch that is not there any more is applied nowhere: the review says so.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QInputDialog

from desktop.notebook.corrections import Change, Kind, fitted, said_anew
from desktop.reading.options import DEFAULT
from desktop.reading.scales import about_grades, grade_scales
from desktop.review import Problem, Role, Severity
from desktop.ui.panes.columns_dialog import ColumnsDialog
from desktop.ui.units import quoted, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtWidgets import QWidget

    from desktop.library.library import Library
    from desktop.notebook.corrections import Kept
    from desktop.reading.options import ReadingOptions
    from desktop.review import Review, Span
    from desktop.ui.keeping import Keeping
    from desktop.ui.theme import Look

_FIND_OUT = "find out"
_YES = "yes"


class Rereading(QObject):
    """The decisions about files, and libraries with them applied."""

    decided = Signal()
    said = Signal(str)

    def __init__(self, look: Look, keeping: Keeping, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._window = parent
        self._keeping = keeping
        # By path and options: when the file was changed last and its size, and what was read.
        self._read: dict[tuple[Path, str], tuple[tuple[int, int], tuple[Review, ...]]] = {}
        self._known: set[tuple[str, str]] = set()  # pairs of texts that the notebook knows to be one review's
        keeping.changed.connect(self._changed)

    # methods

    def applied(self, library: Library) -> Library:
        """The library with everything applied that the reader said of its reviews, and of the people of its works."""
        self._keeping.take(library)
        kept = self._keeping.kept
        anew: dict[int, Review] = {}
        files = self._files(library, kept)
        read = {file: self._of_file(Path(file), options) for file, options in files.items()}
        for row, entry in enumerate(library.entries) if files else ():
            reviews = read.get(entry.file, ())
            if entry.number < len(reviews):
                anew[row] = reviews[entry.number]
                self._know(library.reviews[row], anew[row])
        for review_id, corrections in kept.items():
            row_ = library.find_row(review_id)
            if row_ is not None and (row_ in anew or not library.entries[row_].pending):
                review = anew.get(row_, library.reviews[row_])
                corrected = self._corrected(review, corrections, files.get(library.entries[row_].file, DEFAULT))
                if corrected is not library.reviews[row_]:
                    anew[row_] = corrected
        return self._keeping.named(library.with_reviews(anew) if anew else library)

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
        if review.path is None:
            return
        scales = grade_scales()
        chosen, taken = QInputDialog.getItem(
            self._window,
            "Letter grades",
            "How an A or a C+ on this page becomes a figure of 100:",
            [f"{name}: {about_grades(name)}" for name in scales],
            scales.index(self._options(review).grade_scale),
            editable=False,
        )
        if taken:
            name = chosen.partition(":")[0]
            self._decide(review, "grades", name, f"Letter grades: {name}")

    def mend(self, review: Review) -> None:
        """Put garbled letters right, or leave them as they stand again."""
        mended = not self._options(review).mended
        told = "Garbled letters put right where they could be" if mended else "Letters as they stand in the file"
        if self._decide(review, "mended", _YES if mended else None, told):
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

    def _decide(self, review: Review, what: str, value: str | None, told: str) -> bool:
        if review.path is None:
            return False
        first = self._keeping.first_of_file(review)
        return self._keeping.keep([Change(first, Kind.READING, what, value)], f"{told}: {shown(review.path.name)}")

    def _options(self, review: Review) -> ReadingOptions:
        """How the file of a review is read."""
        return _options_of(self._keeping.of(self._keeping.first_of_file(review).id))

    @staticmethod
    def _files(library: Library, kept: Mapping[str, Iterable[Kept]]) -> dict[str, ReadingOptions]:
        """The files that the reader wants to be read in another way."""
        files = {}
        for review_id, corrections in kept.items():
            options, row = _options_of(corrections), library.find_row(review_id)
            if options != DEFAULT and row is not None:
                files[library.entries[row].file] = options
        return files

    def _corrected(self, review: Review, corrections: Iterable[Kept], options: ReadingOptions) -> Review:
        """The review with its blocks as the reader says; what does not fit its text any more becomes a problem."""
        fitting, lost = fitted(review, corrections, Kind.ROLE)
        roles = {(span.start, span.end): Role(what.value) for span, what in fitting if what.value is not None}
        if roles and review.path is not None and _is_table(review.path):
            from desktop.reading.reader import deepened  # noqa: PLC0415 - as above

            review = deepened(replace(review, shallow=True), replace(options, roles=roles))
        elif roles and review.path is not None:
            found = self._of_file(review.path, replace(options, roles=roles))
            review = found[0] if found else review
        count = len(lost) + len(fitted(review, corrections, Kind.MOVE)[1])
        if not count:
            return review
        fits = "correction of yours no longer fits" if count == 1 else "corrections of yours no longer fit"
        problem = Problem(f"{count} {fits} this text", Severity.WARNING, "corrections.lost")
        return replace(review, problems=(*review.problems, problem))

    def _know(self, review: Review, other: Review) -> None:
        if review.text != other.text and (review.text, other.text) not in self._known:
            self._known.add((review.text, other.text))
            self._keeping.know(review, other)

    def _of_file(self, path: Path, options: ReadingOptions) -> tuple[Review, ...]:
        """The reviews of a file read so, from memory where neither the file nor the options changed."""
        from desktop.reading.reader import read_file  # noqa: PLC0415 - as above

        key = (path, repr(options))
        try:
            state = path.stat()
            stamp = (state.st_mtime_ns, state.st_size)
            if key not in self._read or self._read[key][0] != stamp:
                self._read[key] = (stamp, read_file(path, options))
        except OSError as error:
            if key not in self._read:  # what is missing is shown as it was last read
                self.said.emit(f"{path.name} could not be read again: {error.strerror or error}")
                return ()
        return self._read[key][1]


def _is_table(path: Path) -> bool:
    from desktop.reading.sources import RECORDS  # noqa: PLC0415 - as above

    return path.suffix.casefold() in RECORDS


def _options_of(corrections: Iterable[Kept]) -> ReadingOptions:
    """The options that corrections of a file's first review make; a value that is none of ours is passed over."""
    from desktop.reading.decode import ENCODINGS  # noqa: PLC0415 - as above

    said = {each.name: each.value for each in corrections if each.kind is Kind.READING}
    try:
        columns = json.loads(said.get("columns", "{}"))
    except ValueError:
        columns = {}
    encoding, grades = said.get("encoding"), said.get("grades", DEFAULT.grade_scale)
    return replace(
        DEFAULT,
        encoding=encoding if encoding in ENCODINGS else None,
        grade_scale=grades if grades in grade_scales() else DEFAULT.grade_scale,
        columns={str(key): str(value) for key, value in columns.items()} if isinstance(columns, dict) else {},
        mended=said.get("mended") == _YES,
    )
