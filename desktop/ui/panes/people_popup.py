"""Who is who in a work: its people with their spellings, two of whom can be made one, and a spelling of whom split off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal, Slot

from desktop.ui.panes.choices import Choice
from desktop.ui.panes.controls import Box, QuietButton
from desktop.ui.panes.focused_list import FocusedList
from desktop.ui.panes.list_popup import ListPopup
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.ui.models.people_lines import PersonLine
    from desktop.ui.theme import Look

_PERSON, _SPELLING = "person:", "spelling:"
_KEYS = "Space marks a person, Return makes the marked ones one, Del splits a spelling off, Ctrl+Z takes back, Esc closes"


class PeoplePopup(ListPopup):
    """The people of one work. What is asked for is done by whoever opened it, who then shows the people anew."""

    merge_asked = Signal(object)  # tuple[str, ...]: persons by the name shown, the one to be shown first
    split_asked = Signal(str, str)  # the person, the spelling

    def __init__(self, look: Look, parent: QWidget) -> None:
        self._lines: tuple[PersonLine, ...] = ()
        self._marked: dict[str, None] = {}
        self._merge = QuietButton(look, "Make the marked people one", text="Make one person")
        self._split = QuietButton(look, "Split the spelling off", text="Split off")
        lines = FocusedList(look, "People and spellings", parent, set_in=True)
        super().__init__(look, "People of this work", lines, parent, self._merge, self._split)
        lines.pressed_space.connect(self._mark)
        lines.pressed_return.connect(self._ask_merge)
        lines.pressed_delete.connect(self._ask_split)
        lines.clicked.connect(self._clicked)
        lines.selectionModel().currentChanged.connect(self._offer)
        self._merge.clicked.connect(self._ask_merge)
        self._split.clicked.connect(self._ask_split)

    # properties

    @property
    def current(self) -> PersonLine | None:
        """The line where the reader is."""
        row = self._list.currentIndex().row()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    # methods

    def open_for(self, work: str, lines: Sequence[PersonLine], spelling: str = "") -> None:
        """Open with the people of a work, at the person who is also written ``spelling``."""
        self._marked = {}
        self._list.show_choices(())
        self.show_people(lines, spelling)
        self.open_with(f"People of {shown(work)}")

    def show_people(self, lines: Sequence[PersonLine], spelling: str = "") -> None:
        """Show the people as they are now, and go to a spelling; marks on people who are no more are gone."""
        self._lines = tuple(lines)
        persons = {line.person for line in lines}
        self._marked = {person: None for person in self._marked if person in persons}
        self._show()
        row = next((i for i, line in enumerate(lines) if spelling and spelling in (line.spelling, line.person)), -1)
        if row >= 0 or not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._list.model().index(max(row, 0), 0))
        self.say(_KEYS if lines else "The reviews name nobody.")
        self.fit()

    # slots

    @Slot()
    def _mark(self) -> None:
        line = self.current
        if line is not None:
            if line.person in self._marked:
                del self._marked[line.person]
            else:
                self._marked[line.person] = None
            self._show()
            self.say(_KEYS)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        if not self._lines[index.row()].spelling:
            self._mark()

    @Slot()
    def _ask_merge(self) -> None:
        line = self.current
        # One that is marked and another where the reader is are two.
        wanted = tuple(dict.fromkeys([*self._marked, *([line.person] if line and len(self._marked) == 1 else [])]))
        if len(wanted) < 2:
            self.say("Mark two people or more with Space, then press Return: they become one.")
        else:
            self._marked = {}
            self.merge_asked.emit(wanted)

    @Slot()
    def _ask_split(self) -> None:
        line = self.current
        if line is None or line.spellings < 2:
            self.say("This name has only one spelling: there is nothing to split off.")
        elif not line.spelling:
            self.say("Go to one of the spellings below, then press Del: it becomes a person of its own.")
        else:
            self.split_asked.emit(line.person, line.spelling)

    @Slot()
    def _offer(self) -> None:
        line = self.current
        marked = len(self._marked)
        self._merge.setEnabled(marked > 1 or (marked == 1 and line is not None and line.person not in self._marked))
        self._split.setEnabled(line is not None and bool(line.spelling))

    # inside

    def _show(self) -> None:
        self._list.show_choices([self._choice(line) for line in self._lines], pick_first=False)
        self._offer()

    def _choice(self, line: PersonLine) -> Choice:
        count = "1 review" if line.reviews == 1 else f"{line.reviews:,} reviews"
        if line.spelling:
            name = f"{_SPELLING}{line.person}\n{line.spelling}"
            return Choice(name, line.spelling, line.note, count, spoken=line.spoken)
        marked = line.person in self._marked
        spoken = f"{line.spoken}, {'marked' if marked else 'not marked'}"
        box = Box.CHECKED if marked else Box.EMPTY
        bold = tuple(range(len(shown(line.person))))
        return Choice(_PERSON + line.person, line.person, line.note, count, hits=bold, mark=box, spoken=spoken)
