"""Opening folders and files, and reading them again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from desktop.library.library import Library
from desktop.paths import SEEDS
from desktop.ui.panes.skipped import SkippedDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.background import Loader
    from desktop.ui.rereading import Rereading
    from desktop.ui.theme import Look
    from desktop.ui.window import Window


class Opening(QObject):
    """Which paths are open, and the way from them to a library. The folders are only ever read."""

    opened = Signal(object)  # Library
    others_asked = Signal()  # other files than those that are open

    def __init__(self, *, window: Window, look: Look, loader: Loader, rereading: Rereading) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._loader = loader
        self._paths: tuple[Path, ...] = ()
        self._library = Library.of(())
        self._rereading = rereading
        loader.progressed.connect(window.status.show_progress)
        loader.loaded.connect(self._loaded)
        loader.idle.connect(window.status.show_idle)
        window.status.cancel_requested.connect(loader.cancel)
        window.status.skipped_requested.connect(self.show_skipped)
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
        self._window.status.show_progress(0, 0)
        self._loader.start(self._paths)

    def reload(self) -> None:
        """Read what is open again."""
        self.open(self._paths)

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

    # slots

    @Slot(object)
    def _loaded(self, library: Library) -> None:
        self._library = library
        self._hand_on()

    @Slot()
    def _hand_on(self) -> None:
        self._window.status.show_skipped(len(self._library.skipped))
        self.opened.emit(self._rereading.applied(self._library))

    # inside

    def _start(self) -> str:
        first = self._paths[0] if self._paths else Path.home()
        return str(first if first.is_dir() else first.parent)
