"""The table of a comparison: where the reader stands in it, and what stays under the eye.

The place of the reader is a cell and a *stop* in it: a passage, the line that opens a long cell, or the name of the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from typing_extensions import override

from desktop.ui.models.compare_model import Cell, Kind
from desktop.ui.panes.compare_cells import CellsView
from desktop.ui.panes.compare_laid import NAME
from desktop.ui.panes.compare_margin import heading_height
from desktop.ui.panes.scrollbars import slim
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from desktop.comparison.rows import Comparison
    from desktop.review import Passage, Span
    from desktop.ui.models.compare_rows import RowView
    from desktop.ui.theme import Look


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that outlives a change of columns: row, review (id, empty if none), stop, and its top in pixels of the view."""

    key: str
    review: str
    stop: int
    y: int


class CellsTable(CellsView):
    """The cells, with the reader in one of them. Whatever changes, what is read stays in view."""

    stood = Signal(str)  # where the reader stands now, in words

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._stop = 0
        self._fresh = True  # the reader has not gone anywhere yet
        self._held: Spot | None = None  # what was under the eye before changes that nobody saw
        look.changed.connect(self.dress)
        self.dress()

    # properties

    @property
    def stop(self) -> int:
        """The stop in the current cell at which the reader stands."""
        return self._stop

    @property
    def at_name(self) -> bool:
        """Whether the reader stands at the name of a row."""
        return self._stop == NAME

    # methods

    def compare(self, comparison: Comparison | None, moved: Collection[tuple[int, Span]] = ()) -> None:
        """Show another comparison from its beginning; ``moved`` are the passages that the reader put where they stand."""
        self._cache.clear()
        self._unfolded.clear()
        self._listed.clear()
        self._around.clear()
        self._stop = 0
        self._kept, self._held = -1, None
        self.cells.compare(comparison, moved=moved)
        self._order = tuple(range(len(comparison.columns))) if comparison else ()
        self._arrange()
        self._fit()
        self.verticalScrollBar().setValue(0)
        self._stand_somewhere()
        self._fresh = True

    def renew(self, comparison: Comparison, moved: Collection[tuple[int, Span]]) -> None:
        """Show the same reviews compared anew: passages were moved. What is read stays in view, and what was opened, open."""
        cell, spot, stop = self.current_cell(), self.spot(), self._stop
        self._cache.clear()
        self.cells.compare(comparison, self.cells.columns, stacked=self.cells.stacked, moved=moved)
        self._fit()
        self.restore(spot)
        place = self.cells.find(cell.key, cell.review) if cell is not None else None
        if place is not None:
            self.stand(*place, stop)
        else:
            self._stand_somewhere(self._nearest(cell.key) if cell is not None else "")

    def set_order(self, order: Sequence[int]) -> None:
        """Take the columns in another order, or fewer or more of them; the first of them are shown."""
        spot = self.spot()
        self._order, self._kept = tuple(order), -1
        self._arrange()
        self._fit()
        self.restore(spot)

    def set_view(self, view: RowView) -> None:
        """Show other rows; the reader stays where that still is, else goes to the next row that is shown."""
        if view == self.cells.view:
            return
        spot = self.spot()
        self._arrange(view)
        self._fit()
        self.restore(spot)
        if self.currentIndex().isValid():
            self.reveal()

    def current_cell(self) -> Cell | None:
        """The cell in which the reader stands."""
        index = self.currentIndex()
        return self.cells.cell(index.row(), index.column()) if index.isValid() else None

    def current_passage(self) -> tuple[int, Span] | None:
        """The review and the span of what the reader stands at; None at a line that is nobody's words."""
        cell = self.current_cell()
        if cell is None or cell.review < 0 or self.at_name:
            return None
        if cell.passages:
            return cell.review, cell.passages[min(self._stop, len(cell.passages) - 1)].span
        return (cell.review, cell.spans[0]) if cell.spans else None

    def passage_here(self) -> tuple[int, Passage] | None:
        """The review and the passage where the reader stands; None elsewhere."""
        cell = self.current_cell()
        here = cell is not None and 0 <= self._stop < len(cell.passages)
        return (cell.review, cell.passages[self._stop]) if cell is not None and here else None

    def stand(self, row: int, column: int, stop: int, *, reveal: bool = True) -> None:
        """Go to a stop of a cell, or to the name of its row."""
        if stop == NAME and (named := self.cells.name_row(self.cells.cell(row, column).key)) >= 0:
            row, column, self._stop = named, 0, NAME
        else:
            self._stop = max(0, min(stop, self.laid(row, column).stops - 1))
        index = self.cells.index(row, column)
        moved = index != self.currentIndex()
        if moved:
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)
        self._fresh = False
        if reveal:
            self.reveal()
        self.viewport().update()
        self._show_name()
        words = self.spoken()
        if (self.at_name or not moved) and self.hasFocus() and QAccessible.isActive():
            # Qt itself tells a screen reader of another cell, but knows nothing of the passages inside one, or of its name.
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.stood.emit(words)

    def reveal(self) -> None:
        """Bring the stop where the reader stands into view."""
        index = self.currentIndex()
        if not index.isValid():
            return
        upper, lower = self.laid(index.row(), index.column()).extent(self._stop)
        if self.at_name:
            lower = min(lower, UNIT * 16.0)
        top = self.rowViewportPosition(index.row()) + round(upper)
        bottom = top + round(lower - upper)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        above = UNIT * 4 + (heading_height(self._look, None) if self.cells.stacked else 0)
        if top < above:
            bar.setValue(bar.value() + top - above)
        elif bottom > room - UNIT * 4:
            bar.setValue(bar.value() + min(bottom - room + UNIT * 4, top - above))

    def stop_rect(self) -> QRect:
        """Where the stop at which the reader stands is, in pixels of the table; empty where there is none."""
        index = self.currentIndex()
        if not index.isValid():
            return QRect()
        upper, lower = self.laid(index.row(), index.column()).extent(self._stop)
        top = self.rowViewportPosition(index.row()) + round(upper)
        corner = self.viewport().mapTo(self, QPoint(self.columnViewportPosition(index.column()) + self.setter.gutter, top))
        return QRect(corner.x(), corner.y(), self.columnWidth(index.column()) - self.setter.gutter, round(lower - upper))

    def spoken(self) -> str:
        """Where the reader stands, in words."""
        cell = self.current_cell()
        if cell is None:
            return ""
        if self.at_name:
            return self.cells.name_spoken(cell.key)
        if cell.passages and self._stop < len(cell.passages):
            name = self.cells.heads[cell.review].name
            rank = self.rank_in(cell, self._stop)
            answers = f" Answer {rank} of {len(self._ranks)}." if rank else ""
            return f"{name}, {self._stop + 1} of {len(cell.passages)}. {self.cells.passage_spoken(cell, self._stop)}{answers}"
        return str(self.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def spot(self, room: int = 0) -> Spot | None:
        """What to keep under the eye: where the reader stands if that is in view, else the first passage in view.

        ``room`` is the height of the view in pixels, if it is not that of now.
        """
        index, room = self.currentIndex(), room or self.viewport().height()
        if index.isValid():
            y = self.rowViewportPosition(index.row()) + round(self.laid(index.row(), index.column()).extent(self._stop)[0])
            if 0 <= y < room:
                cell = self.cells.cell(index.row(), index.column())
                return Spot(cell.key, self.cells.id_of(cell), self._stop, y)
        row = self.rowAt(0)
        if row < 0:
            return None
        # In a high row one column may have ended while another is read: what begins nearest to the top is what is read.
        top = self.rowViewportPosition(row)
        columns = range(1 if self.cells.cell(row, 0).kind is Kind.NOTE else self.cells.columnCount())
        places = [
            (column, stop, *self.laid(row, column).extent(stop)) for column in columns for stop in self._all_stops(row, column)
        ]
        seen = [place for place in places if top + place[3] > 0] or places
        column, stop, upper, _ = min(seen, key=lambda place: abs(top + place[2]))
        cell = self.cells.cell(row, column)
        return Spot(cell.key, self.cells.id_of(cell), stop, top + round(upper))

    def _all_stops(self, row: int, column: int) -> range:
        return range(max(1, self.laid(row, column).stops))

    def restore(self, spot: Spot | None, *, stand: bool = False) -> None:
        """Bring a spot back to where it stood in the view; with ``stand``, the reader too."""
        if spot is None:
            return
        if self._stale and not stand:
            self._held = self._held or spot
            return
        review = self.cells.number_of(spot.review)
        place = self.cells.find(spot.key, review) or next(
            ((row, 0) for row in range(self.cells.rowCount()) if self.cells.cell(row, 0).key == spot.key), None
        )
        if place is None:
            return
        if stand:
            cell = self.cells.cell(*place)
            if cell.passages and self.laid(*place).shown <= spot.stop < len(cell.passages):
                self.list_all(cell)
            self.stand(*place, spot.stop, reveal=False)
        upper = round(self.laid(*place).extent(spot.stop)[0])
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.rowViewportPosition(place[0]) + upper - spot.y)
        if stand:
            self.reveal()

    # what the delegate asks

    def stop_in(self, row: int, column: int) -> int:
        """The stop of this cell at which the reader stands; -1 where the reader stands elsewhere."""
        index = self.currentIndex()
        if (index.row(), index.column()) != (row, column):
            return -1
        if self.at_name:  # which stands beside the cell, or is the cell itself
            return 0 if self.cells.cell(row, column).kind is Kind.HEADING else -1
        return self._stop

    # events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        at_top = self.verticalScrollBar().value() == 0
        spot = self.spot(max(event.size().height(), event.oldSize().height()))
        super().resizeEvent(event)
        if self._fitting:
            return
        if event.size().width() != event.oldSize().width():
            self._keep(spot)
            self._arrange()
            self._fit()
            self.restore(spot)
        if at_top:  # who has not scrolled yet goes on seeing the beginning
            self.verticalScrollBar().setValue(0)
        else:
            self._hold(spot)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        held, self._held = self._held, None
        self.restore(held)
        self._hold(held)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_name()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_name()

    # slots

    @Slot()
    def dress(self) -> None:
        """Take up a changed look and keep what is read under the eye."""
        spot, at_top = self.spot(), self.verticalScrollBar().value() == 0
        slim(self, self._look)
        self.setter.refresh()
        self._cache.clear()
        self._keep(spot)
        self._arrange()
        self._fit()
        self.verticalScrollBar().setSingleStep(round(self._look.pixels(Type.BODY) * 3))
        self.restore(spot)
        if at_top:
            self.verticalScrollBar().setValue(0)
        self._hold(spot)
        self.viewport().update()

    # inside

    def _hold(self, spot: Spot | None) -> None:
        """Bring back into view what the reader stands at, where a spot was that and the view has become too low for it."""
        cell = self.current_cell()
        here = cell is not None and spot is not None and (spot.key, spot.stop) == (cell.key, self._stop)
        if (
            here
            and not self._fresh
            and not self._stale
            and not 0 <= self.stop_rect().top() < self.viewport().height() - UNIT * 6
        ):
            self.reveal()

    def _show_name(self) -> None:
        """Show in the margin whether the reader stands at a name there."""
        self._margin.show_here(self.currentIndex().row() if self.at_name else -1, focused=self.hasFocus())

    def _keep(self, spot: Spot | None) -> None:
        """Keep the column that is read among those shown, should there be room for fewer."""
        begun = not self._fresh or self.verticalScrollBar().value() > 0
        if spot is not None and begun and (column := self.cells.number_of(spot.review)) >= 0:
            self._kept = column

    def _arrange(self, view: RowView | None = None) -> None:
        """Choose the columns for the width there is, and the rows of a view (those of now, if none is given)."""
        view = self.cells.view if view is None else view
        here, stop, fresh = self.current_cell(), self._stop, self._fresh
        capacity = self.capacity()
        stacked = capacity < 2 <= len(self._order)
        columns = self._order if stacked else self._order[:capacity]
        if self._kept in self._order and self._kept not in columns:
            columns = (*columns[:-1], self._kept)
        if (columns, stacked, view) == (self.cells.columns, self.cells.stacked, self.cells.view):
            return
        if (columns, stacked) != (self.cells.columns, self.cells.stacked):
            self._cache.clear()
        self.cells.arrange(columns, stacked=stacked, view=view)
        place = self.cells.find(here.key, here.review) if here and not fresh else None
        if here and not fresh and stop == NAME and (row := self.cells.name_row(here.key)) >= 0:
            place = (row, 0)
        if place:
            self.stand(*place, stop, reveal=False)
        else:
            self._stand_somewhere(self._nearest(here.key) if here and not fresh else "")
        self._fresh = fresh

    def _nearest(self, key: str) -> str:
        """The row of a key if it is shown, else the next one that is, else the last before it."""
        keys = [row.key for row in self.cells.rows]
        at = keys.index(key) if key in keys else len(keys)
        shown = {row.key for row in self.cells.shown_rows}
        return next((k for k in (*keys[at:], *reversed(keys[:at])) if k in shown), "")

    def _stand_somewhere(self, key: str = "") -> None:
        """Stand at the first words of a row, or of the whole comparison."""
        kinds = (Kind.FACT, Kind.PASSAGES, Kind.FOLDED)
        places = [(r, c) for c in range(self.cells.columnCount()) for r in range(self.cells.rowCount())]
        worded = [p for p in places if (cell := self.cells.cell(*p)).kind in kinds and not cell.empty]
        place = next((p for p in worded if self.cells.cell(*p).key == key), worded[0] if worded else None)
        if place is None and self.cells.rowCount():
            place = (0, 0)  # nothing but the line that names what is hidden
        if place:
            self.stand(*place, 0, reveal=False)
