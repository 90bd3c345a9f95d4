"""From a work to its overview, and from the marks of an overview to the words behind them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.library.copies import copies_in_words
from desktop.ui.picturing import save_overview

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.review import Review, Span
    from desktop.ui.browsing import Browsing
    from desktop.ui.panes.overview import OverviewPlace
    from desktop.ui.session import Session
    from desktop.ui.theme import Look
    from desktop.ui.window import Window

_MOST = 60  # reviews on one page: beyond, nobody finds a critic in the matrix
_CLOSED = "Open an overview first: Ctrl+Shift+3"


class Overviewing(QObject):
    """Shows overviews in the window, and runs what commands mean there."""

    def __init__(self, window: Window, look: Look, browsing: Browsing, session: Session) -> None:
        super().__init__(window)
        self._window, self._look, self._browsing, self._session = window, look, browsing, session
        pane = window.overview
        self._runs: Mapping[str, Callable[[], object]] = {
            "next_section": partial(pane.step_part, 1),
            "previous_section": partial(pane.step_part, -1),
            "copy_quote": self._copy_mark,
            "why": self._say_mark,
            "export_comparison": self.save,
            "find": pane.finding.open,
            "find_next": partial(pane.finding.run, 1),
            "find_previous": partial(pane.finding.run, -1),
        }
        pane.source_wanted.connect(self._open_source)
        pane.topic_wanted.connect(self._open_topic)
        pane.pair_wanted.connect(self._open_pair)
        pane.said.connect(session.say)
        window.compare.mover.moved.connect(self._moved)

    # methods

    def show(self) -> bool:
        """Show the overview of what is compared, of two or more selected reviews, else of the current review's work."""
        reviews = self._asked()
        if not reviews:
            self._session.say("Choose a review first: the overview is of its work")
            return False
        self._session.travelling.leave()
        self._set(reviews)
        self._window.overview.focus_in()
        return True

    def show_selected(self) -> None:
        """Show the overview of what is selected instead of the one shown, where that is on offer."""
        if self._window.overview.offering:
            self.show()

    def show_of(self, reviews: Sequence[Review]) -> None:
        """Show the overview of these reviews; the place left is not one to go back to."""
        self._set(reviews)
        self._window.overview.focus_in()

    def restore(self, place: OverviewPlace) -> bool:
        """Go back to a place in an overview, as far as its reviews are still there; False where none is."""
        reviews = self._still_there(place.reviews)
        if reviews:
            self._set(reviews)
            self._window.overview.restore(place)
        return bool(reviews)

    def show_anew(self) -> bool:
        """Take up a library that was read anew, at the same place; False where none of the reviews is left."""
        pane = self._window.overview
        reviews = self._still_there(tuple(review.id for review in pane.reviews))
        if reviews:
            place, page = pane.place(), pane.page
            self._set(reviews)
            if pane.page is not page:
                pane.restore(place, focus=False)
        return bool(reviews)

    def run(self, command_id: str) -> bool:
        """Do what a command means in an overview; False where it means nothing there."""
        if command_id in self._runs:
            self._runs[command_id]()
        return command_id in self._runs

    def open_mark(self) -> None:
        """Go to what the mark leads to at which the reader stands."""
        if self._window.overlooking:
            self._window.overview.activate()
        else:
            self._session.say(_CLOSED)

    def save(self) -> None:
        """Save the overview shown as a picture."""
        if self._window.overlooking:
            save_overview(self._window, self._look, self._window.overview, self._session.say)
        else:
            self._session.say(_CLOSED)

    # slots

    @Slot()
    def _moved(self) -> None:
        """A passage stands under another topic: a move was taken back."""
        if self._window.overlooking:
            self.show_anew()

    @Slot(str, object)
    def _open_source(self, review_id: str, span: Span | None) -> None:
        self._session.read(review_id, span)

    @Slot(str, str)
    def _open_topic(self, topic: str, review_id: str) -> None:
        reviews = self._window.overview.reviews
        if len(reviews) < 2:
            passages = (p for p in reviews[0].passages if any(mark.topic == topic for mark in p.topics))
            self._session.read(review_id, next((passage.span for passage in passages), None))
            return
        self._session.comparing.show(reviews)
        self._window.compare.go_to_topic(topic, review_id)

    @Slot(str, str)
    def _open_pair(self, first: str, second: str) -> None:
        self._session.comparing.show(self._still_there((first, second)))

    # inside

    def _asked(self) -> Sequence[Review]:
        if self._window.comparing:
            return self._window.compare.reviews
        chosen = self._session.chosen
        if len(chosen) != 1:
            return chosen[:_MOST]
        library = self._browsing.library
        row = library.find_row(chosen[0].id)
        if row is None or not library.work_of(row).id:
            return chosen  # reviews whose page does not say what they are of are not of one work
        return [library.reviews[r] for r in self._browsing.of_work(row).rows[:_MOST]]

    def _set(self, reviews: Sequence[Review]) -> None:
        library = self._browsing.library
        rows = [row for review in reviews if (row := library.find_row(review.id)) is not None]
        works = {work.id: work for work in (library.work_of(row) for row in rows)}
        work = next(iter(works.values()))
        count = "1 review" if len(reviews) == 1 else f"{len(reviews)} reviews"
        if len(works) > 1:
            title, note = f"{len(works)} works", count
        elif not work.id:
            title, note = reviews[0].title if len(reviews) == 1 else "A work without a name", count
        else:
            folded = self._browsing.of_work(rows[0])
            title, note = work.label, count
            if folded.number and set(rows) == set(folded.rows):
                note = f"{count}, {copies_in_words(folded.number)} left out"
            elif len(reviews) < len(work.rows):
                note = f"{len(reviews)} of {len(work.rows)} reviews"
        people = [person for each in works.values() for person in each.people]
        moved = self._window.compare.mover.of(reviews)
        self._window.overview.show_reviews(reviews, people, title, note, moved)
        self._window.show_overview()
        self._session.note_view()

    def _still_there(self, ids: Sequence[str]) -> list[Review]:
        library = self._browsing.library
        return [library.reviews[row] for review_id in ids if (row := library.find_row(review_id)) is not None]

    def _copy_mark(self) -> None:
        self._session.copy(self._window.overview.spoken(), "What the mark says")

    def _say_mark(self) -> None:
        self._session.say(self._window.overview.spoken() or "Nothing is shown here")
