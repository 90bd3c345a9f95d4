"""Who is who: two people of a work become one, or a spelling becomes a person of its own, at the reader's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.library.fields import PEOPLE
from desktop.library.works import renamed
from desktop.names import name_key
from desktop.notebook.corrections import same_or_apart
from desktop.ui.models.people_lines import people_lines
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.library.naming import Naming
    from desktop.library.works import Work
    from desktop.names import Person
    from desktop.ui.browsing import Browsing
    from desktop.ui.keeping import Keeping
    from desktop.ui.session import Session
    from desktop.ui.window import Window


class Renaming(QObject):
    """Opens the people of a work, and takes what the reader says of them to the notebook."""

    def __init__(self, *, window: Window, browsing: Browsing, keeping: Keeping, session: Session) -> None:
        super().__init__(window)
        self._window, self._browsing, self._keeping, self._session = window, browsing, keeping, session
        self._popup = window.people_popup
        self._work = ""  # the id of the work whose people are shown
        self._popup.merge_asked.connect(self._merge)
        self._popup.split_asked.connect(self._split)
        self._popup.closed.connect(self._closed)
        window.filters.names_asked.connect(self.open_at)
        browsing.library_changed.connect(self._show_anew)

    # methods

    def open(self) -> None:
        """Show the people of the work where the reader is: in the filters, an overview, a comparison or a review."""
        window = self._window
        spelling = ""
        if window.focused_pane() is window.filters:
            field, value = window.filters.current_value()
            spelling = value if field in PEOPLE else ""
        elif window.overlooking:
            spelling = window.overview.name_here()
        elif not window.comparing:
            spelling = window.reader.name_here()
        self.open_at(spelling)

    @Slot(str)
    def open_at(self, spelling: str) -> None:
        """Show the people of the work at hand that knows a spelling, at that person; of any work, if none at hand knows it."""
        works = self._works_at_hand()
        knowing = [work for work in works if _holder(work, spelling)]
        if spelling and not knowing:
            knowing = [work for work in self._browsing.library.works if _holder(work, spelling)][:1]
        work = next(iter(knowing or works), None)
        if work is None:
            self._session.say("Choose a review first: the people are those of its work")
        elif not work.id:
            self._session.say("This page does not say what it is a review of: people are one or two within a work")
        else:
            self._work = work.id
            holder = _holder(work, spelling)
            self._popup.open_for(work.label, people_lines(work, self._browsing.library.entries), holder.name if holder else "")

    # slots

    @Slot(object)
    def _merge(self, names: Sequence[str]) -> None:
        work = self._shown_work()
        if work is None:
            return
        first, *others = [person for name in names for person in work.people if person.name == name]
        naming = work.naming
        for other in others:
            naming = naming.merged(first, other)
        told = f"{' and '.join(shown(name) for name in names)} are one person"
        self._take(work, naming, told, first.name)

    @Slot(str, str)
    def _split(self, name: str, spelling: str) -> None:
        work = self._shown_work()
        person = next((each for each in work.people if each.name == name), None) if work else None
        if work is None or person is None:
            return
        entries = self._browsing.library.entries

        def people(naming: Naming) -> tuple[Person, ...]:
            return renamed(work, entries, naming).people

        rest = next(each for each in person.spellings if each != spelling)
        other = name if name != spelling else rest
        # Where a spelling has the words of another, a query for the one is a query for the other.
        alike = any(name_key(each) == name_key(spelling) for each in person.spellings if each != spelling)
        more = "; filters and search, which go by the words, show both" if alike else ""
        told = f"{shown(spelling)} is not {shown(other)}"
        self._take(work, work.naming.split(person, spelling, people), told, spelling, more)

    @Slot()
    def _show_anew(self) -> None:
        """Another library, or the same with other people: show them, if the work is still there."""
        if self._popup.isVisible():
            work = self._shown_work()
            if work is None:
                self._popup.hide()
            else:
                self._popup.show_people(people_lines(work, self._browsing.library.entries))

    @Slot()
    def _closed(self) -> None:
        """What had the focus may be gone: an overview is made anew when its people change."""
        if self._window.focusWidget() is None or not self._window.focusWidget().isVisible():
            self._window.focus_pane(self._window.main)

    # inside

    def _take(self, work: Work, naming: Naming, told: str, at: str, more: str = "") -> None:
        if not self._keeping.keep(same_or_apart(work, naming), told):
            return
        now = self._shown_work()
        if now is not None and self._popup.isVisible():
            holder = _holder(now, at)
            self._popup.show_people(people_lines(now, self._browsing.library.entries), holder.name if holder else "")
        self._session.say(f"{told} from now on{more}. Ctrl+Z takes it back")

    def _shown_work(self) -> Work | None:
        return next((work for work in self._browsing.library.works if work.id == self._work), None)

    def _works_at_hand(self) -> list[Work]:
        """The works of what is shown, the one where the reader is first."""
        window, library = self._window, self._browsing.library
        ids: Iterable[str] = ()
        if window.comparing:
            reviews = window.compare.reviews
            here = window.compare.here()
            ids = [*([window.compare.review(here).id] if here >= 0 else []), *(review.id for review in reviews)]
        elif window.overlooking:
            ids = [review.id for review in window.overview.reviews]
        elif self._session.current is not None:
            ids = [self._session.current.id]
        rows = [row for each in ids if (row := library.find_row(each)) is not None]
        return list({work.id: work for work in map(library.work_of, rows)}.values())


def _holder(work: Work, spelling: str) -> Person | None:
    """The person of a work who is written so."""
    if not spelling:
        return None
    exact = next((person for person in work.people if spelling in person.spellings), None)
    key = name_key(spelling)
    return exact or next((each for each in work.people if key in {name_key(one) for one in each.spellings}), None)
