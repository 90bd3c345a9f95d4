"""A strip beside each full text that shows where it speaks of what; a click goes there, and so do arrows and Return."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHelpEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from desktop.ui.panes.controls import plain_tip
from desktop.ui.theme import UNIT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QShowEvent

    from desktop.review import Review, Span
    from desktop.ui.panes.full_text_page import FullTextPage
    from desktop.ui.theme import Look

WIDTH = UNIT * 3  # pixels
_NEAR = 5  # pixels from a mark within which the tooltip and a click mean it
_KEYS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SOON = 40  # milliseconds after a change of the page before marks are placed anew, one strip at a time


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage on the strip: its top and bottom as shares of the text's height, and its topics."""

    top: float
    bottom: float
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Passages that follow each other and speak of the same topics: what an arrow key goes over at once."""

    top: float
    bottom: float
    topics: frozenset[str]
    passages: int


def stretches_of(marks: Sequence[Mark]) -> tuple[Stretch, ...]:
    """The stretches of marks, from the top down."""
    found = []
    for topics, run in groupby(marks, key=lambda mark: mark.topics):
        of = list(run)
        found.append(Stretch(of[0].top, max(mark.bottom for mark in of), topics, len(of)))
    return tuple(found)


class Minimap(QWidget):
    """The strip of one page. Marks are placed when the page was set; scrolling paints what is known."""

    went = Signal(float)  # the share of the text's height that is wanted
    entered = Signal()  # the reader came to the strip
    left = Signal()  # the reader wants back into the text
    stood = Signal(str)  # where on the strip the reader stands, in words

    def __init__(self, look: Look, page: FullTextPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._page = look, page
        self._passages: Sequence[tuple[Span, frozenset[str]]] = ()
        self._names: Mapping[str, str] = {}
        self._marks: tuple[Mark, ...] = ()
        self._topic: str | None = None
        self._stretches: tuple[Stretch, ...] = ()
        self._here = -1  # the stretch where the reader stands, while keys go here
        self._drawn: QPixmap | None = None  # the marks, drawn once for all the scrolling
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON)
        self._timer.timeout.connect(self.place)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        page.page_set.connect(self._later)
        bar = page.verticalScrollBar()
        bar.rangeChanged.connect(self._later)
        bar.valueChanged.connect(self._scrolled)
        look.changed.connect(self._later)

    # properties

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The passages with a topic, from the top down."""
        return self._marks

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The passages that follow each other on the same topics, from the top down."""
        return self._stretches

    # methods

    def show_passages(self, passages: Sequence[tuple[Span, frozenset[str]]], names: Mapping[str, str]) -> None:
        """Show passages with the topics under which they stand; ``names`` are the names of topics."""
        self._passages, self._names = tuple(passages), names
        counts = Counter(topic for _, topics in passages for topic in topics)
        told = ", ".join(f"{names[topic]} {counts[topic]}" for topic in names if counts[topic])
        title = self._page.review.title if self._page.review else ""
        self.setAccessibleName(f"Map of {title}")
        self.setAccessibleDescription(f"Passages by topic: {told}" if told else "No passage stands under a topic")
        self._later()

    def show_topic(self, topic: str | None) -> None:
        """Make the passages of a topic stand out."""
        if topic != self._topic:
            self._topic, self._drawn = topic, None
            self.update()

    def topics_near(self, y: float) -> list[str]:
        """The names of the topics spoken of at a height of the strip, the nearest passage's first."""
        height = max(1, self.height())
        near: dict[str, float] = {}
        for mark in self._marks:
            away = max(mark.top * height - y, y - mark.bottom * height, 0.0)
            if away <= _NEAR:
                for topic in mark.topics:
                    near[topic] = min(away, near.get(topic, away))
        order = list(self._names)
        return [self._names[topic] for topic in sorted(near, key=lambda topic: (near[topic], order.index(topic)))]

    # events

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter = self._look.colours, QPainter(self)
        painter.fillRect(event.rect(), c.paper)
        width, height = self.width(), self.height()
        bar = self._page.verticalScrollBar()
        whole = max(1, bar.maximum() - bar.minimum() + bar.pageStep())
        view = QRectF(0, bar.value() * height / whole, width - 1, max(UNIT * 2, bar.pageStep() * height / whole))
        painter.fillRect(view, c.surface)
        if self._drawn is None:
            self._drawn = self._draw()
        painter.drawPixmap(0, 0, self._drawn)
        painter.setPen(c.edge)
        painter.drawRect(view.adjusted(0.0, 0.0, 0.0, -1.0))
        if self.hasFocus():
            self._paint_here(painter)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        last = len(self._stretches) - 1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or last < 0 or key not in _KEYS:
            if key is Qt.Key.Key_Left:
                self.left.emit()
            else:
                super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went.emit(self._stretches[self._here].top)
        else:
            steps = {Qt.Key.Key_Down: self._here + 1, Qt.Key.Key_Up: self._here - 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
            self._stand(min(max(steps[key], 0), last))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.place()
        bar = self._page.verticalScrollBar()
        read = (bar.value() + bar.pageStep() / 4) / max(1, bar.maximum() - bar.minimum() + bar.pageStep())
        below = (number for number, stretch in enumerate(self._stretches) if stretch.bottom >= read)
        self.entered.emit()
        self._stand(next(below, len(self._stretches) - 1))

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            near = self.topics_near(event.pos().y())
            QToolTip.showText(event.globalPos(), plain_tip(", ".join(near)) if near else "", self)
            return True
        return super().event(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawn = None
        self._later()

    # slots

    @Slot()
    def place(self) -> None:
        """Find out where the passages stand on the page."""
        self._timer.stop()
        placed = self._page.heights([span for span, topics in self._passages if topics])
        topics = [topics for _, topics in self._passages if topics]
        self._marks = tuple(Mark(*at, of) for at, of in zip(placed, topics, strict=True) if at is not None)
        self._stretches = stretches_of(self._marks)
        self._here = min(self._here, len(self._stretches) - 1)
        self._drawn = None
        self.update()

    @Slot()
    def _later(self) -> None:
        if self.isVisible():
            self._timer.start()

    @Slot(int)
    def _scrolled(self, _value: int) -> None:
        self.update()

    # inside

    def _stand(self, number: int) -> None:
        """Go to a stretch and say what it speaks of."""
        self._here = number
        self.update()
        words = self._words()
        self.stood.emit(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _words(self) -> str:
        """Where the reader stands, in words."""
        if not self._stretches:
            return "No passage of this text stands under a topic"
        stretch = self._stretches[self._here]
        names = ", ".join(name for topic, name in self._names.items() if topic in stretch.topics)
        count = "1 passage" if stretch.passages == 1 else f"{stretch.passages} passages"
        return f"{names}: {count}, at {round(stretch.top * 100)} % of the text. Return goes there"

    def _paint_here(self, painter: QPainter) -> None:
        """That keys go here, and the stretch where the reader stands."""
        c = self._look.colours
        painter.setPen(QPen(c.accent, 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if 0 <= self._here < len(self._stretches):
            stretch, height = self._stretches[self._here], self.height()
            top = stretch.top * height
            box = QRectF(1.5, top - 2, self.width() - 3, max(5.0, (stretch.bottom - stretch.top) * height + 3))
            painter.setPen(QPen(c.accent, 2))
            painter.drawRect(box)

    def _draw(self) -> QPixmap:
        c, width, height = self._look.colours, self.width(), self.height()
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(round(width * ratio), round(height * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        # Those of the topic come last, over what stands close to them.
        for mark in sorted(self._marks, key=lambda mark: self._topic in mark.topics):
            top = round(mark.top * height)
            rect = QRect(UNIT, top, width - UNIT * 2 - 1, max(2, round(mark.bottom * height) - top - 1))
            here = self._topic in mark.topics
            painter.fillRect(rect.adjusted(-1, 0, 2, 0) if here else rect, c.accent if here else c.hairline)
        painter.end()
        return drawn

    def _go(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            y = event.position().y()
            height = max(1, self.height())
            tops = [mark.top * height for mark in self._marks if mark.top * height - _NEAR <= y <= mark.bottom * height + _NEAR]
            self.went.emit(min(max(min(tops, key=lambda top: abs(top - y), default=y) / height, 0.0), 1.0))


class Minimaps(QObject):
    """The strips of all columns."""

    went = Signal(int, float)  # column; the share of its text's height that is wanted
    entered = Signal(int)
    left = Signal(int)
    stood = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._over = look, parent
        self._strips: dict[int, Minimap] = {}
        self._passages: Sequence[Sequence[tuple[Span, frozenset[str]]]] = ()
        self._names: Mapping[str, str] = {}

    def clear(self) -> None:
        """Forget all columns."""
        for strip in self._strips.values():
            strip.hide()
            strip.deleteLater()
        self._strips, self._passages = {}, ()

    def take(
        self, reviews: Sequence[Review], placed: Sequence[Mapping[Span, Collection[str]]], names: Mapping[str, str]
    ) -> None:
        """Take the topics under which each passage of each column stands."""
        self._names = names
        self._passages = [
            [(passage.span, frozenset(where.get(passage.span, ()))) for passage in review.passages]
            for review, where in zip(reviews, placed, strict=True)
        ]
        for column, strip in self._strips.items():
            strip.show_passages(self._passages[column], names)

    def make(self, column: int, page: FullTextPage) -> Minimap:
        """The strip of a column, made for its page."""
        strip = self._strips[column] = Minimap(self._look, page, self._over)
        if column < len(self._passages):
            strip.show_passages(self._passages[column], self._names)
        strip.went.connect(self._went)
        strip.entered.connect(self._entered)
        strip.left.connect(self._left)
        strip.stood.connect(self.stood)
        return strip

    def column_in(self) -> int:
        """The column whose strip has the focus; -1 where none has."""
        return next((column for column, strip in self._strips.items() if strip.hasFocus()), -1)

    def enter(self, column: int) -> bool:
        """Give the focus to the strip of a column; False where it is not shown."""
        strip = self._strips.get(column)
        if strip is None or not strip.isVisible():
            return False
        strip.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def arrange(self, places: Mapping[int, QRect]) -> None:
        """Show the strips of these columns at the right edge of their places."""
        for column, strip in self._strips.items():
            place = places.get(column)
            strip.setVisible(place is not None)
            if place is not None:
                strip.setGeometry(place.right() + 1 - WIDTH, place.top(), WIDTH, place.height())

    def show_topic(self, topic: str | None) -> None:
        """Make the passages of a topic stand out in every strip."""
        for strip in self._strips.values():
            strip.show_topic(topic)

    @Slot(float)
    def _went(self, share: float) -> None:
        self.went.emit(self._of_sender(), share)

    @Slot()
    def _entered(self) -> None:
        self.entered.emit(self._of_sender())

    @Slot()
    def _left(self) -> None:
        self.left.emit(self._of_sender())

    def _of_sender(self) -> int:
        return next(column for column, strip in self._strips.items() if strip is self.sender())
