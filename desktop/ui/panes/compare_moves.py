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
from desktop.ui.units import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.review import Review, Span
    from desktop.ui.models.compare_moves import MoveKeeper
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
        self._keeper: MoveKeeper = Moves()
        self._passage: tuple[Review, Span] | None = None
        self._made: list[tuple[Review, Span, tuple[str | None, ...]]] = []  # what was so before each move; () for not moved
        self.popup = MovePopup(look, pane)
        self.popup.chosen.connect(self._chosen)

    # methods

    def take_keeper(self, keeper: MoveKeeper) -> None:
        """Keep moves there from now on."""
        self._keeper = keeper

    def of(self, reviews: Sequence[Review]) -> dict[tuple[int, Span], str | None]:
        """The moves in some reviews, by the number of the review among them."""
        return self._keeper.of(reviews)

    def renew(self) -> None:
        """Moves were made or taken back elsewhere."""
        self.moved.emit()

    def open(self) -> bool:
        """Ask where the passage is to go; False where the reader stands at none."""
        found, cell = self._table.passage_here(), self._table.current_cell()
        model = self._table.cells
        if found is None or cell is None or model.comparison is None:
            self.said.emit("Go to a passage first: only passages are moved")
            return False
        column, passage = found
        self._passage = model.comparison.columns[column].review, passage.span
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
        """Take back the last move that still stands, and go to that passage; False where there is none."""
        while self._made:
            review, span, before = self._made.pop()
            if before != self._now(review, span) and self._put(review, span, before):
                self.moved.emit()
                self._table.stand_at_span(self._table.cells.number_of(review.id), span)
                self.said.emit("The passage is back where it was")
                return True
        return False

    # slots

    @Slot(str)
    def _chosen(self, choice: str) -> None:
        if self._passage is None:
            return
        review, span = self._passage
        topic = choice.removeprefix(_TOPIC) if choice != _NONE else None
        before = self._now(review, span)
        if not self._put(review, span, () if choice == _BACK else (topic,)):
            return
        self._made.append((review, span, before))
        self.moved.emit()
        where = "It stands where it was found" if choice == _BACK else f"Moved to {self._name(topic)}"
        self.said.emit(f"{where}. Ctrl+Z takes it back")

    # inside

    def _now(self, review: Review, span: Span) -> tuple[str | None, ...]:
        """The topic under which the reader put a passage; nothing for one that stands where it was found."""
        moves = self._keeper.of([review])
        return (moves[0, span],) if (0, span) in moves else ()

    def _put(self, review: Review, span: Span, topic: tuple[str | None, ...]) -> bool:
        words = quoted(span.of(review.text))
        if not topic:
            return self._keeper.put_back(review, span, f"{words} where it was found")
        return self._keeper.put(review, span, topic[0], f"{words} under {self._name(topic[0])}")

    def _name(self, topic: str | None) -> str:
        return self._table.cells.topic_name(topic) if topic else "no topic"
