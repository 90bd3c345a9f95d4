"""Back and forward through the places where the reader was: in a review, a comparison or an overview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.ui.history import History
from desktop.ui.panes.overview import OverviewPlace

if TYPE_CHECKING:
    from desktop.ui.browsing import Browsing
    from desktop.ui.commands import Commands
    from desktop.ui.session import Session
    from desktop.ui.window import Window


@dataclass(frozen=True, slots=True)
class _Step:
    """A place in the history: a review at an offset, reviews set side by side as the pane was, or a place in an overview."""

    review_id: str
    offset: int
    compared: tuple[str, ...] = ()
    original: bool = False
    pane_place: object = None


class Travelling:
    """Remembers the places that are left, and goes back to them."""

    def __init__(self, window: Window, commands: Commands, browsing: Browsing, session: Session) -> None:
        self._window, self._commands, self._browsing, self._session = window, commands, browsing, session
        self._history: History[_Step] = History()
        self._note()

    # methods

    def leave(self) -> None:
        """Remember the place that is about to be left."""
        if self._session.current is not None:
            self._history.leave(self._place())
            self._note()

    def go(self, by: int) -> None:
        """Go back (-1) or forward (1)."""
        here = self._place()
        step = (self._history.forward if by > 0 else self._history.back)(here)
        if step is None:
            self._session.say("Nothing to go back to" if by < 0 else "Nothing to go forward to")
        else:
            self._return_to(step)
        self._note()

    def forget(self) -> None:
        """Forget all places: they were of another library."""
        self._history.forget()
        self._note()

    # inside

    def _place(self) -> _Step:
        current, window = self._session.current, self._window
        here = current.id if current else ""
        if window.comparing:
            return _Step(here, 0, tuple(review.id for review in window.compare.reviews), pane_place=window.compare.place())
        if window.overlooking:
            return _Step(here, 0, pane_place=window.overview.place())
        return _Step(here, window.reader.page.place(), original=window.reader.original)

    def _return_to(self, step: _Step) -> None:
        session, window, library = self._session, self._window, self._browsing.library
        if isinstance(step.pane_place, OverviewPlace) and session.overviewing.restore(step.pane_place):
            return
        reviews = [library.reviews[row] for each in step.compared if (row := library.find_row(each)) is not None]
        if len(reviews) >= 2:
            session.comparing.set_side_by_side(reviews, step.pane_place)
            window.compare.focus_in()
        elif step.review_id:
            session.go(step.review_id)
            window.reader.show_original(on=step.original)
            self._commands.check("original", checked=step.original)
            window.reader.page.go_to(step.offset)
            window.reader.focus_in()

    def _note(self) -> None:
        self._commands.enable(self._history.can_go_back, "back")
        self._commands.enable(self._history.can_go_forward, "forward")
