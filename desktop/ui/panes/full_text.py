"""Reviews side by side in full: as many columns as fit, linked as the reader wants."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.panes.compare_layout import character_width
from desktop.ui.panes.full_text_link import Link, Linking
from desktop.ui.panes.full_text_minimap import WIDTH, Minimaps
from desktop.ui.panes.full_text_page import FullTextPage
from desktop.ui.theme import UNIT, Type
from desktop.ui.typesetter import Setting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.comparison.passage_map import PassageMap
    from desktop.review import Passage, Review, Span
    from desktop.ui.theme import Look

_NEAR = 400  # characters below the reading line in which the next passage counts as the one at hand
_LINES = 3  # that a notch of the wheel, or a nudge by key, moves a column


class FullText(QWidget):
    """The columns, known by their number in the comparison. A page is set when its column is first shown."""

    arranged = Signal()  # other columns are shown, or they have other widths
    moved = Signal()  # what stands at the reading line of some column changed
    nudged = Signal(int)
    pointed = Signal()  # the reader clicked into the text of the leading column

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._reviews: tuple[Review, ...] = ()
        self._order: tuple[int, ...] = ()
        self._shown: tuple[int, ...] = ()
        self._pages: dict[int, FullTextPage] = {}
        self._column_of: dict[QObject, int] = {}
        self._hits: Mapping[int, Sequence[Span]] = {}
        self._linking = Linking(self)
        self.maps = Minimaps(look, self)
        self.maps.went.connect(self._went)
        self.moved.connect(self._show_topic)
        self._ranks: Mapping[tuple[int, Span], int] = {}
        self._asked: tuple[int, Span] | None = None
        self._at = 0
        self._point: int | None = None  # where the reader clicked last in the leading column
        self._moving = False
        self._opened: tuple[int, Span, str | None] | None = None  # what was opened before answers were known
        look.changed.connect(self.arrange)

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
        for page in self._pages.values():
            page.hide()
            page.deleteLater()
        self.maps.clear()
        self._pages, self._column_of = {}, {}
        self._reviews, self._order, self._shown, self._opened = tuple(reviews), (), (), None
        self._ranks, self._asked, self._point = {}, None, None
        self._linking.link(passages, [[p.span for p in review.passages] for review in reviews])

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
        self.arrange()

    def page(self, column: int) -> FullTextPage:
        """The page of a column."""
        page = self._pages.get(column)
        if page is None:
            page = self._make_page(column)
        return page

    def take_lead(self, column: int, *, focus: bool = True) -> None:
        """Make a column the one in which the reader is; nothing moves."""
        if column not in self._shown:
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
            self._linking.land([other for other in self._shown if other != column], at=span.start, topic=topic)
        self._linking.calibrate(topic=topic)
        if topic:
            self._linking.told[column] = topic
        self.moved.emit()

    def show_answer(self, column: int, passage: Passage) -> None:
        """Bring a column to a passage that answers, marked; the leading column stays where it is."""
        if column not in self._shown or column == self.lead:
            return
        with self._still():
            self.show_passage(column, passage.span)
        self._linking.calibrate()
        if passage.topics:
            self._linking.told[column] = passage.topics[0].topic
        self.moved.emit()

    def set_ranks(self, ranks: Mapping[tuple[int, Span], int], asked: tuple[int, Span] | None, at: int) -> None:
        """Mark passages (column and span) that answer the one ``asked`` about, the best with rank 1; ``at`` is gone to."""
        self._ranks, self._asked, self._at = ranks, asked, at
        for column in self._pages:
            self._mark_answers(column)

    def passage_here(self) -> Passage | None:
        """The passage in which the reader clicked last, else the one at the reading line of the leading column."""
        if self.lead not in self._shown:
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
        return self._linking.keep()

    def nudge(self, by: int, column: int | None = None) -> None:
        """Move one column alone by ``by`` notches; the new alignment is kept."""
        column = self.lead if column is None else column
        if column not in self._shown:
            return
        with self._still():
            self.scroll_to(column, self.scrolled(column) + by * _LINES * self._look.pixels(Type.BODY) * 1.5)
        self._linking.told.pop(column, None)
        if self.link is Link.TOPIC:
            self._linking.keep(column)
        else:
            self._linking.calibrate()
        self.moved.emit()
        self.nudged.emit(column)

    def quoted(self) -> Span | None:
        """The selection in the leading column, else the paragraph at its reading line; None where there is neither."""
        if self.lead not in self._shown:
            return None
        selected, offset = self.page(self.lead).selected_span(), self.offset(self.lead)
        if selected is not None or offset is None:
            return selected
        return next((b.span for b in self._reviews[self.lead].blocks if b.span.start <= offset < b.span.end), None)

    def topic_at(self, column: int) -> str | None:
        """The topic at the reading line of a column; where it was brought to a passage, the topic of that."""
        return self._linking.told.get(column) or self._linking.topic_at(column)

    def edges(self) -> list[QRect]:
        """Where the columns stand."""
        return [self.page(column).geometry().adjusted(0, 0, WIDTH, 0) for column in self._shown]

    def capacity(self) -> int:
        """How many columns of at least 34 characters fit; at least one."""
        least = character_width(self._look.serif()) * 34 + UNIT * 12 + WIDTH
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
        with self._still():
            for column in places.keys() & set(self._shown):
                self.page(column).go_to(places[column])
        self._linking.calibrate()
        self.moved.emit()

    def search(self, text: str) -> dict[int, int]:
        """Find words in every column shown; returns how often they stand in each. Only the leading column goes to a hit."""
        counts = {}
        with self._still():
            for column in self._shown:
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

    # what linking asks

    def scrolled(self, column: int) -> int:
        """How far a column is scrolled down, in pixels."""
        return self.page(column).verticalScrollBar().value()

    def scroll_to(self, column: int, pixels: float) -> None:
        """Scroll a column as near to ``pixels`` as its text goes."""
        bar = self.page(column).verticalScrollBar()
        bar.setValue(round(min(max(pixels, bar.minimum()), bar.maximum())))

    def offset(self, column: int) -> int | None:
        """The source offset at the reading line of a column; None below the end of its text.

        The line is a quarter down the view, where a passage that is opened comes to stand; but at the beginning of the text it
        is at the top and at the end at the bottom, so that it passes over all of the text.
        """
        page = self.page(column)
        if page.page is None:
            return None
        left = round(page.document().rootFrame().frameFormat().leftMargin()) + 1
        bar, height, line = page.verticalScrollBar(), page.viewport().height(), _line(page)
        above, below = bar.value() - bar.minimum(), bar.maximum() - bar.value()
        if below < height - line:
            line = height - below if above >= line else height * above // max(1, above + below)
        else:
            line = min(line, above)
        cursor = page.cursorForPosition(QPoint(left, min(line + UNIT * 5, height - UNIT * 5)))
        return page.page.to_source(cursor.position())

    def show_passage(self, column: int, span: Span, *, at_line: int | None = None) -> None:
        """Bring a passage into view and mark it; with ``at_line``, that source offset to the reading line."""
        page = self.page(column)
        if at_line is not None:
            page.go_to(at_line, above=_line(page))
        page.reveal(span)

    def clear_mark(self, column: int) -> None:
        """Take the mark of the passage arrived at off a column."""
        self.page(column).clear_arrival()

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
        """Show the columns for which there is room, and give them their places."""
        shown = self._order[: self.capacity()]
        fresh = [column for column in shown if column not in self._shown]
        led = self.lead in self._shown
        self._shown = shown
        for column, page in self._pages.items():
            page.setVisible(column in shown)
        width, count = self.width(), max(1, len(shown))
        with self._still():
            for i, column in enumerate(shown):
                left = width * i // count
                self.page(column).setGeometry(left, 0, width * (i + 1) // count - left - WIDTH, self.height())
                self.page(column).show()
            self.maps.arrange(dict(zip(shown, self.edges(), strict=True)))
            if led and self.link is Link.TOPIC:
                self._linking.land(fresh)
            if shown and self.lead not in shown:
                self._linking.take_lead(shown[0])
        self._linking.calibrate()
        self.arranged.emit()

    @Slot()
    def _show_topic(self) -> None:
        self.maps.show_topic((self.topic_at(self.lead) or self.topic) if self.lead in self._shown else None)

    @Slot(int, float)
    def _went(self, column: int, share: float) -> None:
        """The reader clicked into the map of a column: go there, and the others follow as they are linked."""
        self.take_lead(column)
        page = self.page(column)
        bar = page.verticalScrollBar()
        bar.setValue(round(share * (bar.maximum() + bar.pageStep())) - _line(page))

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

    def _mark_answers(self, column: int) -> None:
        asked = self._asked[1] if self._asked is not None and self._asked[0] == column else None
        self.page(column).mark_answers([(span, n) for (c, span), n in self._ranks.items() if c == column], asked, self._at)

    def _make_page(self, column: int) -> FullTextPage:
        page = FullTextPage(self._look, self)
        # The wheel gives the focus here, and not Qt: with Alt it must not.
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.change_setting(Setting(heading=False))
        page.show_review(self._reviews[column])
        page.setAccessibleName(f"Full text: {self._reviews[column].title}")
        page.mark_spans(self._hits.get(column, ()))
        self._pages[column] = page
        self._mark_answers(column)
        page.place_changed.connect(self._scrolled)
        page.page_set.connect(self._page_set)
        self.maps.make(column, page)
        for part in (page, page.viewport(), page.verticalScrollBar()):
            part.installEventFilter(self)
            self._column_of[part] = column
        return page


def _line(page: FullTextPage) -> int:
    """Where the reading line is, in pixels of the view: where a passage that is opened comes to stand."""
    return page.viewport().height() // 4
