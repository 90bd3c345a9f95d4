"""Back and forward through the places where the reader was: in a review, a comparison or an overview."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.library.moved import moved
from desktop.ui.history import History
from desktop.ui.panes.compare_place import ComparePlace
from desktop.ui.panes.overview import OverviewPlace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.review import Review
    from desktop.ui.browsing import Browsing
    from desktop.ui.commands import Commands
    from desktop.ui.session import Session
    from desktop.ui.window import Window

_LONGEST = 500_000  # characters of a text that is kept with a place: there may be hundreds of places


@dataclass(frozen=True, slots=True)
class _Step:
    """A place in the history: a review at an offset, reviews set side by side as the pane was, or a place in an overview.

    ``texts`` are those that the offsets are of, by the ids of their reviews: a file may change before the reader comes back.
    """

    review_id: str
    offset: int
    compared: tuple[str, ...] = ()
    original: bool = False
    pane_place: object = None
    texts: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)


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
            reviews = window.compare.reviews
            ids = tuple(review.id for review in reviews)
            return _Step(here, 0, ids, pane_place=window.compare.place(), texts=_texts(*reviews))
        if window.overlooking:
            return _Step(here, 0, pane_place=window.overview.place())
        texts = _texts(current) if current is not None else {}
        return _Step(here, window.reader.page.place(), original=window.reader.original, texts=texts)

    def _return_to(self, step: _Step) -> None:
        session, window, library = self._session, self._window, self._browsing.library
        if isinstance(step.pane_place, OverviewPlace) and session.overviewing.restore(step.pane_place):
            return
        reviews = [library.reviews[row] for each in step.compared if (row := library.find_row(each)) is not None]
        if len(reviews) >= 2:
            place = step.pane_place
            if isinstance(place, ComparePlace):
                place = place.in_other_texts(step.texts, {review.id: review.text for review in reviews})
            session.comparing.set_side_by_side(reviews, place)
            window.compare.focus_in()
        elif step.review_id:
            session.go(step.review_id)
            window.reader.show_original(on=step.original)
            self._commands.check("original", checked=step.original)
            window.reader.page.go_to(self._offset_now(step))
            window.reader.focus_in()

    def _offset_now(self, step: _Step) -> int:
        """The offset of a step in the text as it is now."""
        current, before = self._session.current, step.texts.get(step.review_id)
        if current is None or current.id != step.review_id or before is None or before == current.text:
            return step.offset
        return moved(before, current.text, step.offset)

    def _note(self) -> None:
        self._commands.enable(self._history.can_go_back, "back")
        self._commands.enable(self._history.can_go_forward, "forward")


def _texts(*reviews: Review) -> Mapping[str, str]:
    return {review.id: review.text for review in reviews if len(review.text) <= _LONGEST}
