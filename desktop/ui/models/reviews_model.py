"""The list of reviews as a Qt table model: visible rows of a library, in groups.

One model serves cards and table: column 0 is the card, the others are the table's. Filtering swaps the array of visible rows
and tells the views by ``layoutChanged``, so that selection and current row stay on the reviews they were on. Copies stand under
the review that is kept of them, folded until they are asked for.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.library.grouping import grouped
from desktop.library.marks import Marks
from desktop.library.query import Query
from desktop.review import UNTITLED
from desktop.ui.models.arrangement import Arrangement
from desktop.ui.models.cards import Card, card_of, day, file_name, heading_of
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject

    from desktop.library.library import Library

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns of the model."""

    CARD = 0
    SCORE = 1
    HEADLINE = 2
    CRITIC = 3
    WORK = 4
    DATE = 5
    LENGTH = 6
    TOPICS = 7
    FILE = 8


TITLES = {
    Column.CARD: "Review",
    Column.SCORE: "Score",
    Column.HEADLINE: "Headline",
    Column.CRITIC: "Critic",
    Column.WORK: "Work",
    Column.DATE: "Date",
    Column.LENGTH: "Words",
    Column.TOPICS: "Praised and criticised",
    Column.FILE: "File",
}
# The library's name of the order that a column's heading asks for.
SORTS = {
    Column.SCORE: "score",
    Column.HEADLINE: "title",
    Column.CRITIC: "critic",
    Column.WORK: "work",
    Column.DATE: "date",
    Column.LENGTH: "length",
    Column.FILE: "file",
}


class Data(IntEnum):
    """The model's own roles."""

    CARD = Qt.ItemDataRole.UserRole + 1  # a Card or a Heading
    REVIEW_ID = Qt.ItemDataRole.UserRole + 2


# How views look for what is typed.
_TYPED_AHEAD = Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchWrap


