"""The heads of the columns, and the tray of reviews that wait for room: the same above the topics and above the full texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from desktop.ui.icons import icon
from desktop.ui.panes.compare_marks import head_height, paint_head
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from desktop.ui.models.compare_model import Head
    from desktop.ui.theme import Look


class ColumnHead(QWidget):
    """The head of one review: who, headline, score, stances, coverage; with a pin and a cross."""

    pin_asked = Signal(int)
    close_asked = Signal(int)
    chosen = Signal(int)

    def __init__(self, look: Look, review: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.review = review
        self._head: Head | None = None
        self._last = ""
        self._chosen = False
        self.inset = UNIT * 6
        self._pin = self._button("Keep this review first (Ctrl+P)")
        self._pin.setCheckable(True)
        self._close = self._button("Close this column (Ctrl+W)")
        self._pin.clicked.connect(self._ask_pin)
        self._close.clicked.connect(self._ask_close)
        self.dress()

    # methods

    def show_head(self, head: Head, *, last: str = "", base: bool = False, chosen: bool = False) -> None:
        """Show a review's head; ``last`` replaces its last line, ``chosen`` marks the column that has the focus."""
        self._head, self._last, self._chosen = head, last, chosen
        self._pin.setChecked(base)
        self.setAccessibleName(f"{head.spoken}. {last}" if last else head.spoken)
        for button, what in ((self._pin, "Keep first:"), (self._close, "Close:")):
            button.setAccessibleName(f"{what} {head.name}")
        self.dress()
        self.update()

    def dress(self) -> None:
        """Take up a changed look."""
        c = self._look.colours
        size = self._look.pixels(Type.META)
        for button, name in ((self._pin, "pin"), (self._close, "close")):
            button.setIcon(icon(name, c))
            button.setIconSize(QSize(size, size))
        self._place_buttons()

    # events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.review)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        c = self._look.colours
        painter.fillRect(self.rect(), c.paper)
        if self._head is not None:
            buttons = self._pin.width() + self._close.width()
            inner = self.rect().adjusted(self.inset, 0, -UNIT * 4, 0)
            paint_head(painter, inner, self._head, self._look, last=self._last, right=buttons)
        if self._chosen:
            painter.fillRect(QRect(0, self.height() - 2, self.width() - UNIT * 2, 2), c.accent)
        painter.end()

    # slots

    @Slot()
    def _ask_pin(self) -> None:
        self.pin_asked.emit(self.review)

    @Slot()
    def _ask_close(self) -> None:
        self.close_asked.emit(self.review)

    # inside

    def _button(self, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+P and Ctrl+W: the way through the page stays short
        return button

    def _place_buttons(self) -> None:
        right = self.width() - UNIT * 3
        for button in (self._close, self._pin):
            size = button.sizeHint()
            right -= size.width()
            button.setGeometry(right, UNIT, size.width(), size.height())


class Heads(QWidget):
    """The heads of the columns shown, each above its column."""

    pin_asked = Signal(int)
    close_asked = Signal(int)
    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._heads: list[ColumnHead] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)
        self._dress()

    # methods

    def show_heads(
        self,
        heads: Sequence[Head],
        columns: Sequence[int],
        places: Sequence[QRect],
        *,
        inset: int,
        base: int = -1,
        chosen: int = -1,
        last: Mapping[int, str] | None = None,
    ) -> None:
        """Show the heads of ``columns`` at ``places`` (only left and width count), ``inset`` pixels before the text."""
        while len(self._heads) < len(columns):
            head = ColumnHead(self._look, -1, self)
            head.pin_asked.connect(self.pin_asked)
            head.close_asked.connect(self.close_asked)
            head.chosen.connect(self.chosen)
            self._heads.append(head)
        for i, widget in enumerate(self._heads):
            widget.setVisible(i < len(columns))
            if i < len(columns):
                widget.review = columns[i]
                widget.inset = inset
                widget.setGeometry(places[i].left(), 0, places[i].width(), self.height() - 1)
                widget.show_head(
                    heads[columns[i]],
                    last=(last or {}).get(columns[i], ""),
                    base=columns[i] == base,
                    chosen=columns[i] == chosen,
                )

    # events

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colours.paper)
        painter.setPen(self._look.colours.hairline)
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.end()

    # slots

    @Slot()
    def _dress(self) -> None:
        self.setFixedHeight(head_height(self._look) + 1)
        for head in self._heads:
            head.dress()


class Tray(QWidget):
    """The reviews that have no room now, as chips: a click swaps one in."""

    wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(UNIT * 4, UNIT, UNIT * 4, UNIT)
        self._row.setSpacing(UNIT)
        self._label = QLabel("Also:", self)
        self._row.addWidget(self._label)
        self._row.addStretch(1)
        self._chips: list[QToolButton] = []
        self._names: dict[int, str] = {}
        self.setAccessibleName("Reviews that wait for room")
        look.changed.connect(self._dress)
        self._dress()
        self.hide()

    # methods

    def show_waiting(self, names: Mapping[int, str]) -> None:
        """Show a chip for each waiting review, by its column in the comparison."""
        if dict(names) == self._names:
            return
        self._names = dict(names)
        had_focus = any(chip.hasFocus() for chip in self._chips)
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for number, (review, name) in enumerate(names.items()):
            chip = QToolButton(self)
            chip.setText(name.replace("&", "&&"))
            chip.setProperty("review", review)
            chip.setAccessibleName(f"Show {name}")
            chip.setToolTip("Show this review in place of the column you are in")
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chip.clicked.connect(self._clicked)
            self._row.insertWidget(number + 1, chip)
            chip.show()
            self._chips.append(chip)
        self._dress()
        self.setVisible(bool(names))
        if had_focus and self._chips:
            self._chips[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # slots

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QToolButton):
            self.wanted.emit(int(sender.property("review")))

    @Slot()
    def _dress(self) -> None:
        font = self._look.sans(Type.META)
        for widget in (self._label, *self._chips):
            widget.setFont(font)
