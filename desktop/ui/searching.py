"""Saved searches at work: kept in their file, shown above the filters, in the menu and in the palette, managed in a popup."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu

from desktop.library.query import Query, QueryError, parse
from desktop.library.saved import SavedFile, SavedSearch, SavedSearches
from desktop.ui.command_table import Menu
from desktop.ui.panes.searches_popup import SearchesPopup
from desktop.ui.units import shown

if TYPE_CHECKING:
    from desktop.ui.browsing import Browsing
    from desktop.ui.theme import Look
    from desktop.ui.window import Window


class Searching(QObject):
    """The one owner of the saved searches while the program runs; each change is in the file at once."""

    wanted = Signal(object)  # Query
    said = Signal(str)

    def __init__(self, window: Window, look: Look, browsing: Browsing, parent: QObject | None = None) -> None:
        super().__init__(parent or window)
        self._window, self._browsing = window, browsing
        self._file = SavedFile()
        self._searches = self._file.load()
        self._deleted: list[SavedSearch] = []
        self._kept = True  # whether the file holds what is held here
        self.popup = SearchesPopup(look, window)
        self.menu = QMenu("Sa&ved searches", window)
        filters = next(action.menu() for action in window.menuBar().actions() if action.text() == Menu.FILTER.value)
        if isinstance(filters, QMenu):
            filters.addMenu(self.menu)
        self.popup.applied.connect(self.apply)
        self.popup.save_asked.connect(self._save)
        self.popup.rename_asked.connect(self._rename)
        self.popup.delete_asked.connect(self._delete)
        self.popup.undelete_asked.connect(self._undelete)
        window.palette_popup.search_chosen.connect(self.apply)
        row = window.filters.saved
        row.applied.connect(self.apply)
        row.update_asked.connect(self._save)
        row.rename_asked.connect(self._ask_name)
        row.delete_asked.connect(self._delete)
        browsing.result_changed.connect(self._mark)
        browsing.library_changed.connect(self._mark)
        self._show()

    # properties

    @property
    def searches(self) -> SavedSearches:
        """All saved searches."""
        return self._searches

    @property
    def notice(self) -> str:
        """What was wrong with the file, in words for the reader."""
        return self._file.notice

    # methods

    def open(self) -> None:
        """Open the popup to find a search, and to rename or delete one."""
        self.popup.open_for(self._searches, self._present())

    def open_to_save(self) -> None:
        """Open the popup to give the present search a name."""
        self.popup.open_for(self._searches, self._present(), saving=True)

    # slots

    @Slot(str)
    def apply(self, name: str) -> None:
        """Search for what was saved under a name."""
        search = self._searches.find(name)
        if search is None:
            return
        try:
            query = parse(search.query)
        except QueryError as error:  # the file was edited by hand, or by a later version
            self.said.emit(f"“{shown(name)}” cannot be searched for: {error.message}")
            return
        self.wanted.emit(query)

    @Slot(str)
    def _save(self, name: str) -> None:
        self._look_again()
        present, known = self._present(), self._searches.find(name)
        if not present:
            self._tell("There is nothing to save: nothing is searched for")
            return
        try:
            searches = self._searches.saving(known.name if known else name, present)
        except ValueError as error:
            self._tell(_sentence(error))
            return
        self._take(searches, f"“{shown(name)}” is {'this search now' if known else 'saved'}")
        self.popup.hide()

    @Slot(str, str)
    def _rename(self, old: str, new: str) -> None:
        self._look_again()
        try:
            searches = self._searches.renaming(old, new)
        except ValueError as error:
            self._tell(_sentence(error))
            return
        self._take(searches, f"Renamed to “{shown(new)}”")

    @Slot(str)
    def _ask_name(self, name: str) -> None:
        self.popup.open_for(self._searches, self._present(), renaming=name)

    @Slot(str)
    def _delete(self, name: str) -> None:
        self._look_again()
        search = self._searches.find(name)
        if search is not None:
            self._deleted.append(search)
            self._take(self._searches.without(name), f"“{shown(name)}” deleted; Ctrl+Z in the list of searches brings it back")

    @Slot()
    def _undelete(self) -> None:
        self._look_again()
        if self._deleted and not self._searches.full:
            search = self._deleted.pop()
            self._take(self._searches.saving(search.name, search.query), f"“{shown(search.name)}” is back")

    @Slot()
    def _mark(self) -> None:
        """Mark the search that is in force."""
        query = self._browsing.query
        self._window.filters.saved.mark(next((s.name for s in self._searches.searches if _means(s, query)), ""))

    # inside

    def _present(self) -> str:
        return str(self._browsing.query)

    def _look_again(self) -> None:
        """Take up what another window has saved meanwhile, so that nothing of it is lost by what is saved here."""
        if self._kept:
            searches = self._file.load()
            if not self._file.notice:
                self._searches = searches

    def _take(self, searches: SavedSearches, said: str) -> None:
        """Keep changed searches and show them; where they cannot be kept, say so: they are there until the program ends."""
        self._searches = searches
        self._kept = self._file.save(searches)
        if not self._kept:
            said = self._file.notice
        self._show()
        if self.popup.isVisible():
            self.popup.show_searches(searches, said)
        self.said.emit(said)

    def _tell(self, sentence: str) -> None:
        self.popup.say(sentence)
        self.said.emit(sentence)

    def _show(self) -> None:
        searches = self._searches.searches
        self._window.filters.saved.show_searches(searches)
        self._window.palette_popup.set_searches([(search.name, search.query) for search in searches])
        self.menu.clear()
        self.menu.setEnabled(bool(searches))
        for search in searches:
            action = self.menu.addAction(shown(search.name).replace("&", "&&"), partial(self.apply, search.name))
            action.setStatusTip(shown(search.query))
        self._mark()


def _means(search: SavedSearch, query: Query) -> bool:
    try:
        return bool(str(query)) and parse(search.query) == query
    except QueryError:
        return False


def _sentence(error: ValueError) -> str:
    text = str(error)
    return text[:1].upper() + text[1:]
