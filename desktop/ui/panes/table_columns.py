"""The columns of the list's table: which are shown, how wide they are, and what the reader made of that.

Widths are measured on a few rows, whatever the number of reviews, and only grow while a library is being understood. What the
reader drags is kept in pixels at scale 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QMenu, QTableView, QToolButton

from desktop.ui.models.reviews_model import TITLES, Column
from desktop.ui.panes.column_fit import Wish, fitted
from desktop.ui.panes.table_head import PAD, TableHead
from desktop.ui.theme import UNIT, Look, Type

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from weakref import ReferenceType

    from desktop.library.library import Library
    from desktop.ui.models.reviews_model import ReviewsModel

_ROWS = 60  # of the list, evenly spread: what widths are measured on
_HEADLINE = (20, 44)  # characters: what it can be told from others by, and what it takes before others get all they like
_FEW, _EASY = 2, 28  # columns beside a short headline; before there are more of them, it has so many characters
# In the order of their importance, with the fewest and the most characters of those that can be shortened.
_BOUNDS: dict[Column, tuple[int, int] | None] = {
    Column.SCORE: None,
    Column.CRITIC: (9, 20),
    Column.WORK: (10, 26),
    Column.DATE: None,
    Column.LENGTH: None,
    Column.TOPICS: (14, 28),
    Column.FILE: (9, 24),
}
_NARROWEST, _WIDEST = 24, 4_000  # pixels that a column can be dragged to


class TableColumns(QObject):
    """Gives the columns of a table their widths, and lets the reader choose among them."""

    def __init__(self, look: Look, view: QTableView, model: ReviewsModel) -> None:
        super().__init__(view)
        self._look, self._view, self._model = look, view, model
        self._hidden: frozenset[Column] = frozenset()  # by the reader
        self._given: dict[Column, float] = {}  # by the reader, at scale 1
        self._said: frozenset[Column] = frozenset()  # by the headings of groups
        self._order: tuple[Column, ...] = ()
        self._measured: dict[Column, int] = {}
        self._library: ReferenceType[Library] | None = None  # whose rows were measured; it is not kept from going
        self._first = ""  # the id of its first review
        self._rows = 0  # how many were measured
        self._scale = 0.0
        self.head = TableHead(look, view)
        self.head.dragged.connect(self._drag)
        self.head.fit_asked.connect(self._forget)
        self.head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.head.customContextMenuRequested.connect(self._open_menu)
        self._more = QToolButton(self.head)
        self._more.setAutoRaise(True)
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the menu List has the same
        self._more.setCursor(Qt.CursorShape.ArrowCursor)
        self._more.clicked.connect(self.open_menu)
        self._more.hide()

    # properties

    @property
    def hidden(self) -> tuple[str, ...]:
        """The names of the columns that the reader hid."""
        return tuple(sorted(column.name.lower() for column in self._hidden))

    @property
    def widths(self) -> tuple[str, ...]:
        """The widths that the reader gave, as ``critic 120``."""
        return tuple(sorted(f"{column.name.lower()} {width:.0f}" for column, width in self._given.items()))

    @property
    def without_room(self) -> tuple[Column, ...]:
        """The columns that are wanted and have no room now."""
        return tuple(column for column in self._wanted() if self._view.isColumnHidden(column))

    # methods

    def take(self, hidden: Collection[str], widths: Sequence[str]) -> None:
        """Take what was remembered of :attr:`hidden` and :attr:`widths`; what cannot be right is passed over."""
        known = {column.name.lower(): column for column in _BOUNDS}
        self._hidden = frozenset(known[name] for name in hidden if name in known)
        self._given = {}
        for each in widths:
            name, _, width = each.partition(" ")
            if name in known and width.isascii() and width.isdecimal() and len(width) <= 4:
                self._given[known[name]] = float(min(max(int(width), _NARROWEST), _WIDEST))

    def fit(self, said: Collection[Column] = (), order: Sequence[Column] = ()) -> None:
        """Share the width of the view: without the columns that headings make needless, the sorted ones before others."""
        self._said, self._order = frozenset(said), tuple(order)
        self._measure()
        figure = QFontMetrics(self._look.sans()).averageCharWidth()
        room = max(1, self._view.viewport().width())
        kept = self._with_room(room, figure)
        least = self._least_headline(0 if self._given else len(kept), room, figure)
        headline = Wish(least, max(least, self._measured[Column.HEADLINE]))
        width, widths = fitted(room, headline, [(column, self._wish(column, figure)) for column in kept])
        for column in _BOUNDS:
            self._view.setColumnHidden(column, column not in widths)
        for column, each in (widths | {Column.HEADLINE: width}).items():
            self._view.setColumnWidth(column, each)
        here = self._view.currentIndex()
        if here.isValid() and self._view.isColumnHidden(here.column()):  # the ring stands where it can be seen
            flag = self._view.selectionModel().SelectionFlag
            self._view.selectionModel().setCurrentIndex(here.siblingAtColumn(Column.HEADLINE), flag.NoUpdate)
        self._tell()

    def menu(self) -> QMenu:
        """The columns to choose from, and the way back to the widths of the text; it goes when it is closed."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        narrow = self.without_room
        for column in _BOUNDS:
            note = "  (in the headings)" if column in self._said else "  (no room)" if column in narrow else ""
            action = QAction(TITLES[column] + note, menu)
            action.setCheckable(True)
            action.setChecked(column not in self._hidden)
            action.setEnabled(column not in self._said)
            action.setData(column)
            action.triggered.connect(self._choose)
            menu.addAction(action)
        menu.addSeparator()
        again = menu.addAction("Widths that fit the text")
        again.setEnabled(bool(self._given))
        again.triggered.connect(self._forget_all)
        return menu

    # slots

    @Slot()
    def open_menu(self) -> None:
        """Open the menu at the table's head."""
        self._open_menu(QPoint(max(0, self.head.sectionViewportPosition(Column.HEADLINE)), self.head.height()))

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        self.menu().popup(self.head.mapToGlobal(at))

    @Slot(bool)
    def _choose(self, checked: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            column = Column(action.data())
            self._hidden = self._hidden - {column} if checked else self._hidden | {column}
            self._again()

    @Slot(int, int, int)
    def _drag(self, left: int, right: int, by: int) -> None:
        """Move the edge between two columns: the one takes from the other, and no other changes."""
        shown = {column: self._view.columnWidth(column) for column in self._wanted() if not self._view.isColumnHidden(column)}
        widths = shown | {Column.HEADLINE: self._view.columnWidth(Column.HEADLINE)}
        figure = QFontMetrics(self._look.sans()).averageCharWidth()
        least = dict.fromkeys(shown, _NARROWEST)
        headline = self._least_headline(0, sum(widths.values()), figure)
        least[Column.HEADLINE] = min(headline, widths[Column.HEADLINE])
        one, other = Column(left), Column(right)
        by = max(least[one] - widths[one], min(by, widths[other] - least[other]))
        if by:
            widths[one] += by
            widths[other] -= by
            del widths[Column.HEADLINE]  # it takes what is left
            self._given |= {column: width / self._look.scale for column, width in widths.items()}
            self._again()

    @Slot(int, int)
    def _forget(self, left: int, right: int) -> None:
        for column in (Column(left), Column(right)):
            self._given.pop(column, None)
        self._again()

    @Slot()
    def _forget_all(self) -> None:
        self._given.clear()
        self._again()

    # inside

    def _again(self) -> None:
        self.fit(self._said, self._order)

    def _wanted(self) -> list[Column]:
        """The columns to be shown, the most important first: what the list is sorted by goes before the others.

        The order of files is how a folder comes, not what a reader asked for.
        """
        wanted = [column for column in _BOUNDS if column not in self._hidden and column not in self._said]
        first = {Column.SCORE, *self._order} - {Column.FILE}
        return sorted(wanted, key=lambda column: column not in first)

    def _with_room(self, room: int, figure: int) -> list[Column]:
        """The columns that there is room for, whatever their widths were dragged to: that does not make others come and go."""
        wanted = [(column, Wish(least, least)) for column in self._wanted() if (least := self._least(column, figure))]
        for count in (len(wanted), _FEW):
            headline = self._least_headline(count, room, figure)
            kept = fitted(room, Wish(headline, headline), wanted[:count])[1]
            if len(kept) > _FEW:
                break
        return list(kept)

    def _least_headline(self, beside: int, room: int, figure: int) -> int:
        """The least width of the headline beside so many columns; beside nothing but the score it does with little."""
        if beside > _FEW:
            return min(self._measured[Column.HEADLINE], _EASY * figure)
        usual = _HEADLINE[0] * figure
        score = self._least(Column.SCORE, figure) if Column.SCORE in self._wanted() else 0
        return min(usual, max(usual // 2, room - score))

    def _least(self, column: Column, figure: int) -> int:
        """The width at which a column can be read."""
        bounds, natural = _BOUNDS[column], self._measured[column]
        return natural if bounds is None else min(natural, bounds[0] * figure + PAD * 2)

    def _wish(self, column: Column, figure: int) -> Wish:
        least = self._least(column, figure)
        if column in self._given:
            liked = max(_NARROWEST, round(self._given[column] * self._look.scale))
            return Wish(min(least, liked), liked, given=True)
        return Wish(least, self._measured[column])

    def _measure(self) -> None:
        """Know what the text of each column takes."""
        library, count = self._model.library, self._model.rowCount()
        known = self._library() if self._library is not None else None
        same_scale = self._scale == self._look.scale
        if self._measured and same_scale and library is known and not self._rows < min(count, _ROWS):
            return
        further_read = bool(self._first) and library is not None and library.find_row(self._first) is not None
        before = self._measured if same_scale and further_read else {}
        rows = range(0, count, max(1, count // _ROWS))
        self._library = ref(library) if library is not None else None
        self._first = library.entries[0].id if library is not None and library.entries else ""
        self._rows, self._scale = len(rows), self._look.scale
        self._measured = {column: max(most, before.get(column, 0)) for column, most in self._natural(rows)}

    def _natural(self, rows: Sequence[int]) -> Iterator[tuple[Column, int]]:
        """What the text of each column takes in some rows of the list, and its name."""
        figures, words = QFontMetrics(self._look.figures(bold=True)), QFontMetrics(self._look.sans())
        for column, bounds in (_BOUNDS | {Column.HEADLINE: _HEADLINE}).items():
            metrics = figures if bounds is None else words
            # What is praised is read from the text of a review, which is not asked for to measure it.
            texts = () if column is Column.TOPICS else (str(self._model.index(row, column).data() or "") for row in rows)
            most = max((metrics.horizontalAdvance(text) for text in texts), default=0) + 1 + PAD * 2  # widths are rounded down
            if column is Column.SCORE:
                most += UNIT * 3  # the dot of what is unread
            if bounds is not None:
                longest = bounds[1] * words.averageCharWidth() + PAD * 2
                most = longest if column is Column.TOPICS else min(most, longest)
                most = max(most, min(self.head.name_width(column), longest), bounds[0] * words.averageCharWidth())
            else:
                most = max(most, self.head.name_width(column))
            yield column, most

    def _tell(self) -> None:
        """Say in the head how many columns have no room, beside the headline's name."""
        count = len(self.without_room)
        self._more.setVisible(bool(count))
        if not count:
            return
        self._more.setFont(self._look.sans(Type.META))
        names = ", ".join(TITLES[column].lower() for column in self.without_room)
        room = self._view.columnWidth(Column.HEADLINE) - self.head.name_width(Column.HEADLINE)
        for text in (f"+{count} columns" if count > 1 else "+1 column", f"+{count}"):
            self._more.setText(text)
            if self._more.sizeHint().width() <= room:
                break
        self._more.setToolTip(f"No room for {names}")
        self._more.setAccessibleName(f"Columns: no room for {names}")
        size = self._more.sizeHint()
        right = self.head.sectionViewportPosition(Column.HEADLINE) + self._view.columnWidth(Column.HEADLINE)
        height = self.head.sizeHint().height()
        self._more.setGeometry(right - size.width() - UNIT * 2, 0, size.width(), height - 1)
