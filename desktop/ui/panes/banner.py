"""Lines above the panes that say what must not be missed, each until it is over or hidden by the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.panes.controls import QuietButton, plain_label
from desktop.ui.theme import UNIT, Look
from desktop.ui.units import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.commands import Commands

_BAR = UNIT  # pixels: the bar at the left edge, which tells a line from the text below


class Banner(QWidget):
    """The lines, one under the other; nothing at all while there is nothing to say."""

    def __init__(self, look: Look, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._commands = look, commands
        self._lines: dict[str, _Line] = {}
        self._hidden: dict[str, str] = {}  # sentences that the reader has hidden
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setVisible(False)

    # properties

    @property
    def sentences(self) -> list[str]:
        """What is said now."""
        return [line.sentence for line in self._lines.values()]

    # methods

    def tell(self, about: str, sentence: str, command_ids: Sequence[str] = ()) -> None:
        """Say something about a matter, with buttons for what can be done, in place of what was said about it before.

        An empty sentence says that the matter is over. What the reader has hidden stays hidden until there is something else
        to be said.
        """
        line = self._lines.get(about)
        if (line is not None and line.sentence == sentence) or (sentence and self._hidden.get(about) == sentence):
            return
        self._hidden.pop(about, None)
        self._drop(about)
        if sentence:
            line = self._lines[about] = _Line(about, sentence, command_ids, self._look, self._commands, self)
            line.hide_button.clicked.connect(self._hide)
            self._column.addWidget(line)
        self.setVisible(bool(self._lines))

    # slots

    @Slot()
    def _hide(self) -> None:
        for about, line in list(self._lines.items()):
            if line.hide_button is self.sender():
                self._hidden[about] = line.sentence
                self._drop(about)
        self.setVisible(bool(self._lines))

    # inside

    def _drop(self, about: str) -> None:
        line = self._lines.pop(about, None)
        if line is not None:
            focus: QWidget | None = line.window().focusWidget()
            if focus is not None and line.isAncestorOf(focus):
                self.focusNextChild()
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()


class _Line(QWidget):
    """One line: the sentence, the buttons, and one to hide it."""

    def __init__(
        self, about: str, sentence: str, command_ids: Sequence[str], look: Look, commands: Commands, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.sentence = sentence
        self._look = look
        self._label = plain_label(look, self)
        self._label.setText(shown(sentence))
        self._label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._label.setSizePolicy(policy)
        buttons = [QuietButton(look, commands[command_id].text(), parent=self) for command_id in command_ids]
        for button, command_id in zip(buttons, command_ids, strict=True):
            button.setDefaultAction(commands[command_id])
        self.hide_button = QuietButton(look, f"Hide the line about {about}", text="Hide", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(_BAR + UNIT * 3, UNIT, UNIT * 2, UNIT)
        row.setSpacing(UNIT * 2)
        row.addWidget(self._label, 1)
        for button in (*buttons, self.hide_button):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            row.addWidget(button)
        look.changed.connect(self._dress)
        self._dress()

    # events

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = self._look.colours
        painter.fillRect(self.rect(), colours.raised)
        painter.fillRect(0, 0, _BAR, self.height(), colours.complaint)
        painter.fillRect(0, self.height() - 1, self.width(), 1, colours.hairline)
        painter.end()

    # slots

    @Slot()
    def _dress(self) -> None:
        self._label.setFont(self._look.sans())
        self.update()
