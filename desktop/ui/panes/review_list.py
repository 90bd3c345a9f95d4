"""The list of reviews: cards or a table, with type-ahead, multiple selection, groups, and copies under what is kept of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QToolTip
from typing_extensions import override

from desktop.ui.models.cards import Card
from desktop.ui.models.reviews_model import SORTS, Column, Data, Index, ReviewsModel
from desktop.ui.panes.card_delegate import CardDelegate
from desktop.ui.panes.controls import paint_ring, plain_tip
from desktop.ui.panes.kept_selection import KeptSelection, selection_of
from desktop.ui.panes.list_anchor import ListAnchor
from desktop.ui.panes.list_tree import ListTree
from desktop.ui.panes.scrollbars import slim
from desktop.ui.panes.table_columns import TableColumns
from desktop.ui.theme import UNIT, Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop.library.query_parts import SortKey

_SAID = {"work": Column.WORK, "critic": Column.CRITIC}  # by the headings of groups


class ReviewList(QTableView):
    """Shows a :class:`ReviewsModel`. The selection model is the window's one owner of what is selected."""

    opened = Signal(str)  # Return or double click: read this one
    sort_requested = Signal(str, bool)  # the library's name of the order; whether it is to come after the order so far

    def __init__(self, look: Look, model: ReviewsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._reviews = model
        self._delegate = CardDelegate(look, self)
        self._table = False
        self._empty = ""
        self._order: tuple[SortKey, ...] = ()
        self._said: tuple[Column, ...] = ()  # columns that the headings of groups make needless
        self._high: Sequence[int] = ()  # rows of the height of a heading
        self._anchor = ListAnchor(self)
        self._kept = KeptSelection(self, model)
        self.tree = ListTree(self, model)
        # Ahead of Qt's own: see there.
        model.layoutAboutToBeChanged.connect(self._level)
        self.setModel(model)
        self.columns = TableColumns(look, self, model)
        self.setHorizontalHeader(self.columns.head)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Reviews")
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the columns fit, or give way
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().sectionClicked.connect(self._heading_clicked)
        self.doubleClicked.connect(self._open_index)
        self.selectionModel().currentRowChanged.connect(self._note_current)
        model.layoutChanged.connect(self._kept.restore)
        model.layoutChanged.connect(self._arrange)
        model.layoutChanged.connect(self._anchor.restore)
        model.modelReset.connect(self._arrange)
        look.changed.connect(self.dress)
        self.show_table(on=False)

    # properties

    @property
    def table(self) -> bool:
        """Whether the list is a table of columns."""
        return self._table

    @property
    def empty_sentence(self) -> str:
        """What the list says while it is empty; nothing while it is not."""
        return self._empty

    @property
    def folded(self) -> int:
        """How many copies are not shown, under reviews that are."""
        return self._reviews.shown.folded

    # methods

    def show_table(self, *, on: bool) -> None:
        """Show the list as a table or as cards."""
        self._table = on
        for column in Column:
            self.setColumnHidden(column, (column is Column.CARD) is on)
        header = self.horizontalHeader()
        header.setVisible(on)
        header.setSectionResizeMode(Column.CARD, QHeaderView.ResizeMode.Stretch)
        self.dress()

    def show_order(self, order: Sequence[SortKey]) -> None:
        """Mark in the table's head what the list is sorted by, and what by next."""
        self._order = tuple(order)
        columns = {field: column for column, field in SORTS.items()}
        several = len(self._order) > 1
        marks = {
            columns[key.field]: (str(place) if several else "", key.descending)
            for place, key in enumerate(self._order, 1)
            if key.field in columns
        }
        self.columns.head.show_order(marks)
        self._reviews.show_order(
            {column: f"{place} {'▼' if descending else '▲'}".strip() for column, (place, descending) in marks.items()}
        )
        self._fit_columns()

    def show_empty(self, sentence: str) -> None:
        """What an empty list says: why, and what to do."""
        self._empty = sentence
        self.viewport().update()

    def selected_rows(self) -> list[int]:
        """The selected library rows, in the list's order."""
        # From the stretches that are selected: asking for each of their rows takes seconds where there are tens of thousands.
        stretches = sorted((each.top(), each.bottom() + 1) for each in self.selectionModel().selection().toList())
        return list(dict.fromkeys(row for start, stop in stretches for row in self._reviews.shown.reviews_in(start, stop)))

    def current_row(self) -> int | None:
        """The library row that has the focus in the list."""
        return self._reviews.library_row(self.currentIndex())

    def select(self, library_row: int) -> bool:
        """Make one review the current and only selected one; False where the filter hides it.

        A group that is closed over it is opened, copies that it is among are unfolded.
        """
        index = self._reviews.reveal(library_row)
        if not index.isValid():
            return False
        column = Column.HEADLINE if self._table else Column.CARD
        # Not the view's own way: while Shift or Ctrl is held, as in the keys of commands, that would add to the selection.
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index.siblingAtColumn(column), flag.ClearAndSelect | flag.Rows)
        return True

    def select_first(self) -> bool:
        """Make the first review shown current, or the first group where all are closed; False where nothing is shown."""
        index = self.moveCursor(QAbstractItemView.CursorAction.MoveHome, Qt.KeyboardModifier.NoModifier)
        self.setCurrentIndex(index)
        self.scrollToTop()  # with the heading that the first review stands under
        return index.isValid()

    def select_all_of(self, library_rows: Sequence[int]) -> None:
        """Select these reviews, the first of them the current one."""
        flag = QItemSelectionModel.SelectionFlag
        model = self._reviews
        places = [place for row in library_rows if (place := model.shown.place_of(row)) is not None]
        if not places:
            return
        chosen = selection_of(model, sorted(places))
        first = model.index(places[0], 0)
        self.selectionModel().setCurrentIndex(first, flag.NoUpdate)
        self.selectionModel().select(chosen, flag.ClearAndSelect | flag.Rows)
        self.scrollTo(first)

    def step(self, by: int) -> bool:
        """Go to the next or previous review; False at the end of the list."""
        row = self.currentIndex().row() + by
        while 0 <= row < self._reviews.rowCount():
            library_row = self._reviews.library_row(self._reviews.index(row, 0))
            if library_row is not None:
                return self.select(library_row)
            row += by
        return False

    # events

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self._reviews.group_at(self.currentIndex().row()) if self.currentIndex().isValid() else None
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if number is not None and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tree.toggle_group(number)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and plain and self.tree.step(inward=key == Qt.Key.Key_Right):
            pass
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not self._table:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last stop, in a table too: it is a list first. Open headings are passed over."""
        cursor, count = QAbstractItemView.CursorAction, self._reviews.rowCount()
        column = max(self.currentIndex().column(), Column.HEADLINE) if self._table else Column.CARD
        if action in (cursor.MoveHome, cursor.MoveEnd):
            rows = range(count) if action is cursor.MoveHome else range(count - 1, -1, -1)
            return self._reviews.index(next(filter(self.tree.is_stop, rows), -1), column)
        to = super().moveCursor(action, modifiers)
        if not to.isValid() or self.tree.is_stop(to.row()):
            return to
        back = action in (cursor.MoveUp, cursor.MovePageUp, cursor.MovePrevious)
        onward, homeward = range(to.row(), count), range(to.row(), -1, -1)
        near, far = (homeward, onward) if back else (onward, homeward)
        # At the very top a page up comes back down to the first stop; an arrow stays where it is.
        found = next(filter(self.tree.is_stop, near), None)
        if found is None and action in (cursor.MovePageUp, cursor.MovePageDown):
            found = next(filter(self.tree.is_stop, far), None)
        return self._reviews.index(found, to.column()) if found is not None else self.currentIndex()

    @override
    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        """As Qt's own; the first review of a group comes with its heading."""
        super().scrollTo(index, hint)
        above = index.row() - 1
        if above >= 0 and self.rowViewportPosition(above) < 0 and self._reviews.group_at(above) is not None:
            super().scrollTo(self._reviews.index(above, index.column()), hint)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        number = self._reviews.group_at(index.row()) if index.isValid() else None
        left = event.button() is Qt.MouseButton.LeftButton
        if number is not None and left:
            self.tree.toggle_group(number)
        elif left and self._hits_copies(index, event.position().toPoint()):
            self.tree.toggle_copies(index)
        else:
            super().mousePressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        here, before = self.currentIndex(), event.oldSize().height()
        in_sight = here.isValid() and 0 <= self.visualRect(here).top() <= self.visualRect(here).bottom() < before
        super().resizeEvent(event)
        self._fit_columns()
        if in_sight and event.size().height() < before:
            self.scrollTo(here)  # something has come to stand below the list, or above it

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            help_event: QHelpEvent = event  # type: ignore[assignment]  # the event's type says so
            index = self.indexAt(help_event.pos())
            text = self._delegate.cut_text(self.visualRect(index), index)
            QToolTip.showText(help_event.globalPos(), plain_tip(text) if text else "", self, self.visualRect(index))
            return True
        return super().viewportEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._reviews.rowCount() == 0 and self._empty:
            painter = QPainter(self.viewport())
            if self.hasFocus():
                paint_ring(painter, QRectF(self.viewport().rect()), self._look.colours.accent)
            painter.setPen(self._look.colours.quiet)
            painter.setFont(self._look.sans())
            inner = self.viewport().rect().adjusted(UNIT * 6, UNIT * 10, -UNIT * 6, -UNIT * 6)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(inner, flags, self._empty)
            painter.end()

    # slots

    @Slot()
    def dress(self) -> None:
        """Take the heights and widths of the look in force."""
        self._anchor.hold()
        slim(self, self._look)
        header = self.verticalHeader()
        header.setMinimumSectionSize(1)
        header.setDefaultSectionSize(self._delegate.line_height() if self._table else self._delegate.card_height())
        self._arrange()
        self._anchor.restore()

    @Slot()
    def _level(self) -> None:
        """Remember what is in sight, and give all rows one height: rows are about to move.

        Qt would carry every row of another height along, with an index for each: there may be thousands of headings.
        """
        self._anchor.hold()
        self._kept.hold()
        self._raise(())

    @Slot()
    def _arrange(self) -> None:
        """Give group headings their own height, all other rows the usual one; what a group says needs no column."""
        mixed, by = self._reviews.shown.mixed, self._reviews.grouping
        self._said = (_SAID[by],) if not mixed and by in _SAID else ()
        self._fit_columns()
        self._raise(self._reviews.shown.headings)
        self.updateGeometries()
        self.viewport().update()

    @Slot(QModelIndex)
    def _note_current(self, index: QModelIndex) -> None:
        row = self._reviews.library_row(index)
        if row is not None:
            self._reviews.note_current(row)
        if self._table:
            self.viewport().update()  # the ring of a heading goes through all cells of its row

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex) -> None:
        review_id = index.data(Data.REVIEW_ID)
        if review_id:
            self.opened.emit(review_id)

    @Slot(int)
    def _heading_clicked(self, section: int) -> None:
        if Column(section) in SORTS:
            after = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.sort_requested.emit(SORTS[Column(section)], after)

    # inside

    def _raise(self, rows: Sequence[int]) -> None:
        """Give rows the height of a heading, and no other ones: without a word of each, for there may be thousands."""
        header = self.verticalHeader()
        usual, heading, count = header.defaultSectionSize(), self._delegate.heading_height(), header.count()
        updates, signals = header.updatesEnabled(), header.blockSignals(True)
        # Qt works out anew after each where all rows stand, unless the head is not to be painted.
        header.setUpdatesEnabled(False)
        for row in self._high:
            if row < count:
                header.resizeSection(row, usual)
        for row in rows:
            header.resizeSection(row, heading)
        header.setUpdatesEnabled(updates)
        header.blockSignals(signals)
        self._high = rows

    def _hits_copies(self, index: QModelIndex, at: QPoint) -> bool:
        """Whether a point lies on the words that tell of a review's copies."""
        content = index.data(Data.CARD)
        if not isinstance(content, Card) or index.column() not in (Column.CARD, Column.HEADLINE):
            return False
        return self._delegate.copies_rect(self.visualRect(index), content).contains(at)

    def _fit_columns(self) -> None:
        """Share the width among the table's columns; what the headings of groups say needs none."""
        if self._table:
            sorts = {field: column for column, field in SORTS.items()}
            self.columns.fit(self._said, [sorts[key.field] for key in self._order if key.field in sorts])
