"""The answer to "why?": the rule that found a value, how sure it is, and the line of the source where it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.reading.rules import rule_in_words
from desktop.review import Credit, Span
from desktop.ui.panes.controls import MainButton, QuietButton, paint_ring, plain_label
from desktop.ui.panes.popup import Popup
from desktop.ui.panes.scrollbars import slim
from desktop.ui.theme import UNIT, Look, Type
from desktop.ui.units import shown

if TYPE_CHECKING:
    from desktop.review import Found

_WIDTH = 420  # pixels at scale 1
_AROUND = 220  # characters of the source on either side of the value
_LONGEST = 600  # characters of the value itself
_LINES = 7  # lines of the source before it scrolls
_SURE = ((0.95, "Sure"), (0.8, "Very likely"), (0.6, "Likely"), (0.0, "Unsure"))


class WhyPopup(Popup):
    """What was found, by which rule, how surely, and where; Return goes there."""

    source_requested = Signal(object)  # Span

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "Why?", parent)
        self._span: Span | None = None
        self._at = QPoint()
        self._label = plain_label(look, self, step=Type.META, quiet=True)
        self._value = plain_label(look, self, bold=True)
        self._value.setWordWrap(True)
        self._rule = plain_label(look, self)
        self._rule.setWordWrap(True)
        self._sure = plain_label(look, self, step=Type.META, quiet=True)
        self._sure.setWordWrap(True)
        self._source = _Source(look, self)
        self._jump = MainButton(look, "Show in the original", self)
        self._jump.clicked.connect(self._go)
        self._dismiss = QuietButton(look, "Close", text="Close", parent=self)
        self._dismiss.clicked.connect(self.hide)
        for widget in (self._source, self._jump, self._dismiss):
            widget.installEventFilter(self)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT * 2)
        buttons.addWidget(self._jump)
        buttons.addWidget(self._dismiss)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT * 4, UNIT * 3, UNIT * 4, UNIT * 3)
        column.setSpacing(UNIT)
        column.addWidget(self._label)
        column.addWidget(self._value)
        column.addSpacing(UNIT)
        column.addWidget(self._rule)
        column.addWidget(self._sure)
        column.addSpacing(UNIT)
        column.addWidget(self._source)
        column.addSpacing(UNIT * 2)
        column.addLayout(buttons)
        look.changed.connect(self._dress)

    # methods

    def open_for(self, label: str, found: Found[object], text: str, at: QPoint) -> None:
        """Open for a value with its top left corner at ``at`` (a point of the screen).

        Args:
            label: what the value is, such as ``critic``.
            found: the value and its evidence.
            text: the review's text, which the evidence's span is a range of.
            at: where.
        """
        self._span = found.span
        self._at = at
        self._label.setText(label[:1].upper() + label[1:])
        self._value.setText(_value_in_words(label, found.value))
        because = rule_in_words(found.rule)
        self._rule.setText(f"Taken because {because}.")
        self._sure.setText(f"{confidence_in_words(found.confidence)} · rule {found.rule}")
        if found.span is not None:
            self._source.show_source(text, found.span, self._width() - UNIT * 8)
        self._source.setVisible(found.span is not None)
        self._jump.setVisible(found.span is not None)
        if found.span is None:
            self._sure.setText(f"{self._sure.text()} · it does not stand in the text itself")
        said = (self._label, self._value, self._rule, self._sure)
        self.setAccessibleDescription(". ".join(label.text() for label in said))
        self._jump.setAccessibleDescription(self.accessibleDescription())
        self.open_in(self._place(), self._jump if found.span is not None else self._dismiss)

    # events

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return goes to the source from everywhere but the other button."""
        if watched is not self.over and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            returns = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if returns and watched is self._dismiss:
                self.hide()
                return True
            if returns and self._span is not None:
                self._go()
                return True
        return super().eventFilter(watched, event)

    # slots

    @Slot()
    def _go(self) -> None:
        span = self._span
        self.hide()
        if span is not None:
            self.source_requested.emit(span)

    @Slot()
    def _dress(self) -> None:
        self._label.setFont(self._look.sans(Type.META))
        self._value.setFont(self._look.sans(bold=True))
        self._rule.setFont(self._look.sans())
        self._sure.setFont(self._look.sans(Type.META))

    # inside

    def _place(self) -> QRect:
        layout = self.layout()
        height = layout.totalHeightForWidth(self._width()) if layout is not None else 0
        at = self.over.mapFromGlobal(self._at)
        return QRect(at.x(), at.y() + UNIT, self._width(), height)

    def _width(self) -> int:
        return min(round(_WIDTH * max(1.0, self._look.scale)), self.over.width() - UNIT * 4)


