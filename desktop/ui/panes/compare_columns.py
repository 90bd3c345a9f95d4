"""The columns of a comparison: their order, which of them stays first, and how the reader goes from one to another.

By topic and in full the same columns are shown, as many of them as there is room for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.ui.panes.compare_commands import FULL_TEXT, TOPICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.panes.compare_topics import TopicsTable
    from desktop.ui.panes.full_text import FullText


@dataclass(frozen=True, slots=True)
class ColumnOrder:
    """Columns of a comparison, from left to right; ``base`` is the one that stays first, -1 where none does."""

    order: tuple[int, ...] = ()
    base: int = -1

    def moved(self, column: int, by: int) -> ColumnOrder:
        """With ``column`` and its neighbour at ``by`` (-1 or 1) swapped; unchanged at an end and where the base would move."""
        at = self.order.index(column) if column in self.order else -1
        to = at + by
        if at < 0 or not 0 <= to < len(self.order) or self.base in (column, self.order[to]):
            return self
        return self._swapped(at, to)

    def pinned(self, column: int) -> ColumnOrder:
        """With ``column`` first and kept there; not kept any more, if it was."""
        if column == self.base:
            return replace(self, base=-1)
        return ColumnOrder((column, *(one for one in self.order if one != column)), column)

    def as_shown(self, shown: Sequence[int]) -> ColumnOrder:
        """With the columns that are shown first, as they stand."""
        return replace(self, order=(*shown, *(one for one in self.order if one not in shown)))

    def swapped_in(self, waiting: int, shown: Sequence[int], here: int) -> ColumnOrder:
        """With a waiting column in the place of ``here``, one of those shown; of the last of them, where that is the base."""
        if waiting in shown or waiting not in self.order or not shown:
            return self
        gives_way = here if here in shown and here != self.base else shown[-1]
        swapped = {gives_way: waiting, waiting: gives_way}
        return replace(self, order=tuple(swapped.get(one, one) for one in self.as_shown(shown).order))

    def without(self, column: int) -> tuple[int, ...]:
        """The columns that are left when one is closed."""
        return tuple(one for one in self.order if one != column)

    def _swapped(self, one: int, other: int) -> ColumnOrder:
        order = list(self.order)
        order[one], order[other] = order[other], order[one]
        return replace(self, order=tuple(order))


class Columns(QObject):
    """The columns of both modes, known by their number in the comparison."""

    reordered = Signal()  # the columns stand in another order
    changed = Signal()  # another order, or another column that stays first
    said = Signal(str)

    def __init__(self, table: TopicsTable, texts: FullText, parent: QObject) -> None:
        super().__init__(parent)
        self._table, self._texts = table, texts
        self._order = ColumnOrder()
        self.mode = TOPICS

    # properties

    @property
    def order(self) -> tuple[int, ...]:
        """All columns, from left to right; the first of them are shown."""
        return self._order.order

    @property
    def base(self) -> int:
        """The column that stays first; -1 where none does."""
        return self._order.base

    @property
    def shown(self) -> tuple[int, ...]:
        """The columns for which there is room in the mode of now."""
        return self._table.cells.columns if self.mode == TOPICS else self._texts.columns

    # methods

    def start(self, count: int, base: int = -1) -> None:
        """Take the columns of another comparison, as they come; ``base`` stays first."""
        self._order = ColumnOrder(tuple(range(count)))
        if base >= 0:
            self._take(ColumnOrder(self.order, base))

    def here(self) -> int:
        """The column in which the reader is; -1 where there is none."""
        if self.mode == FULL_TEXT and self._texts.lead >= 0:
            return self._texts.lead
        cell = self._table.current_cell()
        if cell is not None and cell.review >= 0:
            return cell.review
        return self.order[0] if self.order else -1

    def step(self, by: int) -> bool:
        """Go to the next column shown, round the end; where one full text is shown, the next review takes its place."""
        shown, here = self.shown, self.here()
        if len(shown) > 1 and here in shown:
            self.choose(shown[(shown.index(here) + by) % len(shown)])
        elif len(shown) == 1 and self.mode == FULL_TEXT:
            order = sorted(self.order)
            self.swap_in(order[(order.index(here) + by) % len(order)])
        return bool(shown)

    def move(self, by: int) -> bool:
        """Swap the column of the reader with its neighbour; the base stays where it is. False where that cannot be."""
        here, now = self.here(), self._order.as_shown(self.shown)
        moved = now.moved(here, by)
        if moved == now:
            return False
        self._take(moved)
        self.choose(here)
        return True

    def left_without(self, column: int) -> tuple[tuple[int, ...], int]:
        """The columns that are left when one is closed, and the place among them of the one that stays first (-1: none)."""
        left = self._order.without(column)
        return left, left.index(self.base) if self.base in left else -1

    def bring(self, column: int) -> None:
        """Make sure that a column is among those shown."""
        shown = self.shown
        if shown and column not in shown:
            self._take(self._order.swapped_in(column, shown, shown[-1]))

    def choose_cell(self, column: int) -> None:
        """Put the reader into a column of the table, in the row where the reader is."""
        cell = self._table.current_cell()
        place = self._table.cells.find(cell.key, column) if cell else None
        if cell is not None and cell.review != column and place:
            self._table.stand(*place, 0)

    # slots

    @Slot(int)
    def pin(self, column: int) -> None:
        """Keep a column first, or no longer."""
        self._take(self._order.pinned(column))
        kept = self.base == column
        self.said.emit(f"{self._table.cells.heads[column].name} {'stays first' if kept else 'is not kept first any more'}")

    @Slot(int)
    def swap_in(self, column: int) -> None:
        """Show a waiting review in place of the column in which the reader is."""
        self._take(self._order.swapped_in(column, self.shown, self.here()))
        self.choose(column)

    @Slot(int)
    def choose(self, column: int) -> None:
        """Put the reader into a column."""
        if self.mode == FULL_TEXT:
            self._texts.take_lead(column)
        else:
            self.choose_cell(column)
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # inside

    def _take(self, columns: ColumnOrder) -> None:
        # What is shown may be another choice than the first of the order: the column that is read stays where room is lost.
        changed = columns.order != self.order or columns.order[: len(self.shown)] != self.shown
        self._order = columns
        if changed:
            self._table.set_order(columns.order)
            if self.mode == FULL_TEXT:
                self._texts.set_order(columns.order)
            self.reordered.emit()
        self.changed.emit()
