"""Whether passages answer each other by words alone or by meaning as well: the choice, its model, and the work behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from desktop.meaning.model import DEFAULT_MODEL, NO_EXTRA, UnavailableError, locate
from desktop.meaning.process import Fetching, ModelProcess
from desktop.ui.leaving import part_with
from desktop.ui.meaning_work import Fetch, Reading, Weighing, Work
from desktop.ui.panes.work_strip import WorkStrip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.comparison.rows import Comparison
    from desktop.ui.commands import Commands
    from desktop.ui.preferences import Preferences
    from desktop.ui.theme import Look
    from desktop.ui.window import Window

_COMPARISON = "comparison"
_ABOUT = "answers by meaning"
_KEPT_FOR = 120_000  # milliseconds that a model stays loaded without being asked: loading takes seconds, and half a gigabyte
_MEGABYTE = 1_000_000
_LOADING = "Loading the sentence model"


#: Makes the work that is to be done with a model.
Make: TypeAlias = Callable[[ModelProcess], Work]


class MeaningChoice(QObject):
    """The one owner of the choice. It is made by the reader, and taken back where there is no model to go by."""

    changed = Signal()

    def __init__(self, *, window: Window, look: Look, commands: Commands, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._commands, self._preferences = window, commands, preferences
        self._maps = window.compare.maps
        self._strip = WorkStrip(look, window.status)
        window.status.insertPermanentWidget(0, self._strip)
        self._on = preferences.settings.answers_by_meaning
        self._model: tuple[Path, ModelProcess] | None = None
        self._work: Work | None = None
        self._fetching: Fetching | None = None
        self._doing = ""  # what the work under way is for
        self._asked: dict[str, Make] = {}  # what is to be done once the work under way has ended
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_KEPT_FOR)
        self._rest.timeout.connect(self._let_go)
        self._strip.stop_requested.connect(self.stop)
        window.compare.engine_asked.connect(self.turn)
        self._maps.wanted.connect(self._read)
        self._maps.weighed.connect(self._show)
        self._maps.count_meaning(on=self._on)
        self._show()

    # properties

    @property
    def on(self) -> bool:
        """Whether meaning is to count."""
        return self._on

    @property
    def busy(self) -> bool:
        """Whether passages are being read, or a model fetched."""
        return self._work is not None

    # methods

    @Slot()
    def turn(self) -> None:
        """Let answers go by meaning, or by words alone again."""
        self._window.banner.tell(_ABOUT, "")
        if self._on:
            self._take(on=False)
            self._window.status.say("Answers go by words")
            return
        if self._located() is not None:
            self._take(on=True)
            self._window.status.say("Answers go by meaning, and by words")
        self._show()

    def ask(self, what: str, make: Make | None) -> None:
        """Have something done with the model once what is under way has ended; it is made for what ``what`` names.

        It takes the place of what was asked for under that name before; None: it is not wanted any more.
        """
        if make is None:
            self._asked.pop(what, None)
        else:
            self._asked[what] = make
        if self._work is not None:
            if self._doing == what:
                self._work.requestInterruption()
        elif self._asked and self._on:
            self._begin()

    def choose_model(self) -> None:
        """Let the reader choose the folder of a model, and let answers go by it."""
        before = self._preferences.settings.meaning_model
        start = before if Path(before).is_absolute() else str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self._window, "Choose the folder of a sentence model", start)
        if chosen:
            self.take_model(chosen)

    def take_model(self, model: str) -> None:
        """Let answers go by another model, named by its folder or its name; the usual one where the name is empty."""
        before = self._preferences.settings.meaning_model
        self._preferences.take_model(model)
        self._window.banner.tell(_ABOUT, "")
        if self._located() is None:
            self._preferences.take_model(before)
            return
        self._take(on=False)
        self._maps.forget_closeness()
        self._take(on=True)
        self._window.status.say("Answers go by meaning, and by words")

    def fetch(self) -> None:
        """Fetch the usual model, which the reader asked for, and let answers go by it."""
        self._window.banner.tell(_ABOUT, "")
        try:
            locate(DEFAULT_MODEL)
        except UnavailableError as error:
            if not error.fetchable:
                self._refuse(error)
            elif self._work is not None:
                self._window.status.say("Passages are being read for their meaning; fetch a model after that")
            else:
                self._fetching = Fetching(error.fetchable)
                work = Fetch(self._fetching, self)
                work.done.connect(self._fetched)
                self._start(work)
        else:
            self.take_model("")

    def end(self) -> None:
        """Stop what is under way; nothing is begun any more."""
        self._asked.clear()
        self._rest.stop()
        if self._work is not None:
            self._work.requestInterruption()
        if self._fetching is not None:
            self._fetching.stop()
        if self._model is not None:
            self._model[1].stop()
        if self._work is not None:
            part_with(self._work)
            self._work = None
        self._let_go()

    # slots

    @Slot()
    def stop(self) -> None:
        """Give up what is under way, as the reader asks; answers go by words."""
        if self._fetching is not None:
            self._fetching.stop()
            self._window.status.say("Stopped; what was fetched is kept")
        else:
            self._take(on=False)
            self._window.status.say("Stopped; answers go by words")

    @Slot(object)
    def _read(self, comparison: Comparison | None) -> None:
        """Read the passages of a comparison for their meaning."""
        self.ask(_COMPARISON, None if comparison is None else partial(self._weighing, comparison))

    @Slot(str)
    def _failed(self, sentence: str) -> None:
        if self.sender() is self._work:
            self._take(on=False)
            # What could not be fetched can be tried again.
            self._refuse(UnavailableError(sentence), ("fetch_model", "choose_model") if self._fetching else ("choose_model",))

    @Slot()
    def _fetched(self) -> None:
        if self.sender() is self._work:
            self.take_model("")

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        if self.sender() is not self._work:
            return
        if self._fetching is not None:
            words = f"Fetching the model: {done // _MEGABYTE} of {total // _MEGABYTE} MB" if total else "Fetching the model"
        elif not done:
            words = _LOADING
        else:
            words = f"Reading for meaning: {done:,} of {total:,} passages"
        self._strip.show_work(words, done, total if done else 0)

    @Slot()
    def _finished(self) -> None:
        work = self.sender()
        if work is not self._work:
            return
        self._work, self._fetching, self._doing = None, None, ""
        self._strip.end()
        if isinstance(work, QObject):
            work.deleteLater()
        if self._asked and self._on:
            self._begin()
        elif self._model is not None:
            self._rest.start()
        self._show()

    @Slot()
    def _let_go(self) -> None:
        """End the process that holds the model."""
        if self._model is not None and (self._work is None or self._work.isFinished()):
            self._model[1].close()
            self._model = None

    @Slot()
    def _show(self) -> None:
        self._commands.check("answers_by_meaning", checked=self._on)
        waiting = self._on and self._doing == _COMPARISON and not self._maps.by_meaning
        words = "By words, reading…" if waiting else "By meaning" if self._on else "By words"
        self._window.compare.show_engine(words)
        self.changed.emit()

    # inside

    def _take(self, *, on: bool) -> None:
        self._on = on
        self._preferences.count_meaning(on=on)
        if not on:
            self._asked.clear()
            if isinstance(self._work, Reading):
                self._work.requestInterruption()
                if self._model is not None:
                    self._model[1].stop()
        self._maps.count_meaning(on=on)
        self._show()

    def _begin(self) -> None:
        """Begin what was asked for first."""
        folder = self._located()
        if folder is None:
            self._take(on=False)
            return
        self._rest.stop()
        if self._model is None or self._model[0] != folder or self._model[1].stopped:
            self._let_go()
            self._model = folder, ModelProcess(folder)
        self._doing = next(iter(self._asked))
        self._start(self._asked.pop(self._doing)(self._model[1]))

    def _weighing(self, comparison: Comparison, model: ModelProcess) -> Work:
        work = Weighing(comparison, model, self)
        work.found.connect(self._maps.take_closeness)
        return work

    def _start(self, work: Work) -> None:
        self._work = work
        work.progressed.connect(self._progressed)
        work.failed.connect(self._failed)
        work.finished.connect(self._finished)
        self._strip.show_work("Fetching the model" if self._fetching is not None else _LOADING, 0, 0)
        work.start()
        self._show()

    def _located(self) -> Path | None:
        """The folder of the model; where there is none, None, and the window says why."""
        try:
            return locate(self._preferences.settings.meaning_model or DEFAULT_MODEL)
        except UnavailableError as error:
            self._refuse(error)
            return None

    def _refuse(self, error: UnavailableError, offered: Sequence[str] = ("choose_model",)) -> None:
        """Say why answers do not go by meaning, and what can be done."""
        sentence = str(error)
        if sentence == NO_EXTRA:
            offered = ()
        elif error.fetchable == DEFAULT_MODEL:
            sentence += ". To fetch it from huggingface.co takes about 90 MB, once"
            offered = ("fetch_model", "choose_model")
        self._window.banner.tell(_ABOUT, sentence, offered)
