"""Small controls that show their focus: what the search field, the popups and the filters are made of."""

from __future__ import annotations

from enum import Enum
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from desktop.ui.icons import icon
from desktop.ui.theme import UNIT, Look, Type
from desktop.ui.units import shown

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from desktop.ui.theme import Colours

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


class Box(Enum):
    """What stands before something that can be chosen."""

    EMPTY = "empty"
    CHECKED = "checked"
    SOME = "some"  # of several things, some have it
    BARRED = "barred"  # left out on purpose


def paint_box(painter: QPainter, rect: QRectF, box: Box, colours: Colours) -> None:
    """Draw an empty box, a filled one with a check or a bar, or a circle with a bar; shapes tell them apart, not colours."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    w = rect.width()
    if box is Box.BARRED:
        paint_minus(painter, rect.center(), w / 2 - 0.5, colours.ink, width=1.8)
    elif box is Box.EMPTY:
        painter.setPen(QPen(colours.edge, 1.2))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.on_accent, w / 7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        check = ((0.26, 0.52), (0.44, 0.69), (0.75, 0.34)) if box is Box.CHECKED else ((0.28, 0.5), (0.72, 0.5))
        painter.drawPolyline(QPolygonF([rect.topLeft() + QPointF(x, y) * w for x, y in check]))
    painter.restore()


def paint_minus(painter: QPainter, centre: QPointF, radius: float, colour: QColor, *, width: float = 1.4) -> None:
    """Draw a circle with a bar: left out, or to be left out."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawEllipse(centre, radius - 0.5, radius - 0.5)
    painter.drawLine(centre - QPointF(radius / 2, 0), centre + QPointF(radius / 2, 0))


def plain_tip(text: str) -> str:
    """A tooltip that shows data as it stands, line for line: Qt would take ``<b>`` in it for markup."""
    return f"<qt>{'<br>'.join(escape(shown(line)) for line in text.splitlines())}</qt>"


def plain_label(look: Look, parent: QWidget, *, step: Type = Type.INTERFACE, quiet: bool = False, bold: bool = False) -> QLabel:
    """A label that never takes its text for markup."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(look.sans(step, bold=bold))
    if quiet:
        label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    return label


class Field(QLineEdit):
    """A line of text to type in: a quiet outline, and the accent's ring when it has the focus.

    A ``clearable`` one shows a cross while it holds text; ``wiped`` says that the cross was used.
    """

    wiped = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None, *, clearable: bool = False) -> None:
        super().__init__(parent)
        self._look = look
        self._cross: QAction | None = None
        if clearable:
            self._cross = QAction("Clear", self)
            self._cross.setVisible(False)
            self._cross.triggered.connect(self._wipe)
            self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
            self.textChanged.connect(self._offer_cross)
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
        if self._cross is not None:
            self._cross.setIcon(icon("close", self._look.colours))

    @Slot()
    def _wipe(self) -> None:
        self.clear()
        self.wiped.emit()

    @Slot(str)
    def _offer_cross(self, text: str) -> None:
        if self._cross is not None:
            self._cross.setVisible(bool(text))


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

    @Slot()
    def dress(self) -> None:
        """Take the font and the colours of the look in force."""
        self.setFont(self._look.sans())
        size = max(16, self._look.pixels(Type.INTERFACE) + 3)
        self.setIconSize(QSize(size, size))
        if self._picture:
            self.setIcon(icon(self._picture, self._look.colours))


class MainButton(QAbstractButton):
    """The one thing that a sheet is for: a filled button."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.sans())
        return QSize(metrics.horizontalAdvance(self.text()) + UNIT * 8, max(TARGET, metrics.height() + UNIT * 3))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter = self._look.colours, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.accent)
        # The ring stands off from the filling, or it could not be seen.
        inside = QRectF(self.rect()).adjusted(RING + 1, RING + 1, -RING - 1, -RING - 1)
        painter.drawRoundedRect(inside, UNIT - 1, UNIT - 1)
        painter.setFont(self._look.sans())
        painter.setPen(c.on_accent)
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), c.accent)
