"""Work off the GUI thread: plain values in, frozen values out, cancelled when asked, stale results dropped."""

from __future__ import annotations

import gc
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThread, Signal, Slot
from typing_extensions import override

from desktop.library.loading import stream
from desktop.library.memory import give_back
from desktop.ui.leaving import part_with

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.library.library import Library
    from desktop.library.store import Store

#: Seconds after which a thread gives way to the window. It asks for its turn dozens of times in one paint of a list, at each
#: step from Qt into Python: what is a millisecond each time is two frames for every one that is painted while a thread works.
TURN: Final = 0.0001
_TELL_EVERY = 0.05  # seconds between two reports of progress


class Loader(QObject):
    """Loads libraries, one at a time; a newer request replaces the one under way."""

    progressed = Signal(int, int)  # files read, files in all
    loaded = Signal(object)  # a Library: the first as soon as there are rows, each later one with more understood
    idle = Signal()

    def __init__(self, store: Store | None = None, parent: QObject | None = None) -> None:
        """``store`` is the cache of what was understood; it stays its maker's to close."""
        super().__init__(parent)
        self._store = store
        self._work: _Loading | None = None
        self._wanted: tuple[str, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether a library is being loaded."""
        return self._work is not None

    def start(self, paths: Sequence[Path]) -> None:
        """Begin to load; what was being loaded is given up."""
        self.abandon()
        work = _Loading(tuple(paths), self._store, self)
        work.wanted = self._wanted
        work.progressed.connect(self._progressed)
        work.done.connect(self._done)
        work.finished.connect(self._finished)
        self._work = work
        work.start()

    def prefer(self, review_ids: Sequence[str]) -> None:
        """Understand these reviews before all others: they are on the screen."""
        self._wanted = tuple(review_ids)
        if self._work is not None:
            self._work.wanted = self._wanted

    def cancel(self) -> None:
        """Stop reading and take what has been read so far."""
        if self._work is not None:
            self._work.requestInterruption()

    def abandon(self) -> None:
        """Stop reading, part with the thread, and drop its result."""
        work, self._work = self._work, None
        if work is not None:
            work.requestInterruption()
            part_with(work)

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        if self.sender() is self._work:
            self.progressed.emit(done, total)

    @Slot(object)
    def _done(self, library: Library) -> None:
        if self.sender() is self._work:
            self.loaded.emit(library)

    @Slot()
    def _finished(self) -> None:
        if self.sender() is self._work and self._work is not None:
            self._work.deleteLater()
            self._work = None
            self.idle.emit()


class _Loading(QThread):
    """One loading of some paths."""

    progressed = Signal(int, int)
    done = Signal(object)

    def __init__(self, paths: tuple[Path, ...], store: Store | None, parent: QObject) -> None:
        super().__init__(parent)
        self._paths = paths
        self._store = store
        self._told = 0.0
        self.wanted: tuple[str, ...] = ()  # read by other threads

    @override
    def run(self) -> None:
        libraries = stream(
            self._paths,
            progress=self._tell,
            cancelled=self.isInterruptionRequested,
            store=self._store,
            wanted=lambda: self.wanted,
        )
        with _undisturbed():
            for library in libraries:
                self.done.emit(library)
        give_back()

    def _tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told >= _TELL_EVERY or done == total:
            self._told = now
            self.progressed.emit(done, total)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Load without a search for garbage among very many new values.

    What was loaded is left out of later searches, too, and not searched now: one over fifty thousand reviews stops everything
    for many frames, and finds nothing, since loading makes no values that hold each other.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()
            gc.enable()