class _Source(QTextEdit):
    """The value where it stands: its line and what is around it, the value itself washed."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: QTextDocument | None = None
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Source")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(self.palette().ColorRole.Window)

    def show_source(self, text: str, span: Span, width: int) -> None:
        """Show the span with its surroundings, as high as that is at a width in pixels, up to :data:`_LINES` lines."""
        c = self._look.colours
        slim(self, self._look, c.surface)
        before, value, after = in_context(text, span)
        document = QTextDocument(self)
        document.setDocumentMargin(UNIT * 2)
        cursor = QTextCursor(document)
        for words, here in ((before, False), (value, True), (after, False)):
            form = QTextCharFormat()
            form.setFont(self._look.serif(Type.INTERFACE))
            form.setForeground(c.ink if here else c.quiet)
            if here:
                form.setBackground(c.wash)
            for number, line in enumerate(words.split("\n")):
                if number:
                    cursor.insertBlock()
                cursor.insertText(shown(line), form)
        # Measured before the widget has it: a widget that is not shown yet sets its document in a width of its own.
        document.setTextWidth(width)
        most = QFontMetrics(self._look.serif(Type.INTERFACE)).lineSpacing() * _LINES + UNIT * 4
        self.setFixedHeight(min(most, round(document.size().height())))
        self.setDocument(document)
        if self._shown is not None:  # the first document of all is the widget's own affair
            self._shown.deleteLater()
        self._shown = document

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(QPainter(self.viewport()), self.viewport().rect().toRectF(), self._look.colours.accent)


def confidence_in_words(confidence: float) -> str:
    """How sure a rule is: ``Very likely (85 %)``."""
    word = next(word for least, word in _SURE if confidence >= least)
    return f"{word} ({confidence:.0%})".replace("%", " %")


def in_context(text: str, span: Span) -> tuple[str, str, str]:
    """What stands before a span, the span's text, and what stands after it.

    That is the rest of its line, and the line before and after; empty lines are left out, and a line is cut between words
    where it is longer than :data:`_AROUND`, so that a line of any length costs nothing.
    """
    value = span.of(text) if len(span) <= _LONGEST else text[span.start : span.start + _LONGEST] + "…"
    before = text[max(0, span.start - _AROUND) : span.start]
    after = text[span.end : span.end + _AROUND]
    return _last_lines(before, cut=span.start > _AROUND), value, _first_lines(after, cut=span.end + _AROUND < len(text))


def _first_lines(text: str, *, cut: bool) -> str:
    """The first line of a text, which may be empty, and the next one that is not; ``cut``: the text goes on."""
    own, end, rest = text.partition("\n")
    following = rest.lstrip().partition("\n")
    if cut and not (following[1] if end else ""):
        line = following[0] if end else own
        line = (line.rpartition(" ")[0] or line) + " …"
        own, following = (own, (line, "", "")) if end else (line, following)
    return f"{own}\n{following[0]}" if following[0] else own


def _last_lines(text: str, *, cut: bool) -> str:
    """The last line of a text, which may be empty, and the one before that is not; ``cut``: the text has a beginning."""
    reversed_lines = _first_lines(text[::-1], cut=cut)
    return reversed_lines[::-1]


def _value_in_words(label: str, value: object) -> str:
    if isinstance(value, Credit):
        return shown(f"{value.name} as {value.character}" if value.character else value.name)
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, float):
        return f"{value:g} of 100"  # every score is kept on that scale
    if label == "runtime":
        return f"{value} minutes"
    return shown(str(value))
