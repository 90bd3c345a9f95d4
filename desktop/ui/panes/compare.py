"""The compare pane: reviews by topic or in full, with one find over all columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from desktop.comparison.rows import Comparison, compare, placement
from desktop.ui.command_table import Place
from desktop.ui.models.compare_rows import in_order
from desktop.ui.panes.compare_answers import CompareAnswers
from desktop.ui.panes.compare_bar import CompareBar, EmptyComparison
from desktop.ui.panes.compare_captions import Captions
from desktop.ui.panes.compare_columns import Columns
from desktop.ui.panes.compare_commands import FULL_TEXT, TOPICS, CompareCommands
from desktop.ui.panes.compare_find import CompareFind
from desktop.ui.panes.compare_map import MapMaker
from desktop.ui.panes.compare_moves import Mover
from desktop.ui.panes.compare_place import ComparePlace
from desktop.ui.panes.compare_table import Spot
from desktop.ui.panes.compare_topics import TopicsTable
from desktop.ui.panes.find_bar import FindBar
from desktop.ui.panes.full_text import FullText
from desktop.ui.panes.full_text_link import Link
from desktop.ui.theme import UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QColor

    from desktop.names import Person
    from desktop.review import Review, Span
    from desktop.ui.commands import Commands
    from desktop.ui.theme import Look


class ComparePane(QWidget):
    """Two or more reviews against each other. Columns are known by their number in the order in which they were given."""

    mode_changed = Signal(str)
    review_requested = Signal(str, object)  # review id; Span or None
    reviews_changed = Signal()
    passage_opened = Signal()
    status_said = Signal(str)
    quote_ready = Signal(str)
    engine_asked = Signal()  # that answers go by something else

    def __init__(self, look: Look, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._commands = look, commands
        self._reviews: tuple[Review, ...] = ()
        self._people: tuple[Person, ...] = ()
        self._comparison: Comparison | None = None
        self._texts_set = False
        self.maps = MapMaker(self)
        self._marked: Mapping[str, Sequence[Span]] = {}
        self._came_from: Spot | None = None

        self._bar = CompareBar(look, commands, self)
        self.table = TopicsTable(look, self)
        self.texts = FullText(look, self)
        self._empty = EmptyComparison(look, commands, self)
        self._find_bar = FindBar(look, self)
        self.finding = CompareFind(self._find_bar, self.table, self.texts, self)
        self.columns = Columns(self.table, self.texts, self)
        self.mover = Mover(look, self.table, self)
        self.answers = CompareAnswers(self.maps, self.table, self.texts, self)
        self._captions = Captions(look, self._bar, self.table, self.texts, self.finding, self)
        self._stack = QStackedWidget(self)
        self._topics_page = _page(self._captions.topic_heads, self.table)
        self._texts_page = _page(self._captions.text_heads, self.texts)
        for page in (self._topics_page, self._texts_page, self._empty):
            self._stack.addWidget(page)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for widget in (self._bar, self._captions.tray, self._stack, self._find_bar):
            rows.addWidget(widget)
        rows.setStretch(2, 1)
        commands.attach(self.table, Place.COMPARE)
        commands.attach(self.texts, Place.FULL_TEXT)
        self._runs = CompareCommands(self)
        self._connect()
        self._answered()
        self.show_reviews(())

    # properties

    @property
    def people(self) -> tuple[Person, ...]:
        """The people of their works."""
        return self._people

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews, in the order of their columns."""
        return tuple(self._reviews[i] for i in self.columns.order)

    @property
    def mode(self) -> str:
        """``topics`` or ``full_text``."""
        return self.columns.mode

    @property
    def comparison(self) -> Comparison | None:
        """What is compared, with columns and rows in the order in which they stand; None with fewer than two reviews."""
        found = self._comparison
        if found is not None and self.columns.order != tuple(range(len(self._reviews))):
            found = self._compared(self.reviews)
        return in_order(found, self.table.cells.view.order) if found is not None else None

    def review(self, column: int) -> Review:
        """The review of a column."""
        return self._reviews[column]

    def here(self) -> int:
        """The column in which the reader is; -1 where there is none."""
        return self.columns.here()

    def passage_here(self) -> tuple[int, Span] | None:
        """The column and the passage where the reader is; None where that is nobody's words."""
        return self._runs.passage_here()

    # methods

    def show_reviews(self, reviews: Sequence[Review], people: Sequence[Person] = ()) -> None:
        """Compare these reviews; with fewer than two, say what to do."""
        self._reviews, self._people = tuple(reviews), tuple(people)
        self._comparison = self._compared(self._reviews) if len(self._reviews) >= 2 else None
        self.columns.start(len(self._reviews))
        self._texts_set, self._came_from = False, None
        self.maps.forget()
        self.finding.close()
        self.texts.compare((), None)
        self.table.compare(self._comparison, self.mover.of(self._reviews))
        self._empty.show_count(len(self._reviews))
        self._show_mode()
        self._wash()
        self.answers.take(self._comparison, self.mode)
        self.reviews_changed.emit()

    def offer(self, words: str) -> None:
        """Offer to compare other reviews, those that are selected; nothing is offered without words."""
        self._bar.show_offer(words)

    def show_engine(self, words: str) -> None:
        """Say what answers go by."""
        self._bar.show_engine(words)

    def wanted_width(self) -> int:
        """The width in pixels at which all reviews stand side by side."""
        return self.table.wanted_width(len(self._reviews))

    def set_mode(self, mode: str) -> None:
        """Show the comparison by topic, or the full texts; the review that is read stays the one that is read."""
        if mode == self.mode or mode not in (TOPICS, FULL_TEXT):
            return
        here = self.here()
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        self.finding.close()
        self.columns.mode, self._came_from = mode, None
        self._show_mode()
        if mode == FULL_TEXT:
            self.columns.bring(here)
            self.texts.take_lead(here, focus=False)
        elif here >= 0:
            self.columns.choose_cell(here)
        if inside:
            self.focus_in()
        self.answers.take(self._comparison, mode)
        self.mode_changed.emit(mode)

    def commands(self) -> frozenset[str]:
        """The ids of all commands that the pane can run."""
        return self._runs.ids()

    def run(self, command_id: str) -> bool:
        """Do what a command asks; False where it does not apply here."""
        return self._comparison is not None and self._runs.run(command_id)

    def place(self) -> ComparePlace:
        """Where the reader is."""
        here = self.here()
        places = {self._reviews[c].id: at for c, at in self.texts.places().items()} if self.mode == FULL_TEXT else {}
        return ComparePlace(self.mode, self.table.spot(), self._reviews[here].id if here >= 0 else "", places)

    def restore(self, place: object) -> None:
        """Go back to where the reader was, as far as the same reviews are still compared."""
        if not isinstance(place, ComparePlace) or self._comparison is None:
            return
        self.set_mode(place.mode)
        if place.mode == TOPICS:
            self.table.restore(place.spot, stand=True)
            return
        columns = {review.id: i for i, review in enumerate(self._reviews)}
        if place.review in columns:
            self.columns.bring(columns[place.review])
            self.texts.take_lead(columns[place.review], focus=False)
        self.texts.go_to({columns[name]: at for name, at in place.places.items() if name in columns})

    def go_to_topic(self, topic: str, review_id: str) -> None:
        """Go to what a review says of a topic, in the rows by topic."""
        self.set_mode(TOPICS)
        column = self.table.cells.number_of(review_id)
        if column >= 0:
            self.columns.bring(column)
        self.table.restore(Spot(f"topic:{topic}", review_id, 0, UNIT * 6), stand=True)

    def mark_hits(self, spans: Mapping[str, Iterable[Span]]) -> None:
        """Wash these stretches of the reviews (by review id), as hits of the library's search."""
        self._marked = {name: tuple(of) for name, of in spans.items()}
        self._wash()

    def focus_in(self) -> None:
        """Take the focus."""
        reason = Qt.FocusReason.OtherFocusReason
        if self._comparison is None:
            self._empty.setFocus(reason)
        elif self.mode == TOPICS:
            self.table.setFocus(reason)
        elif self.texts.lead >= 0:
            self.texts.page(self.texts.lead).setFocus(reason)

    def escape(self) -> bool:
        """One step back: the find bar, an opened cell, the full text that was opened from a cell; False if there is none."""
        if self.finding.close():
            return True
        if self.mode == TOPICS:
            return self.table.fold()
        if self.texts.leave_map():
            return True
        if self._came_from is None:
            return False
        spot = self._came_from
        self.set_mode(TOPICS)
        self.table.restore(spot, stand=True)
        self.focus_in()
        return True

    # slots

    @Slot(int)
    def close_column(self, column: int) -> None:
        """Close a column; what is left is compared anew, with the reader where the reader was."""
        place = self.place()
        left, base = self.columns.left_without(column)
        self.show_reviews([self._reviews[i] for i in left], self._people)
        self.columns.start(len(left), base)
        self.restore(place)
        self.focus_in()

    @Slot(int, object)
    def _open_passage(self, column: int, span: Span) -> None:
        cell, spot = self.table.current_cell(), self.table.spot()
        self.passage_opened.emit()
        self.set_mode(FULL_TEXT)
        self.columns.bring(column)
        self.texts.open(column, span, cell.topic or None if cell else None)
        self._came_from = spot

    @Slot()
    def _show_captions(self) -> None:
        self._captions.show(self.mode, self.columns.base)

    @Slot()
    def _arranged(self) -> None:
        self.finding.again()
        self._bar.show_rows(self.table.cells.view.words(self.table.cells.rows))
        self._show_captions()

    @Slot(str)
    def _stood(self, words: str) -> None:
        self._show_captions()
        if self.table.hasFocus():
            self.status_said.emit(words)

    @Slot(int)
    def _nudged(self, column: int) -> None:
        topic = self.texts.topic if self.texts.link is Link.TOPIC else None
        kept = f": its place is kept for {self.table.cells.topic_name(topic)}" if topic else " alone"
        self.status_said.emit(f"{self._name(column)} was nudged{kept}")

    @Slot()
    def _moved(self) -> None:
        self._comparison = self._compared(self._reviews)
        self.table.renew(self._comparison, self.mover.of(self._reviews))
        passages = self.maps.make(self._comparison) if self._texts_set else None
        if passages is not None:
            self.texts.take_map(passages)
        if self._texts_set:
            self._tell_topics()
        self.answers.take(self._comparison, self.mode)

    @Slot()
    def _answered(self) -> None:
        self._bar.show_answers(self.answers.words)
        self._commands.check("answers", checked=self.answers.on)

    @Slot()
    def _found(self) -> None:
        self._wash()
        self._show_captions()

    # inside

    def _compared(self, reviews: Sequence[Review]) -> Comparison:
        return compare(reviews, people=self._people, moved=self.mover.of(reviews))

    def _connect(self) -> None:
        table, texts = self.table, self.texts
        table.opened.connect(self._open_passage)
        table.arranged.connect(self._arranged)
        table.stood.connect(self._stood)
        texts.arranged.connect(self._show_captions)
        texts.moved.connect(self._show_captions)
        texts.nudged.connect(self._nudged)
        texts.maps.stood.connect(self.status_said)
        self.columns.reordered.connect(self.reviews_changed)
        self.columns.changed.connect(self._show_captions)
        self.columns.said.connect(self.status_said)
        self._captions.pin_asked.connect(self.columns.pin)
        self._captions.close_asked.connect(self.close_column)
        self._captions.chosen.connect(self.columns.choose)
        self.maps.ready.connect(texts.take_map)
        self._captions.wanted.connect(self.columns.swap_in)
        self.mover.moved.connect(self._moved)
        self.mover.said.connect(self.status_said)
        self.answers.changed.connect(self._answered)
        self.answers.left.connect(self.passage_opened)
        self.answers.said.connect(self.status_said)
        self.finding.changed.connect(self._found)
        self._find_bar.closed.connect(self.focus_in)
        self._look.changed.connect(self._wash)

    def _name(self, column: int) -> str:
        return self.table.cells.heads[column].name

    def _show_mode(self) -> None:
        """Show what the mode says, with its tools above it."""
        full, enough = self.mode == FULL_TEXT, self._comparison is not None
        if self._comparison is None:
            self._stack.setCurrentWidget(self._empty)
        else:
            if full and not self._texts_set:
                self._texts_set = True
                self.texts.compare(self._reviews, self.maps.make(self._comparison))
                self._tell_topics()
                self._wash()
            self._stack.setCurrentWidget(self._texts_page if full else self._topics_page)
            if full:
                self.texts.set_order(self.columns.order)
        self._bar.show_mode(self.mode, enough=enough)
        self._commands.check("full_text" if full else "by_topic")
        self._show_captions()

    def _tell_topics(self) -> None:
        """Tell the full texts which passage stands under which topics."""
        if self._comparison is not None:
            names = {row.topic.id: row.topic.name for row in self._comparison.topics}
            self.texts.set_topics(placement(self._comparison), names)

    @Slot()
    def _wash(self) -> None:
        """Wash hits: the library's, the find bar's, and the one where the search stands."""
        c = self._look.colours
        marked = {i: self._marked.get(review.id, ()) for i, review in enumerate(self._reviews)}
        washes: dict[int, list[tuple[Span, QColor]]] = {i: [(s, c.wash) for s in spans] for i, spans in marked.items()}
        for hit, here in self.finding.hits:
            washes[hit.review].append((hit.span, c.wash_here if here else c.wash))
        self.table.set_hits(washes)
        self.texts.set_hits(marked)


def _page(*widgets: QWidget) -> QWidget:
    """Widgets below each other, the last of which takes the room."""
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    for widget in widgets:
        rows.addWidget(widget)
    rows.setStretch(len(widgets) - 1, 1)
    return page
