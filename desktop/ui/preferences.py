"""What the reader prefers and the program remembers: theme, text, columns of text, widths, what was open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.ui.command_table import THEN_BY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.library.query_parts import SortKey
    from desktop.ui.commands import Commands
    from desktop.ui.settings import Settings
    from desktop.ui.theme import Look, ThemeChoice
    from desktop.ui.window import Window


class Preferences(QObject):
    """The one owner of the settings while the program runs."""

    def __init__(self, *, window: Window, look: Look, commands: Commands, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._look, self._commands = window, look, commands
        self._settings = settings
        window.take_settings(settings)
        window.reader.set_page(settings.measure, settings.leading)
        window.compare.set_mode(settings.compare_mode)
        window.pane.list.columns.take(settings.columns_hidden, settings.columns_wide)
        window.pane.list.show_table(on=settings.table)
        window.search.set_history(settings.searches)
        window.palette_popup.set_recent(settings.commands)
        window.filters.view.close_facets(settings.closed_facets)
        commands.letters(settings.letters)
        commands.check(f"theme_{settings.theme}")
        commands.check("sidebar", checked=settings.sidebar)
        commands.check("list_pane", checked=settings.list_pane)
        self._note_list()

    # properties

    @property
    def settings(self) -> Settings:
        """The settings as they are now; sizes and what is open are taken up by :meth:`kept`."""
        return self._settings

    # methods

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Take another theme."""
        self._change(theme=choice.value)
        self._look.choose(choice)
        self._commands.check(f"theme_{choice.value}")

    def step_text(self, by: int) -> None:
        """Larger or smaller text; 0 takes the normal size."""
        if by:
            self._look.step_scale(by)
        else:
            self._look.set_scale(1.0)
        self._change(scale=self._look.scale)
        self._window.status.say(f"Text size {self._look.scale:.0%}")

    def widen(self, by: int) -> None:
        """A wider or narrower column."""
        self._change(measure=self._window.reader.widen(by))
        self._window.status.say(f"{self._settings.measure} characters to the line")

    def loosen(self, by: int) -> None:
        """More or less space between the lines."""
        self._change(leading=self._window.reader.loosen(by))
        self._window.status.say(f"Line height {self._settings.leading:g}")

    def take_letters(self, where: str) -> None:
        """Let j and k go through the reviews in the reader, everywhere, or nowhere."""
        self._change(letters=where)
        self._commands.letters(where)

    def count_meaning(self, *, on: bool) -> None:
        """Let passages answer each other by meaning as well, or by words alone."""
        self._change(answers_by_meaning=on)

    def take_model(self, model: str) -> None:
        """Remember which model knows of meaning: its folder or name; empty for the usual one."""
        self._change(meaning_model=model)

    def show_sidebar(self, *, on: bool) -> None:
        """Show or hide the filters."""
        self._window.filters.setVisible(on)
        self._change(sidebar=on)

    def show_list(self, *, on: bool) -> None:
        """Show or hide the review list."""
        self._window.pane.setVisible(on)
        self._change(list_pane=on)

    def show_table(self, *, on: bool) -> None:
        """Show the list as a table or as cards."""
        self._change(table=on)
        self._window.pane.list.show_table(on=on)
        self._note_list()

    def choose_columns(self) -> None:
        """Let the reader choose among the columns of the table; cards become one."""
        self.show_table(on=True)
        self._window.pane.list.columns.open_menu()

    def sort_by(self, first: SortKey, *others: SortKey) -> None:
        """Remember what the list is sorted by."""
        self._change(sort=first.field, descending=first.descending, sort_then=tuple(map(str, others)))
        self._note_list()

    def fold_copies(self, *, on: bool) -> None:
        """Remember whether copies are folded under the review that is kept of them."""
        self._change(fold_copies=on)
        self._note_list()

    def take_grades(self, scale: str) -> None:
        """Remember the mapping of letter grades."""
        self._change(grades=scale)

    def group_by(self, by: str) -> None:
        """Remember what the list is grouped by."""
        self._change(group=by)
        self._note_list()

    def kept(self, opened: Sequence[Path]) -> Settings:
        """The settings to keep when the program ends with these paths open."""
        window = self._window
        filters, reviews, _ = window.splitter.sizes()
        if not window.isMaximized():
            self._change(width=window.width(), height=window.height())
        self._change(
            maximised=window.isMaximized(),
            filters_width=filters or self._settings.filters_width,
            list_width=reviews or self._settings.list_width,
            opened=tuple(str(path.absolute()) for path in opened),
            compare_mode=window.compare.mode,
            columns_hidden=window.pane.list.columns.hidden,
            columns_wide=window.pane.list.columns.widths,
            searches=tuple(window.search.history),
            commands=tuple(window.palette_popup.recent),
            closed_facets=tuple(sorted(window.filters.view.closed_facets())),
        )
        return self._settings

    # inside

    def _change(self, **changes: object) -> None:
        self._settings = replace(self._settings, **changes)  # type: ignore[arg-type]  # names and types are those of Settings

    def _note_list(self) -> None:
        settings = self._settings
        self._commands.check("list_table" if settings.table else "list_cards")
        self._commands.check(f"sort_{settings.sort}")
        self._commands.check("sort_descending", checked=settings.descending)
        for field in THEN_BY:
            self._commands.check(f"then_{field}", checked=field in {key.field for key in settings.order[1:]})
        self._commands.check("fold_copies", checked=settings.fold_copies)
        self._commands.check(f"group_{settings.group}")
