"""What is washed on a page: the hits of a search on it, spans that others mark, and the passage arrived at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop.ui.breaking import alike
from desktop.ui.units import Units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QColor

    from desktop.review import Span
    from desktop.ui.page_map import Page
    from desktop.ui.theme import Look

_PAINTED_HITS = 400  # more marks than this are counted but not all painted


class PageMarks:
    """The marks of the page in a view. Nothing of the document changes: they are selections beside the reader's own."""

    def __init__(self, view: QTextEdit, look: Look) -> None:
        self._view, self._look = view, look
        self._page: Page | None = None
        self._hits: list[tuple[int, int]] = []
        self._here = -1
        self._spans: tuple[Span, ...] = ()
        self._beneath: tuple[Span, ...] = ()
        self._arrival: Span | None = None

    # properties

    @property
    def hit_count(self) -> int:
        """How many hits the last search had."""
        return len(self._hits)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans that are marked."""
        return self._spans

    # methods

    def take_page(self, page: Page | None) -> None:
        """Mark another page, or the same one set anew; what was searched on the last one is forgotten."""
        self._page = page
        self._hits = []
        self.paint()

    def forget(self) -> None:
        """Forget spans and arrival, which were of another review; :meth:`take_page` paints."""
        self._spans, self._arrival = (), None

    def mark(self, spans: Iterable[Span]) -> None:
        """Wash spans: search hits, or passages that answer."""
        self._spans = tuple(spans)
        self.paint()

    def mark_beneath(self, spans: Iterable[Span]) -> None:
        """Wash spans more quietly, beneath all others."""
        self._beneath = tuple(spans)
        self.paint()

    def arrive(self, span: Span | None) -> None:
        """Wash the passage arrived at; None takes that mark away."""
        self._arrival = span
        self.paint()

    def find(self, text: str, top: int) -> int | None:
        """Find ``text`` on the page, whatever its case; the position of the first hit from ``top`` on, else of the first."""
        self._hits = list(self._found(text)) if text else []
        self._here = next((i for i, (start, _) in enumerate(self._hits) if start >= top), 0) if self._hits else -1
        self.paint()
        return self._hits[self._here][0] if self._hits else None

    def step(self, by: int) -> tuple[int, int]:
        """Go ``by`` hits on, round the page's end: the number of the hit (from 0) and its position, -1 where there is none."""
        if not self._hits:
            return self._here, -1
        self._here = (self._here + by) % len(self._hits)
        self.paint()
        return self._here, self._hits[self._here][0]

    def paint(self) -> None:
        """Show the marks as they are now."""
        c = self._look.colours
        marks: list[QTextEdit.ExtraSelection] = []
        if self._page is not None:
            marks.extend(self._wash(self._ranges(self._beneath), c.selected))
            if self._arrival is not None:
                marks.extend(self._wash(self._page.ranges(self._arrival), c.selected))
            marks.extend(self._wash(self._ranges(self._spans[:_PAINTED_HITS]), c.wash))
            marks.extend(self._wash(self._hits[:_PAINTED_HITS], c.wash))
            if 0 <= self._here < len(self._hits):
                marks.extend(self._wash([self._hits[self._here]], c.wash_here))
        self._view.setExtraSelections(marks)

    # inside

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        plain, sought = alike(self._view.document().toPlainText()), alike(text)
        units = Units(plain)
        folded, wanted = plain.casefold(), sought.casefold()
        if len(folded) != len(plain):  # some letters fold to two: compare in lower case, which keeps offsets
            folded, wanted = plain.lower(), sought.lower()
        at = folded.find(wanted)
        while at >= 0:
            yield units.to_units(at), units.to_units(at + len(wanted))
            at = folded.find(wanted, at + len(wanted))

    def _ranges(self, spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
        return (found for span in spans for found in self._page.ranges(span)) if self._page is not None else iter(())

    def _wash(self, ranges: Iterable[tuple[int, int]], colour: QColor) -> Iterator[QTextEdit.ExtraSelection]:
        for start, end in ranges:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._view.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format.setBackground(colour)
            yield mark
