"""From the list and its works to a comparison, and from a comparison to the review behind a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.library.copies import copies_in_words
from desktop.ui.chosen import Chosen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.library import Library
    from desktop.names import Person
    from desktop.review import Review, Span
    from desktop.ui.browsing import Browsing
    from desktop.ui.session import Session
    from desktop.ui.window import Window

_MOST = 60  # reviews that are compared at once


class Comparing(QObject):
    """Shows comparisons in the window, and keeps them in step with the library and the query."""

    def __init__(self, window: Window, browsing: Browsing, session: Session) -> None:
        super().__init__(window)
        self._window, self._browsing, self._session = window, browsing, session
        window.compare.review_requested.connect(self._open_review)
        window.compare.passage_opened.connect(self._leave)
        window.compare.status_said.connect(session.say)
        window.compare.quote_ready.connect(self._copy_quote)

    # methods

    def show(self, reviews: Sequence[Review]) -> None:
        """Set reviews side by side; fewer than two, or more than anybody compares, are answered with a sentence."""
        if len(reviews) < 2:
            self._session.say("Select two or more reviews to compare them: Shift+Down, or Ctrl+Down and Ctrl+Space")
            return
        if len(reviews) > _MOST:
            self._session.say(f"The first {_MOST} of {len(reviews):,} reviews: a narrower filter chooses others")
            reviews = reviews[:_MOST]
        self._session.travelling.leave()
        self.set_side_by_side(reviews)
        self._window.compare.focus_in()

    def show_work(self) -> None:
        """Set all reviews of the current review's work side by side."""
        row = self._window.pane.list.current_row()
        if row is not None:
            library, work = self._browsing.library, self._browsing.of_work(row)
            self.show(Chosen(library, work.rows))
            if work.number and len(work.rows) > 1:
                self._session.say(
                    f"{copies_in_words(work.number)} left out; to take them in, unfold and select them in the list"
                )

    def show_anew(self, library: Library) -> None:
        """Go on comparing, at the same place, the same reviews of a library that was read anew; as many as are left of them."""
        pane = self._window.compare
        left = [(review, row) for review in pane.reviews if (row := library.find_row(review.id)) is not None]
        reviews = tuple(library.reviews[row] for _, row in left)
        if len(reviews) < 2:
            self._window.show_compare(on=False)
        elif reviews != pane.reviews or self._people_of(reviews) != pane.people:
            pairs = {before.id: (before, now) for (before, _), now in zip(left, reviews, strict=True)}
            self.set_side_by_side(reviews, pane.place().in_texts_read_anew(pairs))

    def set_side_by_side(self, reviews: Sequence[Review], place: object = None) -> None:
        """Show a comparison, at a place that the pane gave earlier; the focus stays where it is."""
        pane = self._window.compare
        pane.show_reviews(reviews, self._people_of(reviews))
        self._window.show_compare(on=True)
        if place is not None:
            pane.restore(place)
        self.mark_hits()
        self._session.note_view()

    def mark_hits(self) -> None:
        """Mark in the reviews side by side what the query finds in them."""
        pane = self._window.compare
        pane.mark_hits({review.id: self._browsing.hits(review) for review in pane.reviews})

    def _people_of(self, reviews: Sequence[Review]) -> tuple[Person, ...]:
        """The people of the works of reviews."""
        library = self._browsing.library
        works = {library.work_of(row) for review in reviews if (row := library.find_row(review.id)) is not None}
        return tuple(person for work in sorted(works, key=lambda work: work.id) for person in work.people)

    # slots

    @Slot(str, object)
    def _open_review(self, review_id: str, span: Span | None) -> None:
        self._session.read(review_id, span)

    @Slot()
    def _leave(self) -> None:
        self._session.travelling.leave()

    @Slot(str)
    def _copy_quote(self, text: str) -> None:
        self._session.copy(text, "Quote")
