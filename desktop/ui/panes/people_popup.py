"""Who is who in a work: its people with their spellings, two of whom can be made one, and a spelling of whom split off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.panes.choices import CHOICE, Choice, ChoiceDelegate, ChoiceList
from desktop.ui.panes.controls import Box, QuietButton, plain_label
from desktop.ui.panes.popup import Popup
from desktop.ui.theme import UNIT, Look, Type
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.ui.models.people_lines import PersonLine

_ROWS = 16  # lines before they scroll
_WIDTH = 720  # pixels at scale 1
_PERSON, _SPELLING = "person:", "spelling:"
_KEYS = "Space marks a person, Return makes the marked ones one, Del splits a spelling off, Ctrl+Z takes back, Esc closes"


class PeopleList(ChoiceList):
    """The lines; unlike other lists of choices it has the focus, so that letters go to a name."""

    pressed_space = Signal()
    pressed_return = Signal()
    pressed_delete = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "People and spellings", parent)
        self.setItemDelegate(_Lines(look, self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.pressed_space.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed_return.emit()
        elif key == Qt.Key.Key_Delete:
            self.pressed_delete.emit()
        else:
            super().keyPressEvent(event)


class _Lines(ChoiceDelegate):
    """Persons with a box, their spellings set in."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        choice = index.data(CHOICE)
        if isinstance(choice, Choice) and choice.mark is None:
            option.rect = option.rect.adjusted(UNIT * 6, 0, 0, 0)
        super().paint(painter, option, index)


class PeoplePopup(Popup):
    """The people of one work. What is asked for is done by whoever opened it, who then shows the people anew."""

    merge_asked = Signal(object)  # tuple[str, ...]: persons by the name shown, the one to be shown first
    split_asked = Signal(str, str)  # the person, the spelling

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "People of this work", parent)
        self._lines: tuple[PersonLine, ...] = ()
        self._marked: dict[str, None] = {}
        self._heading = plain_label(look, self, bold=True)
        self._list = PeopleList(look, self)
        self._hint = plain_label(look, self, step=Type.META, quiet=True)
        self._hint.setWordWrap(True)
        self._merge = QuietButton(look, "Make the marked people one", text="Make one person")
        self._split = QuietButton(look, "Split the spelling off", text="Split off")
        row = QHBoxLayout()
        row.setSpacing(UNIT * 2)
        row.addWidget(self._hint, 1)
        row.addWidget(self._merge)
        row.addWidget(self._split)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT * 3, UNIT * 3, UNIT * 3, UNIT * 2)
        column.setSpacing(UNIT * 2)
        column.addWidget(self._heading)
        column.addWidget(self._list, 1)
        column.addLayout(row)
        self._list.pressed_space.connect(self._mark)
        self._list.pressed_return.connect(self._ask_merge)
        self._list.pressed_delete.connect(self._ask_split)
        self._list.clicked.connect(self._clicked)
        self._list.selectionModel().currentChanged.connect(self._offer)
        self._merge.clicked.connect(self._ask_merge)
        self._split.clicked.connect(self._ask_split)
        look.changed.connect(self._dress)
        self._dress()

    # properties

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What stands in the list now."""
        return self._list.choices

    @property
    def current(self) -> PersonLine | None:
        """The line where the reader is."""
        row = self._list.currentIndex().row()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    @property
    def hint(self) -> str:
        """The line at the foot: what the keys do, or why something cannot be done."""
        return self._hint.text()

    # methods

    def open_for(self, work: str, lines: Sequence[PersonLine], spelling: str = "") -> None:
        """Open with the people of a work, at the person who is also written ``spelling``."""
        self._marked = {}
        self._heading.setText(f"People of {shown(work)}" if work else "People of this review")
        self._list.show_choices(())
        self.show_people(lines, spelling)
        self.open_in(self._place(), self._list)

    def show_people(self, lines: Sequence[PersonLine], spelling: str = "") -> None:
        """Show the people as they are now, and go to a spelling; marks on people who are no more are gone."""
        self._lines = tuple(lines)
        persons = {line.person for line in lines}
        self._marked = {person: None for person in self._marked if person in persons}
        self._show()
        row = next((i for i, line in enumerate(lines) if spelling and spelling in (line.spelling, line.person)), -1)
        if row >= 0 or not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._list.model().index(max(row, 0), 0))
        self._say(_KEYS if lines else "The reviews name nobody.")
        if self.isVisible():
            self.setGeometry(self._place())
            self.show()

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
            self._say(_KEYS)

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
            self._say("Mark two people or more with Space, then press Return: they become one.")
        else:
            self._marked = {}
            self.merge_asked.emit(wanted)

    @Slot()
    def _ask_split(self) -> None:
        line = self.current
        if line is None or line.spellings < 2:
            self._say("This name has only one spelling: there is nothing to split off.")
        elif not line.spelling:
            self._say("Go to one of the spellings below, then press Del: it becomes a person of its own.")
        else:
            self.split_asked.emit(line.person, line.spelling)

    @Slot()
    def _offer(self) -> None:
        line = self.current
        marked = len(self._marked)
        self._merge.setEnabled(marked > 1 or (marked == 1 and line is not None and line.person not in self._marked))
        self._split.setEnabled(line is not None and bool(line.spelling))

    @Slot()
    def _dress(self) -> None:
        self._heading.setFont(self._look.sans(bold=True))
        self._hint.setFont(self._look.sans(Type.META))

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
        return Choice(_PERSON + line.person, line.person, line.note, count, mark=box, spoken=spoken)

    def _say(self, sentence: str) -> None:
        self._hint.setText(sentence)

    def _place(self) -> QRect:
        """In the middle of the window's upper half, as tall as its lines."""
        over = self.over.rect()
        width = min(round(_WIDTH * max(1.0, self._look.scale)), over.width() - UNIT * 8)
        rows = self._list.rows_height(min(_ROWS, max(3, len(self._lines))))
        foot = max(self._merge.sizeHint().height(), QFontMetrics(self._hint.font()).height() * 3)
        height = rows + self._heading.sizeHint().height() + foot + UNIT * 11
        top_left = QPoint((over.width() - width) // 2, over.height() // 8)
        return QRect(top_left.x(), top_left.y(), width, min(height, over.height() - top_left.y() - UNIT * 4))