class ReviewsModel(QAbstractTableModel):
    """Visible reviews. ``rows`` holds library rows; a group's heading stands as ``-1 - number of the group``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library: Library | None = None
        self._marks = Marks()
        self._query = Query.empty
        self._by = "none"
        self._visible: Sequence[int] = ()
        self._shown = Arrangement()
        self._closed: set[str] = set()
        self._under: Mapping[int, tuple[int, ...]] = {}
        self._unfolded: set[str] = set()  # ids of reviews whose copies are shown
        self._current: int | None = None
        self._places: Mapping[Column, str] = {}
        self._cards: dict[int, Card] = {}

    # properties

    @property
    def library(self) -> Library | None:
        """The library whose rows are shown."""
        return self._library

    @property
    def shown(self) -> Arrangement:
        """How the rows stand under each other."""
        return self._shown

    @property
    def grouping(self) -> str:
        """What the list is grouped by."""
        return self._by

    # methods

    def show_library(
        self,
        library: Library,
        marks: Marks,
        query: Query,
        visible: Sequence[int],
        by: str,
        under: Mapping[int, tuple[int, ...]] | None = None,
    ) -> None:
        """Show another library; where it holds the same reviews, persistent indexes stay on them.

        ``under`` are the copies of visible rows, which can be shown below them.
        """
        before = self._library
        self._under = under or {}
        if before is None or not any(library.find_row(entry.id) is not None for entry in before.entries[:1]):
            self.beginResetModel()
            self._library, self._current = library, None
            self._take(marks, query, visible, by)
            self.endResetModel()
        else:
            self._move(library, marks, query, visible, by)

    def show_rows(
        self, marks: Marks, query: Query, visible: Sequence[int], by: str, under: Mapping[int, tuple[int, ...]] | None = None
    ) -> None:
        """Show other rows of the same library; persistent indexes stay on their reviews."""
        self._under = under or {}
        if self._library is not None:
            self._move(self._library, marks, query, visible, by)

    def show_marks(self, marks: Marks) -> None:
        """Show other marks on the same rows."""
        self._marks = marks
        self._cards.clear()
        if self._shown.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown.rows) - 1, len(Column) - 1))

    def show_order(self, places: Mapping[Column, str]) -> None:
        """What stands behind the names of columns by which the list is sorted after others."""
        if places != self._places:
            self._places = places
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def close_groups(self, *, on: bool) -> None:
        """Close all groups, or open them."""
        groups = self._shown.groups
        self._closed = {groups.key(number) for number in range(len(groups))} if on else set()
        self._arrange()

    def toggle_group(self, number: int) -> None:
        """Close or open a group."""
        self._closed ^= {self._shown.groups.key(number)}
        self._arrange()

    def toggle_copies(self, library_row: int) -> None:
        """Show the copies of a review below it, or fold them again."""
        if self._library is not None and library_row in self._under:
            self._unfolded ^= {self._library.entries.column("id")[library_row]}
            self._arrange()

    def reveal(self, library_row: int) -> QModelIndex:
        """The index of a row, its group opened or the copies that it is among unfolded where need be; invalid if it fails."""
        kept = self._shown.kept_of(library_row)
        if kept is not None and not self._shown.is_below(library_row):
            self.toggle_copies(kept)
        number = self._shown.group_of(library_row)
        if number is not None and self._shown.is_closed(number):
            self.toggle_group(number)
        return self.index_of(library_row)

    def heading_of(self, number: int) -> QModelIndex:
        """The index of a group's heading; invalid where groups have none."""
        return self.index(self._shown.headings[number], 0) if self._shown.headed else QModelIndex()

    def note_current(self, library_row: int | None) -> None:
        """Know which review is read: a group that is closed over it says so."""
        self._current = library_row

    def library_row(self, index: Index) -> int | None:
        """The library row at an index; None on a group's heading."""
        if not index.isValid():
            return None
        row = self._shown.rows[index.row()]
        return row if row >= 0 else None

    def group_at(self, row: int) -> int | None:
        """The number of the group whose heading stands at a row of the list; None where a review stands."""
        return self._shown.group_at(row)

    def index_of(self, library_row: int) -> QModelIndex:
        """The index of a library row; invalid where it is not visible."""
        place = self._shown.place_of(library_row)
        return self.index(place, 0) if place is not None else QModelIndex()

    def card(self, library_row: int) -> Card:
        """The card of a library row."""
        if library_row not in self._cards:
            if len(self._cards) > 2_000:
                self._cards.clear()
            number = self._shown.group_of(library_row)
            names_work = self._by != "work" or (number is not None and number == self._shown.groups.mixed)
            self._cards[library_row] = card_of(
                self._known_library,
                library_row,
                self._marks,
                self._query,
                names_work=names_work,
                copies=len(self._under.get(library_row, ())),
                unfolded=self._shown.is_unfolded(library_row),
                below=self._shown.is_below(library_row),
            )
        return self._cards[library_row]

    # events

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._shown.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            place = self._places.get(Column(section), "")
            return f"{TITLES[Column(section)]}  {place}" if place else TITLES[Column(section)]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in (Column.SCORE, Column.LENGTH) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._shown.rows[index.row()] < 0:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._library is None:
            return None
        row = self._shown.rows[index.row()]
        if row < 0:
            return self._heading_data(-1 - row, Column(index.column()), role)
        if role == Data.CARD:
            return self.card(row)
        if role == Data.REVIEW_ID:
            return self._library.entries[row].id
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.card(row).spoken() if index.column() == Column.CARD else self._text(row, Column(index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (Column.SCORE, Column.LENGTH):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def match(
        self,
        start: Index,
        role: int,
        value: Any,
        hits: int = 1,
        flags: Qt.MatchFlag = _TYPED_AHEAD,
    ) -> list[QModelIndex]:
        """As Qt's own; what is typed ahead is looked for among the headlines at once, not by asking for each row's words."""
        if hits != 1 or flags != _TYPED_AHEAD or start.column() not in (Column.CARD, Column.HEADLINE):
            return super().match(start, role, value, hits, flags)
        sought, count = str(value).casefold(), self.rowCount()
        titles = self._known_library.entries.column("title") if sought and count else ()
        for begin, end in ((start.row(), count), (0, start.row())) if titles else ():
            for row in self._shown.reviews_in(begin, end):
                if titles[row][: len(sought)].casefold() == sought:
                    return [self.index_of(row).siblingAtColumn(start.column())]
        return []

    # inside

    @property
    def _known_library(self) -> Library:
        assert self._library is not None  # noqa: S101  only asked for rows, which only a library has
        return self._library

    def _arrange(self) -> None:
        """Take the same rows anew: groups or copies are shown, or not, that were not, or were."""
        self.show_rows(self._marks, self._query, self._visible, self._by, self._under)

    def _move(self, library: Library, marks: Marks, query: Query, visible: Sequence[int], by: str) -> None:
        """Show other rows, moving persistent indexes with their reviews."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        before = self._library
        named = [self._name(self._shown.rows[index.row()]) for index in held]
        in_sight = self._shown.place_of(self._current) is not None and not self._shown.is_below(self._current)
        if before is not library and before is not None and self._current is not None:
            self._current = library.find_row(before.entries[self._current].id)
        self._library = library
        kept = next((row for row, copies in self._under.items() if self._current in copies), None) if in_sight else None
        if kept is not None:  # what is read does not vanish because it was found to be a copy
            self._unfolded.add(library.entries[kept].id)
        self._take(marks, query, visible, by)
        places = [self._place_of_name(*name) for name in named]
        moved = [
            QModelIndex() if place is None else self.index(place, index.column())
            for index, place in zip(held, places, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _name(self, row: int) -> tuple[str, str]:
        """What stands at a row of the list, in terms that hold for other libraries and groups: a group's key, a review's id."""
        return (self._shown.groups.key(-1 - row), "") if row < 0 else ("", self._known_library.entries.column("id")[row])

    def _place_of_name(self, group: str, review_id: str) -> int | None:
        if group:
            return self._shown.heading_place(group)
        return self._shown.place_of(self._known_library.find_row(review_id))

    def _take(self, marks: Marks, query: Query, visible: Sequence[int], by: str) -> None:
        if by != self._by:
            self._closed.clear()  # what was closed were other groups; nothing may seem to be missing
        self._marks, self._query, self._visible, self._by = marks, query, visible, by
        self._cards.clear()
        library = self._library
        ids = library.entries.column("id") if library is not None else ()
        self._shown = Arrangement(
            grouped(library, visible, by) if library is not None else (),
            headed=by != "none",
            under=self._under,
            closed=frozenset(self._closed),
            unfolded={row for row in self._under if ids[row] in self._unfolded} if self._unfolded else (),
        )

    def _heading_data(self, number: int, column: Column, role: int) -> Any:
        if role not in (Data.CARD, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        # One cell of a heading speaks for its row: the card, or what a table's cursor stands on.
        if role == Qt.ItemDataRole.DisplayRole or (role != Data.CARD and column not in (Column.CARD, Column.HEADLINE)):
            return ""
        shown_, group = self._shown, self._shown.groups[number]
        closed = shown_.is_closed(number)
        here = closed and self._current is not None and shown_.group_of(self._current) == number
        copies = shown_.copies_in(number)
        heading = heading_of(group, copies, closed=closed, here=here)
        return heading if role == Data.CARD else heading.spoken

    def _text(self, row: int, column: Column) -> str:
        entry = self._known_library.entries[row]
        if column is Column.SCORE:
            return ("…" if entry.pending else "–") if entry.score is None else str(entry.score)
        if column in (Column.CARD, Column.HEADLINE):
            return self.card(row).title if entry.title == UNTITLED else shown(entry.title)
        if column is Column.CRITIC:
            return shown(entry.critic)
        if column is Column.WORK:
            return shown(self._known_library.work_of(row).label)
        if column is Column.DATE:
            return day(entry.date)
        if column is Column.LENGTH:
            return f"{entry.length:,}"
        if column is Column.TOPICS:
            card = self.card(row)
            return " ".join([*(f"▲ {name}" for name in card.praised), *(f"▼ {name}" for name in card.criticised)])
        return shown(file_name(entry.file, entry.id))
