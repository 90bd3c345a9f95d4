"""Saved searches: find one by its name and search again, save the present one, rename, update, delete."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.library.folding import fold
from desktop.library.saved import LONGEST_NAME, SavedSearch, SavedSearches, clean_name
from desktop.ui.panes.choices import Choice, ChoiceList
from desktop.ui.panes.controls import Field, plain_label
from desktop.ui.panes.popup import Popup
from desktop.ui.theme import UNIT, Look, Type

_KEY = Qt.Key
_CTRL = Qt.KeyboardModifier.ControlModifier
_ROWS = 10  # lines before they scroll
_WIDTH = 460  # pixels at scale 1
_FIND, _SAVE, _UPDATE, _RENAME = "find:", "save:", "update:", "rename:"
_KEYS = "Return searches, Ctrl+Return updates, F2 renames, Del deletes"


class SearchesPopup(Popup):
    """A field for a name, and under it the searches whose names hold it; what is asked for is done by others."""

    applied = Signal(str)
    save_asked = Signal(str)  # a name for the present search, new or not
    rename_asked = Signal(str, str)  # old, new
    delete_asked = Signal(str)
    undelete_asked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "Saved searches", parent)
        self._searches = SavedSearches()
        self._present = ""
        self._saving = False
        self._renamed = ""
        self._heading = plain_label(look, self, bold=True)
        self._field = Field(look, "Name of a search", self)
        self._field.setMaxLength(LONGEST_NAME)
        self._field.textChanged.connect(self._look_up)
        self._field.installEventFilter(self)
        self._list = ChoiceList(look, "Saved searches", self)
        self._list.chosen.connect(self._choose)
        self._hint = plain_label(look, self, step=Type.META, quiet=True)
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT * 3, UNIT * 3, UNIT * 3, UNIT * 2)
        column.setSpacing(UNIT * 2)
        for widget in (self._heading, self._field, self._list, self._hint):
            column.addWidget(widget)
        look.changed.connect(self._dress)

    # properties

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What stands in the list now."""
        return self._list.choices

    @property
    def hint(self) -> str:
        """The line at the foot: what the keys do, or what has just been done."""
        return self._hint.text()

    # methods

    def open_for(self, searches: SavedSearches, present: str, *, saving: bool = False, renaming: str = "") -> None:
        """Open in the middle of the window.

        Args:
            searches: all that are saved.
            present: the search in force, as text; empty where nothing is searched for.
            saving: whether it is about to be saved.
            renaming: the name of a search that is about to get another one.
        """
        self._present, self._saving, self._renamed = present, saving, ""
        self._searches = searches
        self._field.clear()
        self._look_up("")
        if renaming:
            self._begin_renaming(renaming)
        self.open_in(self._place(), self._field)

    def show_searches(self, searches: SavedSearches, said: str = "") -> None:
        """Show the searches after one has changed; ``said`` is what happened."""
        self._searches, self._saving, self._renamed = searches, False, ""
        self._field.clear()
        self._look_up("")
        if said:
            self._hint.setText(said)

    def say(self, said: str) -> None:
        """Say what is wrong with what was asked for; it can be mended in the field."""
        self._hint.setText(said)

    # events

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.KeyPress:
                return self._key(event)
            if event.type() is QEvent.Type.ShortcutOverride and _updates(event):
                event.accept()  # elsewhere in the window it compares
                return True
        return super().eventFilter(watched, event)

    # slots

    @Slot(str)
    def _look_up(self, typed: str) -> None:
        name = clean_name(typed)
        rename = Choice(_RENAME, f"Call it “{name}”", enabled=bool(name))
        choices = [rename] if self._renamed else self._found(name)
        self._list.show_choices(choices, pick_first=bool(name) or not self._saving)
        self._heading.setText(f"Rename “{self._renamed}”" if self._renamed else "Saved searches")
        self._field.setPlaceholderText("A name for this search" if self._saving else "Type a name, to find or to save")
        self._hint.setText(self._usual_hint())
        if self.isVisible():
            self.setGeometry(self._place())

    @Slot(str)
    def _choose(self, choice_id: str) -> None:
        kind, _, name = choice_id.partition(":")
        if kind + ":" == _FIND:
            self.hide()
            self.applied.emit(name)
        elif kind + ":" == _RENAME:
            self.rename_asked.emit(self._renamed, self._field.text())
        else:
            self.save_asked.emit(name)

    @Slot()
    def _dress(self) -> None:
        self._heading.setFont(self._look.sans(bold=True))
        self._hint.setFont(self._look.sans(Type.META))
        if self.isVisible():
            self.setGeometry(self._place())

    # inside

    def _key(self, event: QKeyEvent) -> bool:
        key, held = _KEY(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        current = self._current()
        if key == _KEY.Key_Escape and self._renamed:
            self.show_searches(self._searches)
        elif _updates(event):
            if current is not None and self._present:
                self.save_asked.emit(current.name)
        elif key == _KEY.Key_F2 and current is not None:
            self._begin_renaming(current.name)
        elif key == _KEY.Key_Delete and not self._field.text() and current is not None:
            self.delete_asked.emit(current.name)
        elif key == _KEY.Key_Z and held == _CTRL and not self._field.text():
            self.undelete_asked.emit()
        else:
            return self._list.take_key(event)
        return True

    def _current(self) -> SavedSearch | None:
        """The saved search whose line is current."""
        line = self._list.current
        return self._searches.find(line.id.removeprefix(_FIND)) if line is not None and line.id.startswith(_FIND) else None

    def _begin_renaming(self, name: str) -> None:
        self._renamed = name
        self._field.setText(name)
        self._look_up(name)
        self._field.selectAll()

    def _found(self, name: str) -> list[Choice]:
        wanted = fold(name)
        found = [
            Choice(_FIND + search.name, search.name, search.query, "now" if search.query == self._present else "")
            for search in self._searches.searches
            if wanted in fold(search.name)
        ]
        same = self._searches.find(name) if name else None
        if not name or not self._present or (same is not None and same.query == self._present):
            return found
        if same is None:
            save = Choice(_SAVE + name, f"Save as “{name}”", self._present)
        else:
            save = Choice(_UPDATE + same.name, f"Update “{same.name}” to this search", self._present)
        return [save, *found] if self._saving else [*found, save]

    def _usual_hint(self) -> str:
        if self._renamed:
            return "Return renames, Esc leaves the name as it is"
        if self._saving and not self._present:
            return "There is nothing to save: nothing is searched for."
        if self._saving:
            return f"Type a name and press Return to save: {self._present}"
        if not self._searches.searches:
            return "None yet. Search for something, then type a name here to save it." if not self._present else "None yet"
        return _KEYS

    def _place(self) -> QRect:
        room = self.over.rect()
        width = min(round(_WIDTH * max(1.0, self._look.scale)), room.width() - UNIT * 4)
        rows = self._list.rows_height(min(_ROWS, max(1, len(self.choices))))
        hint = self._hint.heightForWidth(width - UNIT * 6)
        others = self._heading.sizeHint().height() + self._field.height() + hint
        return QRect((room.width() - width) // 2, room.height() // 6, width, rows + others + UNIT * 11)


def _updates(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in (_KEY.Key_Return, _KEY.Key_Enter) and held == _CTRL
