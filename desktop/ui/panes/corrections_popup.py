"""What the reader corrected in a review, to look through, to go to, and to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from desktop.ui.panes.choices import Choice
from desktop.ui.panes.controls import QuietButton
from desktop.ui.panes.focused_list import FocusedList
from desktop.ui.panes.list_popup import ListPopup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.ui.models.correction_lines import CorrectionLine
    from desktop.ui.theme import Look

_KEYS = "Return goes there, Del takes a correction away, Ctrl+Z brings it back, Esc closes"


class CorrectionsPopup(ListPopup):
    """The corrections of one review. What is asked for is done by whoever opened it, who then shows them anew."""

    place_asked = Signal(object)  # CorrectionLine
    away_asked = Signal(object)  # CorrectionLine

    def __init__(self, look: Look, parent: QWidget) -> None:
        self._lines: tuple[CorrectionLine, ...] = ()
        self._go = QuietButton(look, "Go to the words", text="Go there")
        self._away = QuietButton(look, "Take the correction away", text="Take away")
        lines = FocusedList(look, "Corrections", parent)
        super().__init__(look, "Your corrections", lines, parent, self._go, self._away)
        lines.pressed_return.connect(self._ask_place)
        lines.doubleClicked.connect(self._ask_place)
        lines.pressed_delete.connect(self._ask_away)
        lines.selectionModel().currentChanged.connect(self._offer)
        self._go.clicked.connect(self._ask_place)
        self._away.clicked.connect(self._ask_away)

    # properties

    @property
    def lines(self) -> tuple[CorrectionLine, ...]:
        """What is shown."""
        return self._lines

    @property
    def current(self) -> CorrectionLine | None:
        """The correction where the reader is."""
        row = self._list.currentIndex().row()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    # methods

    def open_for(self, title: str, lines: Sequence[CorrectionLine]) -> None:
        """Open with the corrections of a review."""
        self.show_lines(lines)
        self.open_with(f"Your corrections to {title}")

    def show_lines(self, lines: Sequence[CorrectionLine]) -> None:
        """Show the corrections as they are now."""
        row = self._list.currentIndex().row()
        self._lines = tuple(lines)
        self._list.show_choices([self._choice(at, line) for at, line in enumerate(lines)], pick_first=False)
        if lines:
            self._list.setCurrentIndex(self._list.model().index(min(max(row, 0), len(lines) - 1), 0))
        lost = sum(line.lost for line in lines)
        what = "1 correction does not fit" if lost == 1 else f"{lost} corrections do not fit"
        self.say(f"{what} this text any more and is applied nowhere. {_KEYS}" if lost else _KEYS)
        if not lines:
            self.say("Nothing was corrected here.")
        self._offer()
        self.fit()

    # slots

    @Slot()
    def _ask_place(self) -> None:
        line = self.current
        if line is None:
            self.hide()
        elif line.span is None:
            self.say("Its words do not stand in this text." if line.lost else "This is said of the whole file.")
        else:
            self.place_asked.emit(line)

    @Slot()
    def _ask_away(self) -> None:
        if self.current is not None:
            self.away_asked.emit(self.current)

    @Slot()
    def _offer(self) -> None:
        line = self.current
        self._go.setEnabled(line is not None and line.span is not None)
        self._away.setEnabled(line is not None)

    # inside

    @staticmethod
    def _choice(at: int, line: CorrectionLine) -> Choice:
        return Choice(f"{at}\n{line.text}\n{line.note}", line.text, line.note, "does not fit" if line.lost else "")
