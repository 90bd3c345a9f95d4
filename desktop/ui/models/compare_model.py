"""A comparison as a table model: reviews are columns, facts and topics rows; or one column, where it is narrow.

The model decides what stands in which cell and says it to screen readers; how tall a cell is and how it is painted is the
view's business.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.reading.lines import lines_of
from desktop.review import Span
from desktop.ui.models.compare_heads import Head, heads_of
from desktop.ui.models.compare_rows import Cell, Kind, Row, RowView, in_order_of, lower, rows_of
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from desktop.comparison.rows import Comparison
    from desktop.review import Passage, Review, WorkKind

__all__ = ["HIDDEN", "NOT_GIVEN", "SILENT", "Cell", "CompareModel", "Kind", "Row"]

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

HIDDEN = "hidden"  # the key of the line that names the rows that are not shown
SILENT, NOT_GIVEN = "no passage found", "not given"


class CompareModel(QAbstractTableModel):
    """The cells that are shown now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._moved: frozenset[tuple[int, Span]] = frozenset()
        self._found: tuple[Row, ...] = ()  # in the order of the vocabulary
        self._rows: tuple[Row, ...] = ()  # in the reader's order
        self._orders: dict[WorkKind, tuple[str, ...]] = {}  # the orders that the reader made, by kind of work
        self._kind: WorkKind | None = None
        self._silent = ""
        self._heads: tuple[Head, ...] = ()
        self._items: dict[int, dict[Span, int]] = {}  # by column: the items of lists, and where their own words begin
        self._names: dict[str, str] = {}
        self._columns: tuple[int, ...] = ()
        self._stacked = False
        self._view = RowView()
        self._grid: list[list[Cell]] = []
        self._row_of: list[Row | None] = []

    # properties

    @property
    def comparison(self) -> Comparison | None:
        """What is shown."""
        return self._comparison

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns of the comparison that are shown, from left to right."""
        return self._columns

    @property
    def stacked(self) -> bool:
        """Whether all stands in one column."""
        return self._stacked

    @property
    def heads(self) -> tuple[Head, ...]:
        """The head of each review, by its column in the comparison."""
        return self._heads

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in which some review has something to say, in the order in which the reader wants them."""
        return self._rows

    @property
    def view(self) -> RowView:
        """What the reader wants of the rows."""
        return self._view

    @property
    def shown_rows(self) -> tuple[Row, ...]:
        """The rows that the reader wants to see."""
        return tuple(row for row in self._rows if self._view.shows(row))

    @property
    def moved(self) -> frozenset[tuple[int, Span]]:
        """The passages (column and span) that the reader put where they stand."""
        return self._moved

    # methods

    def compare(
        self,
        comparison: Comparison | None,
        columns: Sequence[int] = (),
        *,
        stacked: bool = False,
        moved: Collection[tuple[int, Span]] = (),
    ) -> None:
        """Take another comparison; ``moved`` are the passages (column and span) that the reader put where they stand."""
        self.beginResetModel()
        self._comparison, self._moved = comparison, frozenset(moved)
        self._found, self._silent, self._names, self._heads, self._items = (), "", {}, (), {}
        if comparison is not None:
            self._kind = Counter(column.review.kind.value for column in comparison.columns).most_common(1)[0][0]
            self._view = replace(self._view, order=self._orders.get(self._kind, ()))
            self._heads = heads_of(comparison.columns)
            self._names = {row.topic.id: row.topic.name for row in comparison.topics}
            self._found, self._silent = rows_of(comparison)
        self._arrange(columns, stacked=stacked)
        self.endResetModel()

    def arrange(self, columns: Sequence[int], *, stacked: bool, view: RowView | None = None) -> None:
        """Show other columns, or the same ones in another order or arrangement, or other rows of them."""
        view = self._view if view is None else view
        if (tuple(columns), stacked, view) != (self._columns, self._stacked, self._view):
            self.beginResetModel()
            self._view = view
            if self._kind is not None:
                self._orders[self._kind] = view.order
            self._arrange(columns, stacked=stacked)
            self.endResetModel()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place of the table; IndexError outside of it."""
        return self._grid[row][column]

    def row(self, row: int) -> Row | None:
        """The row of the comparison to which a row of the table belongs; None for heads and notes."""
        return self._row_of[row]

    def row_of(self, key: str) -> Row | None:
        """The row of a key; None where there is none."""
        return next((row for row in self._rows if row.key == key), None)

    def name_row(self, key: str) -> int:
        """The row of the table at which the name of a row stands; -1 where it is not shown."""
        return next((number for number, row in enumerate(self._row_of) if row is not None and row.key == key), -1)

    def name_spoken(self, key: str) -> str:
        """The name of a row in words: which of how many it is, whether it is folded, and what it covers."""
        row = self.row_of(key)
        if row is None:
            return ""
        shown_rows = self.shown_rows
        state = "" if row.is_fact else ", folded" if key in self._view.folded else ", open"
        told = f"{row.name}, row {shown_rows.index(row) + 1} of {len(shown_rows)}{state}" if row in shown_rows else row.name
        return ". ".join(part for part in (told, row.about.rstrip("."), row.difference.removeprefix("≠ ")) if part)

    def review_of(self, column: int) -> Review | None:
        """The review in a column of the comparison; None where there is none."""
        columns = self._comparison.columns if self._comparison else ()
        return columns[column].review if 0 <= column < len(columns) else None

    def review(self, cell: Cell) -> Review | None:
        """The review whose words stand in a cell."""
        return self.review_of(cell.review)

    def id_of(self, cell: Cell) -> str:
        """The id of the review whose words stand in a cell, empty where they are nobody's."""
        review = self.review(cell)
        return review.id if review else ""

    def number_of(self, review_id: str) -> int:
        """The column of the comparison that holds a review; -1 where none does."""
        columns = self._comparison.columns if self._comparison else ()
        return next((i for i, column in enumerate(columns) if column.review.id == review_id), -1)

    def find(self, key: str, review: int) -> tuple[int, int] | None:
        """Where the cell of a row and a review stands now; None where it is not shown."""
        for row, cells in enumerate(self._grid):
            for column, cell in enumerate(cells):
                if cell.key == key and cell.review == review:
                    return row, column
        return None

    def without_bullet(self, cell: Cell, span: Span, paragraph: Span) -> Span:
        """A stretch of a paragraph, without the sign of a list item at its head; the sign tells nothing in a cell."""
        starts = self._items.get(cell.review)
        if starts is None:
            review = self.review(cell)
            listed = [block for block in review.blocks if block.listed] if review is not None else []
            lines = lines_of(review.text, listed) if review is not None else []
            starts = self._items[cell.review] = {line.block.span: line.span.start for line in lines}
        start = starts.get(paragraph, span.start)
        return Span(start, span.end) if span.start < start < span.end else span

    def topic_name(self, topic: str) -> str:
        """The name of a topic of the comparison."""
        return self._names.get(topic, topic)

    def is_moved(self, cell: Cell, passage: Passage) -> bool:
        """Whether the reader put a passage of a cell there."""
        return (cell.review, passage.span) in self._moved

    def also(self, cell: Cell, passage: Passage) -> tuple[str, ...]:
        """The names of the other topics under which a passage of a cell stands as well."""
        if self.is_moved(cell, passage):
            return ()
        return tuple(name for topic, name in self.found_under(passage).items() if topic != cell.topic)

    def found_under(self, passage: Passage) -> dict[str, str]:
        """The topics of the comparison under which a passage was found: identifiers and names."""
        return {mark.topic: self._names[mark.topic] for mark in passage.topics if mark.topic in self._names}

    # the model

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._grid)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._grid[0]) if self._grid else 0

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not self.checkIndex(index, QAbstractTableModel.CheckIndexOption.IndexIsValid):
            return None
        cell = self._grid[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(cell)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            row = self._row_of[index.row()]
            return row.about if row else ""
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        spoken = role == Qt.ItemDataRole.AccessibleTextRole
        if role != Qt.ItemDataRole.DisplayRole and not spoken and role != Qt.ItemDataRole.ToolTipRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            row = self._row_of[section] if 0 <= section < len(self._row_of) else None
            if row is None:
                return ""
            if role == Qt.ItemDataRole.DisplayRole:
                return row.name
            told = f"{row.name}: {row.about}" if row.about else row.name
            told += " The critics split over it." if row.differs and not row.is_fact else ""
            return told if spoken else f"<p>{escape(told)}</p>"
        if self._stacked or not 0 <= section < len(self._columns):
            return "" if role != Qt.ItemDataRole.ToolTipRole else None
        head = self._heads[self._columns[section]]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{escape(head.spoken)}</p>"
        return head.spoken if spoken else head.name

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    # inside

    def _arrange(self, columns: Sequence[int], *, stacked: bool) -> None:
        self._columns, self._stacked = tuple(columns), stacked
        self._rows = in_order_of(self._view.order, self._found, lambda row: row.key)
        self._grid, self._row_of = [], []
        if not columns:
            return
        if stacked:
            self._stack()
            return
        waiting: list[Row] = []
        for row in self.shown_rows:
            if any(not row.cells[i].empty for i in columns):
                folded = row.key in self._view.folded
                self._add([row.cells[i].folded() if folded else row.cells[i] for i in columns], row)
            elif not row.is_fact:
                waiting.append(row)
        silent = " ".join(part for part in (self._silent, self._elsewhere(waiting)) if part)
        for key, text in ((HIDDEN, self._view.left_out(self._rows)), ("silent", silent)):
            if text:
                self._add([Cell(Kind.NOTE, key, text=text), *(Cell(Kind.BLANK, key) for _ in columns[1:])])

    def _elsewhere(self, rows: Sequence[Row]) -> str:
        """Which of the reviews that are not shown speak of what those shown do not."""
        told = []
        for row in rows:
            names = [self._heads[i].name for i, cell in enumerate(row.cells) if not cell.empty]
            told.append(f"{lower(row.name)} ({', '.join(names)})")
        return f"Only reviews that wait for room speak of: {', '.join(told)}." if told else ""

    def _add(self, cells: list[Cell], row: Row | None = None) -> None:
        self._grid.append(cells)
        self._row_of.append(row)

    def _stack(self) -> None:
        for i in self._columns:
            self._add([Cell(Kind.HEAD, "head", i)])
        for row in self.shown_rows:
            self._add([Cell(Kind.HEADING, row.key, text=row.name)], row)
            if row.key in self._view.folded:
                counts = (f"{self._heads[i].name}: {row.cells[i].count}" for i in self._columns if not row.cells[i].empty)
                self._add([Cell(Kind.FOLDED, row.key, text=", ".join(counts))], row)
                continue
            silent = [self._heads[i].name for i in self._columns if row.cells[i].empty]
            for i in self._columns:
                if not row.cells[i].empty:
                    self._add([row.cells[i]], row)
            if silent and not row.is_fact:
                self._add([Cell(Kind.NOTE, row.key, text=f"{', '.join(silent)}: {SILENT}")], row)
        for key, text in ((HIDDEN, self._view.left_out(self._rows)), ("silent", self._silent)):
            if text:
                self._add([Cell(Kind.NOTE, key, text=text)])

    def _text(self, cell: Cell) -> str:
        review = self.review(cell)
        if cell.kind is Kind.HEAD:
            return self._heads[cell.review].name
        if cell.passages and review is not None:
            return "\n\n".join(self._words(cell, p, review) for p in cell.passages)
        if cell.text:
            return cell.text
        return NOT_GIVEN if cell.kind is Kind.FACT else SILENT if cell.kind is Kind.PASSAGES else ""

    def _spoken(self, cell: Cell) -> str:
        if cell.kind is Kind.HEAD:
            return self._heads[cell.review].spoken
        review = self.review(cell)
        if review is None:
            return cell.text
        row = self.row_of(cell.key)
        where = f"{self._heads[cell.review].name}, {row.name if row else ''}"
        if not cell.passages:
            differs = " (the reviews differ)" if row and row.differs and row.is_fact else ""
            if cell.kind is Kind.FOLDED:
                return f"{where}: {cell.text}, folded"
            return f"{where}: {self._text(cell)}{differs}"
        said = " ".join(self.passage_spoken(cell, i) for i in range(len(cell.passages)))
        return f"{where}: {cell.count}. {said}"

    def _words(self, cell: Cell, passage: Passage, review: Review) -> str:
        return shown(self.without_bullet(cell, passage.span, passage.paragraph).of(review.text))

    def passage_spoken(self, cell: Cell, number: int) -> str:
        """One passage in words: its stance, its text, and where else it stands."""
        review = self.review(cell)
        passage = cell.passages[number]
        text = self._words(cell, passage, review) if review else ""
        others = self.also(cell, passage)
        also = f" Also under {', '.join(others)}." if others else ""
        moved = " Moved here by you." if self.is_moved(cell, passage) else ""
        return f"{passage.stance.value.capitalize()}: {text}{also}{moved}"
