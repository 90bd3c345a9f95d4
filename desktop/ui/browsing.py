"""What is being browsed: the library, the query over it, and the rows that pass, in their order."""

from __future__ import annotations

from array import array
from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from typing_extensions import override

from desktop.library.copies import Folded
from desktop.library.evaluation import Evaluation
from desktop.library.facets import Facet, count, count_each
from desktop.library.fields import FACETS, FIELDS, RELEVANCE
from desktop.library.kinship import like_hits
from desktop.library.library import Library
from desktop.library.marks import Marks
from desktop.library.passing import Order, Passing
from desktop.library.query import Query, evaluate, hits
from desktop.library.query_parts import SortKey
from desktop.library.search import flags_of
from desktop.ui.clearing import Clearing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.library.kinship import Kinship
    from desktop.review import Review, Span

_SLICE: Final = 0.006  # seconds of a turn in which facets are counted: a frame is three times as long
_SORTS: Final = 4  # orders of all rows that are kept
_BEGIN: Final = QEvent.Type(QEvent.registerEventType())
_BEHIND_PAINTING: Final = Qt.EventPriority.LowEventPriority.value - 1


class Browsing(QObject):
    """The one owner of library, query and order; the views are told when any of them changed."""

    library_changed = Signal()
    result_changed = Signal()  # other rows pass, or they stand in another order
    marks_changed = Signal()
    facets_counted = Signal(object)  # tuple[Facet, ...]: see count_facets

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = Library.of(())
        self._marks = Marks()
        self._query = Query.empty
        self._order: tuple[SortKey, ...] = (SortKey("file"),)
        self._folds = True
        self._folded = Folded((), {})
        self._sorts: dict[tuple[SortKey, ...], Order] = {}  # all rows of the library, in orders that were asked for
        self._clearing = Clearing(self)
        self._counting: Iterator[Facet] | None = None
        self._counted: list[Facet] = []
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._count_on)

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
        """The rows that pass, in order, without those that are folded under another as its copies."""
        return self._folded.rows

    @property
    def under(self) -> Mapping[int, tuple[int, ...]]:
        """The rows that pass and are copies, by the row that stands for them."""
        return self._folded.under

    @property
    def folds(self) -> bool:
        """Whether copies are folded under the review that is kept of them; never where the query itself is about copies."""
        return self._folds and not self._query.speaks_of_copies()

    @property
    def order(self) -> tuple[SortKey, ...]:
        """What the list is sorted by where the query does not say: by the first, those that are alike by the next."""
        return self._order

    @property
    def by_merit(self) -> bool:
        """Whether the rows stand in an order of how well each answers the query: no group may part them."""
        first, *_ = self._query.sort or self._order
        return self._query.ranked or (first.field == RELEVANCE and bool(self._query.words))

    # methods

    def facets(self) -> tuple[Facet, ...]:
        """All facets with their counts now."""
        return count(self._library, self._query, self._marks)

    @property
    def busy(self) -> bool:
        """Whether facets are still being counted."""
        return self._counting is not None or self._turn.isActive()

    def count_facets(self) -> None:
        """Count all facets anew, a few milliseconds at a time: the list is painted first, and a newer query begins anew."""
        self._counting = count_each(self._library, self._query, self._marks)
        self._counted = []
        self._turn.stop()
        QCoreApplication.removePostedEvents(self, _BEGIN.value)
        QCoreApplication.postEvent(self, QEvent(_BEGIN), _BEHIND_PAINTING)

    def hits(self, review: Review) -> tuple[Span, ...]:
        """What to mark in a review: the words looked for, and those that it shares with the one that all are to be like."""
        query = self._query
        found = hits(query, review) if query else ()
        return tuple(sorted((*found, *like_hits(self._library, query.liked, review)))) if query.liked else found

    def values(self, field: str) -> list[tuple[str, str]]:
        """The values of a field in this library, each with how it is shown; none where the field is no list of values."""
        if field not in FIELDS or field not in (*self._library.columns, *(each.name for each in FACETS)):
            return []
        column = self._library.facet_column(field, self._marks)
        return list(zip(column.values, column.labels, strict=True))

    def of_work(self, row: int) -> Folded:
        """The reviews of a row's work, copies folded where the list folds them."""
        rows = self._library.work_of(row).rows
        return self._library.kinship.copies.fold(rows) if self._folds else Folded(rows, {})

    def take_library(self, library: Library, marks: Marks) -> None:
        """Browse another library with the same query; what is known of copies holds for the reviews that are still the same."""
        if library is not self._library:
            library.take_kinship(self._library.kinship.moved(self._library, library))
            self._sorts.clear()
            self._clearing.take(self._library)
        self._library, self._marks = library, marks
        self._evaluate()
        self.library_changed.emit()

    def take_kinship(self, kinship: Kinship) -> None:
        """Know which reviews are copies of each other, and which are alike."""
        before, after = self._library.kinship, kinship
        self._library.take_kinship(kinship)
        if self._query.liked or before.copies.groups != after.copies.groups:
            self._evaluate()
            self.result_changed.emit()

    def fold_copies(self, *, on: bool) -> None:
        """Fold copies under the review that is kept of them, or list them as reviews of their own."""
        if on is not self._folds:
            self._folds = on
            self._evaluate()
            self.result_changed.emit()

    def take_query(self, query: Query) -> None:
        """Narrow or widen what is shown."""
        if query != self._query:
            self._query = query
            self._evaluate()
            self.result_changed.emit()

    def take_order(self, *order: SortKey) -> None:
        """Sort by other fields: by the first, those that are alike by the next."""
        self._order = order
        self._evaluate()
        self.result_changed.emit()

    def take_marks(self, marks: Marks) -> None:
        """Take other marks; where the query speaks of them, other rows may pass."""
        self._marks = marks
        before = self.rows
        self._evaluate()
        if not _same(before, self.rows):
            self.result_changed.emit()
        else:
            self.marks_changed.emit()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == _BEGIN:  # what was to be painted has been
            self._turn.start()
            return True
        return super().event(event)

    @Slot()
    def _count_on(self) -> None:
        if self._counting is None:  # what was counted is shown in a turn of its own
            self._turn.stop()
            self.facets_counted.emit(tuple(self._counted))
        end = perf_counter() + _SLICE
        while self._counting is not None:
            facet = next(self._counting, None)
            if facet is None:
                self._counting = None
            else:
                self._counted.append(facet)
            if perf_counter() > end:
                return

    def _evaluate(self) -> None:
        self._folded = self._library.kinship.copies.fold(self._found()) if self.folds else Folded(self._found(), {})

    def _found(self) -> Sequence[int]:
        """The rows that the query finds, in its order or, where it has none, in that of the list."""
        query, library = self._query, self._library
        if query.sort or query.ranked:
            return evaluate(query, library, self._marks)
        if any(key.field == RELEVANCE for key in self._order):  # only the query knows which words are meant
            return evaluate(query.sorted_by(*self._order), library, self._marks)
        bits = Evaluation(library, self._marks).bits(query)
        return Passing(flags_of(bits, len(library)), self._sorted())

    def _sorted(self) -> Order | None:
        """All rows in the order of the list; None is that of the library itself."""
        if self._order == (SortKey("file"),):
            return None
        if self._order not in self._sorts:
            if len(self._sorts) >= _SORTS:
                self._sorts.clear()
            self._sorts[self._order] = self._sort()
        return self._sorts[self._order]

    def _sort(self) -> Order:
        library = self._library
        first, *others = self._order
        if first.field == "file":
            return Order(range(len(library))[:: -1 if first.descending else 1])
        if not others:
            return Order(library.order(first.field, descending=first.descending))
        rows: Sequence[int] = range(len(library))
        for key in reversed(self._order):
            rows = library.sorted_stably(rows, key.field, descending=key.descending)
        return Order(array("I", rows))


def _same(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two results are the same rows in the same order."""
    if isinstance(one, Passing) and isinstance(other, Passing):
        return one == other
    return len(one) == len(other) and list(one) == list(other)
