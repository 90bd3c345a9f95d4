"""The active filters as chips: what is looked for, each part with a way to take it out again."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QLayoutItem, QSizePolicy, QWidget
from typing_extensions import override

from desktop.library.query import Query
from desktop.ui.panes.controls import TARGET, QuietButton, paint_ring, plain_tip
from desktop.ui.theme import UNIT, Look, Type
from desktop.ui.units import shown

if TYPE_CHECKING:
    from desktop.library.query import Chip

_WIDEST = UNIT * 60  # pixels: longer labels are cut short, and stand in full in the tooltip


class ChipRow(QWidget):
    """A chip for each part of the query, then "Clear all" and "Copy"; hidden while nothing is looked for."""

    query_changed = Signal(object)  # Query
    copy_requested = Signal()
    emptied = Signal()  # the last chip went while the focus was here

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._query = Query.empty
        self._like = ""
        self._chips: list[_ChipButton] = []
        self._clear = QuietButton(look, "Clear all filters", text="Clear all", parent=self)
        self._copy = QuietButton(look, "Copy the query", text="Copy", parent=self)
        self._clear.clicked.connect(self._clear_all)
        self._copy.clicked.connect(self.copy_requested)
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(UNIT * 2, UNIT, UNIT * 2, UNIT)
        self._flow.addWidget(self._clear)
        self._flow.addWidget(self._copy)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Active filters")
        self.hide()

    # methods

    def show_query(self, query: Query, like: str = "") -> None:
        """Show a chip for each part of a query; ``like`` is what the one is called that asks for what is like a review."""
        if (query, like) == (self._query, self._like):
            return
        self._query, self._like = query, like
        focused = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), None)
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        terms = [replace(term, label=like) if like and term.text.startswith("like:") else term for term in query.terms()]
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(place, term) for place, term in enumerate(terms)]
        self.setVisible(bool(terms))
        self._order_tabs()
        if self._chips and focused is not None:
            self._chips[min(focused, len(self._chips) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif inside and not self._chips:
            self.emptied.emit()

    # slots

    @Slot()
    def _clear_all(self) -> None:
        self.query_changed.emit(Query.empty.sorted_by(*self._query.sort))

    @Slot()
    def _remove(self) -> None:
        chip = self.sender()
        if isinstance(chip, _ChipButton):
            self.query_changed.emit(chip.term.removed)

    @Slot(int)
    def _step(self, by: int) -> None:
        chip = self.sender()
        if isinstance(chip, _ChipButton):
            at = self._chips.index(chip) + by
            self._chips[min(max(at, 0), len(self._chips) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    # inside

    def _chip(self, place: int, term: Chip) -> _ChipButton:
        chip = _ChipButton(self._look, term, self)
        chip.clicked.connect(self._remove)
        chip.stepped.connect(self._step)
        self._flow.insert(place, chip)
        chip.show()
        return chip

    def _order_tabs(self) -> None:
        stops: list[QWidget] = [*self._chips, self._clear, self._copy]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)


class _ChipButton(QAbstractButton):
    """One part of the query; its cross, Del, Backspace and Return take it out."""

    stepped = Signal(int)

    def __init__(self, look: Look, term: Chip, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.term = term
        self._label = shown(term.label)
        self.setAccessibleName(f"{self._label}, remove")
        self.setAccessibleDescription("An active filter; Del takes it out")
        self.setToolTip(plain_tip(f"{term.text} (Del takes it out)"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.sans(Type.META))
        height = max(TARGET, metrics.height() + UNIT * 2)
        return QSize(min(_WIDEST, UNIT * 2 + metrics.horizontalAdvance(self._label) + 1 + height), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(TARGET * 2, self.sizeHint().height())

    @override
    def hitButton(self, pos: QPoint, /) -> bool:
        """Only the cross takes the chip out: a click on its words is none."""
        return self._cross().contains(pos)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if key is Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter = self._look.colours, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(c.hairline, 1))
        painter.setBrush(c.raised)
        painter.drawRoundedRect(frame, UNIT, UNIT)
        painter.setFont(self._look.sans(Type.META))
        painter.setPen(c.ink)
        cross = QRectF(self._cross())
        words = QRectF(UNIT * 2, 0, cross.left() - UNIT * 2 + 1, self.height())
        label = painter.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)
        painter.setPen(QPen(c.ink if self.underMouse() else c.quiet, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        reach, centre = UNIT * max(1.0, self._look.scale) * 0.8, cross.center()
        painter.drawLine(centre + QPointF(-reach, -reach), centre + QPointF(reach, reach))
        painter.drawLine(centre + QPointF(-reach, reach), centre + QPointF(reach, -reach))
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), c.accent)

    @Slot()
    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def _cross(self) -> QRect:
        return QRect(self.width() - self.height(), 0, self.height(), self.height())


class FlowLayout(QLayout):
    """Widgets in lines, as words stand in a paragraph."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(UNIT)

    # methods

    def insert(self, place: int, widget: QWidget) -> None:
        """Put a widget at a place among the others."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    # events

    @override
    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int, /) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int, /) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    # inside

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Set the items in lines inside ``rect``; returns the height they take."""
        inside = rect.marginsRemoved(self.contentsMargins())
        left, top, line = inside.left(), inside.top(), 0
        for item in self._items:
            if item.isEmpty():  # hidden
                continue
            size = item.sizeHint().boundedTo(QSize(max(inside.width(), item.minimumSize().width()), 16777215))
            if left > inside.left() and left + size.width() > inside.right() + 1:
                left, top, line = inside.left(), top + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self.spacing()
            line = max(line, size.height())
        return top + line - rect.top() + self.contentsMargins().bottom()
