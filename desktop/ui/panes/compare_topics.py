"""The comparison by topic, read by keys and mouse: passage to passage, critic to critic, topic to topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip
from typing_extensions import override

from desktop.reading.rules import reason_in_words, rule_in_words
from desktop.ui.models.compare_model import HIDDEN, Kind
from desktop.ui.panes.compare_delegate import CompareDelegate
from desktop.ui.panes.compare_laid import NAME, Sign
from desktop.ui.panes.compare_rows_table import RowsTable
from desktop.ui.panes.controls import plain_tip
from desktop.ui.theme import UNIT
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from desktop.review import Span
    from desktop.ui.models.compare_model import Cell
    from desktop.ui.theme import Look

_MOVES = {Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Left: (0, -1)}


class TopicsTable(RowsTable):
    """The table by topic."""

    opened = Signal(int, object)  # column of the comparison, Span: the passage is wanted in its full text

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setItemDelegate(CompareDelegate(look, self, self))
        self.why_answers: Callable[[int, Span], str] = _nothing  # why a passage (column and span) answers what was asked
        self._margin.pressed_row.connect(self._margin_pressed)
        self._pressed: tuple[QModelIndex, int] | None = None
        self._pointed: tuple[int, int, int] = (-1, -1, -1)  # row, column and stop under the pointer
        self._column = 0  # kept while the reader passes a line that goes across all columns

    # methods

    def activate_stop(self) -> None:
        """Open the passage where the reader stands in its full text; at the last line of a long cell, open the cell."""
        index = self.currentIndex()
        if not index.isValid():
            return
        cell = self.cells.cell(index.row(), index.column())
        if cell.key == HIDDEN:
            self.show_all_rows()
            return
        if self.at_name:
            self.fold_row()
            return
        if cell.kind is Kind.FOLDED or self._stop == self.laid(index.row(), index.column()).more_stop:
            self.unfold()
            return
        here = self.current_passage()
        if here is not None:
            self.opened.emit(*here)

    def step_topic(self, by: int) -> bool:
        """Go to the next or previous topic (all facts count as one); False where there is none that way."""
        index = self.currentIndex()
        if not index.isValid():
            return False
        here, row = self.cells.cell(index.row(), 0).section, index.row()
        while 0 <= row < self.cells.rowCount() and self.cells.cell(row, 0).section == here:
            row += by
        if not 0 <= row < self.cells.rowCount():
            return False
        section = self.cells.cell(row, 0).section
        while by < 0 < row and self.cells.cell(row - 1, 0).section == section:
            row -= 1
        heading = self.cells.cell(row, 0).kind is Kind.HEADING
        note = self.cells.cell(row, 0).kind is Kind.NOTE
        if self.at_name:
            self.stand(row, 0, NAME)
        else:
            self.stand(row + heading, 0 if note else index.column(), 0)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.rowViewportPosition(row))
        return True

    def why(self) -> str:
        """The words that put the passage where the reader stands under its topic and told its stance; a fact's rule."""
        cell = self.current_cell()
        return self._why(cell, self._stop) if cell is not None else ""

    def sign_in(self, row: int, column: int) -> Sign | None:
        """The sign in a cell that opens the paragraph round a passage: of the one pointed at, else where the reader stands."""
        stop = self._pointed[2] if self._pointed[:2] == (row, column) else self.stop_in(row, column)
        cell, laid = self.cells.cell(row, column), self.laid(row, column)
        if not 0 <= stop < min(laid.shown, len(cell.passages)) or self.is_unfolded(cell):
            return None
        passage = cell.passages[stop]
        upper, lower = laid.extent(stop)
        line = round(laid.line(stop))
        if self.setter.is_whole(cell, passage.paragraph) or (self.rank_in(cell, stop) and lower - upper < line * 2):
            return None  # where an answer's rank needs the place of a passage of one line, there are the keys
        box = QRect(self.columnWidth(column) - UNIT * 5, round(lower) - line, UNIT * 4, line)
        return Sign(stop, box, self.is_around(cell, passage.paragraph))

    # events

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _MOVES:
            down, across = _MOVES[key]
            if self.at_name:
                self._step_name(down) if down else self._cross_name(across)
            elif down:
                self._step(down)
            else:
                self._cross(across)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._to_end(first=key is Qt.Key.Key_Home)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._page(1 if key is Qt.Key.Key_PageDown else -1)
        else:
            event.ignore()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        place = self._place_at(event.position().toPoint())
        if place is not None:
            heading = self.cells.cell(place[0].row(), place[0].column()).kind is Kind.HEADING
            self.stand(place[0].row(), place[0].column(), NAME if heading else place[1], reveal=False)
            self._pressed = place if event.button() is Qt.MouseButton.LeftButton else None

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place, self._pressed = self._pressed, None
        point = event.position().toPoint()
        if place is not None and place == self._place_at(point):
            if self._sign_at(point) is not None:
                self.show_around()
            else:
                self.activate_stop()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        self._point_at((place[0].row(), place[0].column(), place[1]) if place else (-1, -1, -1))
        cell = self.cells.cell(place[0].row(), place[0].column()) if place else None
        live = cell is not None and (
            bool(cell.passages or cell.spans) or cell.kind in (Kind.FOLDED, Kind.HEADING) or cell.key == HIDDEN
        )
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at((-1, -1, -1))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place, sign = self._place_at(event.pos()), self._sign_at(event.pos())
            words = self._why(self.cells.cell(place[0].row(), place[0].column()), place[1]) if place else ""
            words = words or self._about(event.pos())
            if self.cells.stacked and place and (speaker := self.cells.cell(place[0].row(), 0).review) >= 0:
                words = f"{self.cells.heads[speaker].name}. {words}"  # where it is narrow, less of the name is painted
            if sign is not None:
                words = f"{'The passage alone' if sign.is_open else 'The paragraph round the passage'} (C)"
            QToolTip.showText(event.globalPos(), plain_tip(words) if words else "", self.viewport())
            return True
        return super().viewportEvent(event)

    # slots

    @Slot(str, bool)
    def _margin_pressed(self, key: str, left: bool) -> None:
        """Go to the name of a row; the left button folds the row as well, or opens it."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.stand(self.cells.name_row(key), 0, NAME, reveal=False)
        if left:
            self.fold_row(key)

    # inside

    def _why(self, cell: Cell, stop: int) -> str:
        if cell.rule:
            return f"Taken because {rule_in_words(cell.rule)}"
        if not 0 <= stop < len(cell.passages):
            return ""
        passage = cell.passages[stop]
        answers = self.why_answers(cell.review, passage.span)
        if self.cells.is_moved(cell, passage):
            found = ", ".join(self.cells.found_under(passage).values())
            return ". ".join(part for part in (f"Put here by you; found under {found or 'no topic'}", answers) if part)
        mark = next((m for m in passage.topics if m.topic == cell.topic), None)
        placed = shown(", ".join(map(reason_in_words, mark.reasons))) if mark else ""
        judged = shown(", ".join(map(reason_in_words, passage.stance_reasons)))
        row = next(r for r in self.cells.rows if r.key == cell.key)
        parts = [
            f"Under {row.name} for {placed}" if placed else "",
            f"{passage.stance.value} for {judged}" if judged else "",
            answers,
        ]
        return ". ".join(part[:1].upper() + part[1:] for part in parts if part)

    def _stops(self, row: int, column: int) -> int:
        """How many stops the reader passes in a cell: none where nothing is said."""
        cell = self.cells.cell(row, column)
        if cell.kind in (Kind.HEAD, Kind.NOTE, Kind.FOLDED):
            return 1
        return 0 if cell.kind in (Kind.HEADING, Kind.BLANK) or cell.empty else self.laid(row, column).stops

    def _step(self, by: int) -> None:
        """Go to the next or previous stop down the column."""
        index = self.currentIndex()
        if not index.isValid():
            return
        row, stop = index.row(), self._stop + by
        if self.cells.cell(row, 0).kind is not Kind.NOTE:
            self._column = index.column()
        if 0 <= stop < self._stops(row, index.column()):
            self.stand(row, index.column(), stop)
            return
        row += by
        while 0 <= row < self.cells.rowCount():
            column = 0 if self.cells.cell(row, 0).kind is Kind.NOTE else min(self._column, self.cells.columnCount() - 1)
            stops = self._stops(row, column)
            if stops:
                self.stand(row, column, 0 if by > 0 else stops - 1)
                return
            row += by
        bar = self.verticalScrollBar()
        bar.setValue(bar.minimum() if by < 0 else bar.maximum())

    def _step_name(self, by: int) -> None:
        """Go to the name of the next or previous row."""
        index = self.currentIndex()
        key, row = self.cells.cell(index.row(), 0).key, index.row()
        while 0 <= row < self.cells.rowCount():
            if self.cells.cell(row, 0).key != key and self.cells.row(row) is not None:
                self.stand(row, 0, NAME)
                return
            row += by
        bar = self.verticalScrollBar()
        bar.setValue(bar.minimum() if by < 0 else bar.maximum())

    def _cross_name(self, by: int) -> None:
        """From the name of a row: left folds the row, right opens it, and then goes into it."""
        row = self._row_named("")
        folded = row is not None and row.key in self.cells.view.folded
        if by < 0:
            if not folded:
                self.fold_row()
        elif folded:
            self.fold_row()
        else:
            index = self.currentIndex()
            self.stand(index.row() + self.cells.stacked, 0, 0)

    def _cross(self, by: int) -> None:
        """Go to the next or previous critic in the row, to what stands at the same height; before the first is its name."""
        index = self.currentIndex()
        if not index.isValid():
            return
        if self.cells.stacked:
            row = index.row() + by
            if 0 <= row < self.cells.rowCount() and self.cells.cell(row, 0).review >= 0:
                self.stand(row, 0, 0)
            elif by < 0 and self.cells.row(index.row()) is not None:
                self.stand(index.row(), 0, NAME)
            return
        column = index.column() + by
        if column < 0 and self.cells.row(index.row()) is not None:
            self.stand(index.row(), 0, NAME)
        if 0 <= column < self.cells.columnCount() and self.cells.cell(index.row(), column).review >= 0:
            y = self.laid(index.row(), index.column()).extent(self._stop)[0]
            there = self.laid(index.row(), column)
            nearest = min(range(max(1, there.stops)), key=lambda stop: abs(there.extent(stop)[0] - y))
            self.stand(index.row(), column, nearest)

    def _to_end(self, *, first: bool) -> None:
        """Go to the first or last stop of the column."""
        column = max(0, self.currentIndex().column())
        rows = range(self.cells.rowCount())
        if self.at_name:
            named = [row for row in rows if self.cells.row(row) is not None]
            self.stand(named[0 if first else -1], 0, NAME)
            return
        for row in rows if first else reversed(rows):
            stops = self._stops(row, column)
            if stops:
                self.stand(row, column, 0 if first else stops - 1)
                break

    def _page(self, by: int) -> None:
        """Scroll a screen less a little, and take the reader along to the first stop that begins in view."""
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + by * (self.viewport().height() - UNIT * 12))
        if bar.value() == before:
            self._to_end(first=by < 0)
            return
        column = max(0, self.currentIndex().column())
        for row in range(max(0, self.rowAt(0)), self.cells.rowCount()):
            if self.at_name:
                if self.cells.row(row) is not None and self.rowViewportPosition(row) >= 0:
                    self.stand(row, 0, NAME)
                    return
                continue
            top = self.rowViewportPosition(row)
            for stop in range(self._stops(row, column)):
                if top + self.laid(row, column).extent(stop)[0] >= UNIT * 4:
                    self.stand(row, column, stop)
                    return

    def _about(self, point: QPoint) -> str:
        """The whole name of a stacked row under a point, with what it covers; where it is narrow, less of them is painted."""
        index = self.indexAt(point)
        row = self.cells.row(index.row()) if index.isValid() else None
        heading = row is not None and self.cells.cell(index.row(), 0).kind is Kind.HEADING
        return f"{row.name}: {row.about}".rstrip(": ") if row is not None and heading else ""

    def _point_at(self, pointed: tuple[int, int, int]) -> None:
        if pointed != self._pointed:
            self._pointed = pointed
            self.viewport().update()

    def _sign_at(self, point: QPoint) -> Sign | None:
        """The sign of a paragraph under a point of the view."""
        index = self.indexAt(point)
        sign = self.sign_in(index.row(), index.column()) if index.isValid() else None
        corner = QPoint(self.columnViewportPosition(index.column()), self.rowViewportPosition(index.row()))
        return sign if sign is not None and sign.box.contains(point - corner) else None

    def _place_at(self, point: QPoint) -> tuple[QModelIndex, int] | None:
        """The cell and the stop under a point of the view."""
        index = self.indexAt(point)
        if not index.isValid():
            return None
        stop = self.laid(index.row(), index.column()).stop_at(point.y() - self.rowViewportPosition(index.row()))
        return (index, stop) if stop >= 0 else None


def _nothing(_column: int, _span: Span) -> str:
    return ""
