"""Keeps the library in step with the disk: looks again and again, in a thread of its own, and reads what has changed.

What the system tells of changes is only taken as a hint to look sooner, and where: it tells nothing of some changes, and
nothing at all of what is far away.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from desktop.library import grouping
from desktop.library.library import Library
from desktop.library.loading import stream
from desktop.library.tidings import Tidings
from desktop.library.watching import Lookout
from desktop.library.weaving import without_missing, woven
from desktop.ui.leaving import part_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from desktop.library.store import Store
    from desktop.library.watching import Difference

#: Seconds between two looks, at least and at most.
EVERY: Final = 1.0
_SELDOM: Final = 30.0
# The time between two looks, in times of what the last one took of the processor, and of what it took on the clock, which is
# more where the files are far away. At 50,000 files in 7,000 folders a look takes 0.25 s: one is made every 3 seconds while
# the program is in use, and every 12 while it is not.
_SHARE: Final = 12
_SHARE_UNUSED: Final = 48
_SHARE_OF_CLOCK: Final = 2
_TOLD: Final = 2  # the time before a look for what was told of, in times of what the last look and the reading after it took
_LEAST: Final = 0.25  # the same in seconds, at least: beside a file that is open, anything may happen
_FAR: Final = 500  # folders in which something has happened: from so many on, all are looked at
_TELL_FROM: Final = 60  # files from which reading shows its progress


def pause_after(taken: float, worked: float, *, in_use: bool) -> float:
    """The seconds from one look to the next, by what one takes on the clock and of the processor."""
    share = _SHARE if in_use else _SHARE_UNUSED
    return min(_SELDOM, max(EVERY, share * worked, _SHARE_OF_CLOCK * taken))


class Watch(QObject):
    """Looks at what is open. ``woven`` gives libraries, ``told`` what has changed when all of it has been read."""

    woven = Signal(object)  # Library
    told = Signal(object)  # tuple[Change, ...], not empty
    unchanged = Signal()  # the reader asked, and there is nothing new
    progressed = Signal(int, int)  # files read, files in all: where there are many
    rested = Signal()  # what had changed has been read

    def __init__(self, store: Store | None = None, parent: QObject | None = None) -> None:
        """``store`` is the cache of what was understood; it stays its maker's to close."""
        super().__init__(parent)
        self._store = store
        self._work: _Looking | None = None
        self._attended: tuple[Path, ...] = ()
        self._reading = False
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._state_changed)

    # properties

    @property
    def running(self) -> bool:
        """Whether anything is looked at."""
        return self._work is not None

    @property
    def reading(self) -> bool:
        """Whether many changed files are being read."""
        return self._reading

    # methods

    def begin(self, library: Library) -> None:
        """Look at the files of a library that has just been read."""
        self.end()
        work = _Looking(library, self._store, self)
        work.woven.connect(self._woven)
        work.told.connect(self._told)
        work.unchanged.connect(self._unchanged)
        work.progressed.connect(self._progressed)
        work.rested.connect(self._rested)
        work.finished.connect(self._finished)
        work.attended = self._attended
        self._work = work
        work.start(QThread.Priority.LowPriority)

    def end(self) -> None:
        """Look no more; what is under way is given up."""
        work, self._work = self._work, None
        self._reading = False
        if work is not None:
            work.stop()
            part_with(work)

    def look(self) -> None:
        """Look now, and say so where nothing is new."""
        if self._work is not None:
            self._work.look(asked=True)

    def attend(self, files: Iterable[Path]) -> None:
        """Look at these few files every second, however many there are in all: they are on the screen."""
        self._attended = tuple(files)
        if self._work is not None:
            self._work.attended = self._attended

    def forget_missing(self) -> None:
        """Take the reviews of files that are missing off the list."""
        if self._work is not None:
            self._work.forget_missing()

    @Slot()
    def cancel(self) -> None:
        """Stop reading what has changed, and take what has been read of it."""
        if self._work is not None:
            self._work.cut()

    # slots

    @Slot(Qt.ApplicationState)
    def _state_changed(self, state: Qt.ApplicationState) -> None:
        in_use = state is Qt.ApplicationState.ApplicationActive
        if self._work is not None:
            self._work.in_use = in_use
            if in_use:
                self._work.look()

    @Slot(object)
    def _woven(self, library: Library) -> None:
        if self.sender() is self._work:
            self.woven.emit(library)

    @Slot(object)
    def _told(self, changes: object) -> None:
        if self.sender() is self._work:
            self.told.emit(changes)

    @Slot()
    def _unchanged(self) -> None:
        if self.sender() is self._work:
            self.unchanged.emit()

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        if self.sender() is self._work:
            self._reading = True
            self.progressed.emit(done, total)

    @Slot()
    def _rested(self) -> None:
        if self.sender() is self._work:
            self._reading = False
            self.rested.emit()

    @Slot()
    def _finished(self) -> None:
        """Only an error ends the looking by itself; it is told where all are told, and F5 begins anew."""
        if self.sender() is self._work and self._work is not None:
            self._work.deleteLater()
            self._work, self._reading = None, False


