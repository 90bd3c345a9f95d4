"""Opening folders and files, reading them again, and reading one anew with a correction."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from desktop.library.library import Library
from desktop.paths import SEEDS
from desktop.reading.reader import ReadingOptions, read_file, read_text
from desktop.ui.panes.skipped import SkippedDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Review, Role, Span
    from desktop.ui.background import Loader
    from desktop.ui.theme import Look
    from desktop.ui.window import Window


class Opening(QObject):
    """Which paths are open, and the way from them to a library. The folders are only ever read."""

    opened = Signal(object)  # Library
    said = Signal(str)

    def __init__(self, window: Window, look: Look, loader: Loader) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._loader = loader
        self._paths: tuple[Path, ...] = ()
        self._library = Library.of(())
        self._corrections: dict[Path, ReadingOptions] = {}  # live for the session, until the notebook keeps them
        loader.progressed.connect(window.status.show_progress)
        loader.loaded.connect(self._loaded)
        loader.idle.connect(window.status.show_idle)
        window.status.cancel_requested.connect(loader.cancel)
        window.status.skipped_requested.connect(self.show_skipped)
        window.dropped.connect(self.open)

    # properties

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files and folders that are open."""
        return self._paths

    # methods

    @Slot(object)
    def open(self, paths: Sequence[Path]) -> None:
        """Open files and folders in place of what is open."""
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

    def correct(self, review: Review, span: Span, role: Role) -> None:
        """Read a review again with the reader's word on what one block is, at once."""
        key = review.path or Path(review.id)
        options = self._corrections.get(key, ReadingOptions())
        options = replace(options, roles={**options.roles, (span.start, span.end): role})
        self._corrections[key] = options
        self._take(self._library)

    @Slot()
    def show_skipped(self) -> None:
        """List the files that are not shown."""
        SkippedDialog(self._look, self._library.skipped, self._window).open()

    # slots

    @Slot(object)
    def _loaded(self, library: Library) -> None:
        self._take(library)

    # inside

    def _take(self, library: Library) -> None:
        """Apply the reader's corrections and hand the library on."""
        if self._corrections:
            library = Library.of([self._corrected(review) for review in library.reviews], library.skipped, library.roots)
        self._library = library
        self._window.status.show_skipped(len(library.skipped))
        self.opened.emit(library)

    def _corrected(self, review: Review) -> Review:
        key = review.path or Path(review.id)
        if key not in self._corrections:
            return review
        options = self._corrections[key]
        if review.path is None:
            return read_text(review.text, id=review.id, encoding=review.encoding, options=options)
        try:
            anew = read_file(review.path, options)
        except OSError as error:
            self.said.emit(f"{review.path.name} could not be read again: {error.strerror or error}")
            return review
        return next((replace(r, id=review.id) for r in anew if r.text == review.text), review)

    def _start(self) -> str:
        first = self._paths[0] if self._paths else Path.home()
        return str(first if first.is_dir() else first.parent)
