"""The list of reviews: cards or a table, with type-ahead, multiple selection and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip
from typing_extensions import override

from desktop.ui.models.reviews_model import SORTS, Card, Column, Data, ReviewsModel
from desktop.ui.panes.card_delegate import CardDelegate
from desktop.ui.panes.controls import paint_ring, plain_tip
from desktop.ui.panes.scrollbars import slim
from desktop.ui.theme import UNIT, Look, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

_MOST_HEADINGS = 2_000  # resizing single sections costs time for each; with more groups all rows are of one height
_WIDTHS = {
    Column.SCORE: 8,
    Column.CRITIC: 16,
    Column.WORK: 20,
    Column.DATE: 11,
    Column.LENGTH: 7,
    Column.TOPICS: 26,
    Column.FILE: 16,
}  # characters


class ReviewList(QTableView):
    """Shows a :class:`ReviewsModel`. The selection model is the window's one owner of what is selected."""

    opened = Signal(str)  # Return or double click: read this one
    sort_requested = Signal(str, bool)  # the library's name of the order; descending

    def __init__(self, look: Look, model: ReviewsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._reviews = model
        self._delegate = CardDelegate(look, self)
        self._table = False
        self._empty = ""
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Reviews")
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().sectionClicked.connect(self._heading_clicked)
        self.doubleClicked.connect(self._open_index)
        model.layoutChanged.connect(self._arrange)
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

    # methods

    def show_table(self, *, on: bool) -> None:
        """Show the list as a table or as cards."""
        self._table = on
        for column in Column:
            self.setColumnHidden(column, (column is Column.CARD) is on)
        header = self.horizontalHeader()
        header.setVisible(on)
        header.setSectionsClickable(on)
        header.setSectionResizeMode(Column.CARD, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.HEADLINE, QHeaderView.ResizeMode.Interactive)
        policy = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(policy.ScrollBarAsNeeded if on else policy.ScrollBarAlwaysOff)
        self.dress()
        here = self.currentIndex()
        if here.isValid():
            self.scrollTo(here)

    def show_empty(self, sentence: str) -> None:
        """What an empty list says: why, and what to do."""
        self._empty = sentence
        self.viewport().update()

    def selected_rows(self) -> list[int]:
        """The selected library rows, in the list's order."""
        picked = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = (self._reviews.library_row(self._reviews.index(row, 0)) for row in picked)
        return [row for row in rows if row is not None]

    def current_row(self) -> int | None:
        """The library row that has the focus in the list."""
        return self._reviews.library_row(self.currentIndex())

    def select(self, library_row: int) -> bool:
        """Make one review the current and only selected one; False where it is not visible."""
        index = self._reviews.index_of(library_row)
        if not index.isValid():
            return False
        column = Column.HEADLINE if self._table else Column.CARD
        self.setCurrentIndex(index.siblingAtColumn(column))
        return True

    def select_all_of(self, library_rows: Sequence[int]) -> None:
        """Select these reviews, the first of them the current one."""
        flag = QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        indexes = [index for row in library_rows if (index := self._reviews.index_of(row)).isValid()]
        for index in indexes:
            chosen.select(index, index.siblingAtColumn(len(Column) - 1))
        if indexes:
            self.selectionModel().setCurrentIndex(indexes[0], flag.NoUpdate)
            self.selectionModel().select(chosen, flag.ClearAndSelect | flag.Rows)
            self.scrollTo(indexes[0])

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
        if number is not None and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if self._reviews.is_closed(number) is (key == Qt.Key.Key_Right):
                self._reviews.toggle_group(number)
        elif number is not None and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._reviews.toggle_group(number)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not self._table:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last review, in a table too: it is a list first."""
        ends = {QAbstractItemView.CursorAction.MoveHome: 1, QAbstractItemView.CursorAction.MoveEnd: -1}
        if action not in ends:
            return super().moveCursor(action, modifiers)
        by, count = ends[action], self._reviews.rowCount()
        rows = range(count) if by > 0 else range(count - 1, -1, -1)
        column = max(self.currentIndex().column(), Column.HEADLINE) if self._table else Column.CARD
        first = next((row for row in rows if self._reviews.group_at(row) is None), -1)
        return self._reviews.index(first, column)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        number = self._reviews.group_at(index.row()) if index.isValid() else None
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self._reviews.toggle_group(number)
        else:
            super().mousePressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_headline()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            help_event: QHelpEvent = event  # type: ignore[assignment]  # the event's type says so
            content = self.indexAt(help_event.pos()).data(Data.CARD)
            text = plain_tip(content.title) if isinstance(content, Card) else ""
            QToolTip.showText(help_event.globalPos(), text, self)
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
        slim(self, self._look)
        header = self.verticalHeader()
        header.setMinimumSectionSize(1)
        height = self._delegate.line_height() if self._table else self._delegate.card_height()
        header.setDefaultSectionSize(height)
        self.horizontalHeader().setFont(self._look.sans(Type.META))
        figure = QFontMetrics(self._look.sans()).averageCharWidth()
        for column, characters in _WIDTHS.items():
            self.setColumnWidth(column, characters * figure + UNIT * 4)
        self._fit_headline()
        self._arrange()
        self.viewport().update()

    @Slot()
    def _arrange(self) -> None:
        """Give group headings their own height and the whole width; what a group says needs no column."""
        for column, grouping in ((Column.WORK, "work"), (Column.CRITIC, "critic")):
            self.setColumnHidden(column, not self._table or self._reviews.grouping == grouping)
        self._fit_headline()
        self.clearSpans()
        header = self.verticalHeader()
        default = header.defaultSectionSize()
        headed = 0 < len(self._reviews.groups) <= _MOST_HEADINGS and self._reviews.grouping != "none"
        heading = self._delegate.heading_height()
        for row in range(self._reviews.rowCount()) if headed else ():
            is_heading = self._reviews.group_at(row) is not None
            wanted = heading if is_heading else default
            if header.sectionSize(row) != wanted:
                header.resizeSection(row, wanted)
            if is_heading and self._table:
                self.setSpan(row, Column.SCORE, 1, len(Column) - 1)

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex) -> None:
        review_id = index.data(Data.REVIEW_ID)
        if review_id:
            self.opened.emit(review_id)

    @Slot(int)
    def _heading_clicked(self, section: int) -> None:
        header = self.horizontalHeader()
        if Column(section) not in SORTS:
            header.setSortIndicatorShown(False)
        else:
            header.setSortIndicatorShown(True)
            again = header.property("sorted") == section and header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder)
            header.setProperty("sorted", section)
            self.sort_requested.emit(SORTS[Column(section)], again)

    # inside

    def _fit_headline(self) -> None:
        """The headline takes what the other columns leave, but never less than it needs to be told from others."""
        others = sum(self.columnWidth(column) for column in _WIDTHS if not self.isColumnHidden(column))
        figure = QFontMetrics(self._look.sans()).averageCharWidth()
        self.setColumnWidth(Column.HEADLINE, max(34 * figure, self.viewport().width() - others))
