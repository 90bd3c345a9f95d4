"""The list of reviews as a Qt table model: visible rows of a library, in groups.

One model serves cards and table: column 0 is the card, the others are the table's. Filtering swaps the array of visible rows
and tells the views by ``layoutChanged``, so that selection and current row stay on the reviews they were on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.library.grouping import Group, grouped
from desktop.library.marks import Marks
from desktop.library.query import Query, snippet
from desktop.reading.topics import topic
from desktop.review import Role, Stance, WorkKind
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.library.library import Library
    from desktop.review import Review

Index = QModelIndex | QPersistentModelIndex
_NAMED_TOPICS = 3  # of praise and of complaint each, on a card


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

    CARD = Qt.ItemDataRole.UserRole + 1  # a Card or a Group
    REVIEW_ID = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows, in words ready to be painted."""

    review_id: str
    title: str
    untitled: bool
    source: str  # critic, outlet or file, date
    words: str  # the first words of the body, or the search snippet
    hits: tuple[tuple[int, int], ...]  # in ``words``
    score: int | None
    notation: str
    praised: tuple[str, ...]
    criticised: tuple[str, ...]
    tags: tuple[str, ...]
    unread: bool
    starred: bool
    problems: int
    is_review: bool


class ReviewsModel(QAbstractTableModel):
    """Visible reviews. ``rows`` holds library rows; a group's heading stands as ``-1 - number of the group``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library: Library | None = None
        self._marks = Marks()
        self._query = Query.empty
        self._by = "none"
        self._visible: Sequence[int] = ()
        self._groups: tuple[Group, ...] = ()
        self._rows: list[int] = []
        self._place: dict[int, int] = {}
        self._closed: set[str] = set()
        self._cards: dict[int, Card] = {}

    # properties

    @property
    def library(self) -> Library | None:
        """The library whose rows are shown."""
        return self._library

    @property
    def visible(self) -> Sequence[int]:
        """The library rows that pass the filter, in the list's order, those in closed groups included."""
        return [row for group in self._groups for row in group.rows]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups shown."""
        return self._groups

    @property
    def grouping(self) -> str:
        """What the list is grouped by."""
        return self._by

    # methods

    def show_library(self, library: Library, marks: Marks, query: Query, visible: Sequence[int], by: str) -> None:
        """Show another library; where it holds the same reviews, persistent indexes stay on them."""
        before = self._library
        if before is None or not any(library.find_row(entry.id) is not None for entry in before.entries[:1]):
            self.beginResetModel()
            self._library = library
            self._take(marks, query, visible, by)
            self.endResetModel()
        else:
            self._move(library, marks, query, visible, by)

    def show_rows(self, marks: Marks, query: Query, visible: Sequence[int], by: str) -> None:
        """Show other rows of the same library; persistent indexes stay on their reviews."""
        if self._library is not None:
            self._move(self._library, marks, query, visible, by)

    def show_marks(self, marks: Marks) -> None:
        """Show other marks on the same rows."""
        self._marks = marks
        self._cards.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def toggle_group(self, number: int) -> None:
        """Close or open a group."""
        self._closed ^= {self._groups[number].key}
        self.show_rows(self._marks, self._query, self._visible, self._by)

    def library_row(self, index: Index) -> int | None:
        """The library row at an index; None on a group's heading."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        return row if row >= 0 else None

    def group_at(self, row: int) -> int | None:
        """The number of the group whose heading stands at a row of the list; None where a review stands."""
        here = self._rows[row]
        return -1 - here if here < 0 else None

    def index_of(self, library_row: int) -> QModelIndex:
        """The index of a library row; invalid where it is not visible."""
        place = self._place.get(library_row)
        return self.index(place, 0) if place is not None else QModelIndex()

    def is_closed(self, number: int) -> bool:
        """Whether a group's reviews are hidden under its heading."""
        return self._groups[number].key in self._closed

    def card(self, library_row: int) -> Card:
        """The card of a library row."""
        if library_row not in self._cards:
            if len(self._cards) > 2_000:
                self._cards.clear()
            self._cards[library_row] = self._card(library_row)
        return self._cards[library_row]

    # events

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[Column(section)]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in (Column.SCORE, Column.LENGTH) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._rows[index.row()] < 0:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._library is None:
            return None
        row = self._rows[index.row()]
        if row < 0:
            return self._group_data(-1 - row, Column(index.column()), role)
        if role == Data.CARD:
            return self.card(row)
        if role == Data.REVIEW_ID:
            return self._library.entries[row].id
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row) if index.column() == Column.CARD else self._text(row, Column(index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (Column.SCORE, Column.LENGTH):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    # inside

    def _move(self, library: Library, marks: Marks, query: Query, visible: Sequence[int], by: str) -> None:
        """Show other rows, moving persistent indexes with their reviews."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        before = self._library
        ids = [before.entries[row].id if before and row >= 0 else "" for row in (self._rows[index.row()] for index in held)]
        self._library = library
        self._take(marks, query, visible, by)
        places = [self._place.get(row) if (row := library.find_row(id_)) is not None else None for id_ in ids]
        moved = [
            QModelIndex() if place is None else self.index(place, index.column())
            for index, place in zip(held, places, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _take(self, marks: Marks, query: Query, visible: Sequence[int], by: str) -> None:
        if by != self._by:
            self._closed.clear()  # what was closed were other groups; nothing may seem to be missing
        self._marks, self._query, self._visible, self._by = marks, query, visible, by
        self._cards.clear()
        self._groups = grouped(self._library, visible, by) if self._library is not None else ()
        self._rows = []
        for number, group in enumerate(self._groups):
            if by != "none":
                self._rows.append(-1 - number)
            if group.key not in self._closed or by == "none":
                self._rows.extend(group.rows)
        self._place = {row: place for place, row in enumerate(self._rows) if row >= 0}

    def _group_data(self, number: int, column: Column, role: int) -> Any:
        group = self._groups[number]
        if role == Data.CARD:
            return group
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            count = "1 review" if len(group.rows) == 1 else f"{len(group.rows)} reviews"
            scores = f", scores {group.spread}" if group.spread else ""
            state = ", closed" if self.is_closed(number) else ""
            spoken = role == Qt.ItemDataRole.AccessibleTextRole
            return shown(f"{group.label}: {count}{scores}{state}") if spoken and column == Column.CARD else ""
        return None

    def _review(self, row: int) -> Review:
        assert self._library is not None  # noqa: S101  only asked for rows, which only a library has
        return self._library.reviews[row]

    def _text(self, row: int, column: Column) -> str:
        assert self._library is not None  # noqa: S101  as above
        entry = self._library.entries[row]
        if column is Column.SCORE:
            return "–" if entry.score is None else str(entry.score)
        if column in (Column.CARD, Column.HEADLINE):
            return shown(entry.title)
        if column is Column.CRITIC:
            return shown(entry.critic)
        if column is Column.WORK:
            return shown(self._library.work_of(row).label)
        if column is Column.DATE:
            return _day(entry.date)
        if column is Column.LENGTH:
            return f"{entry.length:,}"
        if column is Column.TOPICS:
            card = self.card(row)
            return " ".join([*(f"▲ {name}" for name in card.praised), *(f"▼ {name}" for name in card.criticised)])
        return shown(_file_name(entry.file, entry.id))

    def _card(self, row: int) -> Card:
        assert self._library is not None  # noqa: S101  as above
        library, entry, review = self._library, self._library.entries[row], self._review(row)
        words, spans = snippet(self._query, review) if self._query else ("", ())
        if not spans:
            words = _first_words(review)
        named = [part for part in (entry.critic, entry.outlet) if part] or [_file_name(entry.file, entry.id)]
        year = library.work_of(row).year
        when = _day(entry.date) or (str(year) if year else "")
        return Card(
            review_id=entry.id,
            title=shown(entry.title),
            untitled=review.headline is None,
            source=shown("  ·  ".join([*named, *([when] if when else [])])),
            words=shown(words),
            hits=tuple((span.start, span.end) for span in spans),
            score=entry.score,
            notation=shown(review.verdict.notation) if review.verdict else "",
            praised=_most_said(review, Stance.PRAISE),
            criticised=_most_said(review, Stance.COMPLAINT),
            tags=tuple(shown(tag) for tag in sorted(self._marks.tags.get(entry.id, ()))),
            unread=entry.id not in self._marks.read,
            starred=entry.id in self._marks.starred,
            problems=len(review.problems),
            is_review=entry.kind is not WorkKind.NOT_A_REVIEW,
        )

    def _spoken(self, row: int) -> str:
        """A card in words, for a screen reader."""
        card = self.card(row)
        score = "unscored" if card.score is None else f"score {card.score} of 100, written {card.notation}"
        parts = [card.title, card.source, score]
        if card.unread:
            parts.append("unread")
        if card.starred:
            parts.append("starred")
        if card.tags:
            parts.append(f"tags {', '.join(card.tags)}")
        if card.problems:
            parts.append(f"{card.problems} problems")
        return ", ".join(parts)


def _first_words(review: Review) -> str:
    """The beginning of the critic's own text."""
    for block in review.blocks:
        if block.role is Role.BODY:
            return review.text[block.span.start : min(block.span.end, block.span.start + 300)]
    return ""


def _most_said(review: Review, stance: Stance) -> tuple[str, ...]:
    """The topics of which most passages say so and that are not as often spoken of to the contrary, the most first."""
    contrary = {Stance.PRAISE: Stance.COMPLAINT, Stance.COMPLAINT: Stance.PRAISE}[stance]
    said = Counter(mark.topic for passage in review.passages if passage.stance is stance for mark in passage.topics)
    against = Counter(mark.topic for passage in review.passages if passage.stance is contrary for mark in passage.topics)
    return tuple(topic(each).name for each, times in said.most_common() if times > against[each])[:_NAMED_TOPICS]


def _day(date: int | None) -> str:
    """A date of the library's columns as 2023-10-06."""
    return "" if date is None else f"{date // 10000}-{date // 100 % 100:02d}-{date % 100:02d}"


def _file_name(file: str, review_id: str) -> str:
    return file.replace("\\", "/").rsplit("/", 1)[-1] or review_id
