"""Putting a passage under another topic, or under none, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.library.folding import fold
from desktop.ui.models.compare_moves import Moves
from desktop.ui.panes.choices import Choice, ChoiceList
from desktop.ui.panes.controls import Box, Field, plain_label
from desktop.ui.panes.popup import Popup
from desktop.ui.theme import UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Review, Span
    from desktop.ui.panes.compare_topics import TopicsTable
    from desktop.ui.theme import Look

_ROWS = 14  # lines before they scroll
_WIDTH = 320  # pixels at scale 1
_TOPIC, _NONE, _BACK = "topic:", "none", "back"


class MovePopup(Popup):
    """A field, and under it the topics to choose from."""

    chosen = Signal(str)  # the id of a choice

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "Move the passage", parent)
        self._all: tuple[Choice, ...] = ()
        self._heading = plain_label(look, self, bold=True)
        self._heading.setText("Move this passage to")
        self._field = Field(look, "Topic", self)
        self._field.setPlaceholderText("Type a topic")
        self._field.textChanged.connect(self._look_up)
        self._field.installEventFilter(self)
        self._list = ChoiceList(look, "Topics", self)
        self._list.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT * 3, UNIT * 3, UNIT * 3, UNIT * 2)
        column.setSpacing(UNIT * 2)
        for widget in (self._heading, self._field, self._list):
            column.addWidget(widget)
        look.changed.connect(self._dress)

    # properties

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What stands in the list now."""
        return self._list.choices

    # methods

    def open_by(self, choices: Sequence[Choice], passage: QRect) -> None:
        """Open with these choices below ``passage``, or beside it where there is no room (in pixels of the parent)."""
        self._all = tuple(choices)
        self._field.clear()
        self._list.show_choices(())
        self._look_up("")
        width = round(_WIDTH * max(1.0, self._look.scale))
        rows = self._list.rows_height(min(_ROWS, max(1, len(self._all))))
        height = rows + self._heading.sizeHint().height() + self._field.sizeHint().height() + UNIT * 9
        place = QRect(passage.left(), passage.bottom() + UNIT, width, height)
        if place.bottom() > self.over.height():
            beside = passage.right() if passage.right() + width <= self.over.width() else passage.left() - width - UNIT * 6
            place.moveTo(beside, passage.top())
        self.open_in(place, self._field)

    # events

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._list.take_key(event)
        return super().eventFilter(watched, event)

    # slots

    @Slot(str)
    def _look_up(self, typed: str) -> None:
        wanted = fold(" ".join(typed.split()))
        self._list.show_choices([choice for choice in self._all if wanted in fold(choice.text)])

    @Slot(str)
    def _choose(self, choice: str) -> None:
        self.hide()
        self.chosen.emit(choice)

    @Slot()
    def _dress(self) -> None:
        self._heading.setFont(self._look.sans(bold=True))


class Mover(QObject):
    """Moves the passage where the reader stands, and takes moves back."""

    moved = Signal()  # the passages of the comparison stand elsewhere now
    said = Signal(str)

    def __init__(self, look: Look, table: TopicsTable, pane: QWidget) -> None:
        super().__init__(pane)
        self._table, self._pane = table, pane
        self._moves = Moves()
        self._passage: tuple[str, Span] | None = None
        self.popup = MovePopup(look, pane)
        self.popup.chosen.connect(self._chosen)

    # methods

    def of(self, reviews: Sequence[Review]) -> dict[tuple[int, Span], str | None]:
        """The moves in some reviews, by the number of the review among them."""
        return self._moves.of(reviews)

    def open(self) -> bool:
        """Ask where the passage is to go; False where the reader stands at none."""
        found, cell = self._table.passage_here(), self._table.current_cell()
        model = self._table.cells
        if found is None or cell is None or model.comparison is None:
            self.said.emit("Go to a passage first: only passages are moved")
            return False
        column, passage = found
        self._passage = model.id_of(cell), passage.span
        topics = [row.topic for row in model.comparison.topics]
        stands = {row.topic.id for row in model.comparison.topics if passage in row.cells[column]}
        marks = {True: Box.CHECKED, False: Box.EMPTY}
        choices = [Choice(_TOPIC + t.id, t.name, t.about, mark=marks[t.id in stands]) for t in topics]
        choices.append(Choice(_NONE, "No topic", "It is kept among the unplaced passages", mark=marks[not stands]))
        if (column, passage.span) in model.moved:
            choices.append(Choice(_BACK, "Back to where it was found", mark=Box.EMPTY))
        stop = self._table.stop_rect()
        self.popup.open_by(choices, stop.translated(self._table.mapTo(self._pane, QPoint())))
        return True

    def undo(self) -> bool:
        """Take back the last move and go to that passage; False where there is none."""
        back = self._moves.undo()
        if back is None:
            return False
        self.moved.emit()
        self._table.stand_at_span(self._table.cells.number_of(back[0]), back[1])
        self.said.emit("The passage is back where it was")
        return True

    # slots

    @Slot(str)
    def _chosen(self, choice: str) -> None:
        if self._passage is None:
            return
        if choice == _BACK:
            self._moves.put_back(*self._passage)
            told = "The passage stands where it was found"
        else:
            topic = choice.removeprefix(_TOPIC) if choice != _NONE else None
            self._moves.put(*self._passage, topic)
            name = self._table.cells.topic_name(topic) if topic else "Unplaced"
            told = f"Moved to {name}. Ctrl+Z takes it back"
        self.moved.emit()
        self.said.emit(told)
