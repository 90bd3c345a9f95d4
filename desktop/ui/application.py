"""The composition root: builds everything and hands it to whom it concerns."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon

from desktop import paths
from desktop.library.store import Store
from desktop.library.studying import Studies
from desktop.notebook.notebook import Notebook
from desktop.ui.background import TURN, Loader
from desktop.ui.browsing import Browsing
from desktop.ui.commands import Commands
from desktop.ui.correcting import Correcting
from desktop.ui.dispatch import Dispatch
from desktop.ui.following import Following
from desktop.ui.foresight import Foresight
from desktop.ui.furnishing import furnish
from desktop.ui.keeping import Keeping
from desktop.ui.liking_by_meaning import LikingByMeaning
from desktop.ui.listing import Listing
from desktop.ui.marking import Marking
from desktop.ui.meaning import MeaningChoice
from desktop.ui.models.reviews_model import ReviewsModel
from desktop.ui.moving import KeptMoves
from desktop.ui.opening import Opening
from desktop.ui.pinning import KeptPlaces
from desktop.ui.preferences import Preferences
from desktop.ui.pressing import ReturnPresses
from desktop.ui.renaming import Renaming
from desktop.ui.rereading import Rereading
from desktop.ui.resuming import Resuming
from desktop.ui.sayings import Sayings
from desktop.ui.session import Session
from desktop.ui.start import First, begin
from desktop.ui.studying import Studying
from desktop.ui.tagging import Tagging
from desktop.ui.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

    from desktop.ui.settings import SettingsFile
    from desktop.ui.theme import Look
    from desktop.ui.window import Window


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
    meaning: MeaningChoice
    dispatch: Dispatch
    opening: Opening
    keeping: Keeping
    resuming: Resuming
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
        # Panes put into a window that stands already are shown a turn later: were it activated before, none had the focus.
        panes = self.window.centralWidget()
        if panes is not None:
            panes.show()
        # What was open last is opened even where it is gone: that is said, and it is looked for until it is back.
        last = tuple(Path(name) for name in self.preferences.settings.opened)
        opened = tuple(asked) or last or (paths.SEEDS,)
        self.resuming.begin(opened)
        self.opening.open(opened)
        self.window.pane.list.setFocus()
        for about, notice in (
            ("the settings", self.settings_file.notice),
            ("the notebook", self.notebook.notice),
            ("the saved searches", self.session.searching.notice),
        ):
            self.window.warn(about, notice)

    def end(self) -> None:
        """Stop what is under way and keep what is to be kept."""
        self.loader.abandon()
        self.meaning.end()
        self.watch.end()
        self.studying.end()
        self.session.end()
        self.settings_file.save(replace(self.preferences.kept(self.opening.paths), **self.resuming.place()))  # type: ignore[arg-type]  # fields of Settings
        self.notebook.close()
        self.store.close()


def build(application: QApplication, first: First | None = None) -> Program:
    """Build the program for an application, in the window that is there first; nothing is read yet."""
    first = first or begin(application)
    settings_file, settings, look, window = first.settings_file, first.settings, first.look, first.window
    sys.setswitchinterval(TURN)
    application.setWindowIcon(QIcon(str(paths.RESOURCES / "icons" / "diptych.svg")))
    commands = Commands(look, application)
    browsing = Browsing(application)
    model = ReviewsModel(application)
    notebook = Notebook.open(paths.notebook_path())
    marking = Marking(notebook, browsing, application)
    furnish(window, look, commands, model)
    store = Store(paths.user_cache())
    loader = Loader(store, window)
    keeping = Keeping(notebook, window)
    marking.corrected.connect(keeping.stepped)
    rereading = Rereading(look, keeping, window)
    rereading.take_grades(settings.grades)
    watch = Watch(store, window)
    opening = Opening(window=window, look=look, loader=loader, watch=watch, rereading=rereading)
    preferences = Preferences(window=window, look=look, commands=commands, settings=settings)
    meaning = MeaningChoice(window=window, look=look, commands=commands, preferences=preferences)
    LikingByMeaning(browsing=browsing, meaning=meaning)
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
    window.closing.connect(KeptPlaces(keeping, window.compare.texts).flush)
    renaming = Renaming(window=window, browsing=browsing, keeping=keeping, session=session)
    resuming = Resuming(window=window, browsing=browsing, opening=opening, loader=loader, session=session, settings=settings)
    correcting = Correcting(window=window, browsing=browsing, keeping=keeping, session=session)
    listing = Listing(window=window, look=look, session=session, browsing=browsing)
    studying = Studying(browsing, loader, Studies.within(paths.user_cache()), window)
    studying.said.connect(session.say)
    Sayings(window)
    Following(window, browsing)
    ReturnPresses(application, window)
    Foresight(window.pane.list, model, loader)
    dispatch = Dispatch(
        window=window,
        commands=commands,
        session=session,
        preferences=preferences,
        meaning=meaning,
        tagging=tagging,
        renaming=renaming,
        correcting=correcting,
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
        meaning=meaning,
        dispatch=dispatch,
        opening=opening,
        keeping=keeping,
        resuming=resuming,
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
