"""The order of a comparison's columns, and which of them stays first."""

from __future__ import annotations

from dataclasses import dataclass, replace


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

    def swapped_in(self, waiting: int, shown: int, here: int) -> ColumnOrder:
        """With a waiting column in the place of ``here``, one of the first ``shown``; of the last, where that is the base."""
        if waiting in self.order[:shown] or waiting not in self.order or shown < 1:
            return self
        at = self.order.index(here) if here in self.order[:shown] and here != self.base else shown - 1
        return self._swapped(at, self.order.index(waiting))

    def without(self, column: int) -> tuple[int, ...]:
        """The columns that are left when one is closed."""
        return tuple(one for one in self.order if one != column)

    def _swapped(self, one: int, other: int) -> ColumnOrder:
        order = list(self.order)
        order[one], order[other] = order[other], order[one]
        return replace(self, order=tuple(order))
