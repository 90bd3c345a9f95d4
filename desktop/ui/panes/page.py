"""The page on which a review is read: scrolls, keeps its place, marks passages and hits, and answers "why?"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser
from typing_extensions import override

from desktop.library.moved import moved
from desktop.review import Span
from desktop.ui.panes.page_labels import label_width, paint_labels
from desktop.ui.panes.page_marks import PageMarks
from desktop.ui.panes.scrollbars import slim
from desktop.ui.theme import UNIT, Type
from desktop.ui.typesetter import Setting
from desktop.ui.typesetting import typeset

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from desktop.review import Found, Review
    from desktop.ui.page_map import Page
    from desktop.ui.theme import Look

MEASURES = (45, 52, 60, 66, 72, 80, 95)  # characters to a line
_FOCUS = 3  # pixels: the bar at the left edge of the page that has the focus


class ReviewPage(QTextBrowser):
    """A read-only page of one review.

    Positions are told in source offsets (code points of ``Review.text``). The *place* is the source offset at the top of the
    view; it is kept through resizing, text-size changes, folding and the Clean / Original toggle.
    """

    place_changed = Signal(int)
    fold_toggled = Signal(int)
    why_asked = Signal(str)
    command_asked = Signal(str)
    page_set = Signal()
    narrow_side = UNIT * 3  # pixels beside the text where there is little room; more where marks stand in the margin

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._review: Review | None = None
        self._page: Page | None = None
        self._stale = False  # the look has changed while nobody saw the page
        self._setting = Setting()
        self._measure = 66
        self.marks = PageMarks(self, look)
        self._kept = 0
        self._placing = False
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("Review text")
        self.anchorClicked.connect(self._follow)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        look.changed.connect(self._dress)
        slim(self, look)

    # properties

    @property
    def review(self) -> Review | None:
        """The review on the page."""
        return self._review

    @property
    def page(self) -> Page | None:
        """The typeset page."""
        return self._page

    @property
    def setting(self) -> Setting:
        """How the page is set."""
        return self._setting

    @property
    def measure(self) -> int:
        """The width of the column, in characters."""
        return self._measure

    # methods

    def show_review(self, review: Review | None, *, keep_place: bool = False) -> None:
        """Show a review from its beginning, or at the same place where it is read anew, also if its text has changed."""
        if keep_place and review is not None and self._review is not None and review.text != self._review.text:
            self._kept = moved(self._review.text, review.text, self._kept)
            self.marks.arrive(None)
        if not keep_place:
            self._setting = replace(self._setting, unfolded=frozenset())
            self.marks.forget()
            self._kept = 0
        self._review = review
        self._set(keep=keep_place)

    def change_setting(self, setting: Setting) -> None:
        """Set the page anew, at the same place."""
        if setting != self._setting:
            self._setting = setting
            self.set_again()

    def set_measure(self, characters: int) -> None:
        """Take another width of the column."""
        self._measure = characters
        self._fit_column()
        self._restore()

    def place(self) -> int:
        """The source offset at the top of the view; 0 without a review."""
        if self._page is None or self.verticalScrollBar().value() == 0:
            return 0
        cursor = self.cursorForPosition(self.viewport().rect().topLeft() + self._reading_line())
        offset = self._page.to_source(cursor.position())
        return offset if offset is not None else self._kept

    def go_to(self, offset: int, *, above: int = 0) -> None:
        """Bring the text at a source offset to the top of the view, with ``above`` pixels of what stands before it."""
        if self._page is None:
            return
        if offset <= 0:
            self.verticalScrollBar().setValue(0)
        else:
            self.scroll_to_position(self._page.nearest(offset), above=above)
        self._kept = offset

    def scroll_to_position(self, position: int, *, above: int = 0) -> None:
        """Bring a document position to the top of the view."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, max(0, self.document().characterCount() - 1)))
        top = self.cursorRect(cursor).top() + self.verticalScrollBar().value()
        self.verticalScrollBar().setValue(max(0, top - above - UNIT * 2))

    def reveal(self, span: Span) -> None:
        """Scroll to a span where it is not in view, unfolding what hides it, and mark it as the passage arrived at."""
        if self._review is None or self._page is None:
            return
        if self._page.to_page(span.start) is None:
            holding = [start for start, blocks in self._page.folds.items() if any(b.span.meets(span) for b in blocks)]
            if holding:
                self.change_setting(replace(self._setting, unfolded=self._setting.unfolded | set(holding)))
        self.marks.arrive(span)
        top = self._top_of(span)
        if not 0 <= top <= self.viewport().height() * 2 // 3:
            self.go_to(span.start, above=self.viewport().height() // 4)

    def search(self, text: str) -> int:
        """Find ``text`` on the page and go to the first hit in or below the view; returns how many there are."""
        top = self.cursorForPosition(self.viewport().rect().topLeft()).position()
        self._show_hit(self.marks.find(text, top))
        return self.marks.hit_count

    def step_hit(self, by: int) -> int:
        """Go ``by`` hits on, round the page's end; returns the number of the hit (from 0), -1 where there is none."""
        number, position = self.marks.step(by)
        self._show_hit(position if position >= 0 else None)
        return number

    def evidence(self, name: str) -> Found[object] | None:
        """The derived value that stands under an anchor."""
        return self._page.evidence.get(name) if self._page else None

    def anchor_at_cursor(self) -> str:
        """The reference of the anchor that has the keyboard focus, empty where none has."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            probe = QTextCursor(self.document())
            probe.setPosition(cursor.selectionStart() + 1)
            return probe.charFormat().anchorHref()
        return ""

    def selected_span(self) -> Span | None:
        """The source span of the selection, None where nothing of the source is selected."""
        cursor = self.textCursor()
        if self._page is None or not cursor.hasSelection():
            return None
        start = self._page.to_source(cursor.selectionStart())
        last = self._page.to_source(max(cursor.selectionStart(), cursor.selectionEnd() - 1))
        return Span(start, last + 1) if start is not None and last is not None and start <= last else None

    def selected_words(self) -> str:
        """What is selected, as the review has it, its paragraphs parted by line ends."""
        cursor = self.textCursor()
        if self._page is None or self._review is None or not cursor.hasSelection():
            return ""
        return self._page.words(self._review.text, cursor.selectionStart(), cursor.selectionEnd())

    def select_span(self, span: Span) -> None:
        """Select the text of a span, as far as it stands on the page in one piece."""
        stretch = next(iter(self._page.ranges(span)), None) if self._page else None
        if stretch is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(stretch[0])
            cursor.setPosition(stretch[1], QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def step_section(self, by: int) -> str:
        """Go to the next or previous entry of the outline; returns its title, empty where there is none that way."""
        if self._page is None:
            return ""
        top = self.cursorForPosition(self.viewport().rect().topLeft() + self._reading_line()).position()
        marks = self._page.outline
        if by > 0:
            after = [m for m in marks if m.position > top]
            target = after[0] if after else None
        else:
            before = [m for m in marks if m.position < top - 1]
            target = before[-1] if before else None
        if target is None:
            return ""
        self.scroll_to_position(target.position)
        return target.title

    def page_on(self, by: int) -> bool:
        """Scroll a screen less one line; False where the end (or beginning) is already in view."""
        bar = self.verticalScrollBar()
        before = bar.value()
        line = round(self._look.pixels(Type.BODY) * self._setting.leading)
        bar.setValue(before + by * (self.viewport().height() - line))
        return bar.value() != before

    # events

    @override
    def loadResource(self, type: int, name: QUrl | str) -> None:
        """Nothing a document names is ever loaded."""

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        """The words alone: the document's hyphens are not the review's, and its fonts and colours are the window's."""
        data = QMimeData()
        data.setText(self.selected_words())
        return data

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_column()
        self._restore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._page is not None and self._page.labels:
            paint_labels(self, self._look, self._page.labels, event.rect())
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.fillRect(0, 0, _FOCUS, self.viewport().height(), self._look.colours.accent)
            painter.end()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._dress()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # slots

    @Slot()
    def _dress(self) -> None:
        """Take up a changed look; a page that nobody sees is not set anew before it is shown."""
        slim(self, self._look)
        self._stale = not self.isVisible() and self._page is not None
        if not self._stale:
            self.set_again()

    @Slot()
    def set_again(self) -> None:
        """Set the page anew (look, setting or review changed) and keep the place."""
        self._set(keep=True)

    @Slot(QUrl)
    def _follow(self, url: QUrl) -> None:
        kind, _, name = url.toString().partition(":")
        if kind == "fold":
            start = int(name)
            self.change_setting(replace(self._setting, unfolded=self._setting.unfolded ^ {start}))
            self.fold_toggled.emit(start)
        elif kind == "why":
            self.why_asked.emit(name)
        elif kind == "do":
            self.command_asked.emit(name)

    @Slot(int)
    def _scrolled(self, _value: int) -> None:
        if not self._placing:
            self._kept = self.place()
            self.place_changed.emit(self._kept)

    # inside

    def _set(self, *, keep: bool) -> None:
        self._placing = True
        before = self._page
        if self._review is None:
            self._page = None
            self.setDocument(QTextDocument(self))
        else:
            self._page = typeset(self._review, self._look, self._setting)
            self._page.document.setParent(self)
            self.setDocument(self._page.document)
        if before is not None:
            before.document.deleteLater()
        self._fit_column()
        self.marks.take_page(self._page)
        self._placing = False
        if keep:
            self._restore()
        else:
            self.verticalScrollBar().setValue(0)
        self.page_set.emit()

    def _restore(self) -> None:
        """Bring the kept place back to the top of the view."""
        self._placing = True
        if self._page is not None:
            kept = self._kept
            self.go_to(kept)
            self._kept = kept
        self._placing = False

    def _fit_column(self) -> None:
        """Centre a column of the wanted measure, and leave it room for labels in the original."""
        character = QFontMetricsF(self._look.serif()).averageCharWidth()
        room = self.viewport().width()
        least = UNIT * 6 if room > 420 else self.narrow_side
        label = label_width(self._look) if self._page is not None and self._page.labels else 0
        side = max(least, (room - label - self._measure * character) / 2)
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        if form.leftMargin() != side + label or form.rightMargin() != side:
            form.setTopMargin(UNIT * 7)
            form.setBottomMargin(UNIT * 20)
            form.setLeftMargin(side + label)
            form.setRightMargin(side)
            frame.setFrameFormat(form)

    def _reading_line(self) -> QPoint:
        """The top of the view, from the viewport's corner: a little down, so that a line cut in half does not count."""
        return QPoint(round(self.document().rootFrame().frameFormat().leftMargin()) + 1, UNIT * 3)

    def _top_of(self, span: Span) -> int:
        """Where a span begins, in viewport pixels; -1 where it is not on the page."""
        position = self._page.to_page(span.start) if self._page else None
        if position is None:
            return -1
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        return self.cursorRect(cursor).top()

    def _show_hit(self, position: int | None) -> None:
        """Scroll to a hit that is out of view."""
        if position is None:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        rect = self.cursorRect(cursor)
        if not self.viewport().rect().adjusted(0, UNIT * 4, 0, -UNIT * 8).contains(rect.center()):
            self.scroll_to_position(position, above=self.viewport().height() // 3)
