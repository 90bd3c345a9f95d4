"""The composition root: builds everything, hands it to whom it concerns, and starts the window."""

from __future__ import annotations

import argparse
import faulthandler
import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop import __version__, paths
from desktop.library.store import Store
from desktop.notebook.notebook import Notebook
from desktop.ui.background import Loader
from desktop.ui.browsing import Browsing
from desktop.ui.commands import Commands
from desktop.ui.dispatch import Dispatch
from desktop.ui.keeping import Keeping
from desktop.ui.listing import Listing
from desktop.ui.marking import Marking
from desktop.ui.models.reviews_model import ReviewsModel
from desktop.ui.moving import KeptMoves
from desktop.ui.opening import Opening
from desktop.ui.preferences import Preferences
from desktop.ui.renaming import Renaming
from desktop.ui.rereading import Rereading
from desktop.ui.session import Session
from desktop.ui.settings import SettingsFile
from desktop.ui.studying import Studying
from desktop.ui.tagging import Tagging
from desktop.ui.theme import Look, ThemeChoice
from desktop.ui.watching import Watch
from desktop.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

log = logging.getLogger("diptych")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True)
class Program:
    """Everything that was built, for those who drive the program (the tests do)."""

    window: Window
    look: Look
    commands: Commands
    browsing: Browsing
    marking: Marking
    session: Session
    preferences: Preferences
    dispatch: Dispatch
    opening: Opening
    keeping: Keeping
    rereading: Rereading
    loader: Loader
    watch: Watch
    studying: Studying
    notebook: Notebook
    settings_file: SettingsFile
    store: Store

    def start(self, asked: Sequence[Path]) -> None:
        """Show the window and begin to read: what was asked for, else what was open last, else the sample reviews."""
        self.window.show()
        last = tuple(Path(name) for name in self.preferences.settings.opened)
        usable = last if any(path.exists() for path in last) else ()
        self.opening.open(tuple(asked) or usable or (paths.SEEDS,))
        self.window.pane.list.setFocus()
        for notice in (self.settings_file.notice, self.notebook.notice):
            if notice:
                self.session.say(notice)

    def end(self) -> None:
        """Stop what is under way and keep what is to be kept."""
        self.loader.abandon()
        self.watch.end()
        self.studying.end()
        self.session.end()
        self.settings_file.save(self.preferences.kept(self.opening.paths))
        self.notebook.close()
        self.store.close()


def make_application(argv: Sequence[str]) -> QApplication:
    """Qt's application under this program's name; ``argv`` with the program's own name first."""
    application = QApplication(list(argv))
    application.setApplicationName("diptych")
    application.setApplicationDisplayName("Diptych")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("diptych")
    application.setWindowIcon(QIcon(str(paths.RESOURCES / "icons" / "diptych.svg")))
    return application


def build(application: QApplication) -> Program:
    """Build the program for an application; nothing is shown or read yet."""
    settings_file = SettingsFile(paths.user_config() / "settings.json")
    settings = settings_file.load()
    application.setStyle("Fusion")
    look = Look(ThemeChoice(settings.theme), settings.scale, application)
    look.apply(application)
    commands = Commands(look, application)
    browsing = Browsing(application)
    model = ReviewsModel(application)
    notebook = Notebook.open(paths.user_data() / "notebook.sqlite3")
    marking = Marking(notebook, browsing, application)
    window = Window(look, commands, model)
    store = Store(paths.user_cache())
    loader = Loader(store, window)
    keeping = Keeping(notebook, window)
    marking.corrected.connect(keeping.stepped)
    rereading = Rereading(look, keeping, window)
    watch = Watch(store, window)
    opening = Opening(window=window, look=look, loader=loader, watch=watch, rereading=rereading)
    preferences = Preferences(window=window, look=look, commands=commands, settings=settings)
    tagging = Tagging(window=window, browsing=browsing, marking=marking)
    session = Session(
        window=window,
        look=look,
        commands=commands,
        model=model,
        browsing=browsing,
        marking=marking,
        opening=opening,
        rereading=rereading,
        preferences=preferences,
    )
    keeping.said.connect(session.say)
    KeptMoves(keeping, window.compare.mover)
    renaming = Renaming(window=window, browsing=browsing, keeping=keeping, session=session)
    listing = Listing(window=window, look=look, session=session, browsing=browsing)
    studying = Studying(browsing, loader, window)
    studying.said.connect(session.say)
    dispatch = Dispatch(
        window=window,
        commands=commands,
        session=session,
        preferences=preferences,
        tagging=tagging,
        renaming=renaming,
        browsing=browsing,
        marking=marking,
        opening=opening,
        listing=listing,
    )
    program = Program(
        window=window,
        look=look,
        commands=commands,
        browsing=browsing,
        marking=marking,
        session=session,
        preferences=preferences,
        dispatch=dispatch,
        opening=opening,
        keeping=keeping,
        rereading=rereading,
        loader=loader,
        watch=watch,
        studying=studying,
        notebook=notebook,
        settings_file=settings_file,
        store=store,
    )
    window.closing.connect(program.end)
    return program


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; ``argv`` are the words after the program's name. Returns the exit code."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(format="%(levelname)s: %(message)s")
    if sys.stderr is not None:  # a windowed start may have none
        faulthandler.enable()
    qInstallMessageHandler(_qt_message)
    sys.excepthook = _uncaught
    application = make_application(sys.argv[:1])
    program = build(application)
    program.start(arguments.paths)
    return application.exec()


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


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error nobody met: told on the terminal and in the window, and the program goes on."""
    log.critical("an error in the program", exc_info=(kind, error, trace))
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Window):
            widget.status.say(f"An error in the program: {kind.__name__}: {error}. Nothing of your folder was changed.")


if __name__ == "__main__":
    sys.exit(main())
