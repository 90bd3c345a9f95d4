"""A review's page among full texts: it also marks the passages that answer each other."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QTextCursor
from typing_extensions import override

from desktop.ui.panes.compare_marks import paint_rank
from desktop.ui.panes.page import ReviewPage
from desktop.ui.theme import UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from desktop.review import Span
    from desktop.ui.theme import Look

_FIELD = UNIT * 4  # pixels: the width of a rank
_LOOK_BACK = 8  # stretches of the source, before an offset, among which the one that holds it is looked for


class FullTextPage(ReviewPage):
    """A page with the ranks of answers in its margin."""

    narrow_side = UNIT * 5

    def __init__(self, look: Look, parent: QWidget) -> None:
        self._ranked: Sequence[tuple[Span, int]] = ()
        self._asked: Span | None = None
        self._at = 0
        super().__init__(look, parent)

    # methods

    def mark_answers(self, ranked: Sequence[tuple[Span, int]], asked: Span | None, at: int) -> None:
        """Wash these passages, each with its rank; a bar stands at the one ``asked`` about; ``at`` is the rank gone to."""
        if (tuple(ranked), asked, at) != (self._ranked, self._asked, self._at):
            self._ranked, self._asked, self._at = tuple(ranked), asked, at
            self.marks.mark_beneath(span for span, _ in ranked)
            self.viewport().update()

    def heights(self, spans: Sequence[Span]) -> list[tuple[float, float] | None]:
        """Where spans begin and end, as shares of the text's height; None where their text is folded.

        The spans come in the order of the source. Finding all of them costs a pass over the page, and lays all of it out.
        """
        if self._page is None:
            return [None] * len(spans)
        whole = max(1.0, self.document().documentLayout().documentSize().height())
        segments = sorted(self._page.segments, key=lambda segment: segment.offset)
        starts = [segment.offset for segment in segments]
        found: list[tuple[float, float] | None] = []
        for span in spans:
            at = bisect_right(starts, span.start)
            held = [s for s in segments[max(0, at - _LOOK_BACK) : at] if span.start < s.offset + s.length]
            # A value may stand in the facts and in the prose it was read from: the prose is the longer stretch.
            segment = max(held, key=lambda s: s.length, default=None)
            if segment is None:
                found.append(None)
                continue
            end = min(span.end, segment.offset + segment.length)
            first = segment.position + segment.units.to_units(span.start - segment.offset)
            last = segment.position + segment.units.to_units(max(end - 1 - segment.offset, span.start - segment.offset))
            found.append((self._line_at(first)[0] / whole, self._line_at(last)[1] / whole))
        return found

    # events

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ranked or self._asked is not None:
            self._paint_answers()

    # inside

    def _paint_answers(self) -> None:
        """The ranks of the answers in view, left of their first lines, and the bar at what they answer."""
        painter = QPainter(self.viewport())
        edge = round(self.document().rootFrame().frameFormat().leftMargin())
        height = self.viewport().height()
        for span, rank in self._ranked:
            box = self._line_of(span.start)
            if box is not None and box.bottom() >= 0 and box.top() <= height:
                field = QRect(max(0, edge - _FIELD - 2), box.top(), _FIELD, box.height())
                paint_rank(painter, field, rank, self._look, here=rank == self._at)
        if self._asked is not None:
            first, last = self._line_of(self._asked.start), self._line_of(max(self._asked.start, self._asked.end - 1))
            if first is not None and last is not None:
                bar = QRect(max(0, edge - UNIT * 2), first.top(), 2, last.bottom() - first.top())
                painter.fillRect(bar, self._look.colours.accent)
        painter.end()

    def _line_at(self, position: int) -> tuple[float, float]:
        """Top and bottom of the line at a document position, in pixels of the document."""
        block = self.document().findBlock(position)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        line = block.layout().lineForTextPosition(position - block.position())
        return (top + line.y(), top + line.y() + line.height()) if line.isValid() else (top, top)

    def _line_of(self, offset: int) -> QRect | None:
        """Where the line of a source offset stands in the view; None where that text is folded."""
        position = self._page.to_page(offset) if self._page is not None else None
        if position is None:
            return None
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        return self.cursorRect(cursor)
