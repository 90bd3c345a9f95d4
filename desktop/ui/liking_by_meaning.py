"""More like this by meaning: where answers go by meaning, so does the order of what is like a review."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.ui.meaning_work import Ranking

if TYPE_CHECKING:
    from desktop.library.kinship import Kinship
    from desktop.meaning.process import ModelProcess
    from desktop.ui.browsing import Browsing
    from desktop.ui.meaning import MeaningChoice

_LIKENESS = "likeness"


class LikingByMeaning(QObject):
    """Has what is listed as like a review put in order by meaning, too, as soon as it is known."""

    def __init__(self, *, browsing: Browsing, meaning: MeaningChoice) -> None:
        super().__init__(meaning)
        self._browsing, self._meaning = browsing, meaning
        self._for: tuple[Kinship, str] | None = None  # what was asked for last
        self._was_on = meaning.on
        browsing.result_changed.connect(self._look)
        browsing.library_changed.connect(self._look)
        meaning.changed.connect(self._turned)

    # slots

    @Slot()
    def _turned(self) -> None:
        if self._meaning.on is self._was_on:
            return
        self._was_on = self._meaning.on
        self._for = None
        if self._was_on:
            self._look()
        else:
            self._browsing.library.kinship.forget_likes()
            self._browsing.take_kinship(self._browsing.library.kinship)

    @Slot()
    def _look(self) -> None:
        """Ask for the order of what is listed now, once."""
        library, value = self._browsing.library, self._browsing.query.liked
        if not self._meaning.on:
            return
        if not value or len(library.like(value)) < 2:
            if self._for is not None:
                self._meaning.ask(_LIKENESS, None)
            self._for = None
        elif self._for != (library.kinship, value):
            self._for = library.kinship, value
            self._meaning.ask(_LIKENESS, partial(self._ranking, value))

    @Slot(object, object)
    def _found(self, value: str, likes: object) -> None:
        if self._for == (self._browsing.library.kinship, value):
            self._browsing.library.kinship.know(value, likes)  # type: ignore[arg-type]  # the signal carries objects
            self._browsing.take_kinship(self._browsing.library.kinship)

    # inside

    def _ranking(self, value: str, model: ModelProcess) -> Ranking:
        work = Ranking(self._browsing.library, value, model, self)
        work.found.connect(self._found)
        return work
