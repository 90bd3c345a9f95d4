"""Small controls that show their focus: what the search field, the popups and the filters are made of."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from desktop.ui.icons import icon
from desktop.ui.theme import UNIT, Look, Type
from desktop.ui.units import shown

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

RING = 2  # pixels: the width of the line around what has the focus
TARGET = UNIT * 6  # pixels: nothing that is clicked is smaller


def paint_ring(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Draw the line around what has the focus, inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(RING / 2, RING / 2, -RING / 2, -RING / 2), UNIT, UNIT)
    painter.restore()


def plain_tip(text: str) -> str:
    """A tooltip that shows data as it stands: Qt would take ``<b>`` in it for markup."""
    return f"<qt>{escape(shown(text))}</qt>"


def plain_label(look: Look, parent: QWidget, *, step: Type = Type.INTERFACE, quiet: bool = False, bold: bool = False) -> QLabel:
    """A label that never takes its text for markup."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(look.sans(step, bold=bold))
    if quiet:
        label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    return label


class Field(QLineEdit):
    """A line of text to type in: a quiet outline, and the accent's ring when it has the focus."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setFrame(False)
        self.setTextMargins(UNIT * 2, 0, UNIT, 0)
        look.changed.connect(self.dress)
        self.dress()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), self._look.colours.accent)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.colours.edge, 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), UNIT, UNIT)

    @Slot()
    def dress(self) -> None:
        """Take the font and the height of the look in force."""
        self.setFont(self._look.sans())
        self.setFixedHeight(max(TARGET, self.fontMetrics().height() + UNIT * 3))


class QuietButton(QToolButton):
    """A button without a frame until it is pointed at or has the focus; with an icon of the house, words, or both."""

    def __init__(self, look: Look, name: str, picture: str = "", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._picture = picture
        self.setAutoRaise(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        both = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        icon_only, text_only = Qt.ToolButtonStyle.ToolButtonIconOnly, Qt.ToolButtonStyle.ToolButtonTextOnly
        self.setToolButtonStyle(both if picture and text else icon_only if picture else text_only)
        look.changed.connect(self.dress)
        self.dress()

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(TARGET, TARGET))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(QPainter(self), QRectF(self.rect()), self._look.colours.accent)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self.update()

    @Slot()
    def dress(self) -> None:
        """Take the font and the colours of the look in force."""
        self.setFont(self._look.sans())
        size = max(16, self._look.pixels(Type.INTERFACE) + 3)
        self.setIconSize(QSize(size, size))
        if self._picture:
            self.setIcon(icon(self._picture, self._look.colours))
