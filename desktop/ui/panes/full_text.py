"""Full texts side by side, linked as the reader wants: the one that is read leads, the others follow or stay."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from desktop.ui.panes.full_text_columns import TextColumns, reading_line
from desktop.ui.panes.full_text_link import Link, Linking
from desktop.ui.theme import Type

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop.comparison.passage_map import PassageMap
    from desktop.review import Passage, Review, Span
    from desktop.ui.panes.full_text_page import FullTextPage
    from desktop.ui.theme import Look

_NEAR = 400  # characters below the reading line in which the next passage counts as the one at hand
_LINES = 3  # that a notch of the wheel, or a nudge by key, moves a column


class FullText(TextColumns):
    """The columns, one of which leads: the reader is in it, and the others follow."""

    moved = Signal()  # what stands at the reading line of some column changed
    nudged = Signal(int)
    compared = Signal(object)  # Sequence[Review]: other reviews were taken
    pinned = Signal()  # the reader put places together
    pointed = Signal()  # the reader clicked into the text of the leading column

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._linking = Linking(self)
        self.maps.went.connect(self._went)
        self.maps.entered.connect(self._entered_map)
        self.maps.left.connect(self.take_lead)
        self.moved.connect(self._show_topic)
        self._point: int | None = None  # where the reader clicked last in the leading column
        self._moving = False
        self._opened: tuple[int, Span, str | None] | None = None  # what was opened before answers were known
        look.changed.connect(self.arrange)

    # properties

    @property
    def lead(self) -> int:
        """The column in which the reader is; -1 where nothing is shown."""
        return self._linking.lead

    @property
    def link(self) -> Link:
        """How the other columns follow."""
        return self._linking.state

    @property
    def topic(self) -> str | None:
        """The topic that is followed."""
        return self._linking.topic

    @property
    def silent(self) -> frozenset[int]:
        """The columns that have no passage on the topic followed."""
        return self._linking.silent

    @property
    def mapped(self) -> bool:
        """Whether it is known which passages answer which; until then nothing follows by topic."""
        return self._linking.mapped

    # methods

    def compare(self, reviews: Sequence[Review], passages: PassageMap | None) -> None:
        """Take other reviews; nothing is shown before :meth:`set_order`."""
        self.take_reviews(reviews)
        self._opened = self._point = None
        self._linking.link(passages, [[p.span for p in review.passages] for review in reviews])
        self.compared.emit(self._reviews)

    def set_topics(self, placed: Sequence[Mapping[Span, Collection[str]]], names: Mapping[str, str]) -> None:
        """Take the topics under which each passage of each column stands, and the names of topics, for the maps."""
        self.maps.take(self._reviews, placed, names)

    @Slot(object)
    def take_map(self, passages: PassageMap) -> None:
        """Take what says which passages answer which; what was opened meanwhile is answered now."""
        self._linking.take_map(passages)
        if self._opened is not None:
            self.open(*self._opened)
        self.moved.emit()

    def set_order(self, order: Sequence[int]) -> None:
        """Show the first of these columns, as many as fit."""
        self._order = tuple(order)
        self._arrange(-1)

    def take_lead(self, column: int, *, focus: bool = True) -> None:
        """Make a column the one in which the reader is; nothing moves."""
        if column not in self.columns:
            return
        if column != self.lead:
            self._point = None
            self._linking.take_lead(column)
            self.moved.emit()
        if focus:
            self.page(column).setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, column: int, span: Span, topic: str | None = None) -> None:
        """Show a passage in its full text, marked, and the other columns where they answer it, on the topic named."""
        self.take_lead(column)
        self._opened = None if self.mapped else (column, span, topic)
        with self._still():
            self.page(column).reveal(span)
            self._linking.land([other for other in self.columns if other != column], at=span.start, topic=topic)
        self._linking.calibrate(topic=topic)
        if topic:
            self._linking.told[column] = topic
        self.moved.emit()

    def show_answer(self, column: int, passage: Passage) -> None:
        """Bring a column to a passage that answers, marked; the leading column stays where it is."""
        if column not in self.columns or column == self.lead:
            return
        with self._still():
            self.show_passage(column, passage.span)
        self._linking.calibrate()
        if passage.topics:
            self._linking.told[column] = passage.topics[0].topic
        self.moved.emit()

    def passage_here(self) -> Passage | None:
        """The passage in which the reader clicked last, else the one at the reading line of the leading column."""
        if self.lead not in self.columns:
            return None
        offset = self._point if self._point is not None else self.offset(self.lead)
        passages = self._reviews[self.lead].passages
        if offset is None:
            return None
        found = next((passage for passage in passages if passage.span.end > offset), None)
        return found if found is not None and found.span.start - offset < _NEAR else None

    def set_link(self, link: Link) -> None:
        """Follow in another way from here on; nothing moves."""
        self._linking.set_state(link)
        self.moved.emit()

    def align(self) -> None:
        """Bring the other columns to what answers the passage at the reading line of the column in which the reader is."""
        with self._still():
            self._linking.align()
        self.moved.emit()

    def keep(self) -> bool:
        """Keep together what stands at the reading lines now; False where there is one column only."""
        kept = self._linking.keep()
        if kept:
            self.pinned.emit()
        return kept

    @property
    def pins(self) -> Mapping[tuple[int, int], Sequence[tuple[int, int]]]:
        """The places that the reader put together: see :attr:`Linking.pins`."""
        return self._linking.pins

    def take_pins(self, pins: Mapping[tuple[int, int], Sequence[tuple[int, int]]]) -> None:
        """Take places that belong together; nothing moves."""
        self._linking.take_pins(pins)

    def nudge(self, by: int, column: int | None = None) -> None:
        """Move one column alone by ``by`` notches; the new alignment is kept."""
        column = self.lead if column is None else column
        if column not in self.columns:
            return
        with self._still():
            self.scroll_to(column, self.scrolled(column) + by * _LINES * self._look.pixels(Type.BODY) * 1.5)
        self._linking.told.pop(column, None)
        if self.link is Link.TOPIC:
            self._linking.keep(column)
            self.pinned.emit()
        else:
            self._linking.calibrate()
        self.moved.emit()
        self.nudged.emit(column)

    def turn_to_map(self) -> bool:
        """Go to the map of the leading column, or from it back into the text; False where no text is shown."""
        if self.leave_map():
            return True
        return self.maps.enter(self.lead)

    def leave_map(self) -> bool:
        """Go from a map back into its text; False where the reader is in none."""
        column = self.maps.column_in()
        if column >= 0:
            self.take_lead(column)
        return column >= 0

    def quoted(self) -> Span | None:
        """The selection in the leading column, else the paragraph at its reading line; None where there is neither."""
        if self.lead not in self.columns:
            return None
        selected, offset = self.page(self.lead).selected_span(), self.offset(self.lead)
        if selected is not None or offset is None:
            return selected
        return next((b.span for b in self._reviews[self.lead].blocks if b.span.start <= offset < b.span.end), None)

    def topic_at(self, column: int) -> str | None:
        """The topic at the reading line of a column; where it was brought to a passage, the topic of that."""
        return self._linking.told.get(column) or self._linking.topic_at(column)

    def go_to(self, places: Mapping[int, int]) -> None:
        """Scroll columns to source offsets; nothing follows."""
        with self._still():
            for column in places.keys() & set(self.columns):
                self.page(column).go_to(places[column])
        self._linking.calibrate()
        self.moved.emit()

    def search(self, text: str) -> dict[int, int]:
        """Find words in every column shown; returns how often they stand in each. Only the leading column goes to a hit."""
        counts = {}
        with self._still():
            for column in self.columns:
                here = self.scrolled(column)
                counts[column] = self.page(column).search(text)
                if column != self.lead:
                    self.scroll_to(column, here)
        self._linking.calibrate()
        return counts

    def step_hit(self, column: int, by: int) -> int:
        """Go to another hit of one column; returns its number, -1 where there is none."""
        with self._still():
            here = self.page(column).step_hit(by)
        self._linking.calibrate()
        return here

    # events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        column = self._column_of.get(watched)
        if column is None:
            return False
        if event.type() is QEvent.Type.FocusIn:
            if not self._moving:  # not where Qt passes the focus on because a page was hidden
                self.take_lead(column, focus=False)
        elif event.type() is QEvent.Type.MouseButtonPress:
            self.take_lead(column)  # the scroll bar takes no focus of its own
            self._point_at(column, watched, event)
        elif isinstance(event, QWheelEvent):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                # With Alt held, Qt turns the wheel sideways.
                delta = event.angleDelta().y() or event.angleDelta().x()
                if delta:
                    self.nudge(-1 if delta > 0 else 1, column)
                return True
            self.take_lead(column)
        return False

    # slots

    @Slot()
    def arrange(self) -> None:
        """Show the columns for which there is room now, that which is read among them, and give them their places."""
        self._arrange(self.lead)

    @Slot()
    def _show_topic(self) -> None:
        self.maps.show_topic((self.topic_at(self.lead) or self.topic) if self.lead in self.columns else None)

    @Slot(int)
    def _entered_map(self, column: int) -> None:
        if not self._moving:
            self.take_lead(column, focus=False)

    @Slot(int, float)
    def _went(self, column: int, share: float) -> None:
        """The reader chose a place on the map of a column: go there, and the others follow as they are linked."""
        self.take_lead(column)
        page = self.page(column)
        bar = page.verticalScrollBar()
        bar.setValue(round(share * (bar.maximum() + bar.pageStep())) - reading_line(page))

    @Slot(int)
    def _scrolled(self, _place: int) -> None:
        column = self._column_of.get(self.sender())
        if self._moving or column is None:
            return
        self._linking.told.pop(column, None)
        self._opened = None
        if column == self.lead:
            self._point = None
            with self._still():
                self._linking.followed()
        else:
            self._linking.calibrate()
        self.moved.emit()

    @Slot()
    def _page_set(self) -> None:
        """A page was set anew, in another size or with a fold opened: pixels mean something else now."""
        if not self._moving:
            self._linking.calibrate()

    # inside

    def _arrange(self, kept: int) -> None:
        """Show the columns for which there is room, and give them their places."""
        led, focus = self.lead in self.columns, QApplication.focusWidget()
        with self._still():
            fresh = self.lay_out(kept)
            if led and self.link is Link.TOPIC:
                self._linking.land(fresh)
            if self.columns and self.lead not in self.columns:
                self._linking.take_lead(self.columns[0])
        self._linking.calibrate()
        if focus is not None and self.isAncestorOf(focus) and not focus.isVisible() and self.columns:
            # Qt has passed the focus on to whatever came next when the page that had it was hidden.
            self.page(self.lead).setFocus(Qt.FocusReason.OtherFocusReason)
        self.arranged.emit()

    @contextmanager
    def _still(self) -> Iterator[None]:
        """While columns are moved inside this, nothing follows."""
        before, self._moving = self._moving, True
        try:
            yield
        finally:
            self._moving = before

    def _point_at(self, column: int, watched: QObject, event: QEvent) -> None:
        """Remember where the reader clicked into a text."""
        page = self.page(column)
        if watched is page.viewport() and isinstance(event, QMouseEvent) and page.page is not None:
            self._point = page.page.to_source(page.cursorForPosition(event.position().toPoint()).position())
            self.pointed.emit()

    @override
    def _make_page(self, column: int) -> FullTextPage:
        page = super()._make_page(column)
        page.place_changed.connect(self._scrolled)
        page.page_set.connect(self._page_set)
        for part in (page, page.viewport(), page.verticalScrollBar()):
            part.installEventFilter(self)
        return page
