"""What opens over the window and goes again: a child of the window, so that it works alike on every platform.

A popup takes the focus when it opens and gives it back to where it was when it closes; it closes when the reader presses Esc in
it or turns to something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.ui.theme import UNIT, Look

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent


class Popup(QFrame):
    """A raised sheet over the window; see the module's docstring."""

    closed = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.over = parent  # what the popup stands over
        self._came_from: QWidget | None = None
        self._watching = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click beside its controls must not close it
        self.setBackgroundRole(self.palette().ColorRole.Light)
        self.setAutoFillBackground(True)
        self.hide()
        parent.installEventFilter(self)

    # methods

    def open_in(self, rect: QRect, first: QWidget) -> None:
        """Open over ``rect`` of the window, kept inside the window, with the focus on ``first``."""
        self._came_from = QApplication.focusWidget() if not self.isVisible() else self._came_from
        self._stand(rect)
        self.raise_()
        self.show()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def escape(self) -> bool:
        """Close where it is open; False where it is not."""
        was_open = not self.isHidden()
        self.hide()
        return was_open

    # events

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            # Esc is a shortcut of the window as well: what has the focus answers it first.
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self.hide()
                return True
        return super().event(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.over and event.type() is QEvent.Type.Resize and self.isVisible():
            self._stand(self.geometry())
        return super().eventFilter(watched, event)

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        """Tab goes round inside the popup."""
        stops = [w for w in self.findChildren(QWidget) if _takes_tab(w)]
        here = QApplication.focusWidget()
        if not stops:
            return False
        at = stops.index(here) if here in stops else -1 if next else 0
        stops[(at + (1 if next else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @override
    def setVisible(self, visible: bool, /) -> None:
        """Every way to hide gives the focus back, before Qt would move it to whatever is next."""
        focus = QApplication.focusWidget()
        back, hides = self._came_from, not visible and not self.isHidden()
        if hides and back is not None and isValid(back) and (focus is self or (focus is not None and self.isAncestorOf(focus))):
            self._came_from = None
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        super().setVisible(visible)
        if hides:
            self.closed.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._watching:
            self._watching = True
            self._application().focusChanged.connect(self._focus_moved)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._watching:  # Qt hides a child that was never shown, too
            self._watching = False
            self._application().focusChanged.disconnect(self._focus_moved)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._look.colours.edge, 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    # slots

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Nothing has the focus while another program has it: that is no reason to close.
        if new is not None and new is not self and not self.isAncestorOf(new) and new.window() is self.window():
            self.hide()

    # inside

    def _stand(self, rect: QRect) -> None:
        """Stand on ``rect``, moved and cut as much as it takes to be inside the window."""
        window = self.over.rect().adjusted(UNIT, UNIT, -UNIT, -UNIT)
        size = rect.size().boundedTo(window.size())
        left = min(max(rect.left(), window.left()), window.right() + 1 - size.width())
        top = min(max(rect.top(), window.top()), window.bottom() + 1 - size.height())
        self.setGeometry(QRect(QPoint(left, top), size))

    @staticmethod
    def _application() -> QApplication:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            raise TypeError("a popup needs a running application")
        return application


def _takes_tab(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & tab) and widget.focusProxy() is None
