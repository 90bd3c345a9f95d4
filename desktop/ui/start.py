"""The start of the program: a window at once, and behind its first paint everything else.

What is imported here is what an empty window needs, for a reader waits for each millisecond of it. Nothing is asked of the
window before everything is there: keys and clicks that come meanwhile wait in the event loop.
"""

from __future__ import annotations

import argparse
import builtins
import faulthandler
import gc
import logging
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop import __version__, paths
from desktop.ui.faults import Faults
from desktop.ui.leaving import end_with
from desktop.ui.settings import SettingsFile
from desktop.ui.theme import Look, ThemeChoice
from desktop.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QMessageLogContext

    from desktop.ui.application import Program
    from desktop.ui.settings import Settings

log = logging.getLogger("diptych")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class First:
    """What is there first: the settings, the look, and a window without panes."""

    settings_file: SettingsFile
    settings: Settings
    look: Look
    window: Window


def begin(application: QApplication) -> First:
    """The window as it was the last time, without anything in it; it is not shown yet."""
    settings_file = SettingsFile(paths.user_config() / "settings.json")
    settings = settings_file.load()
    application.setStyle("Fusion")
    look = Look(ThemeChoice(settings.theme), settings.scale, application)
    look.apply(application)
    window = Window(look)
    window.take_size(settings)
    return First(settings_file, settings, look, window)


class Start(QObject):
    """Shows the window, then builds the program in it and opens what was asked for."""

    built = Signal(object)  # Program: nothing has been opened yet

    def __init__(self, application: QApplication, asked: Sequence[Path]) -> None:
        super().__init__()
        self._application = application
        self._asked = tuple(asked)
        self._first = begin(application)
        self._program: Program | None = None
        # Behind what else the first paint brings: only then does the window stand on the screen.
        self._first.window.appeared.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        self._first.window.show()

    @Slot()
    def _go_on(self) -> None:
        if not self._first.window.isVisible():
            return  # closed before there was anything in it
        try:
            with _plain_imports():
                # All panes, all that is known of libraries: it takes long to import, and the first paint does not need it.
                from desktop.ui.application import build  # noqa: PLC0415

            self._program = build(self._application, self._first)
            self.built.emit(self._program)
            self._program.start(self._asked)
        finally:
            if self._program is None:
                self._application.exit(1)  # a window that stays empty helps nobody
        gc.freeze()  # what was imported and built lives as long as the program
        gc.enable()


@contextmanager
def _plain_imports() -> Iterator[None]:
    """Import without PySide's look at the source of every module for a wish for its optional features: we have none.

    The look takes as long as a tenth of all our modules. PySide keeps the import that it has replaced in ``builtins``.
    """
    looking, plain = builtins.__import__, getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain
    try:
        yield
    finally:
        builtins.__import__ = looking


def make_application(argv: Sequence[str]) -> QApplication:
    """Qt's application under this program's name; ``argv`` with the program's own name first."""
    application = QApplication(list(argv))
    application.setApplicationName("diptych")
    application.setApplicationDisplayName("Diptych")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("diptych")
    return application


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; ``argv`` are the words after the program's name. Returns the exit code."""
    gc.disable()  # what is imported stays: looking for garbage in it is a sixth of the time to the window
    arguments = _parser().parse_args(argv)
    logging.basicConfig(format="%(levelname)s: %(message)s")
    if sys.stderr is not None:  # a windowed start may have none
        faulthandler.enable()
    qInstallMessageHandler(_qt_message)
    application = make_application(sys.argv[:1])
    Faults(application).install()
    start = Start(application, arguments.paths)
    code = end_with(application.exec())
    del start
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="diptych",
        description="Read reviews side by side.",
        epilog="Without a path, what was open last is opened again; at the first start, the sample reviews.",
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a folder of saved reviews, or review files")
    parser.add_argument("--version", action="version", version=f"Diptych {__version__}")
    return parser


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)


if __name__ == "__main__":
    sys.exit(main())
