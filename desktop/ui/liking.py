"""More like this: the list of what is like a review, or a passage of it, and the way back to what was listed before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.library.kinship import like_value, liked_review
from desktop.library.query import Query
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.library.library import Library
    from desktop.review import Span
    from desktop.ui.browsing import Browsing
    from desktop.ui.session import Session
    from desktop.ui.window import Window


class Liking:
    """Asks for what is like what the reader is at; asked again for the same, it goes back to what was listed before."""

    def __init__(self, *, window: Window, session: Session, browsing: Browsing) -> None:
        self._window, self._session, self._browsing = window, session, browsing
        self._before = Query.empty

    # methods

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What is done for each command."""
        return {"more_like": self.more_like, "more_like_passage": self.more_like_passage}

    def more_like(self) -> None:
        """List what is like the current review; in a comparison, like the one of the column that the reader is in."""
        window = self._window
        here = window.compare.here() if window.comparing else -1
        review = window.compare.review(here) if here >= 0 else self._session.current
        if review is None:
            self._session.say("Choose a review first")
        else:
            self._list(review.id, None)

    def more_like_passage(self) -> None:
        """List what is like the passage where the reader is: the selected words, else the paragraph or sentence there."""
        window = self._window
        found = None
        if window.comparing:
            place = window.compare.passage_here()
            found = (window.compare.review(place[0]).id, place[1]) if place is not None else None
        elif self._session.current is not None:
            span = window.reader.passage_here()
            found = (self._session.current.id, span) if span is not None else None
        if found is None:
            self._session.say("Go to a passage first")
        else:
            self._list(*found)

    # inside

    def _list(self, review_id: str, passage: Span | None) -> None:
        value = like_value(review_id, passage)
        browsing = self._browsing
        if browsing.query.liked == value:
            self._session.take_query(self._before)
            self._session.say("Back to what was listed before")
            return
        if not browsing.query.liked:
            self._before = browsing.query
        self._session.travelling.leave()
        self._session.take_query(Query.like(value))
        self._window.focus_pane(self._window.pane)
        row, _ = liked_review(browsing.library, value)
        if row is not None:
            self._window.pane.list.select(row)
        number = len(browsing.library.like(value)) - 1
        kinship = browsing.library.kinship
        if kinship.likener is None:
            self._session.say("Looking through all texts: what is like it comes in a moment")
        elif number <= 0 and kinship.current:
            self._session.say("Nothing in this library shares two rare words with it")
        else:
            what = "1 review is" if number == 1 else f"{number} reviews are"
            more = "the same key again goes back" if kinship.current else "what is new or has changed comes in a moment"
            self._session.say(f"{what} like it, the nearest first; {more}")


def liked_name(library: Library, value: str) -> str:
    """What a review or a passage that others are to be like is called on a chip."""
    row, passage = liked_review(library, value)
    title = shown(library.entries[row].title) if row is not None else value
    return f"Like {'a passage of ' if passage else ''}“{title}”"
