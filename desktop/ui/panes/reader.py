"""The reader: one review as a page, its outline, and the bar that finds words in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.export.citation import citation
from desktop.review import Credit, Role, Span
from desktop.ui.command_table import Place
from desktop.ui.panes.find_bar import FindBar
from desktop.ui.panes.page import MEASURES, ReviewPage
from desktop.ui.panes.reader_outline import ReaderOutline
from desktop.ui.panes.reader_strip import ReaderStrip
from desktop.ui.theme import UNIT, Look
from desktop.ui.typesetter import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from desktop.review import Found, Review
    from desktop.ui.commands import Commands

LEADINGS = (1.25, 1.35, 1.5, 1.65, 1.8, 2.0)
_OWN = frozenset({Role.BODY, Role.PRO, Role.CON})


class Reader(QWidget):
    """Shows one review. ``place`` and ``go_to`` speak of source offsets."""

    why_asked = Signal(str, object, QPoint)  # label, the Found value, where on the screen
    block_corrected = Signal(str, object, object)  # review id, span of the block, its new Role
    next_wanted = Signal(int)  # the end was reached twice: on to the next review, or back to the one before
    said = Signal(str)

    def __init__(self, look: Look, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._at_end = 0
        self.page = ReviewPage(look, self)
        self._outline = ReaderOutline(look, self)
        self._bar = FindBar(look, self)
        self._strip = ReaderStrip(look, commands, self)
        self._empty = QLabel(self)
        self._build()
        commands.attach(self.page, Place.READER)
        self.page.page_set.connect(self._list_outline)
        self.page.place_changed.connect(self._place_changed)
        self.page.why_asked.connect(self._ask_why)
        self._outline.chosen.connect(self._go_to_section)
        self._bar.searched.connect(self._search)
        self._bar.stepped.connect(self._step_hit)
        self._bar.closed.connect(self.focus_in)
        look.changed.connect(self._dress)
        self._dress()

    # properties

    @property
    def review(self) -> Review | None:
        """The review shown."""
        return self.page.review

    @property
    def original(self) -> bool:
        """Whether the original is shown."""
        return self.page.setting.mode is Mode.ORIGINAL

    # methods

    def show_review(self, review: Review | None, hits: Iterable[Span] = ()) -> None:
        """Show a review from its beginning, with the search hits washed; the same review keeps its place."""
        same = (
            review is not None and self.review is not None and review.id == self.review.id and review.path == self.review.path
        )
        self._at_end = 0
        if review is not self.review:
            self.page.show_review(review, keep_place=same)
            if self._bar.isVisible():
                self._search(self._bar.text)
        self.page.marks.mark(hits)
        self._strip.show_review(review)
        self._stack.setCurrentIndex(1 if review is None else 0)

    def show_empty(self, sentence: str) -> None:
        """What the pane says while no review is shown."""
        self._empty.setText(sentence)

    def show_original(self, *, on: bool) -> None:
        """Show every line of the file with what it was taken for, or the clean page, at the same place."""
        place = self.page.place()
        mode = Mode.ORIGINAL if on else Mode.CLEAN
        if mode is not self.page.setting.mode:
            self.page.change_setting(replace(self.page.setting, mode=mode))
            self.page.go_to(place)

    def reveal(self, span: Span, *, original: bool = False) -> None:
        """Show a span where it stands, in the original if asked for, and mark it."""
        if original:
            self.show_original(on=True)
        self.page.reveal(span)

    def unfold(self, *, on: bool) -> None:
        """Open or close all folds."""
        self.page.change_setting(replace(self.page.setting, unfold_all=on, unfolded=frozenset()))

    def open_find(self) -> None:
        """Open the find bar, with the selected words if there are any."""
        words = self.page.selected_words()
        self._bar.open(words if len(words) < 80 and "\n" not in words else "")

    def step_find(self, by: int) -> None:
        """Go to the next or previous hit, opening the bar where nothing was looked for yet."""
        if not self._bar.text:
            self.open_find()
        else:
            self._bar.show()
            if self.page.step_hit(0) < 0:
                self._search(self._bar.text)
            else:
                self._step_hit(by)

    def step_section(self, by: int) -> None:
        """Go to the next or previous section."""
        title = self.page.step_section(by)
        self.said.emit(title or ("No section below" if by > 0 else "No section above"))

    def page_on(self, by: int) -> None:
        """Page on; at the end a first press stops and says so, a second goes to the next review."""
        if self.page.page_on(by):
            self._at_end = 0
        elif self._at_end == by:
            self._at_end = 0
            self.next_wanted.emit(by)
        else:
            self._at_end = by
            self.said.emit(
                "End of the review: press again for the next one" if by > 0 else "Beginning: again for the one before"
            )

    def widen(self, by: int) -> int:
        """Take the next wider or narrower column; returns its characters to the line."""
        here = min(range(len(MEASURES)), key=lambda i: abs(MEASURES[i] - self.page.measure))
        self.page.set_measure(MEASURES[min(max(here + by, 0), len(MEASURES) - 1)])
        return self.page.measure

    def loosen(self, by: int) -> float:
        """Take the next looser or tighter leading; returns it."""
        here = min(range(len(LEADINGS)), key=lambda i: abs(LEADINGS[i] - self.page.setting.leading))
        leading = LEADINGS[min(max(here + by, 0), len(LEADINGS) - 1)]
        self.page.change_setting(replace(self.page.setting, leading=leading))
        return leading

    def set_page(self, measure: int, leading: float) -> None:
        """Take the column and the leading of the last time."""
        self.page.set_measure(measure)
        self.page.change_setting(replace(self.page.setting, leading=leading))

    def correct(self, role: Role) -> None:
        """Say that the block at the focus, the selection or the reading line has another role."""
        review, block = self.review, self._block_here()
        if review is not None and block is not None:
            self.block_corrected.emit(review.id, block, role)

    def ask_why(self) -> None:
        """Answer "why?" for the value that has the focus, else for the verdict or the first value there is."""
        anchor = self.page.anchor_at_cursor()
        page = self.page.page
        if anchor.startswith("why:"):
            self._ask_why(anchor.removeprefix("why:"))
        elif page is not None and page.evidence:
            self._ask_why("verdict" if "verdict" in page.evidence else next(iter(page.evidence)))

    def name_here(self) -> str:
        """The person whose name has the focus; empty where none has."""
        found = self.page.evidence(self.page.anchor_at_cursor().removeprefix("why:"))
        return found.value.name if found is not None and isinstance(found.value, Credit) else ""

    def quote(self) -> str:
        """The selected words, else the paragraph at the reading line, with a citation."""
        review = self.review
        if review is None:
            return ""
        span = self.page.selected_span() or self._block_here()
        return citation(review, span) if span is not None else ""

    def passage_here(self) -> Span | None:
        """What is selected, else the block of the critic's own text at the focus or at the reading line, or the next one."""
        return self.page.selected_span() or self._block_here(own=True)

    def focus_in(self) -> None:
        """Take the focus."""
        self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> bool:
        """One step back: the find bar, then the mark of the passage arrived at; False where there is nothing to undo."""
        if self._bar.isVisible():
            self._bar.close_bar()
            return True
        if self._outline.hasFocus():
            self.focus_in()
            return True
        return False

    # events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._outline.fit(self.width())

    # slots

    @Slot()
    def _list_outline(self) -> None:
        page = self.page.page
        self._outline.list_titles([mark.title for mark in page.outline] if page else [])
        self._outline.fit(self.width())

    @Slot(int)
    def _place_changed(self, _offset: int) -> None:
        """Show in the outline where the page stands."""
        page = self.page.page
        if page is not None and self._outline.isVisible():
            top = self.page.cursorForPosition(QPoint(self.page.viewport().width() // 2, UNIT * 6)).position()
            self._outline.stand_at(max((i for i, mark in enumerate(page.outline) if mark.position <= top), default=0))

    @Slot(int)
    def _go_to_section(self, number: int) -> None:
        page = self.page.page
        if page is not None and 0 <= number < len(page.outline):
            self.page.scroll_to_position(page.outline[number].position)

    @Slot(str)
    def _ask_why(self, name: str) -> None:
        found: Found[object] | None = self.page.evidence(name)
        if found is not None:
            at = self.page.viewport().mapToGlobal(self.page.cursorRect().bottomLeft())
            self.why_asked.emit(name.partition(".")[0], found, at)

    @Slot(str)
    def _search(self, text: str) -> None:
        total = self.page.search(text)
        self._bar.show_count(self.page.step_hit(0), total)

    @Slot(int)
    def _step_hit(self, by: int) -> None:
        here = self.page.step_hit(by)
        self._bar.show_count(here, self.page.marks.hit_count)

    @Slot()
    def _dress(self) -> None:
        self._empty.setFont(self._look.sans())
        self._outline.fit(self.width())

    # inside

    def _build(self) -> None:
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setText("Choose a review in the list to read it here.")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._outline)
        row.addWidget(self.page, 1)
        sheet = QWidget(self)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addLayout(row, 1)
        column.addWidget(self._bar)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(sheet)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentIndex(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _block_here(self, *, own: bool = False) -> Span | None:
        """The block that a focused fold begins with, that holds the selection, or that stands at the reading line.

        ``own`` passes over what is not the critic's own text.
        """
        review, page = self.review, self.page.page
        if review is None or page is None:
            return None
        anchor = self.page.anchor_at_cursor()
        selected = self.page.selected_span()
        if anchor.startswith("fold:"):
            at = int(anchor.removeprefix("fold:"))
        elif selected is not None:
            at = selected.start
        else:
            at = self.page.place()
        blocks = [b for b in review.blocks if (b.role in _OWN if own else b.role is not Role.GAP)]
        return next((b.span for b in blocks if b.span.start <= at < b.span.end or b.span.start >= at), None)
