"""The rows of a comparison's table: opened and folded, hidden and shown, moved up and down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.ui.models.compare_model import Kind
from desktop.ui.panes.compare_table import CellsTable

if TYPE_CHECKING:
    from desktop.review import Span
    from desktop.ui.models.compare_model import Row


class RowsTable(CellsTable):
    """The table, with what the reader does to its rows and cells. What is done is done where the reader stands."""

    # methods

    def unfold(self) -> bool:
        """Open the cell where the reader stands, or fold it again; False where there is nothing to open."""
        cell, index = self.current_cell(), self.currentIndex()
        if cell is not None and (cell.kind is Kind.FOLDED or self.at_name):
            return self.fold_row()
        if cell is None or cell.review < 0 or cell.empty or cell.kind is Kind.HEAD:
            return False
        spot, stop = self.spot(), self._stop
        folding = self.is_unfolded(cell)
        self.set_unfolded(cell, unfolded=not folding)
        if folding:
            last = self.laid(index.row(), index.column()).stops - 1
            self.stand(index.row(), index.column(), 0 if stop > last else stop)
        else:
            self.restore(spot)
            self.stand(index.row(), index.column(), stop)
        return True

    def show_around(self) -> str:
        """Show the paragraph round the passage where the reader stands, or the passage alone; says what was done.

        Empty where the reader stands at no passage.
        """
        cell, found, spot = self.current_cell(), self.passage_here(), self.spot()
        if cell is None or found is None:
            return ""
        passage = found[1]
        if self.is_unfolded(cell):
            self.fold()
            return "The passages alone"
        if self.setter.is_whole(cell, passage.paragraph):
            return "The paragraph says no more than what stands here"
        showing = not self.is_around(cell, passage.paragraph)
        stop = self.stop
        self.set_around(cell, passage.paragraph, shown=showing)
        self.restore(spot)
        index = self.currentIndex()
        self.stand(index.row(), index.column(), stop)
        return "The paragraph round the passage" if showing else "The passage alone"

    def fold(self) -> bool:
        """Fold the cell where the reader stands, or the paragraph round the passage; False where nothing was opened."""
        cell, found = self.current_cell(), self.passage_here()
        if cell is not None and found is not None and self.is_around(cell, found[1].paragraph) and not self.is_unfolded(cell):
            return bool(self.show_around())
        if cell is None or self.at_name or not (self.is_unfolded(cell) or self.is_listed(cell)):
            return False
        self.set_unfolded(cell, unfolded=True)
        return self.unfold()

    def fold_row(self, key: str = "") -> bool:
        """Fold a row (the reader's, if none is named) to one line, or open it; False where it cannot be folded."""
        row = self._row_named(key)
        if row is None or row.is_fact:
            return False
        self.set_view(self.cells.view.with_fold(row.key, folded=row.key not in self.cells.view.folded))
        return True

    def hide_row(self) -> str:
        """Hide the row where the reader stands; returns its name, empty where there is none."""
        row = self._row_named("")
        if row is None:
            return ""
        self.set_view(self.cells.view.without(row))
        return row.name

    def move_row(self, by: int) -> str:
        """Move the row where the reader stands past the next one (``by`` -1 up, 1 down); says so, empty where it cannot be."""
        row = self._row_named("")
        view = self.cells.view.moved(self.cells.rows, row.key, by) if row is not None else self.cells.view
        if row is None or view == self.cells.view:
            return ""
        self.set_view(view)
        keys = [other.key for other in self.cells.shown_rows]
        neighbour = self.cells.shown_rows[keys.index(row.key) - by]
        return f"{row.name} stands {'after' if by > 0 else 'before'} {neighbour.name}"

    def order_rows(self) -> bool:
        """Put the rows into the order of the topics again; False where they are."""
        view = self.cells.view
        self.set_view(replace(view, order=()))
        return self.cells.view != view

    def show_all_rows(self) -> bool:
        """Show what is hidden or filtered out; False where nothing is."""
        view = self.cells.view
        self.set_view(view.all())
        return self.cells.view != view

    def stand_at_passage(self, key: str, review: int, passage: int) -> None:
        """Go to a passage of a cell, and show its row and all of its cell where it is hidden or folded away."""
        row = self._row_named(key)
        if row is not None:
            self.set_view(self.cells.view.revealing(row))
        place = self.cells.find(key, review)
        if place is None:
            return
        if passage >= self.laid(*place).shown:
            self.list_all(self.cells.cell(*place))
        self.stand(*place, passage)

    def stand_at_span(self, review: int, span: Span) -> None:
        """Go to a passage: in the row where the reader stands if it can be seen there, else in the first row that shows it."""
        cell = self.current_cell()
        places: list[tuple[int, bool, int, str, int]] = []
        for row in self.cells.rows:
            spans = [passage.span for passage in row.cells[review].passages]
            if span in spans:
                number = spans.index(span)
                place = self.cells.find(row.key, review) if row.key not in self.cells.view.folded else None
                folded = 2 if place is None else int(number >= self.laid(*place).shown)
                places.append((folded, cell is None or row.key != cell.key, len(places), row.key, number))
        if places:
            *_, key, number = min(places)
            self.stand_at_passage(key, review, number)

    # inside

    def _row_named(self, key: str) -> Row | None:
        """The row of a key; with none, that in which the reader stands."""
        cell = self.current_cell()
        key = key or (cell.key if cell is not None else "")
        return self.cells.row_of(key)
