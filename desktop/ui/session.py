"""A session at the window: how browsing, reading, comparing and marking follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.library.query import Query
from desktop.ui.amending import Amending
from desktop.ui.chosen import Chosen
from desktop.ui.comparing import Comparing
from desktop.ui.filtering import Filtering
from desktop.ui.overviewing import Overviewing
from desktop.ui.searching import Searching
from desktop.ui.travelling import Travelling
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.library import Library
    from desktop.library.query_parts import SortKey
    from desktop.review import Found, Review, Span
    from desktop.ui.browsing import Browsing
    from desktop.ui.commands import Commands
    from desktop.ui.marking import Marking
    from desktop.ui.models.reviews_model import ReviewsModel
    from desktop.ui.opening import Opening
    from desktop.ui.preferences import Preferences
    from desktop.ui.rereading import Rereading
    from desktop.ui.theme import Look
    from desktop.ui.window import Window


class Session(QObject):
    """Connects the panes with the browsing and the marks, and holds the one current review."""

    def __init__(
        self,
        *,
        window: Window,
        look: Look,
        commands: Commands,
        model: ReviewsModel,
        browsing: Browsing,
        marking: Marking,
        opening: Opening,
        rereading: Rereading,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._commands = window, look, commands
        self._model, self._browsing, self._marking, self._opening = model, browsing, marking, opening
        self._preferences = preferences
        self._current: Review | None = None
        self._choosing = False  # a review is chosen by the program, not by the reader
        self._filtering = Filtering(window, browsing, opening)
        self.travelling = Travelling(window, commands, browsing, self)
        self.comparing = Comparing(window, browsing, self)
        self.overviewing = Overviewing(window, look, browsing, self)
        self.searching = Searching(window, look, browsing, self)
        self.amending = Amending(window, self, rereading, preferences)
        self._connect()
        settings = preferences.settings
        browsing.fold_copies(on=settings.fold_copies)
        browsing.take_order(*settings.order)
        self.note_view()

    # properties

    @property
    def current(self) -> Review | None:
        """The review that is read."""
        return self._current

    @property
    def chosen(self) -> Sequence[Review]:
        """The selected reviews in the list's order; the current one where none is selected."""
        reviews = Chosen(self._browsing.library, self._window.pane.list.selected_rows())
        return reviews or ([self._current] if self._current else [])

    # reading

    def read(self, review_id: str, span: Span | None = None) -> None:
        """Go to a review, and to a span in it; the place left can be gone back to."""
        self.travelling.leave()
        self.go(review_id, span)
        self._window.reader.focus_in()

    def go(self, review_id: str, span: Span | None = None) -> None:
        """Show a review, selecting it in the list where it is visible there; history and focus stay as they are."""
        row = self._browsing.library.find_row(review_id)
        if row is None:
            self.say("That review is not in this library any more")
            return
        self._window.show_compare(on=False)
        if not self._window.pane.list.select(row):
            self._show_current(self._browsing.library.reviews[row])
        if span is not None:
            self._window.reader.reveal(span)
        self.note_view()

    def step_review(self, by: int) -> None:
        """The next or previous review of the list, without leaving the text."""
        if not self._window.pane.list.step(by):
            self.say("Last review of the list" if by > 0 else "First review of the list")

    def show_read(self) -> None:
        """Back from comparing, or from an overview, to the one review."""
        if self._window.comparing or self._window.overlooking:
            self.travelling.leave()
            self._window.show_compare(on=False)
            self._window.reader.focus_in()
        self.note_view()

    # what is shown of the library

    def take_query(self, query: Query) -> None:
        """Filter by another query, from whichever widget it comes."""
        self._browsing.take_query(query)

    def sort_by(self, *order: SortKey) -> None:
        """Sort the list, by the first field, what is alike by the next; an order that the query asks for gives way to it."""
        self._preferences.sort_by(*order)
        if self._browsing.query.sort:
            self._browsing.take_query(self._browsing.query.sorted_by())
        self._browsing.take_order(*order)

    def fold_copies(self, *, on: bool) -> None:
        """Fold copies under the review that is kept of them, or list them as reviews of their own."""
        self._preferences.fold_copies(on=on)
        self._browsing.fold_copies(on=on)

    def group_by(self, by: str) -> None:
        """Group the list."""
        self._preferences.group_by(by)
        self._show_result()

    # small things

    def say(self, sentence: str) -> None:
        """Say something in the status bar."""
        self._window.status.say(sentence)

    def copy(self, text: str, what: str) -> None:
        """Put text on the clipboard and say so."""
        if text:
            QGuiApplication.clipboard().setText(text)
            self.say(f"{what} copied")

    @Slot()
    def copy_query(self) -> None:
        """Put the whole filter on the clipboard, as one line of text."""
        self.copy(str(self._browsing.query), "Query")

    def note_view(self) -> None:
        """Show in menus and toolbar whether one review is read, several are compared, or a work is overlooked."""
        window = self._window
        self._attend()
        self._commands.check("view_compare" if window.comparing else "view_overview" if window.overlooking else "view_read")

    def escape(self) -> None:
        """One rung of the ladder: popup, find bar, search words, then the list; never the facets, never the window."""
        window = self._window
        focus = QApplication.focusWidget()
        for popup in (window.palette_popup, window.tag_popup, window.people_popup, window.why):
            if popup.isVisible():
                popup.close()
                return
        pane = window.focused_pane()
        main = window.compare if window.comparing else window.overview if window.overlooking else window.reader
        if pane is window.main and main.escape():
            return
        if pane is window.filters and window.filters.escape():
            return
        if focus is not None and window.search.isAncestorOf(focus) and window.search.escape():
            return
        if pane is window.pane:
            window.search.escape()
        elif window.pane.isVisible():
            window.focus_pane(window.pane)
        elif window.comparing or window.overlooking:
            self.show_read()

    def end(self) -> None:
        """Nothing is marked as read any more."""
        self._marking.dwell_on(None)

    # slots

    @Slot(object)
    def _library_opened(self, library: Library) -> None:
        current = self._current.id if self._current else None
        self._browsing.take_library(library, self._marking.marks(library))
        row = library.find_row(current) if current else None
        reviews = self._window.pane.list
        if row is None:
            self._current = None
            self.travelling.forget()
            self._select_first()
        else:
            if reviews.current_row() != row:  # else what is selected besides stays so
                reviews.tree.keep(row)
            review = library.glimpse(row)
            if self._current is None or not review.shallow:
                self._show_current(review)
        if self._window.comparing:
            self.comparing.show_anew(library)
        elif self._window.overlooking and not self.overviewing.show_anew():
            self._window.show_compare(on=False)
        self.note_view()

    @Slot()
    def _library_changed(self) -> None:
        browsing = self._browsing
        self._model.show_library(
            browsing.library, browsing.marks, browsing.query, browsing.rows, self._grouping(), browsing.under
        )
        self._window.search.set_values(browsing.values)
        self._window.palette_popup.set_reviews(self._reviews_by_name)
        self._filtering.show()

    @Slot()
    def _show_result(self) -> None:
        browsing = self._browsing
        self._window.pane.list.show_order(() if browsing.query.ranked else browsing.query.sort or browsing.order)
        self._model.show_rows(browsing.marks, browsing.query, browsing.rows, self._grouping(), browsing.under)
        if not self._window.pane.list.currentIndex().isValid():
            self._select_first()
        self._selection_changed()
        self._filtering.show()
        self._show_hits()

    @Slot()
    def _show_marks(self) -> None:
        self._model.show_marks(self._browsing.marks)
        self._filtering.show()

    @Slot()
    def _current_changed(self) -> None:
        row = self._row()
        if row is not None:
            library = self._browsing.library
            # What was opened just now is not waited for: it is shown as it stands, and anew once it is understood.
            self._show_current(library.glimpse(row) if self._choosing else library.reviews[row])

    @Slot()
    def _all_loaded(self) -> None:
        """Reading was stopped, or is done: what was only looked at is understood now."""
        row = self._row()
        if row is not None and self._current is not None and self._current.shallow:
            self._show_current(self._browsing.library.reviews[row])

    @Slot()
    def _selection_changed(self) -> None:
        self._window.pane.offer(len(self._window.pane.list.selected_rows()))
        self._filtering.count()

    @Slot()
    def _focus_moved(self) -> None:
        self._dwell()

    @Slot()
    def _opening_others(self) -> None:
        """Other files are opened: a filter that was made for the last ones would only hide them."""
        self._browsing.take_query(Query.empty)

    @Slot(str)
    def _opened_in_list(self, review_id: str) -> None:
        self.read(review_id)
        if self._current is not None:
            self._marking.read([self._current], value=True, undoable=False)

    @Slot()
    def _to_list(self) -> None:
        self._window.focus_pane(self._window.pane)

    @Slot(str, object, QPoint)
    def _answer_why(self, label: str, found: Found[object], at: QPoint) -> None:
        if self._current is not None:
            self._window.why.open_for(label.replace("_", " "), found, self._current.text, at)

    @Slot(object)
    def _show_source(self, span: Span) -> None:
        self.travelling.leave()
        self._window.reader.reveal(span, original=True)
        self._commands.check("original")
        self._window.reader.focus_in()

    @Slot()
    def _look_changed(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self._look.apply(application)
        self._commands.colour_icons()

    # inside

    def _connect(self) -> None:
        window, browsing = self._window, self._browsing
        browsing.library_changed.connect(self._library_changed)
        browsing.result_changed.connect(self._show_result)
        browsing.marks_changed.connect(self._show_marks)
        self._opening.opened.connect(self._library_opened)
        self._opening.settled.connect(self._all_loaded)
        self._marking.said.connect(self.say)
        self.searching.wanted.connect(self.take_query)
        self.searching.said.connect(self.say)
        for source in (window.search, window.filters, window.pane.chips):
            source.query_changed.connect(self.take_query)
        self._look.changed.connect(self._look_changed)
        self._opening.others_asked.connect(self._opening_others)
        self._opening.review_chosen.connect(self.read)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        selection = window.pane.list.selectionModel()
        selection.currentRowChanged.connect(self._current_changed)
        selection.selectionChanged.connect(self._selection_changed)
        window.pane.list.opened.connect(self._opened_in_list)
        self._model.layoutChanged.connect(self._filtering.count)
        window.reader.why_asked.connect(self._answer_why)
        window.reader.next_wanted.connect(self.step_review)
        window.reader.said.connect(self.say)
        window.why.source_requested.connect(self._show_source)
        window.search.accepted.connect(self._to_list)
        window.search.leave_down.connect(self._to_list)
        window.pane.chips.emptied.connect(self._to_list)
        window.pane.chips.copy_requested.connect(self.copy_query)
        window.palette_popup.review_chosen.connect(self.read)

    def _reviews_by_name(self) -> list[tuple[str, str, str]]:
        entries = self._browsing.library.entries
        return [(entry.id, shown(entry.title), shown(entry.critic or entry.file)) for entry in entries]

    def _row(self) -> int | None:
        return self._window.pane.list.current_row()

    def _show_current(self, review: Review) -> None:
        self._current = review
        self._attend()
        self._window.reader.show_review(review, self._browsing.hits(review))
        self._commands.check("star", checked=review.id in self._browsing.marks.starred)
        self._dwell()

    def _dwell(self) -> None:
        """Count the time on the current review while list or reader has the focus; a query being typed reads nothing."""
        reading = self._window.focused_pane() in (self._window.pane, self._window.main) and not self._window.comparing
        self._marking.dwell_on(self._current if reading else None)

    def _attend(self) -> None:
        """Say which files are on the screen."""
        compared = self._window.compare.reviews if self._window.comparing else ()
        current = (self._current,) if self._current is not None else ()
        self._opening.attend([review.path for review in (*current, *compared) if review.path is not None])

    def _show_hits(self) -> None:
        if self._current is not None:
            self._window.reader.page.marks.mark(self._browsing.hits(self._current))
        if self._window.comparing:
            self.comparing.mark_hits()

    def _select_first(self) -> None:
        self._choosing = True
        found = self._window.pane.list.select_first()
        self._choosing = False
        if not found:
            self._current = None
            self._window.reader.show_review(None)
            self._marking.dwell_on(None)

    def _grouping(self) -> str:
        """What the list is grouped by: nothing where the query puts what it finds in an order of its own."""
        return "none" if self._browsing.by_merit else self._preferences.settings.group
