"""The compare pane: reviews by topic or in full, with one find over all columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from desktop.comparison.passage_map import PassageMap
from desktop.comparison.rows import Comparison, compare
from desktop.export.citation import citation
from desktop.ui.commands import Place
from desktop.ui.panes.compare_bar import CompareBar, EmptyComparison
from desktop.ui.panes.compare_find import Hit, counts, find_hits
from desktop.ui.panes.compare_head import Heads, Tray
from desktop.ui.panes.compare_topics import Spot, TopicsTable
from desktop.ui.panes.find_bar import FindBar
from desktop.ui.panes.full_text import FullText, Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from PySide6.QtGui import QColor

    from desktop.names import Person
    from desktop.review import Review, Span
    from desktop.ui.commands import Commands
    from desktop.ui.theme import Look

TOPICS, FULL_TEXT = "topics", "full_text"


@dataclass(frozen=True, slots=True)
class ComparePlace:
    """Where the reader is in the pane, for the history.

    ``review`` is the review that has the focus; ``places`` are the source offsets at the top of the full texts, by review id.
    """

    mode: str
    spot: Spot | None
    review: str
    places: Mapping[str, int]


class ComparePane(QWidget):
    """Two or more reviews against each other."""

    mode_changed = Signal(str)
    review_requested = Signal(str, object)  # review id; Span or None
    reviews_changed = Signal()
    passage_opened = Signal()
    status_said = Signal(str)
    quote_ready = Signal(str)

    def __init__(self, look: Look, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._commands = commands
        self._reviews: tuple[Review, ...] = ()
        self._people: tuple[Person, ...] = ()
        self._comparison: Comparison | None = None
        self._order: tuple[int, ...] = ()
        self._base = -1
        self._mode = TOPICS
        self._marked: Mapping[str, Sequence[Span]] = {}
        self._found: tuple[Hit, ...] = ()
        self._found_at = -1
        self._text_counts: dict[int, int] = {}
        self._found_in = -1
        self._came_from: Spot | None = None

        self._bar = CompareBar(look, commands, self)
        self._tray = Tray(look, self)
        self._topic_heads = Heads(look, self)
        self._table = TopicsTable(look, self)
        self._text_heads = Heads(look, self)
        self._texts = FullText(look, self)
        self._empty = EmptyComparison(look, self)
        self._find = FindBar(look, self)
        self._stack = QStackedWidget(self)
        self._topics_page = _column(self._topic_heads, self._table)
        self._texts_page = _column(self._text_heads, self._texts)
        for page in (self._topics_page, self._texts_page, self._empty):
            self._stack.addWidget(page)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for widget in (self._bar, self._tray, self._stack, self._find):
            rows.addWidget(widget)
        rows.setStretch(2, 1)
        commands.attach(self._table, Place.COMPARE)
        commands.attach(self._texts, Place.FULL_TEXT)
        self._connect()
        self._runs = self._commands_run()
        self.show_reviews(())

    # properties

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews, in the order of their columns."""
        return tuple(self._reviews[i] for i in self._order)

    @property
    def mode(self) -> str:
        """``topics`` or ``full_text``."""
        return self._mode

    @property
    def table(self) -> TopicsTable:
        """The comparison by topic."""
        return self._table

    @property
    def texts(self) -> FullText:
        """The full texts."""
        return self._texts

    @property
    def comparison(self) -> Comparison | None:
        """What is compared; its columns are in the order in which the reviews were given."""
        return self._comparison

    # methods

    def show_reviews(self, reviews: Sequence[Review], people: Sequence[Person] = ()) -> None:
        """Compare these reviews; with fewer than two, say what to do."""
        self._reviews, self._people = tuple(reviews), tuple(people)
        self._base, self._came_from = -1, None
        enough = len(self._reviews) >= 2
        self._comparison = compare(self._reviews, people=self._people) if enough else None
        self._order = tuple(range(len(self._reviews)))
        self._find.hide()
        self._found, self._found_at, self._text_counts = (), -1, {}
        self._table.compare(self._comparison)
        self._texts.compare(self._reviews if enough else (), None)
        self._empty.show_count(len(self._reviews))
        self._show_mode()
        self.mark_hits(self._marked)

    def set_mode(self, mode: str) -> None:
        """Show the comparison by topic, or the full texts; the review that is read stays the one that is read."""
        if mode == self._mode:
            return
        review, had_focus = self._here(), self._has_focus()
        self._close_find()
        self._mode = mode
        self._show_mode()
        if mode == FULL_TEXT:
            self._texts.take_lead(review, focus=False)
        else:
            self._came_from = None
        if had_focus:
            self.focus_in()
        self.mode_changed.emit(mode)

    def run(self, command_id: str) -> bool:
        """Do what a command asks; False where it does not apply here."""
        if self._comparison is None or command_id not in self._runs:
            return False
        return self._runs[command_id]()

    def commands(self) -> frozenset[str]:
        """The names of the commands that this pane runs."""
        return frozenset(self._runs)

    def place(self) -> ComparePlace:
        """Where the reader is."""
        here = self._here()
        places = {self._reviews[c].id: at for c, at in self._texts.places().items()} if self._mode == FULL_TEXT else {}
        return ComparePlace(self._mode, self._table.spot(), self._reviews[here].id if here >= 0 else "", places)

    def restore(self, place: object) -> None:
        """Go back to where the reader was, as far as the same reviews are still compared."""
        if not isinstance(place, ComparePlace) or self._comparison is None:
            return
        self.set_mode(place.mode)
        if place.mode == TOPICS:
            self._table.restore(place.spot, stand=True)
            return
        columns = {review.id: i for i, review in enumerate(self._reviews)}
        if place.review in columns:
            self._bring(columns[place.review])
            self._texts.take_lead(columns[place.review], focus=False)
        self._texts.go_to({columns[name]: at for name, at in place.places.items() if name in columns})

    def mark_hits(self, spans: Mapping[str, Iterable[Span]]) -> None:
        """Wash these stretches of the reviews (by review id), as hits of the library's search."""
        self._marked = {name: tuple(of) for name, of in spans.items()}
        marked = {i: self._marked.get(review.id, ()) for i, review in enumerate(self._reviews)}
        self._texts.set_hits(marked)
        self._wash()

    def focus_in(self) -> None:
        """Take the focus."""
        if self._comparison is None:
            self._empty.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._mode == TOPICS:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._texts.lead >= 0:
            self._texts.page(self._texts.lead).setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> bool:
        """One step back: the find bar, an opened cell, the full text that was opened from a cell; False if there is none."""
        if self._find.isVisible():
            self._find.close_bar()
            return True
        if self._mode == TOPICS:
            return self._table.fold_current()
        if self._came_from is not None:
            spot = self._came_from
            self.set_mode(TOPICS)
            self._table.restore(spot, stand=True)
            self.focus_in()
            return True
        return False

    # slots

    @Slot(int, object)
    def _open_passage(self, review: int, span: Span) -> None:
        cell = self._table.current_cell()
        spot = self._table.spot()
        self.passage_opened.emit()
        self.set_mode(FULL_TEXT)
        self._bring(review)
        self._texts.open(review, span, cell.topic or None if cell else None)
        self._came_from = spot

    @Slot()
    def _place_topic_heads(self) -> None:
        table = self._table
        self._topic_heads.setVisible(not table.cells.stacked)
        cell = table.current_cell()
        hits = counts(self._found) if self._find.isVisible() and self._find.text else {}
        self._topic_heads.show_heads(
            table.cells.heads,
            () if table.cells.stacked else table.cells.columns,
            table.edges(),
            inset=table.setter.gutter,
            base=self._base,
            chosen=cell.review if cell else -1,
            last={c: _hits(hits.get(c, 0)) for c in table.cells.columns} if hits else None,
        )
        if self._mode == TOPICS:
            self._show_tray(table.waiting if not table.cells.stacked else ())

    @Slot()
    def _place_text_heads(self) -> None:
        texts = self._texts
        if self._mode != FULL_TEXT or not texts.columns:
            return
        self._text_heads.show_heads(
            self._table.cells.heads,
            texts.columns,
            texts.edges(),
            inset=self._table.setter.gutter,
            base=self._base,
            chosen=texts.lead,
            last={column: self._text_line(column) for column in texts.columns},
        )
        self._bar.show_link(texts.link)
        self._show_tray(texts.waiting)

    @Slot(str)
    def _stood(self, words: str) -> None:
        self._place_topic_heads()
        self.status_said.emit(words)

    @Slot(int)
    def _led(self, _column: int) -> None:
        self._place_text_heads()

    @Slot(int)
    def _nudged(self, _column: int) -> None:
        self.status_said.emit("Nudged. These places now belong together.")

    @Slot(int)
    def _swap_in(self, review: int) -> None:
        """Show a waiting review in place of the column in which the reader is, or of the last where that is the base."""
        shown = self._table.cells.columns if self._mode == TOPICS else self._texts.columns
        here = self._here()
        target = here if here in shown and here != self._base else shown[-1]
        order = list(self._order)
        a, b = order.index(target), order.index(review)
        order[a], order[b] = order[b], order[a]
        self._reorder(order)
        self._choose(review)

    @Slot(int)
    def _choose(self, review: int) -> None:
        """Put the reader into a column."""
        if self._mode == FULL_TEXT:
            self._texts.take_lead(review)
            return
        cell = self._table.current_cell()
        place = self._table.cells.find(cell.key, review) if cell else None
        if place:
            self._table.stand(*place, 0)
        self.focus_in()

    @Slot(int)
    def _pin_base(self, review: int) -> None:
        self._base = -1 if review == self._base else review
        if self._base >= 0:
            self._reorder([review, *(i for i in self._order if i != review)])
        else:
            self._reorder(self._order)
        name = self._table.cells.heads[review].name
        self.status_said.emit(f"{name} stays first" if self._base >= 0 else f"{name} is not kept first any more")

    @Slot(int)
    def _close(self, review: int) -> None:
        """Close a column; what is left is compared anew, with the reader where the reader was."""
        place, base = self.place(), self._reviews[self._base].id if self._base >= 0 else ""
        left = [self._reviews[i] for i in self._order if i != review]
        self.show_reviews(left, self._people)
        self._base = next((i for i, kept in enumerate(left) if kept.id == base), -1)
        self.restore(place)
        self._place_topic_heads()
        self._place_text_heads()
        self.focus_in()
        self.reviews_changed.emit()

    @Slot(str)
    def _search(self, words: str) -> None:
        """Find words in the cells shown, or in the full texts shown."""
        if self._comparison is None:
            return
        if self._mode == TOPICS:
            self._found = find_hits(self._table.cells, words)
            here = self._table.current_cell()
            rows = [row.key for row in self._table.cells.rows]
            start = rows.index(here.key) if here and here.key in rows else 0
            self._found_at = next((i for i, hit in enumerate(self._found) if rows.index(hit.key) >= start), 0)
            self._found_at = self._found_at if self._found else -1
            self._show_found()
        else:
            self._text_counts = self._texts.search(words)
            self._found_in = self._texts.lead
            self._show_text_hit(self._texts.step_hit(self._found_in, 0))

    @Slot(int)
    def _step_found(self, by: int) -> None:
        """Go to the next or previous hit; past the end of a full text, to the next column that has any."""
        if self._mode == TOPICS:
            if self._found:
                self._found_at = (self._found_at + by) % len(self._found)
                self._show_found()
            return
        columns = [c for c in self._texts.columns if self._text_counts.get(c)]
        if not columns:
            return
        at = self._found_in if self._found_in in columns else columns[0]
        here = self._texts.step_hit(at, 0) + by
        if not 0 <= here < self._text_counts[at]:
            at = columns[(columns.index(at) + by) % len(columns)]
            self._texts.take_lead(at, focus=False)
            step = -self._texts.step_hit(at, 0) + (0 if by > 0 else -1)
        else:
            step = by
        self._found_in = at
        self._show_text_hit(self._texts.step_hit(at, step))

    @Slot()
    def _find_closed(self) -> None:
        self._found, self._found_at, self._text_counts = (), -1, {}
        self._wash()
        self._place_topic_heads()
        self._place_text_heads()
        self.focus_in()

    # inside

    def _connect(self) -> None:
        table, texts, find = self._table, self._texts, self._find
        table.opened.connect(self._open_passage)
        table.arranged.connect(self._place_topic_heads)
        table.stood.connect(self._stood)
        texts.arranged.connect(self._place_text_heads)
        texts.moved.connect(self._place_text_heads)
        texts.lead_changed.connect(self._led)
        texts.nudged.connect(self._nudged)
        for heads in (self._topic_heads, self._text_heads):
            heads.pin_asked.connect(self._pin_base)
            heads.close_asked.connect(self._close)
            heads.chosen.connect(self._choose)
        self._tray.wanted.connect(self._swap_in)
        find.searched.connect(self._search)
        find.stepped.connect(self._step_found)
        find.closed.connect(self._find_closed)

    def _commands_run(self) -> dict[str, Callable[[], bool]]:
        """What each command does; every one says whether it applied."""
        return {
            "by_topic": partial(self._take_mode, TOPICS),
            "full_text": partial(self._take_mode, FULL_TEXT),
            "next_column": partial(self._next_column, 1),
            "previous_column": partial(self._next_column, -1),
            "column_left": partial(self._move_column, -1),
            "column_right": partial(self._move_column, 1),
            "pin_base": self._pin_here,
            "close_column": self._close_here,
            "open_passage": self._open_here,
            "expand_cell": self._expand_here,
            "link": self._next_link,
            "align": self._align,
            "keep_together": self._keep_together,
            "nudge_up": partial(self._nudge, -1),
            "nudge_down": partial(self._nudge, 1),
            "next_section": partial(self._section, 1),
            "previous_section": partial(self._section, -1),
            "find": self._open_find,
            "find_next": partial(self._find_step, 1),
            "find_previous": partial(self._find_step, -1),
            "copy_quote": self._quote,
        }

    def _take_mode(self, mode: str) -> bool:
        self.set_mode(mode)
        return True

    def _next_column(self, by: int) -> bool:
        """Go to the next column shown; where one is shown, the next review takes its place."""
        shown = self._table.cells.columns if self._mode == TOPICS else self._texts.columns
        if len(shown) > 1:
            self._choose(shown[(shown.index(self._here()) + by) % len(shown)])
        elif self._mode == FULL_TEXT:
            self._bring(self._order[by % len(self._order)])
            self._texts.take_lead(self._texts.columns[0])
        return True

    def _move_column(self, by: int) -> bool:
        """Swap the column of the reader with its neighbour; the base stays where it is."""
        here, order = self._here(), list(self._order)
        if here not in order:
            return False
        at = order.index(here)
        to = at + by
        if not (0 <= to < len(order)) or self._base in (order[at], order[to]):
            return False
        order[at], order[to] = order[to], order[at]
        self._reorder(order)
        self._choose(here)
        return True

    def _pin_here(self) -> bool:
        here = self._here()
        if here >= 0:
            self._pin_base(here)
        return here >= 0

    def _close_here(self) -> bool:
        here = self._here()
        if here >= 0:
            self._close(here)
        return here >= 0

    def _open_here(self) -> bool:
        if self._mode != TOPICS:
            return False
        self._table.activate_stop()
        return True

    def _expand_here(self) -> bool:
        return self._mode == TOPICS and self._table.unfold()

    def _next_link(self) -> bool:
        if self._mode != FULL_TEXT:
            return False
        links = list(Link)
        link = links[(links.index(self._texts.link) + 1) % len(links)]
        self._texts.set_link(link)
        self.status_said.emit(f"Link: {link.value}")
        return True

    def _align(self) -> bool:
        if self._mode != FULL_TEXT:
            return False
        self._texts.align()
        self.status_said.emit("The other columns stand at what answers this place")
        return True

    def _keep_together(self) -> bool:
        if self._mode != FULL_TEXT or not self._texts.pin():
            return False
        self.status_said.emit("These places now belong together")
        return True

    def _nudge(self, by: int) -> bool:
        if self._mode == FULL_TEXT:
            self._texts.nudge(by)
        return self._mode == FULL_TEXT

    def _section(self, by: int) -> bool:
        if self._mode == TOPICS:
            return self._table.step_topic(by)
        title = self._texts.page(self._texts.lead).step_section(by)
        if title:
            self.status_said.emit(title)
        return bool(title)

    def _open_find(self) -> bool:
        self._find.open()
        return True

    def _find_step(self, by: int) -> bool:
        if not self._find.isVisible():
            self._find.open()
        else:
            self._step_found(by)
        return True

    def _quote(self) -> bool:
        if self._mode == TOPICS:
            here = self._table.current_passage()
            if here is None:
                return False
            self.quote_ready.emit(citation(self._reviews[here[0]], here[1]))
            return True
        span = self._texts.quoted()
        if span is None:
            return False
        self.quote_ready.emit(citation(self._reviews[self._texts.lead], span))
        return True

    def _here(self) -> int:
        """The column in which the reader is; -1 where there is none."""
        if self._mode == FULL_TEXT and self._texts.lead >= 0:
            return self._texts.lead
        cell = self._table.current_cell()
        if cell is not None and cell.review >= 0:
            return cell.review
        return self._order[0] if self._order else -1

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _show_mode(self) -> None:
        """Show what the mode says, with its tools above it."""
        full = self._mode == FULL_TEXT
        if self._comparison is None:
            self._stack.setCurrentWidget(self._empty)
            self._tray.show_waiting({})
        else:
            if full and self._texts.passages is None:
                self._texts.compare(self._reviews, PassageMap(self._comparison))
                self.mark_hits(self._marked)
            self._stack.setCurrentWidget(self._texts_page if full else self._topics_page)
            if full:
                self._texts.set_order(self._order)
        self._bar.show_mode(self._mode, enough=self._comparison is not None)
        self._commands.check("full_text" if full else "by_topic")
        self._place_topic_heads()
        self._place_text_heads()

    def _reorder(self, order: Sequence[int]) -> None:
        changed = tuple(order) != self._order
        self._order = tuple(order)
        self._table.set_order(self._order)
        if self._mode == FULL_TEXT:
            self._texts.set_order(self._order)
        self._place_topic_heads()
        self._place_text_heads()
        if changed:
            self.reviews_changed.emit()

    def _bring(self, review: int) -> None:
        """Make sure that a review is among the full texts shown."""
        if review not in self._texts.columns and self._texts.columns:
            last = self._order.index(self._texts.columns[-1])
            order = [i for i in self._order if i != review]
            order.insert(last, review)
            self._reorder(order)

    def _show_tray(self, waiting: Sequence[int]) -> None:
        heads = self._table.cells.heads
        self._tray.show_waiting({i: heads[i].name for i in waiting})

    def _text_line(self, column: int) -> str:
        """The last line in the head of a full text: hits of the find bar, else the topic at the reading line."""
        texts = self._texts
        if self._find.isVisible() and self._find.text:
            return _hits(self._text_counts.get(column, 0))
        if column in texts.silent and texts.topic:
            return f"No passage found on {self._topic_name(texts.topic)}"
        topic = texts.topic_at(column)
        return f"Here: {self._topic_name(topic)}" if topic else "Here: no topic"

    def _topic_name(self, topic: str) -> str:
        rows = self._comparison.topics if self._comparison else ()
        return next((row.topic.name for row in rows if row.topic.id == topic), topic)

    def _show_found(self) -> None:
        """Go to the hit of the topics at which the search stands."""
        self._find.show_count(self._found_at, len(self._found))
        if self._found:
            hit = self._found[self._found_at]
            self._table.stand_at_passage(hit.key, hit.review, hit.passage)
        self._wash()
        self._place_topic_heads()

    def _show_text_hit(self, here: int) -> None:
        before = 0
        for column in self._texts.columns:
            if column == self._found_in:
                break
            before += self._text_counts.get(column, 0)
        total = sum(self._text_counts.values())
        self._find.show_count(before + here if here >= 0 else -1, total)
        self._place_text_heads()

    def _wash(self) -> None:
        """Wash hits in the cells: the library's, the find bar's, and the one where the search stands."""
        c = self._look.colours
        washes: dict[int, list[tuple[Span, QColor]]] = {}
        for i, review in enumerate(self._reviews):
            washes[i] = [(span, c.wash) for span in self._marked.get(review.id, ())]
        for number, hit in enumerate(self._found):
            washes[hit.review].append((hit.span, c.wash_here if number == self._found_at else c.wash))
        self._table.set_hits(washes)

    def _close_find(self) -> None:
        if self._find.isVisible():
            self._find.close_bar()


def _column(*widgets: QWidget) -> QWidget:
    """A page of widgets below each other, the last of which takes the room."""
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    for widget in widgets:
        rows.addWidget(widget)
    rows.setStretch(len(widgets) - 1, 1)
    return page


def _hits(count: int) -> str:
    return "No hits" if count == 0 else "1 hit" if count == 1 else f"{count} hits"
