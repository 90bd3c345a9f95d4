"""A list of choices under a field: the palette's commands, tags, completions. The field keeps the focus and moves the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.ui.panes.controls import TARGET, Box, paint_box
from desktop.ui.panes.scrollbars import slim
from desktop.ui.theme import UNIT, Look, Type
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
CHOICE = Qt.ItemDataRole.UserRole
_PAD = UNIT * 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One line: its words, a quiet note behind them, and at the right a key or a number.

    ``hits`` are the places in ``text`` that matched what was typed; ``mark`` is a check before the words, None for lists that
    have none; ``spoken`` replaces text, note and right for screen readers.
    """

    id: str
    text: str
    note: str = ""
    right: str = ""
    enabled: bool = True
    hits: tuple[int, ...] = ()
    mark: Box | None = None
    spoken: str = ""

    def said(self) -> str:
        """The line as a screen reader says it."""
        words = self.spoken or ", ".join(part for part in (shown(self.text), shown(self.note), self.right) if part)
        return words if self.enabled else f"{words}, not available now"


class ChoicesModel(QAbstractListModel):
    """The choices, in the order given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices."""
        return self._choices

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show these choices; where only their looks differ, they change in place."""
        new = tuple(choices)
        if [choice.id for choice in new] == [choice.id for choice in self._choices]:
            changed = [row for row, pair in enumerate(zip(self._choices, new, strict=True)) if pair[0] != pair[1]]
            self._choices = new
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
        else:
            self.beginResetModel()
            self._choices = new
            self.endResetModel()

    @override
    def rowCount(self, /, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._choices)

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        if not index.isValid() or not self._choices[index.row()].enabled:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        choice = self._choices[index.row()]
        if role == CHOICE:
            return choice
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(choice.text)
        return choice.said() if role == Qt.ItemDataRole.AccessibleTextRole else None


class ChoiceDelegate(QStyledItemDelegate):
    """Paints a choice on one line."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def row_height(self) -> int:
        """The height of a line in pixels."""
        return max(TARGET, QFontMetrics(self._look.sans()).height() + UNIT * 3)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(UNIT * 40, self.row_height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice = index.data(CHOICE)
        if not isinstance(choice, Choice):
            return
        c = self._look.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, c.selected)
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), c.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver and choice.enabled:
            painter.fillRect(option.rect, c.surface)
        rect = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        if choice.mark is not None:
            size = round(14 * max(1.0, self._look.scale))
            box = QRectF(rect.left(), rect.top() + (rect.height() - size) / 2, size, size)
            paint_box(painter, box, choice.mark, c)
            rect.setLeft(rect.left() + size + UNIT * 2)
        painter.setPen(c.quiet)
        painter.setFont(self._look.figures(Type.META))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, choice.right)
        if choice.right:
            rect.setRight(rect.right() - painter.fontMetrics().horizontalAdvance(choice.right) - UNIT * 3)
        used = self._paint_words(painter, rect, choice)
        rest = rect.adjusted(used + UNIT * 2, 0, 0, 0)
        if choice.note and rest.width() > UNIT * 6:
            painter.setFont(self._look.sans(Type.META))
            painter.setPen(c.quiet)
            note = painter.fontMetrics().elidedText(shown(choice.note), Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, note)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, choice: Choice) -> int:
        """Draw the words, those that matched in bold; returns the width they take."""
        c = self._look.colours
        normal, bold = self._look.sans(), self._look.sans(bold=True)
        painter.setPen(c.ink if choice.enabled else c.quiet)
        text = shown(choice.text)
        left = rect.left()
        at = 0
        hits = frozenset(choice.hits)
        while at < len(text):
            hit = at in hits
            end = at + 1
            while end < len(text) and (end in hits) is hit:
                end += 1
            font = bold if hit else normal
            metrics = QFontMetrics(font)
            room = rect.right() + 1 - left
            piece = text[at:end]
            if metrics.horizontalAdvance(piece) > room:
                piece, end = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, room), len(text)
            painter.setFont(font)
            painter.drawText(
                QRect(left, rect.top(), room, rect.height()), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, piece
            )
            left += metrics.horizontalAdvance(piece)
            at = end
        return left - rect.left()


class ChoiceList(QListView):
    """The lines, moved by the keys of a field that keeps the focus: see :meth:`take_key`."""

    chosen = Signal(str)  # the id of a choice

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lines = ChoicesModel(self)
        self._delegate = ChoiceDelegate(look, self)
        self.setModel(self._lines)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(self.palette().ColorRole.Light)
        self.clicked.connect(self._clicked)
        look.changed.connect(self._dress)
        slim(self, look, look.colours.raised)

    # properties

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The lines shown."""
        return self._lines.choices

    @property
    def current(self) -> Choice | None:
        """The line that Return takes."""
        index = self.currentIndex()
        return self._lines.choices[index.row()] if index.isValid() else None

    # methods

    def show_choices(self, choices: Sequence[Choice], *, pick_first: bool = True) -> None:
        """Show these lines, with the first one current, or none; where they are the same lines the current one stays."""
        same = [choice.id for choice in choices] == [choice.id for choice in self._lines.choices]
        self._lines.show_choices(choices)
        if not same:
            self.scrollToTop()
            if pick_first:
                self.step(1)

    def step(self, by: int) -> None:
        """Move ``by`` lines on, over those that cannot be chosen, round the ends."""
        count = len(self._lines.choices)
        row = self.currentIndex().row()
        if not self.currentIndex().isValid():
            row = -1 if by > 0 else count
        for _ in range(count):
            row = (row + (1 if by > 0 else -1)) % count
            if self._lines.choices[row].enabled:
                self._go(row)
                return

    def take_key(self, event: QKeyEvent) -> bool:
        """Move for Up, Down, PgUp and PgDn, choose for Return; False for keys that are none of the list's."""
        key = event.key()
        page = max(1, self.viewport().height() // self._delegate.row_height() - 1)
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._page(page if key == Qt.Key.Key_PageDown else -page)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            current = self.current
            if current is None:
                return False
            self.chosen.emit(current.id)
        else:
            return False
        return True

    def rows_height(self, rows: int) -> int:
        """The height of that many lines, in pixels."""
        return rows * self._delegate.row_height()

    # slots

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        choice = self._lines.choices[index.row()]
        if choice.enabled:
            self.chosen.emit(choice.id)

    @Slot()
    def _dress(self) -> None:
        slim(self, self._look, self._look.colours.raised)
        self.doItemsLayout()
        self.viewport().update()

    # inside

    def _go(self, row: int) -> None:
        self.setCurrentIndex(self._lines.index(row))
        # The field has the focus, so a screen reader would not know that the line changed.
        said = QAccessibleAnnouncementEvent(self, self._lines.choices[row].said())
        QAccessible.updateAccessibility(said)

    def _page(self, by: int) -> None:
        able = [row for row, choice in enumerate(self._lines.choices) if choice.enabled]
        if able:
            wanted = min(max(self.currentIndex().row() + by, able[0]), able[-1])
            self._go(min(able, key=lambda row: abs(row - wanted)))
