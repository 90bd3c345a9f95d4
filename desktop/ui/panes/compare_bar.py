"""The line above a comparison: which view of it is shown, how full texts are linked, and what the marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.icons import icon
from desktop.ui.models.compare_model import STANCES
from desktop.ui.panes.compare_marks import paint_stance
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.ui.commands import Commands
    from desktop.ui.panes.full_text import Link
    from desktop.ui.theme import Look


class CompareBar(QWidget):
    """The tools of the pane. Every button asks for a command; nothing is done here."""

    def __init__(self, look: Look, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._commands = commands
        self._buttons: list[QToolButton] = []
        self._by_topic = self._button("by_topic", "By topic")
        self._full_text = self._button("full_text", "Full text")
        self._link = self._button("link", "Link", "link")
        self._align = self._button("align", "Align others here")
        self._keep = self._button("keep_together", "Keep together", "pin")
        self._legend = Legend(look, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT * 3, UNIT, UNIT * 4, UNIT)
        row.setSpacing(UNIT)
        for button in (self._by_topic, self._full_text):
            button.setCheckable(True)
            row.addWidget(button)
        row.addSpacing(UNIT * 3)
        for button in (self._link, self._align, self._keep):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._legend)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)
        self._dress()

    # methods

    def show_mode(self, mode: str, *, enough: bool) -> None:
        """Show the tools of a mode."""
        full = mode == "full_text"
        self._by_topic.setChecked(not full)
        self._full_text.setChecked(full)
        for button in (self._link, self._align, self._keep):
            button.setVisible(full)
        self._legend.setVisible(not full)
        self.setVisible(enough)

    def show_link(self, link: Link) -> None:
        """Say how the columns are linked."""
        self._link.setText(f"Link: {link.value}")
        self._link.setAccessibleName(f"Link: {link.value}. Press to change")

    # slots

    @Slot()
    def _asked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QToolButton):
            self._by_topic.setChecked(self._commands["by_topic"].isChecked())
            self._full_text.setChecked(self._commands["full_text"].isChecked())
            self._commands[sender.objectName()].trigger()

    @Slot()
    def _dress(self) -> None:
        size = self._look.pixels(Type.INTERFACE)
        for button in self._buttons:
            button.setFont(self._look.sans())
            name = button.property("icon_name")
            if name:
                button.setIcon(icon(name, self._look.colours))
                button.setIconSize(QSize(size, size))

    # inside

    def _button(self, command_id: str, text: str, icon_name: str = "") -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(command_id)
        button.setProperty("icon_name", icon_name)
        button.setText(text)
        button.setAccessibleName(text)
        action = self._commands[command_id]
        keys = action.shortcut().toString()
        button.setToolTip(f"{action.text()} ({keys})" if keys else action.text())
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._asked)
        self._buttons.append(button)
        return button


class Legend(QWidget):
    """The marks of stance with their words."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Marks: " + ", ".join(stance.value for stance in STANCES))
        look.changed.connect(self.updateGeometry)

    # events

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.sans(Type.META))
        words = sum(metrics.horizontalAdvance(stance.value) for stance in STANCES)
        return QSize(words + len(STANCES) * (metrics.height() + UNIT * 4), metrics.height() + UNIT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() < self.sizeHint().width():
            return
        painter = QPainter(self)
        font = self._look.sans(Type.META)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        x, middle = UNIT * 2, self.height() / 2
        for stance in STANCES:
            radius = metrics.height() * 0.28
            paint_stance(painter, QPointF(x + radius, middle), radius, stance, self._look)
            x += round(radius * 2) + UNIT
            painter.setPen(self._look.colours.quiet)
            painter.drawText(QPointF(x, middle + metrics.ascent() / 2 - 1), stance.value)
            x += metrics.horizontalAdvance(stance.value) + UNIT * 4
        painter.end()


class EmptyComparison(QWidget):
    """What is shown where there is nothing to compare: what to do, in one sentence."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._title = QLabel(self)
        self._what = QLabel(self)
        rows = QVBoxLayout(self)
        rows.addStretch(2)
        for label in (self._title, self._what):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            rows.addWidget(label)
        rows.addStretch(3)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self._dress)
        self._dress()

    # methods

    def show_count(self, count: int) -> None:
        """Say what is missing, with ``count`` reviews at hand."""
        self._title.setText("One review alone cannot be compared" if count == 1 else "Nothing to compare yet")
        self._what.setText("Choose two or more reviews in the list (Ctrl+Space), then press Ctrl+Return.")
        self.setAccessibleName(f"{self._title.text()}. {self._what.text()}")

    # slots

    @Slot()
    def _dress(self) -> None:
        self._title.setFont(self._look.serif(Type.SECTION))
        self._what.setFont(self._look.sans())
        palette = self._what.palette()
        palette.setColor(self._what.foregroundRole(), self._look.colours.quiet)
        self._what.setPalette(palette)
