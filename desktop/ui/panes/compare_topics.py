"""The comparison by topic: reviews in columns, topics in rows, the critics' own words in the cells.

The table is read passage by passage: the place of the reader is a cell and a *stop* in it (a passage, or the line that
opens a long cell). Where fewer than two columns fit, the same rows stand below each other in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView
from typing_extensions import override

from desktop.ui.models.compare_model import Cell, CompareModel, Kind
from desktop.ui.panes.compare_delegate import CompareDelegate, Margin, heading_height, paint_heading
from desktop.ui.panes.compare_layout import CellSetter, Laid
from desktop.ui.panes.compare_marks import head_height
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop.comparison.rows import Comparison
    from desktop.review import Span
    from desktop.ui.theme import Look


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that outlives a change of columns: row, review (id, empty if none), stop, and its top in pixels of the view."""

    key: str
    review: str
    stop: int
    y: int


class TopicsTable(QTableView):
    """The table. It shows as many of the columns of :meth:`set_order` as fit, and says which."""

    opened = Signal(int, object)  # review, Span: the passage is wanted in its full text
    arranged = Signal()  # other columns are shown, or they have other widths
    stood = Signal(str)  # where the reader stands now, in words

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.cells = CompareModel(self)
        self.setter = CellSetter(look, self.cells)
        self._order: tuple[int, ...] = ()
        self._cache: dict[tuple[str, int, int, bool], Laid] = {}
        self._unfolded: set[tuple[str, int]] = set()
        self._hits: Mapping[int, Sequence[tuple[Span, QColor]]] = {}
        self._stop = 0
        self._down: tuple[QModelIndex, int] | None = None
        self.setModel(self.cells)
        self.setItemDelegate(CompareDelegate(look, self, self))
        self._margin = Margin(look, self.cells, self)
        self.setVerticalHeader(self._margin)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
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
        look.changed.connect(self.dress)
        self.dress()

    # properties

    @property
    def order(self) -> tuple[int, ...]:
        """All columns, in the reader's order."""
        return self._order

    @property
    def waiting(self) -> tuple[int, ...]:
        """The columns that have no room now."""
        return self._order[len(self.cells.columns) :]

    @property
    def stop(self) -> int:
        """The stop in the current cell at which the reader stands."""
        return self._stop

    # methods

    def compare(self, comparison: Comparison | None) -> None:
        """Show another comparison from its beginning."""
        self._cache.clear()
        self._unfolded.clear()
        self._stop = 0
        self.cells.compare(comparison)
        self._order = tuple(range(len(comparison.columns))) if comparison else ()
        self._arrange()
        self._fit()
        self.verticalScrollBar().setValue(0)
        first = next((row.key for row in self.cells.rows if not row.is_fact), "")
        place = self.cells.find(first, self._order[0]) if self._order else None
        if place:
            self.stand(*place, 0, reveal=False)

    def set_order(self, order: Sequence[int]) -> None:
        """Take the columns in another order, or fewer or more of them; the first of them are shown."""
        spot = self.spot()
        self._order = tuple(order)
        self._arrange()
        self._fit()
        self.restore(spot)

    def set_hits(self, hits: Mapping[int, Sequence[tuple[Span, QColor]]]) -> None:
        """Wash these stretches of the reviews (by their column in the comparison)."""
        self._hits = hits
        self.viewport().update()

    def capacity(self) -> int:
        """How many columns of at least the least width fit beside the margin."""
        room = self.width() - self.verticalScrollBar().sizeHint().width() - self._margin.wanted_width()
        return max(0, room // self.setter.least_width)

    def edges(self) -> list[QRect]:
        """Where the columns stand, in pixels of the table."""
        left = self.viewport().x()
        return [QRect(left + self.columnViewportPosition(i), 0, self.columnWidth(i), 0) for i in range(len(self.cells.columns))]

    def current_cell(self) -> Cell | None:
        """The cell in which the reader stands."""
        index = self.currentIndex()
        return self.cells.cell(index.row(), index.column()) if index.isValid() else None

    def current_passage(self) -> tuple[int, Span] | None:
        """The review and the span of what the reader stands at; None at a line that is nobody's words."""
        cell = self.current_cell()
        if cell is None or cell.review < 0:
            return None
        if cell.passages:
            return cell.review, cell.passages[min(self._stop, len(cell.passages) - 1)].span
        return (cell.review, cell.spans[0]) if cell.spans else None

    def stand(self, row: int, column: int, stop: int, *, reveal: bool = True) -> None:
        """Go to a stop of a cell."""
        self._stop = max(0, min(stop, self.laid(row, column).stops - 1))
        index = self.cells.index(row, column)
        if index != self.currentIndex():
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)
        if reveal:
            self.reveal()
        self.viewport().update()
        self.stood.emit(self._spoken())

    def stand_at_passage(self, key: str, review: int, passage: int) -> None:
        """Go to a passage of a cell, and open the cell where it is folded away."""
        place = self.cells.find(key, review)
        if place is None:
            return
        laid = self.laid(*place)
        if passage >= laid.stops - bool(laid.more):
            self._unfolded.add((key, review))
            self._fit()
        self.stand(*place, passage)

    def reveal(self) -> None:
        """Bring the stop where the reader stands into view."""
        index = self.currentIndex()
        if not index.isValid():
            return
        upper, lower = self.laid(index.row(), index.column()).extent(self._stop)
        top = self.rowViewportPosition(index.row()) + round(upper)
        bottom = top + round(lower - upper)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        above = UNIT * 4 + (heading_height(self._look) if self.cells.stacked else 0)
        if top < above:
            bar.setValue(bar.value() + top - above)
        elif bottom > room - UNIT * 4:
            bar.setValue(bar.value() + min(bottom - room + UNIT * 4, top - above))

    def unfold(self) -> bool:
        """Open the cell where the reader stands, or fold it again; False where there is nothing to open."""
        cell = self.current_cell()
        if cell is None or cell.review < 0 or cell.empty:
            return False
        spot = self.spot()
        self._unfolded ^= {(cell.key, cell.review)}
        if not self.is_unfolded(cell):
            spot = None
        self._fit()
        if spot is not None:
            self.restore(spot)
        else:
            self.stand(self.currentIndex().row(), self.currentIndex().column(), 0)
        return True

    def is_unfolded(self, cell: Cell) -> bool:
        """Whether all of a cell is shown."""
        return (cell.key, cell.review) in self._unfolded

    def fold_current(self) -> bool:
        """Fold the cell where the reader stands, if it was opened."""
        cell = self.current_cell()
        return cell is not None and self.is_unfolded(cell) and self.unfold()

    def step_topic(self, by: int) -> bool:
        """Go to the next or previous row that is not of the row where the reader stands; False at the end."""
        index = self.currentIndex()
        if not index.isValid():
            return False
        here = self.cells.cell(index.row(), 0).key
        row = index.row()
        while 0 <= row < self.cells.rowCount() and self.cells.cell(row, 0).key == here:
            row += by
        if not 0 <= row < self.cells.rowCount() or self.cells.row(row) is None:
            return False
        if by < 0:  # to the beginning of that row, where rows are stacked
            key = self.cells.cell(row, 0).key
            while row > 0 and self.cells.cell(row - 1, 0).key == key:
                row -= 1
        stacked_heading = self.cells.cell(row, 0).kind is Kind.HEADING
        self.stand(row + stacked_heading, index.column(), 0)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.rowViewportPosition(row))
        return True

    def spot(self) -> Spot | None:
        """What to keep under the eye: where the reader stands if that is in view, else the first passage in view."""
        index = self.currentIndex()
        if index.isValid():
            cell = self.cells.cell(index.row(), index.column())
            y = self.rowViewportPosition(index.row()) + round(self.laid(index.row(), index.column()).extent(self._stop)[0])
            if 0 <= y < self.viewport().height():
                return Spot(cell.key, self.cells.id_of(cell), self._stop, y)
        row = self.rowAt(0)
        if row < 0:
            return None
        top = self.rowViewportPosition(row)
        laid = self.laid(row, 0)
        stop = next((s for s in range(laid.stops) if top + laid.extent(s)[1] > 0), 0)
        cell = self.cells.cell(row, 0)
        return Spot(cell.key, self.cells.id_of(cell), stop, top + round(laid.extent(stop)[0]))

    def restore(self, spot: Spot | None, *, stand: bool = False) -> None:
        """Bring a spot back to where it stood in the view; with ``stand``, the reader too."""
        place = self.cells.find(spot.key, self.cells.number_of(spot.review)) if spot else None
        if spot is None or place is None:
            return
        row, column = place
        upper = round(self.laid(row, column).extent(spot.stop)[0])
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.rowViewportPosition(row) + upper - spot.y)
        if stand:
            self.stand(row, column, spot.stop)

    # what the delegate asks

    def laid(self, row: int, column: int) -> Laid:
        """The cell at a place, laid out for its width."""
        cell = self.cells.cell(row, column)
        width = self.columnWidth(column) if cell.kind is not Kind.NOTE else self.viewport().width()
        key = (cell.key + cell.text if cell.kind is Kind.NOTE else cell.key, cell.review, width, self.is_unfolded(cell))
        laid = self._cache.get(key)
        if laid is None:
            laid = self._cache[key] = self.setter.lay(cell, width, opened=self.is_unfolded(cell))
        return laid

    def stop_in(self, row: int, column: int) -> int:
        """The stop of this cell at which the reader stands; -1 where the reader stands elsewhere."""
        index = self.currentIndex()
        return self._stop if (index.row(), index.column()) == (row, column) else -1

    def hits_in(self, cell: Cell) -> Sequence[tuple[Span, QColor]]:
        """What is washed in the review of a cell."""
        return self._hits.get(cell.review, ())

    def focused(self) -> bool:
        """Whether keys go to the table."""
        return self.hasFocus()

    # events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        spot = self.spot()
        super().resizeEvent(event)
        self._arrange()
        self._fit()
        self.restore(spot)

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

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        moves = {key.Key_Down: (1, 0), key.Key_Up: (-1, 0), key.Key_Right: (0, 1), key.Key_Left: (0, -1)}
        wanted = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif wanted in moves:
            down, across = moves[wanted]
            if down:
                self._step(down)
            else:
                self._cross(across)
        elif wanted in (key.Key_Home, key.Key_End):
            self._to_end(1 if wanted == key.Key_End else -1)
        elif wanted in (key.Key_PageDown, key.Key_PageUp):
            self._page(1 if wanted == key.Key_PageDown else -1)
        else:
            event.ignore()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._down = None
        place = self._place_at(event.position().toPoint())
        if place is not None and event.button() is Qt.MouseButton.LeftButton:
            self._down = place
            self.stand(place[0].row(), place[0].column(), place[1], reveal=False)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place, self._down = self._down, None
        if place is not None and place == self._place_at(event.position().toPoint()):
            self.activate_stop()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        cell = self.cells.cell(place[0].row(), place[0].column()) if place else None
        live = cell is not None and (bool(cell.passages) or bool(cell.spans))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)

    def activate_stop(self) -> None:
        """Open the passage where the reader stands in its full text; at the last line of a long cell, open the cell."""
        index = self.currentIndex()
        if not index.isValid():
            return
        if self._stop == self.laid(index.row(), index.column()).more_stop:
            self.unfold()
            return
        here = self.current_passage()
        if here is not None:
            self.opened.emit(*here)

    # slots

    @Slot()
    def dress(self) -> None:
        """Take up a changed look and keep what is read under the eye."""
        spot = self.spot()
        self.setter.refresh()
        self._cache.clear()
        self._arrange()
        self._fit()
        self.verticalScrollBar().setSingleStep(round(self._look.pixels(Type.BODY) * 3))
        self.restore(spot)
        self.viewport().update()

    @Slot(int)
    def _scrolled(self, _value: int) -> None:
        self._margin.viewport().update()
        if self.cells.stacked:
            self.viewport().update()

    # inside

    def _arrange(self) -> None:
        """Choose the columns for the width there is."""
        before = self.cells.columns, self.cells.stacked
        here = self.current_cell()
        stop = self._stop
        capacity = self.capacity()
        stacked = capacity < 2 <= len(self._order)
        self.cells.arrange(self._order if stacked else self._order[:capacity], stacked=stacked)
        if before != (self.cells.columns, self.cells.stacked) and here is not None:
            place = self.cells.find(here.key, here.review) or self.cells.find(here.key, self._order[0])
            if place:
                self.stand(*place, stop, reveal=False)

    def _fit(self) -> None:
        """Give columns and rows their sizes."""
        model, margin = self.cells, self._margin
        margin.setVisible(not model.stacked)
        margin.setFixedWidth(margin.wanted_width())
        self.updateGeometries()
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
        first = model.cell(row, 0)
        if first.kind is Kind.HEAD:
            return head_height(self._look)
        if first.kind is Kind.HEADING:
            return heading_height(self._look)
        shown = range(1 if first.kind is Kind.NOTE else model.columnCount())
        height = max(self.laid(row, column).height for column in shown)
        named = model.row(row)
        least = self._margin.label_height(named) if named is not None and not model.stacked else 0
        return max(round(height), least)

    def _cell_stops(self, row: int, column: int) -> int:
        """How many stops the reader passes in a cell: none where nothing is said."""
        cell = self.cells.cell(row, column)
        if cell.kind in (Kind.HEAD, Kind.NOTE):
            return 1
        return 0 if cell.kind in (Kind.HEADING, Kind.BLANK) or cell.empty else self.laid(row, column).stops

    def _step(self, by: int) -> None:
        """Go to the next or previous stop down the column."""
        index = self.currentIndex()
        if not index.isValid():
            return
        row, column, stop = index.row(), index.column(), self._stop + by
        if 0 <= stop < self._cell_stops(row, column):
            self.stand(row, column, stop)
            return
        row += by
        while 0 <= row < self.cells.rowCount():
            at = 0 if self.cells.cell(row, 0).kind is Kind.NOTE else column
            stops = self._cell_stops(row, at)
            if stops:
                self.stand(row, at, 0 if by > 0 else stops - 1)
                return
            row += by
        bar = self.verticalScrollBar()
        bar.setValue(bar.minimum() if by < 0 else bar.maximum())

    def _cross(self, by: int) -> None:
        """Go to the next or previous critic in the row, to the passage that stands at the same height."""
        index = self.currentIndex()
        if not index.isValid():
            return
        if self.cells.stacked:
            row = index.row() + by
            kind = self.cells.cell(row, 0).kind if 0 <= row < self.cells.rowCount() else Kind.BLANK
            if kind in (Kind.FACT, Kind.PASSAGES, Kind.HEAD):
                self.stand(row, 0, 0)
            return
        column = index.column() + by
        if 0 <= column < self.cells.columnCount() and self.cells.cell(index.row(), 0).kind is not Kind.NOTE:
            y = self.laid(index.row(), index.column()).extent(self._stop)[0]
            there = self.laid(index.row(), column)
            nearest = min(range(max(1, there.stops)), key=lambda stop: abs(there.extent(stop)[0] - y))
            self.stand(index.row(), column, nearest)

    def _to_end(self, by: int) -> None:
        """Go to the first or last stop of the column."""
        index = self.currentIndex()
        rows = range(self.cells.rowCount()) if by < 0 else reversed(range(self.cells.rowCount()))
        for row in rows:
            stops = self._cell_stops(row, max(0, index.column()))
            if stops:
                self.stand(row, max(0, index.column()), 0 if by < 0 else stops - 1)
                break

    def _page(self, by: int) -> None:
        """Scroll a screen less a line, and take the reader along to the first stop that is wholly in view."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * (self.viewport().height() - UNIT * 12))
        index = self.currentIndex()
        column = max(0, index.column())
        for row in range(max(0, self.rowAt(0)), self.cells.rowCount()):
            top = self.rowViewportPosition(row)
            for stop in range(self._cell_stops(row, column)):
                if top + self.laid(row, column).extent(stop)[0] >= UNIT * 4:
                    self.stand(row, column, stop)
                    return

    def _place_at(self, point: QPoint) -> tuple[QModelIndex, int] | None:
        """The cell and the stop under a point of the view."""
        index = self.indexAt(point)
        if not index.isValid():
            return None
        stop = self.laid(index.row(), index.column()).stop_at(point.y() - self.rowViewportPosition(index.row()))
        return (index, stop) if stop >= 0 else None

    def _spoken(self) -> str:
        """Where the reader stands, in words."""
        cell = self.current_cell()
        if cell is None:
            return ""
        if cell.passages and self._stop < len(cell.passages):
            name = self.cells.heads[cell.review].name
            return f"{name}, {self._stop + 1} of {len(cell.passages)}. {self.cells.passage_spoken(cell, self._stop)}"
        return str(self.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def _paint_sticky(self) -> None:
        """Keep the heading of the stacked row that is read at the top of the view."""
        row = self.rowAt(0)
        named = self.cells.row(row) if row >= 0 else None
        if named is None or (self.rowViewportPosition(row) >= 0 and self.cells.cell(row, 0).kind is Kind.HEADING):
            return
        height = heading_height(self._look) - UNIT * 2
        below = next(
            (r for r in range(row + 1, self.cells.rowCount()) if self.cells.cell(r, 0).key != named.key), self.cells.rowCount()
        )
        push = min(0, self.rowViewportPosition(below) - height) if below < self.cells.rowCount() else 0
        painter = QPainter(self.viewport())
        band = QRect(0, push, self.viewport().width(), height)
        painter.fillRect(band, self._look.colours.paper)
        painter.setPen(self._look.colours.hairline)
        painter.drawLine(band.bottomLeft(), band.bottomRight())
        paint_heading(painter, band.adjusted(UNIT * 2, 0, -UNIT * 4, -UNIT), named, self._look)
        painter.end()
