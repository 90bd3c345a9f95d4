"""The line above a comparison: which view of it is shown, how full texts are linked, and what the marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.models.compare_heads import STANCES
from desktop.ui.models.compare_rows import RowFilter
from desktop.ui.panes.chips import FlowLayout
from desktop.ui.panes.compare_head import Chip
from desktop.ui.panes.compare_marks import paint_stance
from desktop.ui.panes.controls import QuietButton, plain_label
from desktop.ui.panes.full_text_link import Link
from desktop.ui.theme import UNIT, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QAbstractButton

    from desktop.ui.commands import Commands
    from desktop.ui.theme import Look


class CompareBar(QWidget):
    """The tools of the pane. Every button asks for a command; nothing is done here."""

    def __init__(self, look: Look, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._commands = commands
        self._explains = True  # whether the marks need their legend
        self._modes = {
            "topics": self._tool("by_topic", QuietButton(look, "By topic", "topics", "By topic", self)),
            "full_text": self._tool("full_text", QuietButton(look, "Full text", "columns", "Full text", self)),
        }
        self._offer = self._tool("compare", Chip(look, self))
        self.show_offer("")
        self._rows = self._tool("rows", Chip(look, self))
        self.show_rows(f"Rows: {RowFilter.ALL.value}")
        self._answers = self._tool("next_answer", Chip(look, self))
        self.show_answers("Answers")
        self._engine = self._tool("answers_by_meaning", Chip(look, self))
        self.show_engine("By words")
        self._link = self._tool("link", Chip(look, self))
        self.show_link(Link.TOPIC)
        self._align = self._tool("align", QuietButton(look, "Align others here", text="Align others here", parent=self))
        self._keep = self._tool("keep_together", QuietButton(look, "Keep together", text="Keep together", parent=self))
        self._legend = Legend(look, self)
        tools = QWidget(self)
        flow = FlowLayout(tools)
        flow.setContentsMargins(0, 0, 0, 0)
        for button in self._modes.values():
            button.setCheckable(True)
            flow.addWidget(button)
        self._chips = (self._offer, self._rows, self._answers, self._engine, self._link, self._align, self._keep)
        for button in self._chips:
            flow.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT * 3, UNIT, UNIT * 4, UNIT)
        row.addWidget(tools, 1)
        row.addWidget(self._legend)
        # In a narrow pane the tools stand on several lines; the marks have their words in the cells as well.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    # methods

    def show_mode(self, mode: str, *, enough: bool) -> None:
        """Show the tools of a mode."""
        for name, button in self._modes.items():
            button.setChecked(name == mode)
        for button in (self._link, self._align, self._keep):
            button.setVisible(mode == "full_text")
        self._rows.setVisible(mode == "topics")
        self._explains = mode == "topics"
        self._fit_legend()
        self.setVisible(enough)

    def show_offer(self, words: str) -> None:
        """Offer to compare other reviews; nothing is offered without words."""
        keys = self._commands["compare"].shortcut().toString()
        self._offer.setText(f"{words} ({keys})" if words else "")
        self._offer.setAccessibleName(words or "Compare what is selected instead")
        self._offer.setVisible(bool(words))
        self._offer.updateGeometry()
        self._fit_legend()

    def show_rows(self, words: str) -> None:
        """Say which rows are shown."""
        self._rows.setText(words)
        self._rows.setAccessibleName(f"{words}. Press to change")
        self._rows.updateGeometry()
        self._fit_legend()

    def show_answers(self, words: str) -> None:
        """Say how many passages answer the one at hand."""
        self._answers.setText(words)
        self._answers.setAccessibleName(f"{words}. Press to go to the next")
        self._answers.updateGeometry()
        self._fit_legend()

    def show_engine(self, words: str) -> None:
        """Say what answers go by."""
        self._engine.setText(words)
        self._engine.setAccessibleName(f"Answers: {words}. Press to change")
        self._engine.updateGeometry()
        self._fit_legend()

    def show_link(self, link: Link) -> None:
        """Say how the columns are linked."""
        self._link.setText(f"Link: {link.value}")
        self._link.setAccessibleName(f"Link: {link.value}. Press to change")
        self._link.updateGeometry()

    # events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_legend()

    # slots

    @Slot()
    def _asked(self) -> None:
        button = self.sender()
        if isinstance(button, QWidget):
            for mode in self._modes.values():  # a click has turned it: only the mode shown is to be checked
                mode.setChecked(self._commands[mode.objectName()].isChecked())
            self._commands[button.objectName()].trigger()

    # inside

    def _fit_legend(self) -> None:
        """Show the legend where the tools leave it the room on their one line."""
        if not hasattr(self, "_chips"):
            return
        tools = [each for each in (*self._modes.values(), *self._chips) if not each.isHidden()]
        taken = sum(each.sizeHint().width() + UNIT for each in tools) + UNIT * 8
        self._legend.setVisible(self._explains and self.width() >= taken + self._legend.sizeHint().width())

    def _tool(self, command_id: str, button: QAbstractButton) -> QAbstractButton:
        action = self._commands[command_id]
        keys = action.shortcut().toString()
        button.setObjectName(command_id)
        button.setToolTip(f"{action.text()} ({keys})" if keys else action.text())
        button.clicked.connect(self._asked)
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
    """What is shown where there is nothing to compare: what is missing, and what to do."""

    def __init__(self, look: Look, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._commands = commands
        self._title = plain_label(look, self, step=Type.SECTION)
        self._what = plain_label(look, self, quiet=True)
        self._work = QuietButton(look, "Compare all reviews of this work", text="Compare all reviews of this work", parent=self)
        self._work.clicked.connect(self._ask)
        rows = QVBoxLayout(self)
        rows.setSpacing(UNIT * 2)
        rows.addStretch(2)
        for label in (self._title, self._what):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            rows.addWidget(label)
        rows.addSpacing(UNIT * 2)
        rows.addWidget(self._work, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(3)
        self.setFocusProxy(self._work)
        look.changed.connect(self._dress)
        self._dress()

    # methods

    def show_count(self, count: int) -> None:
        """Say what is missing, with ``count`` reviews at hand."""
        self._title.setText("One review alone cannot be compared" if count == 1 else "Nothing to compare yet")
        chosen = self._commands["compare"].shortcut().toString()
        self._what.setText(f"Select two or more reviews in the list (Ctrl+Space adds one) and press {chosen}.")
        self.setAccessibleName(f"{self._title.text()}. {self._what.text()}")

    # slots

    @Slot()
    def _ask(self) -> None:
        self._commands["compare_work"].trigger()

    @Slot()
    def _dress(self) -> None:
        self._title.setFont(self._look.serif(Type.SECTION))
        self._what.setFont(self._look.sans())
