"""The hand on a histogram: keys, typed numbers and the mouse become ranges.

Left and Right move the lower end by a bar, with Shift the upper one; Home and End move it as far as it goes; a number and
Return set it, ``60..90`` or ``60-90`` both. A drag takes the handle within reach, or sweeps over the bars from where it began.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from desktop.ui.models.facet_lines import Line
from desktop.ui.panes.spread_line import End, Ends, SpreadLine, bounded, stepped

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent

    from desktop.library.scales import Spread
    from desktop.ui.models.facet_lines import Entry

_KEY = Qt.Key
_STEPS: Final = {_KEY.Key_Left: -1, _KEY.Key_Right: 1}
_TYPED: Final = re.compile(r"(?P<low>\d{0,9})(?P<to>\.\.|-)(?P<high>\d{0,9})|(?P<only>\d{1,9})", re.ASCII)
_LONGEST: Final = 20


class RangeHand:
    """Turns what is done on the line of a histogram into ranges, handed to ``ask`` with the facet's field."""

    def __init__(self, ask: Callable[[str, int | None, int | None], None]) -> None:
        self._ask = ask
        self._typed = ""
        self._typed_in = ""
        self._held: End | int | None = None  # a handle, or the stretch where a sweep began
        self._field = ""
        self.moved_by_key = ""  # the field whose range a key has changed, until that has been said

    # properties

    @property
    def dragging(self) -> bool:
        """Whether the mouse holds something."""
        return self._held is not None

    def typed(self, field: str) -> str:
        """What is being typed on the line of a facet."""
        return self._typed if field == self._typed_in else ""

    # keys

    def take_key(self, event: QKeyEvent, entry: Entry) -> bool:
        """A key on the line of a histogram; False leaves it to the list: up, down, letters."""
        spread, field = entry.facet.spread, entry.facet.field
        if entry.line is not Line.SPREAD or spread is None:
            return False
        if field != self._typed_in:
            self._typed, self._typed_in = "", field
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shifted = modifiers == Qt.KeyboardModifier.ShiftModifier
        if modifiers and not shifted:
            return False
        end, key = End.HIGH if shifted else End.LOW, _KEY(event.key())
        if self._type(event, key):
            return True
        if key in (_KEY.Key_Return, _KEY.Key_Enter):
            self._set_typed(field, spread, end)
        elif key in _STEPS:
            self._ask_by_key(field, stepped(spread, end, _STEPS[key]))
        elif key in (_KEY.Key_Home, _KEY.Key_End):
            self._ask_by_key(field, _furthest(spread, end, up=key == _KEY.Key_End))
        elif key == _KEY.Key_Delete:
            self._ask_by_key(field, (None, None))
        else:
            return key == _KEY.Key_Space  # it must not reach the type-ahead
        return True

    def forget(self) -> bool:
        """Drop what is being typed; False where nothing was."""
        typed, self._typed = self._typed, ""
        return bool(typed)

    # the mouse

    def press(self, field: str, line: SpreadLine, point: QPoint, *, nearest: bool) -> None:
        """Take hold of the handle within reach, with ``nearest`` of the nearer one wherever it is; or begin to sweep."""
        self._field, self._typed = field, ""
        self._held = line.handle_at(point)
        if self._held is None and nearest:
            self._held = line.nearest_handle(point)
            self.drag(line, point)
        elif self._held is None:
            self._held = line.stretch_at(point.x())
            self.drag(line, point)

    def drag(self, line: SpreadLine, point: QPoint) -> None:
        """Move what is held to a point."""
        if isinstance(self._held, End):
            self._ask(self._field, *line.moved(self._held, point.x()))
        elif self._held is not None:
            self._ask(self._field, *line.swept(self._held, line.stretch_at(point.x())))

    def release(self) -> None:
        """Let go."""
        self._held = None

    # inside

    def _type(self, event: QKeyEvent, key: Qt.Key) -> bool:
        """Take up a character of a number that is typed."""
        text = event.text()
        if key == _KEY.Key_Backspace:
            self._typed = self._typed[:-1]
        elif (text.isascii() and text.isdigit()) or text == "." or (text == "-" and self._typed):
            self._typed = (self._typed + text)[:_LONGEST]
        else:
            return False
        return True

    def _set_typed(self, field: str, spread: Spread, end: End) -> None:
        match = _TYPED.fullmatch(self._typed)
        self._typed = ""
        if match is None:
            return
        low, high = spread.ends
        if match["only"]:
            low, high = (int(match["only"]), high) if end is End.LOW else (low, int(match["only"]))
            # A number beyond the other end takes that along: what was typed is what is meant.
            low, high = (low, max(low, high)) if end is End.LOW else (min(low, high), high)
        else:
            low = int(match["low"]) if match["low"] else spread.least
            high = int(match["high"]) if match["high"] else spread.most
        self._ask_by_key(field, bounded(spread, low, high))

    def _ask_by_key(self, field: str, ends: Ends) -> None:
        self._typed = ""
        self.moved_by_key = field
        self._ask(field, *ends)


def _furthest(spread: Spread, end: End, *, up: bool) -> Ends:
    """The range with one end as far down or up as it goes."""
    low, high = spread.ends
    if end is End.LOW:
        return bounded(spread, high if up else spread.least, high)
    return bounded(spread, low, spread.most if up else low)
