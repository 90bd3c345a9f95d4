"""The key sheet: every key there is, by place, the place where the reader is first."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.command_table import COMMANDS, VIEW_KEYS, Place
from desktop.ui.matching import plain
from desktop.ui.panes.controls import Field, QuietButton, paint_ring
from desktop.ui.panes.scrollbars import slim
from desktop.ui.theme import UNIT, Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QHideEvent, QResizeEvent

    from desktop.ui.commands import Commands

OR = " or "
_WIDE = 64  # widths of a letter M from which two columns stand side by side


@dataclass(frozen=True, slots=True)
class Group:
    """A place and its keys: pairs of the keys as they are written and what they do."""

    place: Place
    lines: tuple[tuple[str, str], ...]


def key_groups(commands: Commands, here: Place, wanted: str = "") -> tuple[Group, ...]:
    """All keys by place, ``here`` first, then those that work everywhere, then the others in their order.

    ``wanted``: only lines that hold all of these words, in what is done or in the keys.
    """
    order = dict.fromkeys((here, Place.WINDOW, *Place))
    words = plain(wanted).split()
    groups = []
    for place in order:
        bound = [command for command in COMMANDS if command.keys and place in command.places]
        lines = [(keys_of(commands[command.id]), command.text.rstrip("…")) for command in bound]
        lines += [(keys, does) for where, keys, does in VIEW_KEYS if where is place]
        kept = tuple(line for line in lines if all(word in plain(f"{line[0]} {line[1]} {place.value}") for word in words))
        if kept:
            groups.append(Group(place, kept))
    return tuple(groups)


def keys_of(action: QAction) -> str:
    """A command's keys as this system writes them."""
    form = QKeySequence.SequenceFormat.NativeText
    return OR.join(dict.fromkeys(key.toString(form) for key in action.shortcuts()))


def as_text(groups: Sequence[Group]) -> str:
    """The groups as plain text, the keys in a column of their own."""
    width = max((len(keys) for group in groups for keys, _ in group.lines), default=0)
    parts = []
    for group in groups:
        lines = [f"{keys:<{width}}  {does}" for keys, does in group.lines]
        parts.append("\n".join([group.place.value, *lines]))
    return "\n\n".join(parts) + "\n"


class KeySheet(QDialog):
    """A field that narrows the sheet down, and the sheet itself, to be read, selected and copied."""

    def __init__(self, look: Look, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._commands = commands
        self._here = Place.WINDOW
        self.setWindowTitle("Keys")
        self.setAccessibleName("Keys")
        self._field = Field(look, "Find a key or what it does", self, clearable=True)
        self._field.textChanged.connect(self._set_sheet)
        self._field.installEventFilter(self)
        self._sheet = _Sheet(look, self)
        self._copy = QuietButton(look, "Copy all keys as text", text="Copy", parent=self)
        self._copy.clicked.connect(self._copy_all)
        self._close = QuietButton(look, "Close", text="Close", parent=self)
        self._close.clicked.connect(self.close)
        top = QHBoxLayout()
        top.setSpacing(UNIT * 2)
        for widget in (self._field, self._copy, self._close):
            top.addWidget(widget)
        top.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT * 4, UNIT * 4, UNIT * 4, UNIT * 4)
        column.setSpacing(UNIT * 3)
        column.addLayout(top)
        column.addWidget(self._sheet, 1)
        look.changed.connect(self._set_sheet)

    # properties

    @property
    def text(self) -> str:
        """The sheet as plain text, as the field has narrowed it down."""
        return as_text(key_groups(self._commands, self._here, self._field.text()))

    # methods

    def open_at(self, place: Place) -> None:
        """Open with the keys of a place first."""
        self._here = place
        self._field.clear()
        parent = self.parentWidget()
        if parent is not None and not self.isVisible():
            self.resize(parent.size().boundedTo(QSize(UNIT * 230, UNIT * 180)) - QSize(UNIT * 10, UNIT * 10))
        self.show()
        self.raise_()
        self.activateWindow()
        self._set_sheet()
        self._sheet.verticalScrollBar().setValue(0)
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    # events

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that scroll the sheet do so while the field has the focus."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            bar = self._sheet.verticalScrollBar()
            key = Qt.Key(event.key())
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                bar.setValue(bar.value() + bar.singleStep() * (1 if key is Qt.Key.Key_Down else -1))
                return True
            if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                bar.setValue(bar.value() + bar.pageStep() * (1 if key is Qt.Key.Key_PageDown else -1))
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.close()  # the key that opened the sheet
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # a dialog would press one of the buttons
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self._set_sheet()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        parent = self.parentWidget()
        if parent is not None and not event.spontaneous():
            # Where no window manager does it: the window is active again, and in it what had the focus.
            parent.window().activateWindow()

    # slots

    @Slot()
    def _set_sheet(self) -> None:
        self._sheet.show_groups(key_groups(self._commands, self._here, self._field.text()))

    @Slot()
    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self.text)


class _Sheet(QTextEdit):
    """The groups, typeset: text that can be read, selected and copied, in two columns where there is room."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("All keys")
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(self.palette().ColorRole.Window)
        self.document().setDocumentMargin(UNIT * 2)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Set the groups anew, at the same place of the sheet."""
        slim(self, self._look, self._look.colours.surface)
        self.document().setDefaultFont(self._look.sans())
        place = self.verticalScrollBar().value()
        if not groups:
            self.setPlainText("No key does that.")
            return
        width = self.viewport().width() - 2 * round(self.document().documentMargin())
        wide = width >= _WIDE * QFontMetrics(self._look.sans()).horizontalAdvance("M")
        columns = _in_two(groups) if wide else [groups]
        gap = UNIT * 6
        each = (width - gap * (len(columns) - 1)) // len(columns)
        cells = f'<td width="{gap}"></td>'.join(f'<td width="{each}">{self._column(column, each)}</td>' for column in columns)
        self.setHtml(f'<table cellspacing="0" cellpadding="0"><tr>{cells}</tr></table>')
        self.verticalScrollBar().setValue(place)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(QPainter(self.viewport()), self.viewport().rect().toRectF(), self._look.colours.accent)

    def _column(self, groups: Sequence[Group], width: int) -> str:
        """A table of keys and what they do, with each place's name above its own."""
        c = self._look.colours
        metrics = QFontMetrics(self._look.sans(bold=True))
        single = (key for group in groups for keys, _ in group.lines for key in keys.split(OR))
        keys_width = min(max(map(metrics.horizontalAdvance, single), default=0) + UNIT * 6, width * 2 // 5)
        rows = []
        for number, group in enumerate(groups):
            above = UNIT * (5 if number else 0)
            rows.append(
                f'<tr><td colspan="2" style="padding-top:{above}px; color:{c.quiet.name()}; font-weight:600">'
                f"{escape(group.place.value)}</td></tr>"
            )
            rows.extend(
                f'<tr><td width="{keys_width}" style="font-weight:600">{escape(keys)}</td><td>{escape(does)}</td></tr>'
                for keys, does in group.lines
            )
        body = "".join(rows)
        return f'<table width="{width}" cellspacing="0" cellpadding="3" style="color:{c.ink.name()}">{body}</table>'


def _in_two(groups: Sequence[Group]) -> list[Sequence[Group]]:
    """The groups in two columns of about the same height, in their order."""
    heights = [len(group.lines) + 2 for group in groups]
    half = sum(heights) / 2
    parting = min(range(1, len(groups) + 1), key=lambda at: abs(sum(heights[:at]) - half))
    return [groups[:parting], groups[parting:]] if parting < len(groups) else [groups]
