"""Full texts side by side: as many pages as fit, where they stand and how far each is scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.panes.compare_layout import character_width
from desktop.ui.panes.full_text_minimap import WIDTH, Minimaps
from desktop.ui.panes.full_text_page import FullTextPage
from desktop.ui.theme import UNIT
from desktop.ui.typesetter import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.review import Review, Span
    from desktop.ui.theme import Look


class TextColumns(QWidget):
    """The columns, known by their number in the comparison. A page is set when its column is first shown."""

    arranged = Signal()  # other columns are shown, or they have other widths

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._reviews: tuple[Review, ...] = ()
        self._order: tuple[int, ...] = ()
        self._shown: tuple[int, ...] = ()
        self._pages: dict[int, FullTextPage] = {}
        self._column_of: dict[QObject, int] = {}
        self._hits: Mapping[int, Sequence[Span]] = {}
        self._ranks: Mapping[tuple[int, Span], int] = {}
        self._asked: tuple[int, Span] | None = None
        self._at = 0
        self.maps = Minimaps(look, self)

    # properties

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns shown, from left to right."""
        return self._shown

    @property
    def waiting(self) -> tuple[int, ...]:
        """The columns that have no room now."""
        return tuple(column for column in self._order if column not in self._shown)

    # methods

    def take_reviews(self, reviews: Sequence[Review]) -> None:
        """Forget the pages and take other reviews, none of which is shown yet."""
        for page in self._pages.values():
            page.hide()
            page.deleteLater()
        self.maps.clear()
        self._pages, self._column_of = {}, {}
        self._reviews, self._order, self._shown = tuple(reviews), (), ()
        self._ranks, self._asked = {}, None

    def lay_out(self, kept: int = -1) -> list[int]:
        """Show the columns for which there is room, and give them their places; returns those that were not shown before.

        Of those shown before, ``kept`` stays though there is less room now.
        """
        shown = self._order[: self.capacity()]
        if kept in self._shown and kept not in shown:
            shown = (*shown[:-1], kept)
        fresh = [column for column in shown if column not in self._shown]
        self._shown = shown
        for column, page in self._pages.items():
            page.setVisible(column in shown)
        width, count = self.width(), max(1, len(shown))
        for i, column in enumerate(shown):
            left = width * i // count
            self.page(column).setGeometry(left, 0, width * (i + 1) // count - left - WIDTH, self.height())
            self.page(column).show()
        self.maps.arrange(dict(zip(shown, self.edges(), strict=True)))
        return fresh

    def page(self, column: int) -> FullTextPage:
        """The page of a column."""
        page = self._pages.get(column)
        if page is None:
            page = self._make_page(column)
        return page

    def set_ranks(self, ranks: Mapping[tuple[int, Span], int], asked: tuple[int, Span] | None, at: int) -> None:
        """Mark passages (column and span) that answer the one ``asked`` about, the best with rank 1; ``at`` is gone to."""
        self._ranks, self._asked, self._at = ranks, asked, at
        for column in self._pages:
            self._mark_answers(column)

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
            page.marks.mark(self._hits.get(column, ()))

    def places(self) -> dict[int, int]:
        """How far each column is scrolled, as the source offset at its top."""
        return {column: self.page(column).place() for column in self._shown}

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
        bar, height, line = page.verticalScrollBar(), page.viewport().height(), reading_line(page)
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
            page.go_to(at_line, above=reading_line(page))
        page.reveal(span)

    def clear_mark(self, column: int) -> None:
        """Take the mark of the passage arrived at off a column."""
        self.page(column).marks.arrive(None)

    # inside

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
        page.marks.mark(self._hits.get(column, ()))
        self._pages[column] = page
        self._mark_answers(column)
        self.maps.make(column, page)
        for part in (page, page.viewport(), page.verticalScrollBar()):
            self._column_of[part] = column
        return page


def reading_line(page: FullTextPage) -> int:
    """Where the reading line is, in pixels of the view: where a passage that is opened comes to stand."""
    return page.viewport().height() // 4