class _Looking(QThread):
    """Looks at the files of one library until it is stopped."""

    woven = Signal(object)
    told = Signal(object)
    unchanged = Signal()
    progressed = Signal(int, int)
    rested = Signal()

    def __init__(self, library: Library, store: Store | None, parent: QObject) -> None:
        super().__init__(parent)
        self.attended: Sequence[Path] = ()
        self.in_use = True
        self._library = library
        self._store = store
        self._lookout = Lookout(library.roots, library.on_disk.scan)
        self._stopped = threading.Event()
        self._tidings = Tidings()
        self._asked = False
        self._soon = False
        self._forget = False
        self._cut = False

    # methods, called from the window's thread

    def stop(self) -> None:
        """Come to an end soon."""
        self._stopped.set()
        self._tidings.wake()

    def look(self, *, asked: bool = False) -> None:
        """Look soon; at once where the reader ``asked``."""
        if asked:
            self._asked = True
        else:
            self._soon = True
        self._tidings.wake()

    def forget_missing(self) -> None:
        """Take the reviews of missing files out of the library."""
        self._forget = True
        self._tidings.wake()

    def cut(self) -> None:
        """Stop what is being read, and take what has been."""
        self._cut = True

    # the thread

    @override
    def run(self) -> None:
        try:
            self._look_on()
        finally:
            self._tidings.end()

    def _look_on(self) -> None:
        within: AbstractSet[str] | None = None
        looked = 0.0
        self._tidings.watch(self._lookout.folders)
        while not self._stopped.is_set():
            begun = time.monotonic()
            asked, self._asked, self._soon = self._asked, False, False
            within = None if asked else within
            difference = self._lookout.look(self._let_settle, self._stopped.is_set, within)
            news = difference is not None and self._take(difference)
            # Of what happened in new folders before they were asked for nothing was told: they are looked at again.
            fresh = self._tidings.watch(self._lookout.folders) if difference is not None else set()
            if asked and not news and not self._stopped.is_set():
                self.unchanged.emit()
            now = time.monotonic()
            looked = now if within is None else looked
            within = self._await_turn(fresh, soon=now + max(_LEAST, _TOLD * (now - begun)), looked=looked)

    def _let_settle(self, seconds: float) -> bool:
        return not self._stopped.wait(seconds)

    def _await_turn(self, happened: set[str], *, soon: float, looked: float) -> AbstractSet[str] | None:
        """Wait until it is time for the next look; the folders in which it is to be made, None for all of them.

        Where something has ``happened`` or is told of, that is not before ``soon``; all were ``looked`` at last at that time.
        """
        lookout = self._lookout
        anywhere = False
        while not self._stopped.is_set():
            if self._forget:
                self._forget = False
                self._hand_on(without_missing(self._library))
            told = self._tidings.told()
            happened.update(told or ())
            anywhere = anywhere or self._soon or told is None or len(happened) >= _FAR
            due = looked + pause_after(lookout.taken, lookout.worked, in_use=self.in_use)
            due = min(due, soon) if anywhere else due
            now = time.monotonic()
            if self._asked or now >= due:
                return None
            if happened and now >= soon:
                return happened
            if lookout.differs(self.attended):
                return {str(file.parent) for file in self.attended}
            # Where something is going to be looked at anyway, what else is told can wait: it may be very much.
            self._tidings.wait(min(EVERY, (min(due, soon) if happened else due) - now), deaf=bool(happened))
        return None

    def _take(self, difference: Difference) -> bool:
        """Read what has changed and hand on the libraries with it; says whether there was anything new to be shown."""
        self._cut = False
        base = self._library
        library, changes = woven(base, difference, Library.of(()))
        if difference.to_read:
            for part in stream(difference.to_read, progress=self._tell, cancelled=self._is_cut, store=self._store):
                if self._stopped.is_set():
                    return False
                library, changes = woven(base, difference, part)
                if len(difference.to_read) >= _TELL_FROM:
                    self._hand_on(library)
            self.rested.emit()
        if not changes and library.skipped == base.skipped:
            return False
        self._hand_on(library)
        if changes:
            self.told.emit(changes)
        return bool(changes)

    def _hand_on(self, library: Library) -> None:
        library.prepare()
        grouping.prepare(library, "work")
        self._library = library
        self.woven.emit(library)

    def _is_cut(self) -> bool:
        return self._cut or self._stopped.is_set()

    def _tell(self, done: int, total: int) -> None:
        if total >= _TELL_FROM:
            self.progressed.emit(done, total)
