"""Looks for copies and for what is alike once a library has been read: off the GUI thread, and given up when it is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot
from typing_extensions import override

from desktop.library import ranking
from desktop.library.kinship import Kinship
from desktop.library.studying import SMALL, Student, StudyError
from desktop.ui.leaving import part_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.library.library import Library
    from desktop.library.studying import Studies, Study
    from desktop.ui.background import Loader
    from desktop.ui.browsing import Browsing

_CALM: Final = 150  # milliseconds that a library stays as it is before it is studied


class Studying(QObject):
    """Studies the library that is browsed, one at a time, and hands what was found to the browsing."""

    said = Signal(str)
    found = Signal()  # the library was studied, and the browsing knows what was found

    def __init__(
        self, browsing: Browsing, loader: Loader, studies: Studies | None = None, parent: QObject | None = None
    ) -> None:
        """``studies`` are those that are kept."""
        super().__init__(parent)
        self._browsing, self._loader, self._studies = browsing, loader, studies
        self._work: _Study | None = None
        self._given_up: list[_Study] = []
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.timeout.connect(self._begin)
        browsing.library_changed.connect(self._look)
        loader.idle.connect(self._look)

    # properties

    @property
    def busy(self) -> bool:
        """Whether a library is being studied, or is about to be."""
        return self._work is not None or self._calm.isActive()

    # methods

    def end(self) -> None:
        """Give up what is under way and part with it."""
        self._calm.stop()
        self._give_up()
        for work in self._given_up:
            part_with(work)
        self._given_up.clear()

    # slots

    @Slot()
    def _look(self) -> None:
        """Study the library soon, unless it is still being read or all is known of it."""
        library = self._browsing.library
        if self._work is not None and self._work.library is not library:
            self._give_up()
        if len(library) and not library.kinship.current and not self._loader.busy and self._work is None:
            self._calm.start(_CALM)

    @Slot()
    def _begin(self) -> None:
        work = self._work = _Study(self._browsing.library, self._studies, self)
        work.done.connect(self._done)
        work.failed.connect(self.said)
        work.finished.connect(self._finished)
        work.start(QThread.Priority.LowPriority)

    @Slot(object)
    def _done(self, kinship: Kinship) -> None:
        work = self._work
        if work is not None and self.sender() is work and work.library is self._browsing.library:
            self._browsing.take_kinship(kinship)
            self._work = None
            self.found.emit()

    @Slot()
    def _finished(self) -> None:
        work = self.sender()
        if not isinstance(work, _Study):
            return
        if work is self._work:
            self._work = None
        if work in self._given_up:
            self._given_up.remove(work)
        work.deleteLater()

    # inside

    def _give_up(self) -> None:
        if self._work is not None:
            self._work.student.stop()
            self._given_up.append(self._work)
            self._work = None


class _Texts:
    """The searched words of a library, row by row."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __iter__(self) -> Iterator[bytes]:
        return map(self._library.text.words, range(len(self._library)))


class _Study(QThread):
    """One study of one library."""

    done = Signal(object)  # Kinship
    failed = Signal(str)

    def __init__(self, library: Library, studies: Studies | None, parent: QObject) -> None:
        super().__init__(parent)
        self.library = library
        self._studies = studies
        self.student = Student(_Texts(library))

    @override
    def run(self) -> None:
        ranking.prepare(self.library)
        try:
            study = self._study()
        except StudyError as error:
            self.failed.emit(f"Copies are not shown: {error}")
            return
        if study is not None:
            self.library.text.take_vocabulary(study.vocabulary)
            self.done.emit(Kinship.of(self.library, study))

    def _study(self) -> Study | None:
        if self._studies is None or self.library.text.size <= SMALL:
            return self.student.study()
        told = self.library.text.digest()
        study = self._studies.recall(told)
        if study is None and (study := self.student.study()) is not None:
            self._studies.keep(told, study)
        return study
