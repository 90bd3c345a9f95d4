"""The cells of a comparison as a view: which columns fit, how high rows are, and what is opened in them.

Where fewer than two columns fit, the same rows stand below each other in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView
from typing_extensions import override

from desktop.ui.models.compare_model import Cell, CompareModel, Kind
from desktop.ui.panes.compare_layout import CellSetter
from desktop.ui.panes.compare_margin import Margin, heading_height, paint_heading
from desktop.ui.panes.compare_marks import line_head_height
from desktop.ui.theme import UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QColor, QFocusEvent, QPaintEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from desktop.review import Span
    from desktop.ui.panes.compare_laid import Laid
    from desktop.ui.theme import Look


class CellsView(QTableView):
    """The cells, laid out. It shows as many of the columns of its order as fit, and says when those change."""

    arranged = Signal()  # other columns are shown, or they have other widths

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.cells = CompareModel(self)
        self.setter = CellSetter(look, self.cells)
        self._order: tuple[int, ...] = ()
        self._stale = False  # sizes are to be given when the view is shown
        self._fitting = False  # sizes are given: the margin may take room from the view meanwhile
        self._kept = -1  # the column that stays shown though there is less room now
        self._cache: dict[tuple[str, int, int, bool, bool, frozenset[Span]], Laid] = {}
        self._unfolded: set[tuple[str, int]] = set()
        self._listed: set[tuple[str, int]] = set()
        self._around: dict[tuple[str, int], frozenset[Span]] = {}  # the paragraphs of a cell that are shown whole
        self._hits: Mapping[int, Sequence[tuple[Span, QColor]]] = {}
        self._ranks: Mapping[tuple[int, Span], int] = {}
        self._asked: tuple[int, Span] | None = None
        self.setModel(self.cells)
        self._margin = Margin(look, self.cells, self)
        self.setVerticalHeader(self._margin)
        across = self.horizontalHeader()
        across.hide()
        across.setMinimumSectionSize(1)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setAccessibleName("Comparison by topic")
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # properties

    @property
    def waiting(self) -> tuple[int, ...]:
        """The columns that have no room now."""
        return tuple(column for column in self._order if column not in self.cells.columns)

    # methods

    def set_hits(self, hits: Mapping[int, Sequence[tuple[Span, QColor]]]) -> None:
        """Wash these stretches of the reviews (by their column in the comparison)."""
        self._hits = hits
        self.viewport().update()

    def set_ranks(self, ranks: Mapping[tuple[int, Span], int], asked: tuple[int, Span] | None) -> None:
        """Mark passages (review and span) that answer the one ``asked`` about, the best with rank 1."""
        self._ranks, self._asked = ranks, asked
        self.viewport().update()

    def capacity(self) -> int:
        """How many columns of at least the least width fit beside the margin."""
        return max(0, (self.width() - self._beside()) // self.setter.least_width)

    def wanted_width(self, columns: int) -> int:
        """The width in pixels at which so many columns fit."""
        return self._beside() + columns * self.setter.least_width

    def _beside(self) -> int:
        return self.verticalScrollBar().sizeHint().width() + self._margin.wanted_width()

    def edges(self) -> list[QRect]:
        """Where the columns stand, in pixels of the table."""
        left = self.viewport().x()
        return [QRect(left + self.columnViewportPosition(i), 0, self.columnWidth(i), 0) for i in range(len(self.cells.columns))]

    def set_unfolded(self, cell: Cell, *, unfolded: bool) -> None:
        """Show all of a cell with what stands round its passages, or as much as a few lines hold."""
        if unfolded:
            self._unfolded.add((cell.key, cell.review))
        else:
            self._unfolded.discard((cell.key, cell.review))
            self._listed.discard((cell.key, cell.review))
            self._around.pop((cell.key, cell.review), None)
        self._fit()

    def set_around(self, cell: Cell, paragraph: Span, *, shown: bool) -> None:
        """Show a paragraph of a cell whole, quiet round its passages, or the passages alone."""
        now = self._around.get((cell.key, cell.review), frozenset())
        self._around[cell.key, cell.review] = now | {paragraph} if shown else now - {paragraph}
        self._fit()

    def is_around(self, cell: Cell, paragraph: Span) -> bool:
        """Whether a paragraph of a cell is shown whole."""
        return paragraph in self._around.get((cell.key, cell.review), ())

    def list_all(self, cell: Cell) -> None:
        """Show all passages of a cell, without what stands round them."""
        self._listed.add((cell.key, cell.review))
        self._fit()

    def is_listed(self, cell: Cell) -> bool:
        """Whether all passages of a cell are shown, without what stands round them."""
        return (cell.key, cell.review) in self._listed

    def is_unfolded(self, cell: Cell) -> bool:
        """Whether all of a cell is shown."""
        return (cell.key, cell.review) in self._unfolded

    # what the delegate asks

    def laid(self, row: int, column: int) -> Laid:
        """The cell at a place, laid out for its width."""
        cell = self.cells.cell(row, column)
        note = cell.kind in (Kind.NOTE, Kind.FOLDED)
        width = self.viewport().width() if cell.kind is Kind.NOTE else self.columnWidth(column)
        opened, listed = self.is_unfolded(cell), self.is_listed(cell)
        around = self._around.get((cell.key, cell.review), frozenset())
        key = (cell.key + cell.text if note else cell.key, cell.review, width, opened, listed, around)
        laid = self._cache.get(key)
        if laid is None:
            laid = self._cache[key] = self.setter.lay(cell, width, opened=opened, listed=listed, around=around)
        return laid

    def hits_in(self, cell: Cell) -> Sequence[tuple[Span, QColor]]:
        """What is washed in the review of a cell."""
        return self._hits.get(cell.review, ())

    def rank_in(self, cell: Cell, stop: int) -> int:
        """The rank of a passage among those that answer; 0 where it does not."""
        return self._ranks.get((cell.review, cell.passages[stop].span), 0) if self._ranks and stop < len(cell.passages) else 0

    def is_asked(self, cell: Cell, stop: int) -> bool:
        """Whether a passage is the one that the marked ones answer."""
        return self._asked is not None and stop < len(cell.passages) and self._asked == (cell.review, cell.passages[stop].span)

    def focused(self) -> bool:
        """Whether keys go to the table."""
        return self.hasFocus()

    # events

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.cells.stacked:
            self._paint_sticky()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # slots

    @Slot(int)
    def _scrolled(self, _value: int) -> None:
        self._margin.viewport().update()
        if self.cells.stacked:
            self.viewport().update()

    # inside

    def _fit(self) -> None:
        """Give columns and rows their sizes; while nobody sees them, that can wait."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        model, margin = self.cells, self._margin
        self._fitting = True
        margin.setVisible(not model.stacked)
        margin.setFixedWidth(margin.wanted_width())
        self.updateGeometries()
        self._fitting = False
        count = model.columnCount()
        room = self.viewport().width()
        for column in range(count):
            self.setColumnWidth(column, room * (column + 1) // count - room * column // count)
        self.clearSpans()
        for row in range(model.rowCount()):
            if model.cell(row, 0).kind is Kind.NOTE and count > 1:
                self.setSpan(row, 0, 1, count)
            self.setRowHeight(row, self._row_height(row))
        self.updateGeometries()
        self.arranged.emit()

    def _row_height(self, row: int) -> int:
        model = self.cells
        first, named = model.cell(row, 0), model.row(row)
        if first.kind is Kind.HEAD:
            return line_head_height(self._look)
        if first.kind is Kind.HEADING:
            return heading_height(self._look, named)
        across = range(1 if first.kind is Kind.NOTE else model.columnCount())
        height = round(max(self.laid(row, column).height for column in across))
        return max(height, self._margin.label_height(named)) if named is not None and not model.stacked else height

    def _paint_sticky(self) -> None:
        """Keep the heading of the stacked row that is read at the top of the view."""
        row = self.rowAt(0)
        named = self.cells.row(row) if row >= 0 else None
        if named is None or (self.rowViewportPosition(row) >= 0 and self.cells.cell(row, 0).kind is Kind.HEADING):
            return
        height = heading_height(self._look, named) - (0 if named.is_fact else UNIT * 2)
        rows = range(row + 1, self.cells.rowCount())
        below = next((r for r in rows if self.cells.cell(r, 0).key != named.key), None)
        push = 0 if below is None else min(0, self.rowViewportPosition(below) - height)
        band = QRect(0, push, self.viewport().width(), height)
        painter = QPainter(self.viewport())
        painter.fillRect(band, self._look.colours.paper)
        painter.setPen(self._look.colours.hairline)
        painter.drawLine(band.bottomLeft(), band.bottomRight())
        paint_heading(painter, band.adjusted(UNIT * 2, 0, -UNIT * 4, -UNIT), named, self._look)
        painter.end()
