"""The reader's corrections to a review, listed: gone to, taken away, and named where they do not fit its text any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.ui.models.correction_lines import correction_lines
from desktop.ui.units import shown

if TYPE_CHECKING:
    from desktop.review import Review
    from desktop.ui.browsing import Browsing
    from desktop.ui.keeping import Keeping
    from desktop.ui.models.correction_lines import CorrectionLine
    from desktop.ui.session import Session
    from desktop.ui.window import Window


class Correcting(QObject):
    """Opens the list of corrections of the review where the reader is."""

    def __init__(self, *, window: Window, browsing: Browsing, keeping: Keeping, session: Session) -> None:
        super().__init__(window)
        self._window, self._browsing, self._keeping, self._session = window, browsing, keeping, session
        self._popup = window.corrections_popup
        self._review = ""
        self._popup.place_asked.connect(self._go)
        self._popup.away_asked.connect(self._take_away)
        keeping.changed.connect(self._show_anew)
        browsing.library_changed.connect(self._show_anew)

    # methods

    def open(self) -> None:
        """List the corrections of the review of this column, or of the one that is read."""
        compare = self._window.compare
        review = self._session.current
        if self._window.comparing and compare.here() >= 0:
            review = compare.review(compare.here())
        if review is None:
            self._session.say("Choose a review first: the corrections are listed review by review")
            return
        self._review = review.id
        self._popup.open_for(shown(review.title), self._lines())

    # slots

    @Slot(object)
    def _go(self, line: CorrectionLine) -> None:
        self._popup.hide()
        self._session.read(self._review, line.span)

    @Slot(object)
    def _take_away(self, line: CorrectionLine) -> None:
        if self._keeping.keep(line.away, line.told):
            self._session.say(f"{line.told}. Ctrl+Z brings the correction back")

    @Slot()
    def _show_anew(self) -> None:
        if self._popup.isVisible():
            self._popup.show_lines(self._lines())

    # inside

    def _lines(self) -> tuple[CorrectionLine, ...]:
        library, keeping = self._browsing.library, self._keeping
        row = library.find_row(self._review)
        if row is None:
            return ()
        review: Review = library.reviews[row]
        first = keeping.first_of_file(review)
        return correction_lines(
            review, keeping.of(review.id), keeping.as_read(review), keeping.of(first.id), first, library.work_of(row)
        )
