"""Where the reader was when the program ended: the same review at the same place, or the same comparison or overview, again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.ui.background import Loader
    from desktop.ui.browsing import Browsing
    from desktop.ui.opening import Opening
    from desktop.ui.session import Session
    from desktop.ui.settings import Settings
    from desktop.ui.window import Window


class Resuming(QObject):
    """Goes back once, as soon as what was read has been read in again; a reader who goes elsewhere meanwhile is let alone."""

    def __init__(
        self, *, window: Window, browsing: Browsing, opening: Opening, loader: Loader, session: Session, settings: Settings
    ) -> None:
        super().__init__(window)
        self._window, self._browsing, self._opening, self._session = window, browsing, opening, session
        self._settings = settings
        self._waiting = False
        self._seen: object = None  # where the program itself put the reader
        opening.opened.connect(self._opened)
        loader.idle.connect(self._end)

    # methods

    def begin(self, paths: Sequence[Path]) -> None:
        """Go back to the place of the last time, if these paths are the ones that were open then."""
        settings = self._settings
        same = tuple(str(path.absolute()) for path in paths) == settings.opened
        self._waiting = same and bool(settings.last_review)
        self._seen = self._here()

    def place(self) -> dict[str, object]:
        """The settings that say where the reader is now."""
        window, current = self._window, self._session.current
        if self._waiting:  # what was read last was not yet there
            last = self._settings
            return {name: getattr(last, name) for name in ("last_review", "last_place", "last_view", "last_reviews")}
        shown = window.compare.reviews if window.comparing else window.overview.reviews if window.overlooking else ()
        return {
            "last_review": current.id if current is not None else "",
            "last_place": window.reader.page.place() if current is not None else 0,
            "last_view": "compare" if window.comparing else "overview" if window.overlooking else "read",
            "last_reviews": tuple(review.id for review in shown),
        }

    # slots

    @Slot()
    def _opened(self) -> None:
        if not self._waiting:
            return
        here, focus = self._here(), QApplication.focusWidget()
        elsewhere = focus is not None and focus is not self._window.pane.list  # where the program itself puts it
        if elsewhere or self._seen not in (here, (None, False)) or self._go():
            self._waiting = False
        self._seen = here

    @Slot()
    def _end(self) -> None:
        """All has been read: what is not there now will not come."""
        self._waiting = False

    # inside

    def _here(self) -> tuple[str | None, bool]:
        current = self._session.current
        return current.id if current is not None else None, self._window.comparing or self._window.overlooking

    def _go(self) -> bool:
        """Go to where the reader was; False where not all of it has been understood yet."""
        settings, library = self._settings, self._browsing.library
        wanted = dict.fromkeys((settings.last_review, *(settings.last_reviews if settings.last_view != "read" else ())))
        rows = {each: library.find_row(each) for each in wanted}
        there = {each: row for each, row in rows.items() if row is not None and not library.entries[row].pending}
        if len(there) < len(wanted):
            return False
        session, window = self._session, self._window
        session.go(settings.last_review)
        window.reader.page.go_to(settings.last_place)
        reviews = [library.reviews[there[each]] for each in settings.last_reviews if each in there]
        if settings.last_view == "compare" and len(reviews) >= 2:
            session.comparing.set_side_by_side(reviews)
            window.compare.focus_in()
        elif settings.last_view == "overview" and reviews:
            session.overviewing.show_of(reviews)
        return True
