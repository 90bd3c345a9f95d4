"""Reviews side by side in full, and how their columns are linked.

The column in which the reader is never moves by itself. The others move with it by the same distance, or when its topic
changes, or not at all; a column that was nudged keeps the place it was given.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.panes.page import ReviewPage
from desktop.ui.theme import UNIT, Type
from desktop.ui.typesetting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.comparison.passage_map import PassageMap
    from desktop.review import Review, Span
    from desktop.ui.theme import Look

_LINES = 3  # that a notch of the wheel, or a nudge by key, moves a column


class Link(Enum):
    """How the other columns follow the one in which the reader is; the value is what the link chip says."""

    OFF = "off"
    OFFSET = "keep offset"
    TOPIC = "follow topic"


class FullText(QWidget):
    """As many full texts as fit, side by side. Columns are known by their number in the comparison."""

    arranged = Signal()  # other columns are shown, or they have other widths
    moved = Signal()  # what stands at the reading line of some column changed
    lead_changed = Signal(int)
    nudged = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._reviews: tuple[Review, ...] = ()
        self._map: PassageMap | None = None
        self._order: tuple[int, ...] = ()
        self._shown: tuple[int, ...] = ()
        self._pages: dict[int, ReviewPage] = {}
        self._column_of: dict[QObject, int] = {}
        self._lead = -1
        self._link = Link.TOPIC
        self._topic: str | None = None
        self._aims: dict[int, float] = {}  # where each column would scroll to if its text were endless
        self._last = 0  # where the leading column stood when the others were last moved
        self._pins: dict[tuple[int, int], list[tuple[int, int]]] = {}  # pair of columns -> places that belong together
        self._silent: set[int] = set()  # columns that do not speak of the topic followed
        self._moving = False
        self._hits: Mapping[int, Sequence[Span]] = {}
        look.changed.connect(self.dress)

    # properties

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns shown, from left to right."""
        return self._shown

    @property
    def waiting(self) -> tuple[int, ...]:
        """The columns that have no room now."""
        return self._order[len(self._shown) :]

    @property
    def lead(self) -> int:
        """The column in which the reader is; -1 where nothing is shown."""
        return self._lead

    @property
    def link(self) -> Link:
        """How the other columns follow."""
        return self._link

    @property
    def topic(self) -> str | None:
        """The topic that is followed."""
        return self._topic

    @property
    def passages(self) -> PassageMap | None:
        """What says where following by topic lands."""
        return self._map

    @property
    def silent(self) -> frozenset[int]:
        """The columns that have no passage on the topic followed."""
        return frozenset(self._silent)

    # methods

    def compare(self, reviews: Sequence[Review], passages: PassageMap | None) -> None:
        """Take other reviews; their pages are set when they are first shown."""
        for page in self._pages.values():
            page.hide()
            page.deleteLater()
        self._pages, self._column_of, self._pins, self._silent = {}, {}, {}, set()
        self._reviews, self._map = tuple(reviews), passages
        self._order, self._shown = (), ()
        self._lead, self._topic = -1, None

    def set_order(self, order: Sequence[int]) -> None:
        """Show the first of these columns, as many as fit."""
        self._order = tuple(order)
        self.arrange()

    def page(self, column: int) -> ReviewPage:
        """The page of a column, set when it is first asked for."""
        page = self._pages.get(column)
        if page is None:
            page = ReviewPage(self._look, self)
            page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            page.change_setting(Setting(heading=False))
            page.show_review(self._reviews[column])
            page.setAccessibleName(f"Full text: {self._reviews[column].title}")
            page.mark_spans(self._hits.get(column, ()))
            page.place_changed.connect(self._scrolled)
            page.page_set.connect(self._calibrate)
            page.installEventFilter(self)
            page.viewport().installEventFilter(self)
            self._pages[column] = page
            self._column_of[page] = self._column_of[page.viewport()] = column
        return page

    def take_lead(self, column: int, *, focus: bool = True) -> None:
        """Make a column the one in which the reader is; nothing moves."""
        if column not in self._shown:
            return
        if column != self._lead:
            self._lead = column
            self._calibrate()
            self.lead_changed.emit(column)
        if focus and not self.page(column).hasFocus():
            self.page(column).setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, column: int, span: Span, topic: str | None) -> None:
        """Show a passage in its full text, marked, and the other columns where they speak of the same topic."""
        self.take_lead(column)
        self._moving = True
        self.page(column).reveal(span)
        self._moving = False
        self._topic = topic if topic is not None else self._topic_at(column)
        self._land(span.start, [other for other in self._shown if other != column])
        self._calibrate(topic=self._topic)

    def set_link(self, link: Link) -> None:
        """Follow in another way from here on; nothing moves."""
        self._link = link
        self._silent = set()
        self._calibrate()
        self.moved.emit()

    def align(self) -> None:
        """Bring the other columns to what answers the passage at the reading line of the column in which the reader is."""
        offset = self.offset(self._lead)
        if offset is not None:
            self._topic = self._topic_at(self._lead)
            self._land(offset, [other for other in self._shown if other != self._lead])
            self._calibrate(topic=self._topic)

    def pin(self) -> bool:
        """Keep together what stands at the reading lines now, before what was found; False where one column is shown."""
        others = [column for column in self._shown if column != self._lead]
        for column in others:
            self._pin(self._lead, column)
        self._calibrate()
        return bool(others)

    def nudge(self, by: int, column: int | None = None) -> None:
        """Move one column alone by ``by`` notches; the new alignment is kept."""
        column = self._lead if column is None else column
        if column not in self._shown:
            return
        bar = self.page(column).verticalScrollBar()
        self._moving = True
        bar.setValue(bar.value() + by * _LINES * round(self._look.pixels(Type.BODY) * 1.5))
        self._moving = False
        if self._link is Link.TOPIC:
            for other in self._shown:
                if other != column and self._lead in (column, other):
                    self._pin(column, other)
        self._calibrate()
        self.moved.emit()
        self.nudged.emit(column)

    def offset(self, column: int) -> int | None:
        """The source offset at the reading line of a column, a quarter down the view; None below the end of its text."""
        page = self.page(column)
        if page.page is None:
            return None
        left = round(page.document().rootFrame().frameFormat().leftMargin()) + 1
        cursor = page.cursorForPosition(QPoint(left, page.viewport().height() // 4 + UNIT * 5))
        return page.page.to_source(cursor.position())

    def quoted(self) -> Span | None:
        """The selection in the leading column, else the paragraph at its reading line; None where there is neither."""
        if self._lead not in self._shown:
            return None
        selected = self.page(self._lead).selected_span()
        offset = self.offset(self._lead)
        if selected is not None or offset is None:
            return selected
        blocks = self._reviews[self._lead].blocks
        return next((b.span for b in blocks if b.span.start <= offset < b.span.end), None)

    def topic_at(self, column: int) -> str | None:
        """The topic at the reading line of a column."""
        return self._topic_at(column)

    def edges(self) -> list[QRect]:
        """Where the columns stand."""
        return [self.page(column).geometry() for column in self._shown]

    def capacity(self) -> int:
        """How many columns of at least 34 characters fit; at least one."""
        least = QFontMetricsF(self._look.serif()).averageCharWidth() * 34 + UNIT * 12
        return max(1, int(self.width() // least))

    def set_hits(self, hits: Mapping[int, Iterable[Span]]) -> None:
        """Wash these stretches of the reviews."""
        self._hits = {column: tuple(spans) for column, spans in hits.items()}
        for column, page in self._pages.items():
            page.mark_spans(self._hits.get(column, ()))

    def places(self) -> dict[int, int]:
        """How far each column is scrolled, as the source offset at its top."""
        return {column: self.page(column).place() for column in self._shown}

    def go_to(self, places: Mapping[int, int]) -> None:
        """Scroll columns to source offsets; nothing follows."""
        self._moving = True
        for column, offset in places.items():
            if column in self._shown:
                self.page(column).go_to(offset)
        self._moving = False
        self._calibrate()

    def search(self, text: str) -> dict[int, int]:
        """Find words in every column shown; returns how often they stand in each."""
        self._moving = True
        counts = {column: self.page(column).search(text) for column in self._shown}
        self._moving = False
        self._calibrate()
        return counts

    def step_hit(self, column: int, by: int) -> int:
        """Go to another hit of one column; returns its number, -1 where there is none."""
        self._moving = True
        here = self.page(column).step_hit(by)
        self._moving = False
        self._calibrate()
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
            self.take_lead(column, focus=False)
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
        """Show the columns for which there is room, and give them their places."""
        shown = self._order[: self.capacity()]
        fresh = [column for column in shown if column not in self._shown]
        self._shown = shown
        for column, page in self._pages.items():
            page.setVisible(column in shown)
        width, count = self.width(), max(1, len(shown))
        for i, column in enumerate(shown):
            left = width * i // count
            self.page(column).setGeometry(left, 0, width * (i + 1) // count - left, self.height())
            self.page(column).show()
        if shown and self._lead not in shown:
            self._lead = shown[0]
            self.lead_changed.emit(self._lead)
        if self._link is Link.TOPIC and self._topic is not None and self._lead not in fresh:
            offset = self.offset(self._lead) if shown else None
            if offset is not None:
                self._land(offset, fresh)
        self._calibrate()
        self.arranged.emit()

    @Slot()
    def dress(self) -> None:
        """Take up a changed look; the pages keep their places themselves."""
        self.arrange()

    @Slot(int)
    def _scrolled(self, _place: int) -> None:
        column = self._column_of.get(self.sender())
        if self._moving or column is None:
            return
        if column != self._lead:
            self._calibrate()
        elif self._link is Link.OFFSET:
            self._keep_offset()
        elif self._link is Link.TOPIC:
            self._follow_topic()
        self.moved.emit()

    @Slot()
    def _calibrate(self, topic: str | None = None) -> None:
        """Take the columns as they stand now for aligned."""
        self._aims = {column: float(self.page(column).verticalScrollBar().value()) for column in self._shown}
        if self._lead in self._shown:
            self._last = self.page(self._lead).verticalScrollBar().value()
            self._topic = topic if topic is not None else self._topic_at(self._lead)

    # inside

    def _keep_offset(self) -> None:
        value = self.page(self._lead).verticalScrollBar().value()
        by, self._last = value - self._last, value
        self._moving = True
        for column in self._shown:
            if column != self._lead:
                self._aims[column] += by
                bar = self.page(column).verticalScrollBar()
                bar.setValue(round(min(max(self._aims[column], bar.minimum()), bar.maximum())))
        self._moving = False

    def _follow_topic(self) -> None:
        topic = self._topic_at(self._lead)
        offset = self.offset(self._lead)
        if topic is None or offset is None or topic == self._topic:
            return
        self._topic = topic
        self._land(offset, [column for column in self._shown if column != self._lead])

    def _land(self, offset: int, columns: Iterable[int]) -> None:
        """Bring columns to the passage that answers what stands at ``offset`` of the leading one."""
        self._moving = True
        for column in columns:
            pinned = self._pinned(column, offset)
            passage = self._map.landing(self._lead, offset, column) if self._map else None
            self._silent.discard(column)
            if pinned is not None:
                page = self.page(column)
                page.go_to(pinned, above=page.viewport().height() // 4)
            elif passage is not None:
                self.page(column).reveal(passage.span)
            else:
                self._silent.add(column)
                self.page(column).clear_arrival()
        self._moving = False
        self.moved.emit()

    def _pinned(self, column: int, offset: int) -> int | None:
        """Where the reader put a column for the topic at an offset of the leading one; the nearest of several such places."""
        if self._map is None:
            return None
        pins = self._pins.get((self._lead, column), ())
        topic = self._map.topic_at(self._lead, offset)
        fitting = [(abs(here - offset), there) for here, there in pins if self._map.topic_at(self._lead, here) == topic]
        return min(fitting)[1] if fitting else None

    def _pin(self, one: int, other: int) -> None:
        first, second = self.offset(one), self.offset(other)
        if first is not None and second is not None:
            for pair, places in (((one, other), (first, second)), ((other, one), (second, first))):
                kept = self._pins.setdefault(pair, [])
                topic = self._map.topic_at(pair[0], places[0]) if self._map else None
                kept[:] = [p for p in kept if self._map is None or self._map.topic_at(pair[0], p[0]) != topic]
                kept.append(places)

    def _topic_at(self, column: int) -> str | None:
        offset = self.offset(column) if column in self._shown else None
        return self._map.topic_at(column, offset) if self._map is not None and offset is not None else None
