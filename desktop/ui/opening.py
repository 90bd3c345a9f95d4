"""Opening folders and files, and reading them again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTime, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from desktop.library.library import Library
from desktop.library.scanning import why
from desktop.library.weaving import sentence
from desktop.paths import SEEDS
from desktop.ui.panes.changes import ChangesDialog
from desktop.ui.panes.skipped import SkippedDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.weaving import Change
    from desktop.ui.background import Loader
    from desktop.ui.rereading import Rereading
    from desktop.ui.theme import Look
    from desktop.ui.watching import Watch
    from desktop.ui.window import Window

_MOST_CHANGES = 2_000  # that are remembered


class Opening(QObject):
    """Which paths are open, and the way from them to a library. The folders are only ever read."""

    opened = Signal(object)  # Library
    settled = Signal()  # nothing is being read any more
    others_asked = Signal()  # other files than those that are open
    review_chosen = Signal(str)  # in the list of changes

    def __init__(self, *, window: Window, look: Look, loader: Loader, watch: Watch, rereading: Rereading) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._loader, self._watch = loader, watch
        self._paths: tuple[Path, ...] = ()
        self._library = Library.of(())
        self._rereading = rereading
        self._changes: list[tuple[str, Change]] = []
        self._stopped = False  # whether the reader stopped the reading of what is open
        loader.progressed.connect(window.status.show_progress)
        loader.loaded.connect(self._loaded)
        loader.idle.connect(self._idle)
        watch.woven.connect(self._loaded)
        watch.told.connect(self._tell)
        watch.unchanged.connect(self._say_unchanged)
        watch.progressed.connect(window.status.show_progress)
        watch.rested.connect(window.status.show_idle)
        window.status.cancel_requested.connect(self.stop)
        window.status.skipped_requested.connect(self.show_skipped)
        window.status.changes_requested.connect(self.show_changes)
        window.dropped.connect(self.open)
        rereading.decided.connect(self._hand_on)

    # properties

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files and folders that are open."""
        return self._paths

    # methods

    @Slot(object)
    def open(self, paths: Sequence[Path]) -> None:
        """Open files and folders in place of what is open."""
        if self._paths and tuple(paths) != self._paths:
            self.others_asked.emit()
        self._paths = tuple(paths)
        self._stopped = False
        self._changes.clear()
        self._window.status.show_changes(0)
        self._window.status.show_progress(0, 0)
        self._watch.end()
        self._loader.start(self._paths)

    def rescan(self) -> None:
        """Look now for what has changed on the disk; what was not read to its end is read again from the beginning."""
        if self._stopped or not self._watch.running:
            self.open(self._paths)
        else:
            self._watch.look()

    @Slot()
    def stop(self) -> None:
        """Stop reading; what has been read stays."""
        if self._loader.busy or self._watch.reading:
            self._stopped = True
            self._loader.cancel()
            self._watch.cancel()
            self._window.status.say("Reading was stopped; F5 goes on with it")
        else:
            self._window.status.say("Nothing is being read")

    def forget_missing(self) -> None:
        """Take the reviews of files that are missing off the list; the marks on them are kept."""
        missing = self._library.on_disk.missing
        if missing:
            self._watch.forget_missing()
            self._window.status.say("Taken off the list; your marks on them are kept")
        else:
            self._window.status.say("No file is missing")

    def attend(self, files: Sequence[Path]) -> None:
        """These files are on the screen: a change in them is to be seen at once."""
        self._watch.attend(files)

    def ask_folder(self) -> None:
        """Let the reader choose a folder."""
        chosen = QFileDialog.getExistingDirectory(self._window, "Open a folder of reviews", self._start())
        if chosen:
            self.open((Path(chosen),))

    def ask_files(self) -> None:
        """Let the reader choose files."""
        chosen, _ = QFileDialog.getOpenFileNames(self._window, "Open review files", self._start())
        if chosen:
            self.open([Path(name) for name in chosen])

    def open_seeds(self) -> None:
        """Open the sample reviews."""
        self.open((SEEDS,))

    @Slot()
    def show_skipped(self) -> None:
        """List the files that are not shown."""
        SkippedDialog(self._look, self._library.skipped, self._window).open()

    @Slot()
    def show_changes(self) -> None:
        """List what has changed on the disk."""
        dialog = ChangesDialog(self._look, self._changes, self._paths, self._window)
        dialog.review_chosen.connect(self.review_chosen)
        dialog.open()

    # slots

    @Slot()
    def _idle(self) -> None:
        self._window.status.show_idle()
        self.settled.emit()
        self._watch.begin(self._library)

    @Slot(object)
    def _tell(self, changes: Sequence[Change]) -> None:
        now = QTime.currentTime().toString("HH:mm:ss")
        self._changes.extend((now, change) for change in changes)
        del self._changes[:-_MOST_CHANGES]
        self._window.status.show_changes(len(self._changes))
        self._window.status.say(sentence(changes))

    @Slot()
    def _say_unchanged(self) -> None:
        self._window.status.say("Nothing has changed on the disk")

    @Slot(object)
    def _loaded(self, library: Library) -> None:
        self._library = library
        self._hand_on()

    @Slot()
    def _hand_on(self) -> None:
        self._window.status.show_skipped(len(self._library.skipped))
        self._window.banner.tell("missing files", self._missing_sentence(), ("reload", "changes", "forget_missing"))
        self.opened.emit(self._rereading.applied(self._library))

    # inside

    def _missing_sentence(self) -> str:
        """What is to be said of files that cannot be read any more; nothing where there are none."""
        missing = self._library.on_disk.missing
        if not missing:
            return ""
        reviews = sum(map(missing.__contains__, self._library.entries.column("file")))
        them = "Its one review is" if reviews == 1 else f"Its {reviews:,} reviews are"
        nowhere = why(FileNotFoundError())
        gone = {each.path for each in self._library.on_disk.scan.skipped if each.reason == nowhere}
        if len(self._paths) == 1 and self._paths[0] in gone:
            return f"Source missing: {self._paths[0]} is not there any more. {them} shown as last read; your marks are kept."
        if len(missing) == 1:
            ((file, reason),) = missing.items()
            return f"Source missing: {file} ({reason}). {them} shown as last read; your marks are kept."
        return f"Source missing: {len(missing):,} files. Their {reviews:,} reviews are shown as last read; your marks are kept."

    def _start(self) -> str:
        first = self._paths[0] if self._paths else Path.home()
        return str(first if first.is_dir() else first.parent)
