"""The heads of the columns, and the tray of reviews that wait for room: the same above the topics and above the full texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui.panes.chips import FlowLayout
from desktop.ui.panes.compare_marks import head_height, paint_head
from desktop.ui.panes.controls import TARGET, QuietButton, paint_ring, plain_label, plain_tip
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from desktop.ui.models.compare_heads import Head
    from desktop.ui.theme import Look


@dataclass(frozen=True, slots=True)
class Shown:
    """What the heads show: which columns of the comparison, where (left and width), and what is special about them.

    ``last`` replaces the last line of a head; ``inset`` are the pixels before a head's text.
    """

    columns: Sequence[int]
    places: Sequence[QRect]
    inset: int
    base: int = -1
    chosen: int = -1
    last: Mapping[int, str] = field(default_factory=dict)


class ColumnHead(QWidget):
    """The head of one review: who, headline, score, stances, coverage; with a pin and a cross."""

    pin_asked = Signal(int)
    close_asked = Signal(int)
    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._review = -1
        self._head: Head | None = None
        self._last = ""
        self._chosen = False
        self._inset = 0
        self._pin = QuietButton(look, "Keep this review first (Ctrl+P)", "pin", parent=self)
        self._close = QuietButton(look, "Close this column (Ctrl+W)", "close", parent=self)
        self._pin.setCheckable(True)
        for button in (self._pin, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+P and Ctrl+W: the way to the text stays short
        self._pin.clicked.connect(self._ask_pin)
        self._close.clicked.connect(self._ask_close)

    # methods

    def show_head(self, review: int, head: Head, shown: Shown) -> None:
        """Show a review's head."""
        self._review, self._head, self._inset = review, head, shown.inset
        self._last, self._chosen = shown.last.get(review, ""), shown.chosen == review
        self._pin.setChecked(shown.base == review)
        first = "Kept first. " if shown.base == review else ""
        self.setAccessibleName(f"{first}{head.spoken}. {self._last}".rstrip(". "))
        self.setToolTip(plain_tip(f"{head.spoken}. {self._last}".rstrip(". ")))
        self._pin.setAccessibleName(f"Keep first: {head.name}")
        self._close.setAccessibleName(f"Close: {head.name}")
        self.update()

    # events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_buttons()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self._review)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        c = self._look.colours
        painter.fillRect(self.rect(), c.paper)
        if self._head is not None:
            buttons = self._pin.width() + self._close.width()
            inner = self.rect().adjusted(self._inset, 0, -UNIT * 4, 0)
            paint_head(painter, inner, self._head, self._look, last=self._last, right=buttons)
        if self._chosen:
            painter.fillRect(QRect(0, self.height() - 2, self.width() - UNIT * 2, 2), c.accent)
        painter.end()

    def place_buttons(self) -> None:
        """Put the buttons into the upper right corner."""
        right = self.width() - UNIT * 3
        for button in (self._close, self._pin):
            size = button.sizeHint()
            right -= size.width()
            button.setGeometry(right, UNIT // 2, size.width(), size.height())

    # slots

    @Slot()
    def _ask_pin(self) -> None:
        self.pin_asked.emit(self._review)

    @Slot()
    def _ask_close(self) -> None:
        self.close_asked.emit(self._review)


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

    def show_heads(self, heads: Sequence[Head], shown: Shown) -> None:
        """Show the heads of the columns shown; ``heads`` are those of the whole comparison."""
        while len(self._heads) < len(shown.columns):
            widget = ColumnHead(self._look, self)
            widget.pin_asked.connect(self.pin_asked)
            widget.close_asked.connect(self.close_asked)
            widget.chosen.connect(self.chosen)
            self._heads.append(widget)
        for widget in self._heads[len(shown.columns) :]:
            widget.hide()
        for widget, column, place in zip(self._heads, shown.columns, shown.places, strict=False):
            widget.show_head(column, heads[column], shown)
            widget.setGeometry(place.left(), 0, place.width(), self.height() - 1)
            widget.show()

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
        for widget in self._heads:
            widget.resize(widget.width(), self.height() - 1)
            widget.place_buttons()


class Chip(QAbstractButton):
    """A small outlined button of words."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look.changed.connect(self._dress)

    # events

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.sans(Type.META))
        width = min(metrics.horizontalAdvance(self.text()), round(UNIT * 75 * self._look.scale))
        return QSize(width + UNIT * 5, chip_height(self._look))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint().boundedTo(QSize(UNIT * 20, chip_height(self._look)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter = self._look.colours, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(c.edge if self.underMouse() or self.isDown() else c.hairline, 1))
        painter.setBrush(c.surface if self.isDown() else c.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), UNIT, UNIT)
        painter.setFont(self._look.sans(Type.META))
        painter.setPen(c.ink)
        room = self.width() - UNIT * 4
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, text)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), c.accent)
        painter.end()

    # slots

    @Slot()
    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


def chip_height(look: Look) -> int:
    """The height of a chip in pixels."""
    return max(TARGET, QFontMetrics(look.sans(Type.META)).height() + UNIT * 2)


_CHIPS = 10  # of the tray; the other reviews that wait stand in a menu


class Tray(QWidget):
    """The reviews that have no room now, as chips: one that is pressed takes the place of the column in which the reader is."""

    wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._names: dict[int, str] = {}
        self._chips: dict[Chip, int] = {}
        self._label = plain_label(look, self, step=Type.META, quiet=True)
        self._label.setText("Also:")
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(UNIT * 4, UNIT, UNIT * 4, UNIT)
        self._flow.addWidget(self._label)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
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
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for review, name in list(names.items())[:_CHIPS]:
            self._chips[self._chip(name, f"Show {name}", self._clicked)] = review
        if len(names) > _CHIPS:
            self._chips[self._chip(f"{len(names) - _CHIPS:,} more…", "Show one of the other reviews", self._list_more)] = -1
        self.setVisible(bool(names))
        if had_focus and self._chips:
            next(iter(self._chips)).setFocus(Qt.FocusReason.OtherFocusReason)

    # slots

    @Slot()
    def _clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.wanted.emit(self._chips[chip])

    @Slot()
    def _list_more(self) -> None:
        """A menu of the reviews that have no chip: a chip for each would outgrow the window."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for review, name in list(self._names.items())[_CHIPS:]:
            action = menu.addAction(name)
            action.setData(review)
            action.triggered.connect(self._chosen)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @Slot()
    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.wanted.emit(action.data())

    # inside

    def _chip(self, text: str, name: str, pressed: Callable[[], None]) -> Chip:
        chip = Chip(self._look, self)
        chip.setText(text)
        chip.setAccessibleName(name)
        chip.setToolTip("Show this review in place of the column you are in")
        chip.clicked.connect(pressed)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    # slots

    @Slot()
    def _dress(self) -> None:
        self._label.setFont(self._look.sans(Type.META))
        self._label.setFixedHeight(chip_height(self._look))
