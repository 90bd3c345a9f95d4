"""What is being browsed: the library, the query over it, and the rows that pass, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.library.facets import Facet, count
from desktop.library.fields import FACETS, FIELDS
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.query import Query, evaluate

if TYPE_CHECKING:
    from collections.abc import Sequence


class Browsing(QObject):
    """The one owner of library, query and order; the views are told when any of them changed."""

    library_changed = Signal()
    result_changed = Signal()  # other rows pass, or they stand in another order
    marks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = Library.of(())
        self._marks = Marks()
        self._query = Query.empty
        self._sort = "file"
        self._descending = False
        self._rows: Sequence[int] = ()

    # properties

    @property
    def library(self) -> Library:
        """The library, an immutable snapshot."""
        return self._library

    @property
    def marks(self) -> Marks:
        """The reader's marks on it."""
        return self._marks

    @property
    def query(self) -> Query:
        """The filter in force."""
        return self._query

    @property
    def rows(self) -> Sequence[int]:
        """The rows that pass, in order."""
        return self._rows

    @property
    def order(self) -> tuple[str, bool]:
        """What the list is sorted by where the query does not say, and whether it descends."""
        return self._sort, self._descending

    # methods

    def facets(self) -> tuple[Facet, ...]:
        """All facets with their counts now."""
        return count(self._library, self._query, self._marks)

    def values(self, field: str) -> list[tuple[str, str]]:
        """The values of a field in this library, each with how it is shown; none where the field is no list of values."""
        if field not in FIELDS or field not in (*self._library.columns, *(each.name for each in FACETS)):
            return []
        column = self._library.facet_column(field, self._marks)
        return list(zip(column.values, column.labels, strict=True))

    def take_library(self, library: Library, marks: Marks) -> None:
        """Browse another library with the same query."""
        self._library, self._marks = library, marks
        self._evaluate()
        self.library_changed.emit()

    def take_query(self, query: Query) -> None:
        """Narrow or widen what is shown."""
        if query != self._query:
            self._query = query
            self._evaluate()
            self.result_changed.emit()

    def take_order(self, sort: str, *, descending: bool) -> None:
        """Sort by another field."""
        self._sort, self._descending = sort, descending
        self._evaluate()
        self.result_changed.emit()

    def take_marks(self, marks: Marks) -> None:
        """Take other marks; where the query speaks of them, other rows may pass."""
        self._marks = marks
        before = list(self._rows)
        self._evaluate()
        if list(self._rows) != before:
            self.result_changed.emit()
        else:
            self.marks_changed.emit()

    def _evaluate(self) -> None:
        rows = evaluate(self._query, self._library, self._marks)
        if not self._query.sort and self._sort != "file":
            rows = self._library.sorted_rows(rows, self._sort, descending=self._descending)
        elif not self._query.sort and self._descending:
            rows = rows[::-1]
        self._rows = rows
