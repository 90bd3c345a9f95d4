"""The saved searches above the filters: each a word to press, the one in force marked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.panes.chips import FlowLayout
from desktop.ui.panes.controls import TARGET, paint_ring, plain_label, plain_tip
from desktop.ui.theme import UNIT, Look, Type
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.library.saved import SavedSearch

_WIDEST = UNIT * 50  # pixels at scale 1: longer names are cut short, and stand in full in the tooltip


class SavedRow(QWidget):
    """A heading and a word for each saved search; hidden while there are none."""

    applied = Signal(str)
    update_asked = Signal(str)
    rename_asked = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._words: list[_Word] = []
        self._in_force = ""
        self._heading = plain_label(look, self, bold=True)
        self._heading.setText("Saved searches")
        self._box = QWidget(self)
        self._flow = FlowLayout(self._box)
        self._flow.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._box.setSizePolicy(policy)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT * 3, UNIT * 3, UNIT * 3, UNIT)
        column.setSpacing(UNIT * 2)
        column.addWidget(self._heading)
        column.addWidget(self._box)
        self.setAccessibleName("Saved searches")
        look.changed.connect(self._dress)
        self.hide()

    # methods

    @property
    def words(self) -> tuple[QAbstractButton, ...]:
        """The searches shown."""
        return tuple(self._words)

    def show_searches(self, searches: Sequence[SavedSearch]) -> None:
        """Show these searches."""
        place = next((place for place, word in enumerate(self._words) if word.hasFocus()), None)
        for word in self._words:
            self._flow.removeWidget(word)
            word.hide()
            word.deleteLater()
        self._words = [self._word(place, search) for place, search in enumerate(searches)]
        self.setVisible(bool(searches))
        self.mark(self._in_force)
        if place is not None and self._words:
            self._words[min(place, len(self._words) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, name: str) -> None:
        """Mark the search that is in force, or none."""
        self._in_force = name
        for word in self._words:
            word.set_in_force(on=word.search.name == name)

    # slots

    @Slot()
    def _apply(self) -> None:
        word = self.sender()
        if isinstance(word, _Word):
            self.applied.emit(word.search.name)

    @Slot(int)
    def _step(self, by: int) -> None:
        word = self.sender()
        if isinstance(word, _Word):
            at = min(max(self._words.index(word) + by, 0), len(self._words) - 1)
            self._words[at].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _dress(self) -> None:
        self._heading.setFont(self._look.sans(bold=True))

    # inside

    def _word(self, place: int, search: SavedSearch) -> _Word:
        word = _Word(self._look, search, self._box)
        word.clicked.connect(self._apply)
        word.stepped.connect(self._step)
        for mine, its in (
            (self.update_asked, word.update_asked),
            (self.rename_asked, word.rename_asked),
            (self.delete_asked, word.delete_asked),
        ):
            its.connect(mine)
        self._flow.insert(place, word)
        word.show()
        return word


class _Word(QAbstractButton):
    """One saved search: Return or Space searches, F2 renames, Del deletes."""

    stepped = Signal(int)
    update_asked = Signal(str)
    rename_asked = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, look: Look, search: SavedSearch, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.search = search
        self._label = shown(search.name)
        self._on = False
        self.setText(self._label)
        self.setToolTip(plain_tip(f"{search.query} (F2 renames, Del deletes)"))
        self.setAccessibleDescription(shown(search.query))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)
        self.set_in_force(on=False)

    def set_in_force(self, *, on: bool) -> None:
        """Show whether this is what is searched for now."""
        self._on = on
        self.setAccessibleName(f"{self._label}, saved search{', in force' if on else ''}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.sans(Type.META, bold=True))
        widest = round(_WIDEST * max(1.0, self._look.scale))
        return QSize(min(widest, UNIT * 5 + metrics.horizontalAdvance(self._label)), max(TARGET, metrics.height() + UNIT * 2))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(TARGET * 2, self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key is Qt.Key.Key_F2:
            self.rename_asked.emit(self.search.name)
        elif key is Qt.Key.Key_Delete:
            self.delete_asked.emit(self.search.name)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if key is Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        name = self.search.name
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self._look.sans())
        menu.addAction("&Search", self.click)
        menu.addAction("&Update to the present search", partial(self.update_asked.emit, name))
        menu.addAction("&Rename…", partial(self.rename_asked.emit, name))
        menu.addAction("&Delete", partial(self.delete_asked.emit, name))
        by_keys = event.reason() is QContextMenuEvent.Reason.Keyboard
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()) if by_keys else event.globalPos())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter = self._look.colours, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(c.accent if self._on else c.hairline, 1))
        painter.setBrush(c.selected if self._on else c.raised)
        painter.drawRoundedRect(frame, UNIT, UNIT)
        font = self._look.sans(Type.META, bold=self._on)
        painter.setFont(font)
        painter.setPen(c.ink)
        room = self.rect().adjusted(UNIT * 2, 0, -UNIT * 2, 0)
        label = QFontMetrics(font).elidedText(self._label, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, label)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), c.accent)

    @Slot()
    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
