"""From a command's name to what does it: one table, the counterpart of :data:`desktop.ui.command_table.COMMANDS`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMessageBox

from desktop import __version__
from desktop.library.query import Query
from desktop.ui.command_table import THEN_BY
from desktop.ui.context import open_here
from desktop.ui.exporting import save_comparison
from desktop.ui.theme import ThemeChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.ui.browsing import Browsing
    from desktop.ui.commands import Commands
    from desktop.ui.correcting import Correcting
    from desktop.ui.listing import Listing
    from desktop.ui.marking import Marking
    from desktop.ui.meaning import MeaningChoice
    from desktop.ui.opening import Opening
    from desktop.ui.preferences import Preferences
    from desktop.ui.renaming import Renaming
    from desktop.ui.session import Session
    from desktop.ui.tagging import Tagging
    from desktop.ui.window import Window

_MODES = frozenset({"by_topic", "full_text"})  # these open the comparison as well
_SECTIONS = {"next_section": "No topic or section below", "previous_section": "No topic or section above"}
_SORTS = ("file", "score", "title", "critic", "work", "date", "length", "relevance")
_LETTERS = ("reader", "everywhere", "off")
_GROUPS = ("work", "critic", "score", "none")


class Dispatch(QObject):
    """Runs commands. What a comparison or an overview understands goes to it while it is shown; the rest stands in tables."""

    def __init__(
        self,
        *,
        window: Window,
        commands: Commands,
        session: Session,
        preferences: Preferences,
        meaning: MeaningChoice,
        tagging: Tagging,
        renaming: Renaming,
        correcting: Correcting,
        browsing: Browsing,
        marking: Marking,
        opening: Opening,
        listing: Listing,
    ) -> None:
        super().__init__(window)
        self._window, self._commands, self._session = window, commands, session
        self._preferences, self._tagging = preferences, tagging
        self._renaming, self._correcting = renaming, correcting
        self._browsing, self._marking, self._opening = browsing, marking, opening
        self._listing, self._meaning = listing, meaning
        self._simple: Mapping[str, Callable[[], object]] = {
            **self._file_and_edit(),
            **self._filter_and_list(),
            **self._view_and_go(),
            **self._review_and_compare(),
        }
        self._checked: Mapping[str, Callable[[bool], object]] = {
            "sidebar": self._show_sidebar,
            "list_pane": self._show_list_pane,
            "full_screen": self._full_screen,
            "original": self._original,
            "unfold": self._unfold,
            "sort_descending": self._listing.turn_round,
            "fold_copies": self._listing.fold_copies,
        }
        commands.asked.connect(self.run)
        window.reader.page.command_asked.connect(self._run_from_page)

    # methods

    def known(self) -> frozenset[str]:
        """The names of all commands that something is done for, by this or by the comparison."""
        return frozenset(self._simple) | frozenset(self._checked)

    # slots

    @Slot(str, bool)
    def run(self, command_id: str, checked: bool) -> None:
        """Do what a command asks for."""
        if command_id in self._checked:
            self._checked[command_id](checked)
        elif self._window.comparing and command_id in self._window.compare.commands() and command_id not in _MODES:
            if not self._window.compare.run(command_id) and command_id in _SECTIONS:
                self._session.say(_SECTIONS[command_id])
        elif not self._runs_in_pane(command_id) and command_id in self._simple:
            self._simple[command_id]()

    @Slot(str)
    def _run_from_page(self, command_id: str) -> None:
        self.run(command_id, False)

    # the tables

    def _file_and_edit(self) -> Mapping[str, Callable[[], object]]:
        window, reader, opening = self._window, self._window.reader, self._opening
        return {
            "open_folder": opening.ask_folder,
            "open_files": opening.ask_files,
            "open_seeds": opening.open_seeds,
            "reload": opening.rescan,
            "stop_reading": opening.stop,
            "changes": opening.show_changes,
            "forget_missing": opening.forget_missing,
            "show_skipped": opening.show_skipped,
            "export_comparison": self._export,
            "save_overview": self._session.overviewing.save,
            "quit": window.close,
            "undo": self._marking.undo,
            "redo": self._marking.redo,
            "copy_quote": self._copy_quote,
            "find": reader.open_find,
            "find_next": partial(reader.step_find, 1),
            "find_previous": partial(reader.step_find, -1),
        }

    def _filter_and_list(self) -> Mapping[str, Callable[[], object]]:
        session = self._session
        return {
            "search": self._window.search.focus_in,
            "search_bodies": self._window.search.focus_in,
            "clear_search": self._clear_search,
            "clear_filters": partial(session.take_query, Query.empty),
            "copy_query": session.copy_query,
            "save_search": session.searching.open_to_save,
            "saved_searches": session.searching.open,
            "list_cards": partial(self._preferences.show_table, on=False),
            "list_table": partial(self._preferences.show_table, on=True),
            "list_columns": self._preferences.choose_columns,
            **self._listing.commands(),
            "select_all": self._window.pane.list.selectAll,
            **{f"sort_{key}": partial(self._listing.sort, key) for key in _SORTS},
            **{f"then_{key}": partial(self._listing.sort_then, key) for key in THEN_BY},
            **{f"group_{by}": partial(session.group_by, by) for by in _GROUPS},
        }

    def _view_and_go(self) -> Mapping[str, Callable[[], object]]:
        window, session = self._window, self._session
        return {
            "view_read": session.show_read,
            "view_compare": self._view_compare,
            "view_overview": self._view_overview,
            "open_mark": session.overviewing.open_mark,
            "text_larger": partial(self._preferences.step_text, 1),
            "text_smaller": partial(self._preferences.step_text, -1),
            "text_normal": partial(self._preferences.step_text, 0),
            "wider": partial(self._preferences.widen, 1),
            "narrower": partial(self._preferences.widen, -1),
            "looser": partial(self._preferences.loosen, 1),
            "tighter": partial(self._preferences.loosen, -1),
            **{f"theme_{choice.value}": partial(self._preferences.choose_theme, choice) for choice in ThemeChoice},
            "next_pane": partial(window.step_pane, 1),
            "previous_pane": partial(window.step_pane, -1),
            "focus_filters": partial(self._focus, window.filters),
            "focus_list": partial(self._focus, window.pane),
            "focus_main": partial(self._focus, window.main),
            "context_menu": open_here,
            "back": partial(session.travelling.go, -1),
            "forward": partial(session.travelling.go, 1),
            "next_section": partial(window.reader.step_section, 1),
            "previous_section": partial(window.reader.step_section, -1),
            "next_review": partial(session.step_review, 1),
            "previous_review": partial(session.step_review, -1),
            "page_on": partial(window.reader.page_on, 1),
            "page_back": partial(window.reader.page_on, -1),
            "escape": session.escape,
            **{f"letters_{where}": partial(self._preferences.take_letters, where) for where in _LETTERS},
        }

    def _review_and_compare(self) -> Mapping[str, Callable[[], object]]:
        window, session = self._window, self._session
        return {
            "read": self._read,
            "why": self._listing.why,
            **session.amending.commands(),
            "names": self._renaming.open,
            "corrections": self._correcting.open,
            "star": self._star,
            "unread": self._unread,
            "tag": self._tag,
            "tag_here": self._tag,
            "compare": self._compare_selected,
            "compare_work": session.comparing.show_work,
            "by_topic": partial(self._compare_in, "topics"),
            "full_text": partial(self._compare_in, "full_text"),
            "answers_by_meaning": self._meaning.turn,
            "fetch_model": self._meaning.fetch,
            "choose_model": self._meaning.choose_model,
            "palette": window.palette_popup.open,
            "keys": self._keys,
            "keys_here": self._keys,
            "about": self._about,
        }

    # what takes more than a call

    def _runs_in_pane(self, command_id: str) -> bool:
        """Let what stands in the reader's place do it, if it means something there."""
        if self._window.comparing:
            return self._window.compare.run(command_id)
        return self._window.overlooking and self._session.overviewing.run(command_id)

    def _export(self) -> None:
        if self._window.comparing:
            save_comparison(self._window, self._window.compare, self._session.say)
        else:
            self._session.say("Compare some reviews first: what is saved is the comparison")

    def _copy_quote(self) -> None:
        self._session.copy(self._window.reader.quote(), "Quote")

    def _clear_search(self) -> None:
        self._session.take_query(self._browsing.query.without_text())

    def _focus(self, pane: object) -> None:
        window = self._window
        for each, command in ((window.filters, "sidebar"), (window.pane, "list_pane")):
            if pane is each:
                self._commands.check(command)
        window.focus_pane(pane)  # type: ignore[arg-type]  # one of the window's panes

    def _read(self) -> None:
        if self._session.current is not None:
            self._window.pane.list.opened.emit(self._session.current.id)

    def _star(self) -> None:
        chosen = self._session.chosen
        if chosen:
            self._marking.star(chosen)

    def _tag(self) -> None:
        self._tagging.open(self._session.chosen)

    def _unread(self) -> None:
        self._marking.read(self._session.chosen, value=False)

    def _compare_selected(self) -> None:
        self._session.comparing.show(self._session.chosen)

    def _view_compare(self) -> None:
        """Compare what an overview shows, or what is selected; with one review, all reviews of its work."""
        if self._window.comparing:
            return
        overlooked = self._window.overview.reviews if self._window.overlooking else ()
        if len(overlooked) >= 2:
            self._session.comparing.show(overlooked)
        elif len(chosen := self._session.chosen) >= 2:
            self._session.comparing.show(chosen)
        else:
            self._session.comparing.show_work()
        self._session.note_view()

    def _view_overview(self) -> None:
        """The overview of what is compared or selected, else of the current review's work."""
        if self._window.overlooking:
            self._session.overviewing.show_selected()
        else:
            self._session.overviewing.show()
        self._session.note_view()

    def _compare_in(self, mode: str) -> None:
        self._window.compare.set_mode(mode)
        self._view_compare()

    def _keys(self) -> None:
        self._window.key_sheet.open_at(self._window.place())

    def _about(self) -> None:
        text = f"Diptych {__version__}\nRead reviews side by side.\n\nMIT licence. Made with Qt for Python (LGPL)."
        QMessageBox.about(self._window, "About Diptych", text)

    def _show_sidebar(self, checked: bool) -> None:
        self._preferences.show_sidebar(on=checked)

    def _show_list_pane(self, checked: bool) -> None:
        self._preferences.show_list(on=checked)

    def _full_screen(self, checked: bool) -> None:
        if checked:
            self._window.showFullScreen()
        else:
            self._window.showNormal()

    def _original(self, checked: bool) -> None:
        self._window.reader.show_original(on=checked)

    def _unfold(self, checked: bool) -> None:
        self._window.reader.unfold(on=checked)
